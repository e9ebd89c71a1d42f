using System.Text;

namespace Research.Tests;

/// <summary>Files whose bytes, lines or quotes are wrong.</summary>
public sealed class BrokenShapeTests : BrokenExtractTests
{
    private static readonly BrokenExtract[] All =
    [
        new("an empty file", e => e.Rewrite("ks2", _ => ""),
            "ks2.csv: found an empty file; expected a header and a row a pupil. Export the file again."),
        new("a byte order mark and nothing else", e => e.Encode("ks2", _ => [0xEF, 0xBB, 0xBF]),
            "ks2.csv: found an empty file; expected a header and a row a pupil. Export the file again."),
        new("blank lines only", e => e.Rewrite("ks2", _ => "\n\n\n"),
            "ks2.csv: found blank lines only; expected a header and a row a pupil. Export the file again."),
        new("a header and no rows", e => e.Rewrite("ks2", t => t[..(t.IndexOf('\n') + 1)]),
            "ks2.csv: found a header and no rows; expected a row a pupil. Export the file again, or leave it out of the folder."),
        new("UTF-16 with a mark", e => e.Encode("ks2", t => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(t)]),
            "ks2.csv: found UTF-16 text; expected UTF-8 text. Save it as 'CSV UTF-8'."),
        new("UTF-16 big-endian with a mark", e => e.Encode("ks2", t => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(t)]),
            "ks2.csv: found UTF-16 text; expected UTF-8 text. Save it as 'CSV UTF-8'."),
        new("UTF-16 without a mark", e => e.Encode("ks2", Encoding.Unicode.GetBytes),
            "ks2.csv: found UTF-16 text without a byte order mark; expected UTF-8 text. Save it as 'CSV UTF-8'."),
        new("Windows-1252", e => e.Encode("schools", t => Encoding.Latin1.GetBytes(t.Replace("School B", "École B", StringComparison.Ordinal))),
            "schools.csv, line 3, column name: found Windows-1252 text (byte C9); expected UTF-8 text. Save it as 'CSV UTF-8', or convert it from Windows-1252."),
        new("a byte that is not UTF-8 among others that are", e => e.Encode("schools", t => [.. Encoding.UTF8.GetBytes(t.Replace("School B", "École B", StringComparison.Ordinal)[..^1]), 0xC3, (byte)'\n']),
            "schools.csv, line 4, column area: found a byte that is not UTF-8 (C3); expected UTF-8 text. The file mixes encodings or was damaged: export it again as UTF-8."),
        new("a letter lost in a conversion", e => e.Spoil("schools", 1, "name", "\uFFFDcole B"),
            "schools.csv, line 3, column name: found a letter lost in an earlier conversion (U+FFFD); expected the letter itself. Go back to the source and export it as UTF-8."),
        new("a zero byte", e => e.RewriteLine("ks2", 4, l => l + "\0"),
            "ks2.csv, line 4: found a zero byte; expected UTF-8 text. The file was cut short or damaged when it was copied: copy or export it again."),
        new("zero bytes at the end", e => e.Rewrite("ks2", t => t + "\0\0\0\0\0"),
            "ks2.csv, line 14: found a zero byte; expected UTF-8 text. The file was cut short or damaged when it was copied: copy or export it again."),
        new("a row with a field too many", e => e.RewriteLine("ks2", 5, l => l + ",1"),
            "ks2.csv, line 5: found 35 fields; expected 34 fields as in the header. Put quotes round a value that holds a comma, or remove the comma too many."),
        new("a row with a field too few", e => e.RewriteLine("ks2", 5, l => l[..l.LastIndexOf(',')]),
            "ks2.csv, line 5: found 33 fields; expected 34 fields as in the header. Add the commas that are missing, or join the row with the next if it was broken in two."),
        new("a row broken in two", e => e.RewriteLine("ks2", 5, l => l.Insert(l.IndexOf(",300,", StringComparison.Ordinal), "\n")),
            "ks2.csv, line 5: found 17 fields; expected 34 fields as in the header. Add the commas that are missing, or join the row with the next if it was broken in two.\n"
            + "ks2.csv, line 6: found 18 fields; expected 34 fields as in the header. Add the commas that are missing, or join the row with the next if it was broken in two."),
        new("a name with a comma and no quotes", e => e.Spoil("schools", 2, "name", "St Mary, Wisbech"),
            "schools.csv, line 4: found 6 fields; expected 5 fields as in the header. Put quotes round a value that holds a comma, or remove the comma too many."),
        new("commas and nothing else on a line", e => e.RewriteLine("ks2", 7, l => new string(',', l.Count(c => c == ','))),
            "ks2.csv, line 7: found an empty row; expected a value in it. Delete the row."),
        new("a quote never closed", e => e.Spoil("schools", 1, "name", "\"School B"),
            "schools.csv, line 3, column name: found a quote that is never closed; expected a closing quote. Close the quote, or double it (\"\") if it is part of the value."),
        new("a quote never closed in the header", e => e.RewriteLine("ks2", 1, l => "\"" + l),
            "ks2.csv, line 1: found a quote that is never closed; expected a closing quote. Close the quote, or double it (\"\") if it is part of the value."),
        new("text after a closing quote", e => e.Spoil("schools", 1, "name", "\"School\" B"),
            "schools.csv, line 3, column name: found text after a closing quote; expected a comma or the line's end. Double a quote (\"\") that is part of the value."),
        new("a quote inside a value", e => e.Spoil("schools", 1, "name", "School \"B\""),
            "schools.csv, line 3, column name: found a quote inside a value without quotes round it; expected quotes round the whole value. Put quotes round the value and double (\"\") the one inside."),
        new("a fault after a value of three lines", e => { e["schools"][0, "name"] = "\"School\nof\nA\""; e.Spoil("schools", 1, "maintained", "2"); },
            "schools.csv, line 5, column maintained: found '2'; expected 1 (yes) or 0 (no). Correct the value."),
        new("a fault after mixed line ends", e => { e["ks2"][4, "gender"] = "X"; e.Rewrite("ks2", t => Mixed(t)); },
            "ks2.csv, line 6, column gender: found 'X'; expected one of F, M. Recode it."),
        new("a fault where lines end in a carriage return", e => { e["ks2"][4, "gender"] = "X"; e.Rewrite("ks2", t => t.Replace('\n', '\r')); },
            "ks2.csv, line 6, column gender: found 'X'; expected one of F, M. Recode it."),
        new("semicolons between the columns", e => e.Rewrite("ks2", t => t.Replace(',', ';')),
            "ks2.csv, line 1: found semicolons between the columns; expected commas. Save it as CSV with commas."),
        new("tabs between the columns", e => e.Rewrite("ks2", t => t.Replace(',', '\t')),
            "ks2.csv, line 1: found tabs between the columns; expected commas. Save it as CSV with commas."),
        new("an Excel workbook named csv", e => { e.WriteWorkbook("ks2"); File.Move(e.PathOf("ks2.xlsx"), e.PathOf("ks2.csv")); },
            "ks2.csv: found an Excel workbook or zip archive named .csv; expected comma-separated UTF-8 text. Give it its own ending, .xlsx, or save it as CSV."),
        new("a Parquet file named csv", e => { e.WriteParquet("ks2"); File.Move(e.PathOf("ks2.parquet"), e.PathOf("ks2.csv")); },
            "ks2.csv: found a Parquet file named .csv; expected comma-separated UTF-8 text. Give it its own ending, .parquet."),
        new("a web page named csv", e => e.Rewrite("ks2", _ => "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n"),
            "ks2.csv: found a web page named .csv; expected comma-separated UTF-8 text. The download failed, most likely at a sign-in page: download it again."),
    ];

    public static TheoryData<string> Faults => Named(All);

    [Theory, MemberData(nameof(Faults))]
    public void Is_found(string fault) => Check(All, fault);

    private static string Mixed(string text)
    {
        string[] lines = text.Split('\n');
        return string.Concat(lines.Select((line, i) => line + (i == lines.Length - 1 ? "" : i % 3 == 0 ? "\r\n" : i % 3 == 1 ? "\n" : "\r")));
    }
}
