using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Turns the rows that fail a check into findings: equal faults are one finding with a count and the first lines.</summary>
internal static class FaultGroups
{
    private const int MostValues = 20;
    private const int LinesShown = 5;

    /// <summary>Notes the faulty rows in <c>aside.NAME</c> and gives the findings.</summary>
    public static IEnumerable<Finding> Collect(DuckDbEngine engine, ExtractFile file, RawTable raw, RowCheck check)
    {
        string name = file.Schema.Name;
        // A cell that could not be read is missing in the typed table; that is one fault, not two.
        string unread = check.Needs.Count == 0 ? "" : $" AND line NOT IN (SELECT line FROM aside.{name} WHERE \"column\" IN ({string.Join(", ", check.Needs.Select(DuckDbEngine.Literal))}))";
        string faulty = $"FROM {check.Source} WHERE ({check.Condition}){unread}";
        var groups = engine.Query($"""
            SELECT {check.Value} AS value, count(*)::BIGINT AS rows, min(line) AS line, array_to_string(min(line, {LinesShown}), ' ') AS lines
            {faulty} GROUP BY 1 ORDER BY line LIMIT {MostValues + 1}
            """);
        if (groups.Count == 0) return [];

        string[] values = [.. Enumerable.Range(0, groups.Count).Select(i => groups["value"].TextAt(i) ?? "")];
        bool quote = groups.Count <= MostValues && !ArePupils(engine, file, raw, values, groups.Numbers("rows").ToArray());
        var findings = quote
            ? [.. values.Select((value, i) => Finding(file, check, Quoting.LooksCoded(value) || value.Length == 0 || IsOurs(check, value) ? value : null, (long)groups.Numbers("rows")[i], Lines(groups["lines"].TextAt(i))))]
            : Together(engine, file, check, faulty);
        string reason = findings[0].Found;
        engine.Execute($"INSERT INTO aside.{name} SELECT line, {DuckDbEngine.Literal(check.Column)}, {DuckDbEngine.Literal(findings.Count == 1 ? reason : "a value that is not allowed")} {faulty}");
        return Research.Finding.Merge(findings);
    }

    // Built from a code of the list and a year, not from the file's own words.
    private static bool IsOurs(RowCheck check, string value) => check.Value.Contains("|| ' ' ||", StringComparison.Ordinal) && value.Length < 40;

    private static bool ArePupils(DuckDbEngine engine, ExtractFile file, RawTable raw, string[] values, double[] rows)
    {
        // Identifiers are all different; codes and slips repeat, or are few.
        if (values.Length >= LinesShown && rows.All(n => n == 1)) return true;
        return raw.Columns.Contains("pupil") && engine.Query(Quoting.InPupilColumn(file, values)).Numbers("n")[0] > 0;
    }

    private static List<Finding> Together(DuckDbEngine engine, ExtractFile file, RowCheck check, string faulty)
    {
        var all = engine.Query($"SELECT count(*)::BIGINT AS rows, array_to_string(min(line, {LinesShown}), ' ') AS lines {faulty}");
        return [Finding(file, check, null, (long)all.Numbers("rows")[0], Lines(all["lines"].TextAt(0)))];
    }

    private static Finding Finding(ExtractFile file, RowCheck check, string? value, long rows, ImmutableArray<long> lines)
    {
        var words = check.Words(value);
        return new(file.Name, lines[0], check.Column, words.Found, words.Expected, words.Mend) { Kind = FindingKind.Rows, Count = rows, Lines = lines };
    }

    private static ImmutableArray<long> Lines(string? text) => [.. (text ?? "").Split(' ').Select(t => long.Parse(t, CultureInfo.InvariantCulture))];
}
