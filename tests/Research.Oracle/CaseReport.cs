namespace Research.Oracle;

/// <summary>Figures matched, differing and not covered.</summary>
internal readonly record struct Tally(int Matched, int Differs, int NotCovered)
{
    public static Tally operator +(Tally a, Tally b) => new(a.Matched + b.Matched, a.Differs + b.Differs, a.NotCovered + b.NotCovered);

    public override string ToString() => $"matched {Matched}, differs {Differs}, not covered {NotCovered}";
}

/// <summary>Answers a case, compares, and prints what differs and what is not covered, by name.</summary>
internal static class CaseReport
{
    public static Tally Print(OracleCase oracle, bool verbose)
    {
        var total = new Tally();
        var lines = new List<string>();
        foreach (var block in oracle.Blocks) total += Answer(block, verbose, lines);
        Console.WriteLine($"{oracle.Name}: {total}");
        foreach (string line in lines) Console.WriteLine(line);
        return total;
    }

    private static Tally Answer(Block block, bool verbose, List<string> lines)
    {
        string place = $"  {block.Id} ({block.Kind})";
        if (AnswerRegistry.For(block.Kind) is not { } answer)
        {
            lines.Add($"{place}: not covered, the kind: {block.Figures.Length} figures");
            return new(0, 0, block.Figures.Length);
        }
        var given = new GivenFigures();
        string? failure = null;
        // A block that fails must not hide the others; its figures count as differing, never as matched.
        try { answer.Answer(block, given); }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            failure = verbose ? error.ToString() : $"{error.GetType().Name}: {error.Message}";
        }
        if (failure is not null) lines.Add($"{place}: failed with {failure}");
        var tally = new Tally();
        var missing = new List<string>();
        foreach (var figure in block.Figures)
            if (given[figure.Name] is not { } value)
            {
                missing.Add(figure.Name);
                tally += failure is null ? new Tally(0, 0, 1) : new Tally(0, 1, 0);
            }
            else if (figure.Difference(value) is { } difference)
            {
                tally += new Tally(0, 1, 0);
                lines.Add($"{place}: {figure.Name} differs: {difference}");
            }
            else
            {
                tally += new Tally(1, 0, 0);
                if (verbose) lines.Add($"{place}: {figure.Name} matched: {value}");
            }
        if (tally.Differs > 0 && given.Remark is { } remark) lines.Add($"{place}: {remark}");
        if (missing.Count > 0) lines.Add($"{place}: {(failure is null ? "not covered" : "not answered")}: {string.Join(", ", missing)}");
        return tally;
    }
}
