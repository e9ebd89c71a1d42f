using System.Globalization;

namespace Research;

/// <summary>A small CSV file read row by row against a list of known columns; what is wrong is said with file, line and column.</summary>
internal static class TextTable
{
    public static IEnumerable<TextRow> Read(string path, string[] known, string[] needed)
    {
        var file = CsvFile.Open(path);
        foreach (string name in file.Header)
            if (!known.Contains(name)) throw new DataError(file.Name, $"column '{name}'", $"only the columns {string.Join(", ", known)}", $"Remove or rename it.{NearestName.Hint(name, known)}", 1, name);
        foreach (string name in needed)
            if (!file.Header.Contains(name)) throw new DataError(file.Name, "no such column", $"columns {string.Join(", ", needed)} at least", "Add the column.", 1, name);
        if (file.Header.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new DataError(file.Name, $"column '{twice.Key}' twice", "each column once", "Remove one.", 1, twice.Key);
        return [.. file.Rows().Select(row => new TextRow(file.Name, row.Line, file.Header.Zip(row.Fields).ToDictionary(p => p.First, p => p.Second.Trim(), StringComparer.Ordinal)))];
    }
}

/// <summary>One row of a <see cref="TextTable"/>.</summary>
internal sealed class TextRow(string file, long line, Dictionary<string, string> cells)
{
    // A whole page in one cell is told by how it begins.
    private const int Longest = 160;

    public string File => file;

    public long Line => line;

    public string this[string column] => cells.GetValueOrDefault(column, "");

    public string Required(string column) => this[column] is { Length: > 0 } text ? text : throw Wrong(column, "nothing", "a value", "Fill it in.");

    /// <summary>A number; not a number when the cell is empty.</summary>
    public double Number(string column) => this[column].Length == 0 ? double.NaN
        : double.TryParse(this[column], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
        : throw Wrong(column, $"'{this[column]}'", "a number such as 2.5, or nothing", "Write the number without its unit.");

    public int Year(string column, string text) => text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is > 1990 and < 2100
        ? year : throw Wrong(column, $"'{text}'", "a year such as 2016, by the year it ends in", "Write four digits.");

    /// <summary>A value of an enum in snake case; the other one, where there is one, for an empty cell.</summary>
    public T Choice<T>(string column, T? otherwise = null) where T : struct, Enum
    {
        if (this[column].Length == 0 && otherwise is { } value) return value;
        var names = Enum.GetNames<T>().ToDictionary(SnakeCase, n => Enum.Parse<T>(n), StringComparer.Ordinal);
        return names.TryGetValue(Required(column), out var chosen) ? chosen
            : throw Wrong(column, $"'{this[column]}'", "one of " + string.Join(", ", names.Keys), $"Use one of them.{NearestName.Hint(this[column], names.Keys)}");
    }

    public DataError Wrong(string column, string found, string expected, string mend) => new(file, found.Length <= Longest ? found : string.Concat(found.AsSpan(0, Longest), "…"), expected, mend, line, column);

    private static string SnakeCase(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}
