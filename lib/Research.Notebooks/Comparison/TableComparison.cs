using System.Collections.Immutable;
using System.Globalization;

namespace Research.Notebooks;

/// <summary>Compares two tables cell by cell. Rows go by their names where they have them, so that a row that came or went is one difference.</summary>
internal static class TableComparison
{
    public static IEnumerable<ResultDifference> Of(CsvTable first, CsvTable second, Tolerance tolerance)
    {
        foreach (string column in first.Columns.Except(second.Columns, StringComparer.Ordinal)) yield return new($"column {column}", "there", null) { Column = column };
        foreach (string column in second.Columns.Except(first.Columns, StringComparer.Ordinal)) yield return new($"column {column}", null, "there") { Column = column };
        int width = first.Columns.SequenceEqual(second.Columns, StringComparer.Ordinal) ? CsvTable.KeyWidth(first, second) : 0;
        var (a, b) = (Named(first, width), Named(second, width));
        var names = b.Keys.Intersect(a.Keys, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        if (width > 0 && names.Count * 2 < Math.Min(a.Count, b.Count))
        {
            (a, b) = (Named(first, 0), Named(second, 0));
            names = [.. b.Keys.Intersect(a.Keys, StringComparer.Ordinal)];
        }
        foreach (var (name, row) in a)
        {
            if (!names.Contains(name)) yield return new(name, "a row", null) { Row = name };
            else
                for (int j = 0; j < first.Columns.Length; j++)
                {
                    int k = second.Columns.IndexOf(first.Columns[j]);
                    if (k >= 0 && !Same(row[j], b[name][k], tolerance)) yield return new($"{name}: {first.Columns[j]}", row[j], b[name][k]) { Row = name, Column = first.Columns[j] };
                }
        }
        foreach (string name in b.Keys.Where(n => !names.Contains(n))) yield return new(name, null, "a row") { Row = name };
    }

    private static bool Same(string a, string b, Tolerance tolerance) =>
        CsvTable.Number(a) is { } x && CsvTable.Number(b) is { } y ? tolerance.Agrees(x, y) : TextComparison.Same(a, b, tolerance);

    private static Dictionary<string, ImmutableArray<string>> Named(CsvTable table, int width) => table.Rows
        .Select((row, i) => (Name: width == 0 ? string.Create(CultureInfo.InvariantCulture, $"row {i + 1}") : CsvTable.Key(row, width), Row: row))
        .ToDictionary(p => p.Name, p => p.Row, StringComparer.Ordinal);
}
