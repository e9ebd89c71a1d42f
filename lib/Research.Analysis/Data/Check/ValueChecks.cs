using System.Globalization;

namespace Research;

/// <summary>Checks of typed values: code lists as of their year, ranges, columns in use, combinations that cannot be.</summary>
internal static class ValueChecks
{
    /// <summary>The checks of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="raw">Its columns.</param>
    /// <param name="years">First and last year in it; null when it has none. What no such year can break is not asked.</param>
    public static IEnumerable<RowCheck> Of(ExtractFile file, RawTable raw, (int First, int Last)? years)
    {
        string source = "extract." + file.Schema.Name;
        bool Outside(int first, int last, int before = 0) => years is { } span && (span.First - before < first || span.Last - before > last);
        foreach (var column in file.Schema.Columns.Where(c => raw.Columns.Contains(c.Name)))
        {
            if (column.Codes is { } list)
            {
                yield return Listed(column, list, source);
                if (list.Codes.Any(c => Outside(c.FirstYear, c.LastYear, column.YearsBefore))) yield return Current(column, list, source);
            }
            if (column.Minimum is not null || column.Maximum is not null) yield return InRange(column, source);
            if (Outside(column.FirstYear, column.LastYear)) yield return InUse(column, source);
        }
        foreach (var rule in file.Schema.Rules.Where(r => r.Columns.All(c => raw.Columns.Contains(c))))
        {
            yield return new(rule.Columns[0], source, rule.Condition, "''", _ => new(rule.Found, rule.Expected, rule.Mend)) { Needs = rule.Columns };
        }
    }

    private static RowCheck Listed(SchemaColumn column, CodeList list, string source)
    {
        string cell = DuckDbEngine.Name(column.Name);
        return new(column.Name, source, $"{cell} NOT IN ({Literals(list.Values)})", cell, value =>
            new(value is null ? "a value that is not in the code list" : $"'{value}'", CellChecks.Expected(column), Recode(column, list, value)));
    }

    private static RowCheck Current(SchemaColumn column, CodeList list, string source)
    {
        string cell = DuckDbEngine.Name(column.Name);
        string year = column.YearsBefore == 0 ? "year" : string.Create(CultureInfo.InvariantCulture, $"year - {column.YearsBefore}");
        var dated = list.Codes.Where(c => c.FirstYear > 0 || c.LastYear < 9999).GroupBy(c => (c.FirstYear, c.LastYear));
        var outside = dated.Select(g => string.Create(CultureInfo.InvariantCulture, $"({cell} IN ({Literals(g.Select(c => c.Value))}) AND {year} NOT BETWEEN {g.Key.FirstYear} AND {g.Key.LastYear})"));
        return new(column.Name, source, InUseYears(column, string.Join(" OR ", outside)), $"{cell} || ' ' || ({year})", value =>
        {
            string[] parts = (value ?? "").Split(' ');
            if (parts.Length != 2 || list.Codes.FirstOrDefault(c => c.Value == parts[0]) is not { } code || !int.TryParse(parts[1], out int at))
                return new("a code of another year", CellChecks.Expected(column), "Use a code of the row's year.");
            string current = string.Join(", ", list.Codes.Where(c => c.FirstYear <= at && c.LastYear >= at).Select(c => c.Value));
            string assessed = column.YearsBefore == 0 ? $"in {at}" : $"for an assessment of {at}";
            return new($"'{code.Value}' ({code.Meaning}) {assessed}", $"one of {current} {assessed}", code.LastYear < at
                ? $"'{code.Value}' ended in {code.LastYear}: recode the row, or correct its year."
                : $"'{code.Value}' began in {code.FirstYear}: recode the row, or correct its year.");
        });
    }

    // A column out of use is one finding, whatever its codes.
    private static string InUseYears(SchemaColumn column, string condition) => column is { FirstYear: 0, LastYear: 9999 }
        ? condition
        : string.Create(CultureInfo.InvariantCulture, $"({condition}) AND year BETWEEN {column.FirstYear} AND {column.LastYear}");

    private static RowCheck InRange(SchemaColumn column, string source)
    {
        string cell = DuckDbEngine.Name(column.Name);
        var sides = new List<string>();
        if (column.Minimum is { } low) sides.Add(string.Create(CultureInfo.InvariantCulture, $"{cell} < {low}"));
        if (column.Maximum is { } high) sides.Add(string.Create(CultureInfo.InvariantCulture, $"{cell} > {high}"));
        return new(column.Name, source, string.Join(" OR ", sides), $"{cell}::VARCHAR", value =>
            new(value ?? "a value out of range", CellChecks.Expected(column), column.Required ? "Correct the value." : "Correct the value, or empty the cell when it is not known."));
    }

    private static RowCheck InUse(SchemaColumn column, string source)
    {
        string cell = DuckDbEngine.Name(column.Name);
        string when = (column.FirstYear > 0, column.LastYear < 9999) switch
        {
            (true, true) => $"from {column.FirstYear} to {column.LastYear} only",
            (true, false) => $"from {column.FirstYear} only",
            _ => $"to {column.LastYear} only",
        };
        return new(column.Name, source, string.Create(CultureInfo.InvariantCulture, $"{cell} IS NOT NULL AND year NOT BETWEEN {column.FirstYear} AND {column.LastYear}"), "year::VARCHAR", year =>
            new(year is null ? "a value in another year" : $"a value in {year}", $"values {when}", "Empty the cell, or correct the year."));
    }

    private static string Recode(SchemaColumn column, CodeList list, string? value)
    {
        string otherwise = column.Required ? "Recode it." : "Recode it, or empty the cell when it is not known.";
        if (value is null) return otherwise;
        string bare = value.Trim();
        var near = list.Codes.FirstOrDefault(c => c.Value.Equals(bare, StringComparison.OrdinalIgnoreCase))
            ?? list.Codes.FirstOrDefault(c => c.Meaning.Equals(bare, StringComparison.OrdinalIgnoreCase));
        if (near is not null) return $"Write '{near.Value}'.";
        return bare.Length > 4 && NearestName.Of(bare, list.Values) is { } close ? $"{otherwise} Did you mean '{close}'?" : otherwise;
    }

    private static string Literals(IEnumerable<string> values) => string.Join(", ", values.Select(DuckDbEngine.Literal));
}
