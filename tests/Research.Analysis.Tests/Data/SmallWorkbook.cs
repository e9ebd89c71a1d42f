using System.IO.Compression;
using System.Security;
using System.Text;

namespace Research.Tests;

/// <summary>Writes the smallest Excel workbook that holds a table: every sheet holds the same rows, numbers as numbers.</summary>
internal static class SmallWorkbook
{
    public static void Write(string path, IReadOnlyList<string[]> rows, params string[] sheets)
    {
        if (sheets.Length == 0) sheets = ["Sheet1"];
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Part(archive, "[Content_Types].xml", $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{Each(sheets, i => $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>")}</Types>
            """);
        Part(archive, "_rels/.rels", """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        Part(archive, "xl/workbook.xml", $"""
            <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{Each(sheets, i => $"<sheet name=\"{sheets[i - 1]}\" sheetId=\"{i}\" r:id=\"rId{i}\"/>")}</sheets></workbook>
            """);
        Part(archive, "xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{Each(sheets, i => $"<Relationship Id=\"rId{i}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>")}</Relationships>
            """);
        for (int i = 1; i <= sheets.Length; i++)
            Part(archive, $"xl/worksheets/sheet{i}.xml", $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{Rows(rows)}</sheetData></worksheet>");
    }

    private static string Rows(IReadOnlyList<string[]> rows)
    {
        var text = new StringBuilder();
        for (int r = 0; r < rows.Count; r++)
            text.Append($"<row r=\"{r + 1}\">").AppendJoin("", rows[r].Select((cell, c) => Cell(cell, Column(c) + (r + 1)))).Append("</row>");
        return text.ToString();
    }

    private static string Cell(string value, string at) => value.Length == 0 ? ""
        : value.All(char.IsAsciiDigit) ? $"<c r=\"{at}\"><v>{value}</v></c>"
        : $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(value)}</t></is></c>";

    private static string Column(int index) => index < 26 ? $"{(char)('A' + index)}" : $"{(char)('A' + index / 26 - 1)}{(char)('A' + index % 26)}";

    private static string Each(string[] sheets, Func<int, string> part) => string.Concat(Enumerable.Range(1, sheets.Length).Select(part));

    private static void Part(ZipArchive archive, string name, string content)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false));
        writer.Write(content.Trim());
    }
}
