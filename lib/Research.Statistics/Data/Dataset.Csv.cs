namespace Research;

public sealed partial class Dataset
{
    /// <summary>Reads a CSV file (UTF-8, header in the first line, an empty field is missing). A column is numeric when every value in it is a
    /// number; else words, as a factor with its levels in ordinal order. R: <c>read.csv(stringsAsFactors = TRUE)</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="factors">Columns that are factors although they look like numbers.</param>
    public static Dataset FromCsv(string path, params IReadOnlyCollection<string> factors)
    {
        var file = CsvFile.Open(path);
        var cells = file.Header.Select(_ => new List<string?>()).ToArray();
        long rows = 0;
        foreach (var (_, fields) in file.Rows())
        {
            rows++;
            for (int j = 0; j < fields.Length; j++) cells[j].Add(fields[j] is "" or "NA" ? null : fields[j]);
        }
        SourceFiles.Note(path, rows);
        return new(file.Header.Select((name, j) => factors.Contains(name) ? FactorColumn.From(name, cells[j]) : DataColumn.FromText(name, cells[j])));
    }
}
