using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Research;

/// <summary>Loads an Excel workbook (.xlsx) of an extract: its only sheet, or the one named like the table.</summary>
internal static class WorkbookLoader
{
    public static RawTable Load(DuckDbEngine engine, ExtractFile file)
    {
        if (new FileInfo(file.Path).Length == 0)
            return RawTable.Broken(new Finding(file.Name, 0, "", "an empty file", "an Excel workbook", "Export the file again."));
        try
        {
            // The library asks for Windows-1252 in advance, for the old formats; .NET has it only on request.
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            using var stream = File.OpenRead(file.Path);
            using var workbook = ExcelReaderFactory.CreateOpenXmlReader(stream);
            return Load(engine, file, workbook);
        }
        catch (Exception error) when (error is ExcelReaderException or InvalidDataException or System.Xml.XmlException
            or FormatException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException or OverflowException or KeyNotFoundException)
        {
            return RawTable.Broken(new Finding(file.Name, 0, "", "content that is not an Excel workbook", "an Excel workbook (.xlsx)",
                "Open it in Excel and save it as .xlsx without a password; if it is text, name it .csv."));
        }
    }

    private static RawTable Load(DuckDbEngine engine, ExtractFile file, IExcelDataReader workbook)
    {
        if (!ToSheet(workbook, file.Schema.Name))
            return RawTable.Broken(new Finding(file.Name, 0, "", $"{workbook.ResultsCount} sheets, none named '{file.Schema.Name}'", $"one sheet, or one named '{file.Schema.Name}'", "Name the sheet that holds the table, or remove the others."));
        long line = 0;
        string[] header = [];
        while (header.All(h => h.Length == 0) && workbook.Read())
        {
            line++;
            header = [.. Enumerable.Range(0, workbook.FieldCount).Select(i => Text(workbook.GetValue(i)))];
        }
        int width = Array.FindLastIndex(header, h => h.Length > 0) + 1;
        if (width == 0) return RawTable.Broken(new Finding(file.Name, 0, "", "an empty sheet", "column names in the first row and a row a pupil", "Export the file again."));
        header = header[..width];
        var names = Header.Check(file, header);
        if (!names.IsEmpty) return RawTable.Broken(names);

        return RowLoader.Load(engine, file, header, loader => Fill(loader, file, workbook, width, line), []);
    }

    private static List<Finding> Fill(RowLoader loader, ExtractFile file, IExcelDataReader workbook, int width, long line)
    {
        var findings = new List<Finding>();
        string[] row = new string[width];
        while (workbook.Read())
        {
            line++;
            for (int i = 0; i < width; i++) row[i] = i < workbook.FieldCount ? Text(workbook.GetValue(i)) : "";
            // Excel keeps rows that were once formatted: they hold nothing.
            if (Array.TrueForAll(row, cell => cell.Length == 0)) continue;
            loader.Add(line, place => row[place]);
        }
        if (loader.Rows == 0) findings.Add(new(file.Name, 0, "", "a header and no rows", "a row a pupil", "Export the file again, or leave it out of the folder."));
        return findings;
    }

    private static bool ToSheet(IExcelDataReader workbook, string name)
    {
        if (workbook.ResultsCount == 1) return true;
        do
        {
            if (workbook.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        }
        while (workbook.NextResult());
        return false;
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "1" : "0",
        DateTime => "a date",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
