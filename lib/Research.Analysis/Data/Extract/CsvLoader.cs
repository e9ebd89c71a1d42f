using System.Globalization;

namespace Research;

/// <summary>Loads a CSV file of an extract: encoding, header and shape are checked on the way.</summary>
internal static class CsvLoader
{
    private const long Largest = 1_000_000_000;

    public static RawTable Load(DuckDbEngine engine, ExtractFile file)
    {
        if (new FileInfo(file.Path).Length > Largest)
            return RawTable.Broken(new Finding(file.Name, 0, "", "more than 1 GB of CSV", "Parquet for a file of this size", "Save it as Parquet."));
        var (text, wrong) = TextEncoding.Decode(file.Name, File.ReadAllBytes(file.Path));
        if (wrong is not null) return RawTable.Broken(wrong);

        var rows = new CsvReader(text);
        do
        {
            if (!rows.Next()) return RawTable.Broken(new Finding(file.Name, 0, "", "blank lines only", "a header and a row a pupil", "Export the file again."));
        }
        while (rows.IsBlank);
        if (rows.Fault != QuoteFault.None) return RawTable.Broken(Quoting(file, rows, "")!);
        string[] header = [.. Enumerable.Range(0, rows.Count).Select(i => rows[i].ToString())];
        var names = Header.Check(file, header);
        if (!names.IsEmpty) return RawTable.Broken(names);

        var unusable = new List<UnusableRow>();
        return RowLoader.Load(engine, file, header, loader => Fill(loader, file, rows, header, unusable), unusable);
    }

    private static List<Finding> Fill(RowLoader loader, ExtractFile file, CsvReader rows, string[] header, List<UnusableRow> unusable)
    {
        var findings = new List<Finding>();
        RowLoader.Field field = place => rows[place];
        while (rows.Next())
        {
            if (rows.IsBlank) continue;
            string column = rows.Fault != QuoteFault.None && rows.FaultField < header.Length ? header[rows.FaultField] : "";
            var fault = rows.Fault != QuoteFault.None ? Quoting(file, rows, column)
                : rows.IsEmpty ? new(file.Name, rows.Line, "", "an empty row", "a value in it", "Delete the row.")
                : rows.Count != header.Length ? new(file.Name, rows.Line, "", Fields(rows.Count), Fields(header.Length) + " as in the header", CsvReader.RaggedMend(rows.Count, header.Length))
                : null;
            if (fault is null) { loader.Add(rows.Line, field); continue; }
            if (rows.Fault == QuoteFault.Unclosed) { findings.Add(fault); break; }
            findings.Add(fault with { Kind = FindingKind.Rows, Count = 1, Lines = [fault.Line] });
            unusable.Add(new(rows.Line, fault.Found, [.. Enumerable.Range(0, rows.Count).Select(i => rows[i].ToString())]));
        }
        if (loader.Rows + unusable.Count == 0) findings.Add(new(file.Name, 0, "", "a header and no rows", "a row a pupil", "Export the file again, or leave it out of the folder."));
        return findings;
    }

    private static string Fields(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} field{(count == 1 ? "" : "s")}");

    private static Finding? Quoting(ExtractFile file, CsvReader rows, string column) => rows.FaultInWords is var (found, expected, mend) ? new(file.Name, rows.FaultLine, column, found, expected, mend) : null;
}
