using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Research;

/// <summary>The cells of a CSV file or of a workbook's first sheet as trimmed text.</summary>
internal static class PlainTable
{
    public static List<string[]> Read(string path)
    {
        string file = Path.GetFileName(path);
        if (!File.Exists(path)) throw new DataError(file, "no such file", "a .csv or .xlsx file", "Check the path.");
        var rows = Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase) ? Sheet(file, path) : Csv(file, path);
        SourceFiles.Note(path, rows.Count);
        return rows.Count > 0 ? rows : throw new DataError(file, "an empty file", "rows", "Download the file again.");
    }

    private static List<string[]> Csv(string file, string path)
    {
        var (text, wrong) = TextEncoding.Decode(file, File.ReadAllBytes(path));
        if (wrong is not null) throw wrong.ToError();
        var reader = new CsvReader(text);
        var rows = new List<string[]>();
        while (reader.Next())
            if (!reader.IsEmpty) rows.Add([.. Enumerable.Range(0, reader.Count).Select(i => reader[i].Trim().ToString())]);
        return rows;
    }

    private static List<string[]> Sheet(string file, string path)
    {
        try
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            using var stream = File.OpenRead(path);
            using var workbook = ExcelReaderFactory.CreateOpenXmlReader(stream);
            var rows = new List<string[]>();
            while (workbook.Read())
                rows.Add([.. Enumerable.Range(0, workbook.FieldCount).Select(i => Convert.ToString(workbook.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)?.Trim() ?? "")]);
            return rows;
        }
        catch (Exception error) when (error is ExcelReaderException or InvalidDataException or System.Xml.XmlException)
        {
            throw new DataError(file, "content that is not an Excel workbook", "an Excel workbook (.xlsx)", "Open it in Excel and save it as .xlsx without a password.");
        }
    }
}
