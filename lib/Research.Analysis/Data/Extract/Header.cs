using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Compares the columns of a file with the dictionary's: missing, surplus, twice, misspelt.</summary>
internal static class Header
{
    private const int MostStrange = 8;

    /// <summary>Findings on the names. Columns used only in other years than the file's are looked for later, when the years are known.</summary>
    public static ImmutableArray<Finding> Check(ExtractFile file, IReadOnlyList<string> names)
    {
        var known = file.Schema.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        long line = file.Format == ExtractFormat.Parquet ? 0 : 1;
        // Fewer than two known names: the first line may be a pupil, so nothing of it is quoted.
        if (names.Count(n => known.Contains(n.Trim().ToLowerInvariant())) < Math.Min(2, names.Count))
            return [NoHeader(file, names, line)];

        // Many at once: the header has run into a row, or is another table's. Nothing of it is quoted.
        int strange = names.Count(n => !known.Contains(n) && NearestName.Of(n.Trim(), known) is null) + names.GroupBy(n => n, StringComparer.Ordinal).Sum(g => g.Count() - 1);
        if (strange > MostStrange)
            return [new(file.Name, line, "", string.Create(CultureInfo.InvariantCulture, $"{strange} names that are unknown or twice"), "the columns of the data dictionary", "Look at the first line: it may have run into the next, or belong to another table.")];

        var findings = new List<Finding>();
        foreach (string twice in names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1 && g.Key.Length > 0).Select(g => g.Key))
            findings.Add(new(file.Name, line, twice, "the column twice", "each column once", "Remove one of them."));
        foreach (int place in Enumerable.Range(0, names.Count).Where(i => names[i].Trim().Length == 0))
            findings.Add(new(file.Name, line, "", $"no name for column {place + 1}", "a name from the data dictionary", "Name the column, or remove it."));

        var missing = file.Schema.Columns.Where(c => !names.Contains(c.Name)).Select(c => c.Name).ToList();
        foreach (string surplus in names.Where(n => n.Trim().Length > 0 && !known.Contains(n)).Distinct())
        {
            string? near = NearestName.Of(surplus.Trim(), missing);
            if (near is not null) missing.Remove(near);
            findings.Add(near is not null
                ? new(file.Name, line, Shown(surplus), surplus.Trim() == surplus ? "an unknown column" : "spaces round the column's name", $"'{near}'", $"Rename it to '{near}'.")
                : new(file.Name, line, Shown(surplus), "a surplus column", "columns of the data dictionary only", "Remove it: an extract holds no more about a child than is needed."));
        }
        return [.. findings];
    }

    /// <summary>Findings on columns that are not there although a year of the file needs them.</summary>
    public static IEnumerable<Finding> Missing(ExtractFile file, IReadOnlyCollection<string> names, (int First, int Last)? years, IReadOnlyCollection<Finding> header)
    {
        var renamed = header.Where(f => f.Mend.StartsWith("Rename", StringComparison.Ordinal)).Select(f => f.Expected.Trim('\'')).ToHashSet(StringComparer.Ordinal);
        long line = file.Format == ExtractFormat.Parquet ? 0 : 1;
        return from column in file.Schema.Columns
               where !names.Contains(column.Name) && !renamed.Contains(column.Name) && !column.MayBeAbsent
               where years is not { } span || column.FirstYear <= span.Last && column.LastYear >= span.First
               select new Finding(file.Name, line, column.Name, "no such column", $"a column '{column.Name}'", $"Add it: {column.Meaning}");
    }

    // Letters and at most one digit: what else stands in a first line may be a pupil's.
    private static string Shown(string name)
    {
        string bare = name.Trim();
        return bare.Length <= 40 && bare.Count(char.IsDigit) <= 1 && bare.All(c => char.IsLetterOrDigit(c) || c is '_' or ' ') ? bare : "";
    }

    private static Finding NoHeader(ExtractFile file, IReadOnlyList<string> names, long line)
    {
        string expected = "column names separated by commas in the first line";
        if (file.Format == ExtractFormat.Csv && CsvReader.OtherSeparator(names) is { } other)
            return new(file.Name, line, "", $"{other} between the columns", "commas", "Save it as CSV with commas.");
        return new(file.Name, line, "", "a first line without column names", file.Format == ExtractFormat.Csv ? expected : "column names in the first row",
            $"Put the names first: {string.Join(", ", file.Schema.Columns.Take(4).Select(c => c.Name))}, ...");
    }
}
