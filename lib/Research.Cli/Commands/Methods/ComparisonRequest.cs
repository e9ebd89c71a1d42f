namespace Research.Cli;

/// <summary>A test of an outcome by a group, or of two columns, as asked for in a terminal.</summary>
/// <param name="Outcome">The column left of ~.</param>
/// <param name="By">The column right of it.</param>
/// <param name="Data">The data.</param>
internal sealed record ComparisonRequest(string Outcome, string By, Dataset Data)
{
    /// <summary>Reads <c>y ~ g</c>: one column on each side.</summary>
    public static ComparisonRequest Of(string formula, Dataset data)
    {
        var parsed = Formula.Parse(formula);
        string[] terms = [.. parsed.Fixed.Labels];
        if (parsed.Response is null || terms.Length != 1 || !parsed.Random.IsEmpty || parsed.Instruments is not null)
            throw new DataError("--formula", $"'{formula}'", "outcome ~ group, one column on each side", "Write one column on each side of ~; research fit takes more terms.");
        var request = new ComparisonRequest(parsed.Response.Text, terms[0], data);
        _ = (data[request.Outcome], data[request.By]);
        return request;
    }

    /// <summary>All groups, in the order of the levels.</summary>
    public OutcomeGroup[] Groups => [.. OutcomeGroup.From(Data, Outcome, By)];

    /// <summary>The two groups, in the order of the levels.</summary>
    public (OutcomeGroup First, OutcomeGroup Second) TwoGroups => Groups is [var first, var second]
        ? (first, second)
        : throw new DataError("test", $"{Groups.Length} groups", "two groups", "Use kruskal or anova for more groups, or keep the rows of two.", column: By);

    /// <summary>The values of the two columns, row by row.</summary>
    public (double[] First, double[] Second) Columns => (Data.Numbers(Outcome).ToArray(), Data.Numbers(By).ToArray());

    /// <summary>The table of groups by outcomes.</summary>
    public ContingencyTable Table => ContingencyTable.FromColumns(Data, By, Outcome);

    /// <summary>The difference of the two groups' means against dealing the groups anew.</summary>
    public PermutationTest Permutation(long seed, int draws)
    {
        var (first, second) = TwoGroups;
        var whole = Data.Take([.. Enumerable.Range(0, Data.Count).Where(i => !Data[By].IsMissing(i) && !Data[Outcome].IsMissing(i))]);
        return PermutationTest.Rows(whole, By, dealt => Mean(dealt, first.Name) - Mean(dealt, second.Name), seed, draws);
    }

    private double Mean(Dataset dealt, string group) => OutcomeGroup.From(dealt, Outcome, By).First(g => g.Name == group).Mean;
}
