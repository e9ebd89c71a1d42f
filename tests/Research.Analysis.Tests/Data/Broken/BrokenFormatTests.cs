using System.Text;

namespace Research.Tests;

/// <summary>Parquet files and Excel workbooks with a fault.</summary>
public sealed class BrokenFormatTests : BrokenExtractTests
{
    private static readonly BrokenExtract[] All =
    [
        new("an empty Parquet file", e => Replace(e, "ks2.parquet", []),
            "ks2.parquet: found an empty file; expected a Parquet file. Export the file again."),
        new("text named parquet", e => Replace(e, "ks2.parquet", Encoding.UTF8.GetBytes("pupil,year\n1,2013\n")),
            "ks2.parquet: found content that is not Parquet, or damaged; expected a Parquet file. Export the file again; if it is text, name it .csv."),
        new("a Parquet file cut short", e => { e.WriteParquet("ks2"); string path = e.PathOf("ks2.parquet"); File.WriteAllBytes(path, File.ReadAllBytes(path)[..^200]); },
            "ks2.parquet: found content that is not Parquet, or damaged; expected a Parquet file. Export the file again; if it is text, name it .csv."),
        new("a Parquet file with a damaged page", e => { e.WriteParquet("ks2"); string path = e.PathOf("ks2.parquet"); byte[] bytes = File.ReadAllBytes(path); Array.Fill<byte>(bytes, 0xAA, 4, 400); File.WriteAllBytes(path, bytes); },
            "ks2.parquet: found content that is not Parquet, or damaged; expected a Parquet file. Export the file again; if it is text, name it .csv."),
        new("a Parquet column of the wrong type", e => e.WriteParquet("ks2", ("fsm", "DOUBLE")),
            "ks2.parquet, column fsm: found type DOUBLE; expected TINYINT or BOOLEAN. Write the column as TINYINT or BOOLEAN."),
        new("a Parquet year as words", e => e.WriteParquet("ks2", ("year", "VARCHAR")),
            "ks2.parquet, column year: found type VARCHAR; expected INTEGER. Write the column as INTEGER."),
        new("a Parquet file without rows", e => { e["ks2"].Rows.Clear(); e.WriteCsv("ks2"); e.WriteParquet("ks2"); },
            "ks2.parquet: found columns and no rows; expected a row a pupil. Export the file again, or leave it out of the folder."),
        new("a Parquet number too large to hold", e => { e.Spoil("ks2", 3, "sessions_possible", "99999999999"); e.WriteParquet("ks2", ("sessions_possible", "BIGINT")); },
            "ks2.parquet, line 4, column sessions_possible: found a value of another kind; expected a whole number from 0 to 420 (sessions). Correct the value, or empty the cell when it is not known."),
        new("a Parquet code that is not in the list", e => { e.Spoil("ks2", 3, "gender", "X"); e.WriteParquet("ks2"); },
            "ks2.parquet, line 4, column gender: found 'X'; expected one of F, M. Recode it."),
        new("a Parquet column misspelt", e => { e["ks2"].Header[4] = "birthmonth"; e.WriteCsv("ks2"); e.WriteParquet("ks2"); },
            "ks2.parquet, column birthmonth: found an unknown column; expected 'birth_month'. Rename it to 'birth_month'."),
        new("text named xlsx", e => Replace(e, "ks2.xlsx", Encoding.UTF8.GetBytes("pupil,year\n1,2013\n")),
            "ks2.xlsx: found content that is not an Excel workbook; expected an Excel workbook (.xlsx). Open it in Excel and save it as .xlsx without a password; if it is text, name it .csv."),
        new("an empty workbook file", e => Replace(e, "ks2.xlsx", []),
            "ks2.xlsx: found an empty file; expected an Excel workbook. Export the file again."),
        new("a zip that is no workbook", e => Replace(e, "ks2.xlsx", EmptyZip()),
            "ks2.xlsx: found content that is not an Excel workbook; expected an Excel workbook (.xlsx). Open it in Excel and save it as .xlsx without a password; if it is text, name it .csv."),
        new("an old workbook named xlsx", e => Replace(e, "ks2.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504]]),
            "ks2.xlsx: found content that is not an Excel workbook; expected an Excel workbook (.xlsx). Open it in Excel and save it as .xlsx without a password; if it is text, name it .csv."),
        new("a sheet without rows", e => { e["ks2"].Rows.Clear(); e.WriteWorkbook("ks2"); },
            "ks2.xlsx: found a header and no rows; expected a row a pupil. Export the file again, or leave it out of the folder."),
        new("two sheets and neither is named", e => e.WriteWorkbook("ks2", "2013", "2014"),
            "ks2.xlsx: found 2 sheets, none named 'ks2'; expected one sheet, or one named 'ks2'. Name the sheet that holds the table, or remove the others."),
        new("a code in a sheet that is not in the list", e => { e["ks2"][3, "gender"] = "X"; e.WriteWorkbook("ks2"); },
            "ks2.xlsx, line 5, column gender: found 'X'; expected one of F, M. Recode it."),
        new("a formatted number in a sheet", e => { e["ks2"][3, "birth_month"] = "4.5"; e.WriteWorkbook("ks2"); },
            "ks2.xlsx, line 5, column birth_month: found '4.5'; expected a whole number from 1 to 12 (month). Correct the value, or empty the cell when it is not known."),
    ];

    public static TheoryData<string> Faults => Named(All);

    [Theory, MemberData(nameof(Faults))]
    public void Is_found(string fault) => Check(All, fault);

    private static void Replace(SmallExtract extract, string file, byte[] content)
    {
        File.Delete(extract.PathOf("ks2.csv"));
        File.WriteAllBytes(extract.PathOf(file), content);
    }

    private static byte[] EmptyZip() => [0x50, 0x4B, 0x05, 0x06, .. new byte[18]];
}
