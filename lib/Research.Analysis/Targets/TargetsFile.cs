using System.Collections.Immutable;

namespace Research;

/// <summary>Reads the lines of a targets file (columns in <c>docs/targets.md</c>). A new target is a new line; no code changes.</summary>
internal static class TargetsFile
{
    private static readonly string[] Known =
    [
        "id", "reading", "meaning", "phase", "page", "statement", "kind", "measure", "group", "against", "amount", "level", "baseline_year", "baseline", "due", "due_stated", "bridge", "needs",
    ];

    private static readonly string[] Needed = ["id", "statement", "kind", "due"];

    public static TargetRegister Read(string path)
    {
        string file = Path.GetFileName(path);
        ImmutableArray<TargetLine> lines = [.. TextTable.Read(path, Known, Needed).Select(row => TargetLine.Of(row))];
        if (lines.IsEmpty) throw new DataError(file, "no targets", "at least one line after the header", "Add the strategy's targets.");
        foreach (var (line, before) in lines.Skip(1).Zip(lines))
            if (line.Id != before.Id && lines.First(l => l.Id == line.Id).Line < line.Line)
                throw new DataError(file, $"the target '{line.Id}' again, after lines of another", "all lines of one target together", "Move the line to the others of its target, or give it an id of its own.", line.Line, "id");
        return new(file, [.. lines.GroupBy(l => l.Id).Select(g => Join(file, [.. g]))]);
    }

    // The first line of a target says what it is; the others add readings and conditions.
    private static Target Join(string file, ImmutableArray<TargetLine> lines)
    {
        var first = lines[0];
        if (first.Statement.Length == 0) throw new DataError(file, "nothing", "what the target says, on its first line", "Fill it in.", first.Line, "statement");
        foreach (var (column, text) in new (string, Func<TargetLine, string>)[] { ("statement", l => l.Statement), ("phase", l => l.Phase), ("page", l => l.Page), ("due_stated", l => l.DueStated) })
            if (lines.FirstOrDefault(l => text(l).Length > 0 && text(l) != text(first)) is { } other)
                throw new DataError(file, $"another {column} for {first.Id} than on line {first.Line}", $"one {column} a target", "Leave it empty after the first line, or give the line an id of its own.", other.Line, column);
        TargetReading[] readings = [.. lines.GroupBy(l => l.Reading).Select(g => Reading(file, [.. g], several: lines.Any(l => l.Reading != first.Reading)))];
        var seen = new HashSet<(string, TargetCondition)>();
        foreach (var line in lines)
            foreach (var c in line.Conditions)
                if (!seen.Add((line.Reading, c with { Line = 0 }))) throw new DataError(file, $"a condition that reading '{line.Reading}' of {line.Id} has already", "each condition once", "Remove the line or the repeated year, or name another reading.", line.Line, "kind");
        return new(first.Id, first.Phase, first.Page, first.Statement, first.DueStated, [.. readings]);
    }

    private static TargetReading Reading(string file, ImmutableArray<TargetLine> lines, bool several)
    {
        var first = lines[0];
        if (several && first.Meaning.Length == 0) throw new DataError(file, "nothing", $"how reading '{first.Reading}' of {first.Id} understands the words", "Say it in a phrase: a target with several readings needs one for each.", first.Line, "meaning");
        if (lines.FirstOrDefault(l => l.Meaning.Length > 0 && l.Meaning != first.Meaning) is { } other)
            throw new DataError(file, $"another meaning for reading '{first.Reading}' of {first.Id} than on line {first.Line}", "one meaning a reading", "Leave it empty after the reading's first line, or name another reading.", other.Line, "meaning");
        return new(first.Reading, first.Meaning, lines.Any(l => l.Bridge), [.. lines.SelectMany(l => l.Conditions)]);
    }
}
