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
        return new(file, [.. lines.GroupBy(l => l.Id).Select(g => Join(file, [.. g]))]);
    }

    // The first line of a target says what it is; the others add readings and conditions.
    private static Target Join(string file, ImmutableArray<TargetLine> lines)
    {
        var first = lines[0];
        if (first.Statement.Length == 0) throw new DataError(file, "nothing", "what the target says, on its first line", "Fill it in.", first.Line, "statement");
        if (lines.FirstOrDefault(l => l.Statement.Length > 0 && l.Statement != first.Statement) is { } other)
            throw new DataError(file, $"another statement for {first.Id} than on line {first.Line}", "one statement a target", "Leave it empty after the first line, or give the line an id of its own.", other.Line, "statement");
        var readings = lines.GroupBy(l => l.Reading).Select(g => new TargetReading(g.Key, g.Select(l => l.Meaning).FirstOrDefault(m => m.Length > 0) ?? "", g.Any(l => l.Bridge), [.. g.SelectMany(l => l.Conditions)]));
        return new(first.Id, first.Phase, first.Page, first.Statement, first.DueStated, [.. readings]);
    }
}
