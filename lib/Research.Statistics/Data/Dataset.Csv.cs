using Sylvan.Data.Csv;

namespace Research;

public sealed partial class Dataset
{
    /// <summary>Reads a CSV file (UTF-8, header in the first line, an empty field is missing). A column is numeric when every value in it is a
    /// number; else words, as a factor with its levels in ordinal order. R: <c>read.csv(stringsAsFactors = TRUE)</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="factors">Columns that are factors although they look like numbers.</param>
    public static Dataset FromCsv(string path, params IReadOnlyCollection<string> factors)
    {
        if (!File.Exists(path)) throw new DataError(Path.GetFileName(path), "no such file", "a CSV file", "Check the path.");
        using var reader = CsvDataReader.Create(path, new CsvDataReaderOptions { HasHeaders = true });
        int width = reader.FieldCount;
        var names = Enumerable.Range(0, width).Select(reader.GetName).ToArray();
        var cells = names.Select(_ => new List<string?>()).ToArray();
        long line = 1;
        while (reader.Read())
        {
            line++;
            if (reader.RowFieldCount != width)
                throw new DataError(Path.GetFileName(path), $"{reader.RowFieldCount} fields", $"{width} as in the header", "Mend the row: a comma too many or too few, or an open quote.", line);
            for (int j = 0; j < width; j++)
            {
                string value = reader.GetString(j);
                cells[j].Add(value.Length == 0 || value == "NA" ? null : value);
            }
        }
        SourceFiles.Note(path, line - 1);
        return new(names.Select((name, j) => factors.Contains(name) ? FactorColumn.From(name, cells[j]) : DataColumn.FromText(name, cells[j])));
    }
}
