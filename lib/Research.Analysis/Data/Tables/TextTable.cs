using System.Globalization;
using System.Text;
using Sylvan.Data.Csv;

namespace Research;

/// <summary>A small CSV file read row by row against a list of known columns; what is wrong is said with file, line and column.</summary>
internal static class TextTable
{
    public static IEnumerable<TextRow> Read(string path, string[] known, string[] needed)
    {
        string file = Path.GetFileName(path);
        if (!File.Exists(path)) throw new DataError(file, "no such file", "a CSV file", "Check the path.");
        var rows = new List<TextRow>();
        try
        {
            using var text = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            using var reader = CsvDataReader.Create(text, new CsvDataReaderOptions { HasHeaders = true });
            var header = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
            foreach (string name in header)
                if (!known.Contains(name)) throw new DataError(file, $"column '{name}'", $"only the columns {string.Join(", ", known)}", $"Remove or rename it.{NearestName.Hint(name, known)}", 1, name);
            foreach (string name in needed)
                if (!header.Contains(name)) throw new DataError(file, "no such column", $"columns {string.Join(", ", needed)} at least", "Add the column.", 1, name);
            if (header.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw new DataError(file, $"column '{twice.Key}' twice", "each column once", "Remove one.", 1, twice.Key);
            while (reader.Read())
            {
                long line = reader.RowNumber + 1;
                if (reader.RowFieldCount != header.Length)
                    throw new DataError(file, $"{reader.RowFieldCount} fields", $"{header.Length} as in the header", "Mend the line: a comma too many or too few, or an open quote.", line);
                rows.Add(new(file, line, header.Select((name, i) => (name, Value: reader.GetString(i).Trim())).ToDictionary(p => p.name, p => p.Value, StringComparer.Ordinal)));
            }
        }
        catch (DecoderFallbackException)
        {
            throw new DataError(file, "bytes that are not UTF-8", "a UTF-8 file", "Save it as 'CSV UTF-8'.");
        }
        catch (CsvFormatException e)
        {
            throw new DataError(file, "a line that is not CSV", "quoted fields closed on the same record", "Close the quote.", e.RowNumber + 1);
        }
        return rows;
    }
}

/// <summary>One row of a <see cref="TextTable"/>.</summary>
internal sealed class TextRow(string file, long line, Dictionary<string, string> cells)
{
    public string File => file;

    public long Line => line;

    public string this[string column] => cells.GetValueOrDefault(column, "");

    public string Required(string column) => this[column] is { Length: > 0 } text ? text : throw Wrong(column, "nothing", "a value", "Fill it in.");

    /// <summary>A number; not a number when the cell is empty.</summary>
    public double Number(string column) => this[column].Length == 0 ? double.NaN
        : double.TryParse(this[column], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double value) ? value
        : throw Wrong(column, $"'{this[column]}'", "a number such as 2.5, or nothing", "Write the number without its unit.");

    public int Year(string column, string text) => text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is > 1990 and < 2100
        ? year : throw Wrong(column, $"'{text}'", "a year such as 2016, by the year it ends in", "Write four digits.");

    public T Choice<T>(string column) where T : struct, Enum
    {
        var names = Enum.GetNames<T>().ToDictionary(SnakeCase, n => Enum.Parse<T>(n), StringComparer.Ordinal);
        return names.TryGetValue(Required(column), out var chosen) ? chosen
            : throw Wrong(column, $"'{this[column]}'", "one of " + string.Join(", ", names.Keys), $"Use one of them.{NearestName.Hint(this[column], names.Keys)}");
    }

    public DataError Wrong(string column, string found, string expected, string mend) => new(file, found, expected, mend, line, column);

    private static string SnakeCase(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}
