namespace Research.Tests;

/// <summary>Folders and headers that are not those of the dictionary.</summary>
public sealed class BrokenHeaderTests : BrokenExtractTests
{
    private static readonly BrokenExtract[] All =
    [
        new("a missing column", e => Without(e, "fsm"),
            "ks2.csv, line 1, column fsm: found no such column; expected a column 'fsm'. Add it: Eligible for and claiming free school meals on census day; empty when not known."),
        new("a column missing in the year that uses it", e => Without(e, "ks2_reading_score"),
            "ks2.csv, line 1, column ks2_reading_score: found no such column; expected a column 'ks2_reading_score'. Add it: Reading scaled score, from 2016; 100 is the expected standard."),
        new("a surplus column", e => e.Rewrite("ks2", t => Append(t, "postcode", "CB1 1AA")),
            "ks2.csv, line 1, column postcode: found a surplus column; expected columns of the data dictionary only. Remove it: an extract holds no more about a child than is needed."),
        new("a misspelt column", e => Rename(e, "ethnicity", "ethnicty"),
            "ks2.csv, line 1, column ethnicty: found an unknown column; expected 'ethnicity'. Rename it to 'ethnicity'."),
        new("a column in capitals", e => Rename(e, "gender", "Gender"),
            "ks2.csv, line 1, column Gender: found an unknown column; expected 'gender'. Rename it to 'gender'."),
        new("a column with a space", e => Rename(e, "urn", " urn"),
            "ks2.csv, line 1, column urn: found spaces round the column's name; expected 'urn'. Rename it to 'urn'."),
        new("a column twice", e => e.Rewrite("ks2", t => Append(t, "fsm", "0")),
            "ks2.csv, line 1, column fsm: found the column twice; expected each column once. Remove one of them."),
        new("a column without a name", e => e.Rewrite("ks2", t => Append(t, "", "0")),
            "ks2.csv, line 1: found no name for column 35; expected a name from the data dictionary. Name the column, or remove it."),
        new("no header", e => e.Rewrite("ks2", t => t[(t.IndexOf('\n') + 1)..]),
            "ks2.csv, line 1: found a first line without column names; expected column names separated by commas in the first line. Put the names first: pupil, year, urn, gender, ..."),
        new("a title above the header", e => e.Rewrite("ks2", t => "Key Stage 2 results\n" + t),
            "ks2.csv, line 1: found a first line without column names; expected column names separated by commas in the first line. Put the names first: pupil, year, urn, gender, ..."),
        new("a folder named like a file", e => { File.Delete(e.PathOf("ks2.csv")); Directory.CreateDirectory(e.PathOf("ks2.csv")); },
            "ks2.csv: found a folder named like a file; expected a file. Rename the folder, or put the file in its place."),
        new("two formats of the same file", e => { e.WriteParquet("ks2"); e.WriteCsv("ks2"); },
            "ks2.csv: found the same table again in ks2.parquet; expected one file for ks2. Keep the one that is right and move the others out of the folder."),
    ];

    public static TheoryData<string> Faults => Named(All);

    [Theory, MemberData(nameof(Faults))]
    public void Is_found(string fault) => Check(All, fault);

    private static void Without(SmallExtract extract, string column)
    {
        var table = extract["ks2"];
        int at = Array.IndexOf(table.Header, column);
        table.Header = [.. table.Header.Where((_, i) => i != at)];
        for (int i = 0; i < table.Rows.Count; i++) table.Rows[i] = [.. table.Rows[i].Where((_, j) => j != at)];
        extract.WriteCsv("ks2");
    }

    private static void Rename(SmallExtract extract, string column, string name)
    {
        var header = extract["ks2"].Header;
        header[Array.IndexOf(header, column)] = name;
        extract.WriteCsv("ks2");
    }

    private static string Append(string text, string name, string value) =>
        string.Join('\n', text.TrimEnd('\n').Split('\n').Select((line, i) => line + "," + (i == 0 ? name : value))) + "\n";
}
