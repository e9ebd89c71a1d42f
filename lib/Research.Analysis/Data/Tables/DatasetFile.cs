using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Research;

/// <summary>Opens a table a researcher has at hand, whatever its kind.</summary>
public static class DatasetFile
{
    extension(Dataset)
    {
        /// <summary>Reads a CSV, Parquet or Excel file as named columns: numbers where every value is one, else a factor with levels in ordinal order;
        /// an empty cell is missing. R: <c>read.csv</c>, <c>arrow::read_parquet</c>, <c>readxl::read_excel</c>.</summary>
        /// <param name="path">The file; the first sheet of a workbook.</param>
        /// <param name="factors">Columns that are categories although they look like numbers.</param>
        /// <exception cref="DataError">No such file, another kind of file, or content that does not fit its ending.</exception>
        public static Dataset Open(string path, params IReadOnlyCollection<string> factors)
        {
            string file = Path.GetFileName(path);
            if (Directory.Exists(path)) throw new DataError(file, "a folder", "a .csv, .parquet or .xlsx file", "Name a file in it.");
            if (!File.Exists(path)) throw new DataError(file, "no such file", "a .csv, .parquet or .xlsx file", "Check the path, and the folder it is looked for in.");
            if (new FileInfo(path).Length == 0) throw new DataError(file, "an empty file", "a header and rows", "Export the file again.");
            var data = Path.GetExtension(path).ToUpperInvariant() switch
            {
                ".CSV" => Dataset.FromCsv(path, factors),
                ".PARQUET" => FromParquet(path),
                ".XLSX" => FromWorkbook(path),
                var ending => throw new DataError(file, $"a file ending in '{ending}'", ".csv, .parquet or .xlsx", "Save it as one of these."),
            };
            SourceFiles.Note(path, data.Count);
            foreach (string factor in factors) data = data.AsFactor(factor);
            return data;
        }
    }

    private static Dataset FromParquet(string path)
    {
        using var engine = new DuckDbEngine();
        try
        {
            return engine.Query($"SELECT * FROM read_parquet({DuckDbEngine.Literal(path)})");
        }
        catch (DataError)
        {
            throw new DataError(Path.GetFileName(path), "content that is not Parquet, or a column of a nested type", "a Parquet file of plain columns", "Write the file again.");
        }
    }

    private static Dataset FromWorkbook(string path)
    {
        string file = Path.GetFileName(path);
        try
        {
            // The library asks for Windows-1252 in advance, for the old formats; .NET has it only on request.
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            using var stream = File.OpenRead(path);
            using var workbook = ExcelReaderFactory.CreateOpenXmlReader(stream);
            if (!workbook.Read()) throw new DataError(file, "an empty first sheet", "column names in the first row", "Export the file again.");
            string[] names = [.. Enumerable.Range(0, workbook.FieldCount).Select(i => Text(workbook.GetValue(i)) ?? "").TakeWhile(n => n.Length > 0)];
            if (names.Length == 0) throw new DataError(file, "no column name in the first cell", "column names in the first row", "Put the table at the top left of the first sheet.", 1);
            var cells = names.Select(_ => new List<string?>()).ToArray();
            while (workbook.Read())
            {
                var row = names.Select((_, j) => j < workbook.FieldCount ? Text(workbook.GetValue(j)) : null).ToArray();
                // Excel keeps rows that were once formatted: they hold nothing.
                if (row.All(cell => cell is null)) continue;
                for (int j = 0; j < names.Length; j++) cells[j].Add(row[j]);
            }
            return new(names.Select((name, j) => DataColumn.FromText(name, cells[j])));
        }
        catch (Exception error) when (error is ExcelReaderException or InvalidDataException or System.Xml.XmlException or NotSupportedException
            or FormatException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException or OverflowException or KeyNotFoundException)
        {
            throw new DataError(file, "content that is not an Excel workbook", "an Excel workbook (.xlsx)", "Open it in Excel and save it as .xlsx without a password.");
        }
    }

    private static string? Text(object? value) => value switch
    {
        null or "" => null,
        string text => text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "1" : "0",
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
