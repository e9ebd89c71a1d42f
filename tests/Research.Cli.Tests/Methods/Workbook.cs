using System.IO.Compression;
using System.Security;

namespace Research.Cli.Tests;

/// <summary>The smallest workbook Excel opens: one sheet, numbers as numbers and words in place.</summary>
internal static class Workbook
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static void Write(string path, string[][] rows)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Part(zip, "[Content_Types].xml", """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
            """);
        Part(zip, "_rels/.rels", Relation("officeDocument", "xl/workbook.xml"));
        Part(zip, "xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        Part(zip, "xl/_rels/workbook.xml.rels", Relation("worksheet", "worksheets/sheet1.xml"));
        var cells = rows.Select((row, i) => $"""<row r="{i + 1}">{string.Concat(row.Select((value, j) => Cell($"{(char)('A' + j)}{i + 1}", value)))}</row>""");
        Part(zip, "xl/worksheets/sheet1.xml", $"""<worksheet xmlns="{Main}"><sheetData>{string.Concat(cells)}</sheetData></worksheet>""");
    }

    private static string Cell(string place, string value) => double.TryParse(value, out _)
        ? $"""<c r="{place}"><v>{value}</v></c>"""
        : $"""<c r="{place}" t="inlineStr"><is><t>{SecurityElement.Escape(value)}</t></is></c>""";

    private static string Relation(string kind, string target) =>
        $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/{kind}" Target="{target}"/></Relationships>""";

    private static void Part(ZipArchive zip, string name, string xml)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(xml.Trim());
    }
}
