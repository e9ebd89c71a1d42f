using System.Globalization;
using System.Text;

namespace Research.Tests;

/// <summary>A county extract of a dozen pupils a file, without a fault, that tests write to a folder of their own and then spoil.</summary>
public sealed class SmallExtract : IDisposable
{
    public const int Pupils = 12;
    private readonly Dictionary<string, SmallTable> tables;

    public SmallExtract(params string[] only)
    {
        Folder = Directory.CreateTempSubdirectory("extract").FullName;
        tables = Schema.All.Where(s => only.Length == 0 || only.Contains(s.Name)).ToDictionary(s => s.Name, SmallTable.Of);
        foreach (string table in tables.Keys) WriteCsv(table);
    }

    public string Folder { get; }

    public SmallTable this[string table] => tables[table];

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Changes one cell of the CSV file. Row 0 is on line 2.</summary>
    public void Spoil(string table, int row, string column, string value)
    {
        this[table][row, column] = value;
        WriteCsv(table);
    }

    /// <summary>Changes the text of the CSV file.</summary>
    public void Rewrite(string table, Func<string, string> change) => File.WriteAllText(PathOf(table + ".csv"), change(tables[table].ToCsv()));

    /// <summary>Changes one line of the CSV file, from 1.</summary>
    public void RewriteLine(string table, int line, Func<string, string> change) => Rewrite(table, text =>
    {
        string[] lines = text.Split('\n');
        lines[line - 1] = change(lines[line - 1]);
        return string.Join('\n', lines);
    });

    /// <summary>Changes the bytes of the CSV file.</summary>
    public void Encode(string table, Func<string, byte[]> bytes) => File.WriteAllBytes(PathOf(table + ".csv"), bytes(tables[table].ToCsv()));

    public void WriteCsv(string table) => File.WriteAllText(PathOf(table + ".csv"), tables[table].ToCsv());

    /// <summary>Puts a Parquet file in the CSV's place; the types are the dictionary's, but for the columns named.</summary>
    public void WriteParquet(string table, params (string Column, string Type)[] types)
    {
        var schema = Schema.All.Single(s => s.Name == table);
        using var engine = new DuckDbEngine();
        string columns = string.Join(", ", tables[table].Header.Select(h =>
            $"\"{h}\"::{types.FirstOrDefault(t => t.Column == h).Type ?? schema.Find(h)?.SqlType ?? "VARCHAR"} AS \"{h}\""));
        string csv = PathOf(table + ".csv");
        engine.Execute($"COPY (SELECT {columns} FROM read_csv('{csv}', all_varchar = true)) TO '{PathOf(table + ".parquet")}' (FORMAT parquet)");
        File.Delete(csv);
    }

    /// <summary>Puts a workbook in the CSV's place.</summary>
    public void WriteWorkbook(string table, params string[] sheets)
    {
        SmallWorkbook.Write(PathOf(table + ".xlsx"), [tables[table].Header, .. tables[table].Rows], sheets);
        File.Delete(PathOf(table + ".csv"));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>One file of a <see cref="SmallExtract"/> as words.</summary>
public sealed class SmallTable(string[] header, List<string[]> rows)
{
    public string[] Header { get; set; } = header;

    public List<string[]> Rows { get; } = rows;

    /// <summary>A cell by row (from 0; row 0 is on line 2) and column.</summary>
    public string this[int row, string column]
    {
        get => Rows[row][Array.IndexOf(Header, column)];
        set => Rows[row][Array.IndexOf(Header, column)] = value;
    }

    public string ToCsv()
    {
        var text = new StringBuilder(string.Join(',', Header)).Append('\n');
        foreach (string[] row in Rows) text.Append(string.Join(',', row)).Append('\n');
        return text.ToString();
    }

    public static SmallTable Of(TableSchema schema)
    {
        string[] header = [.. schema.Columns.Select(c => c.Name)];
        int count = schema.Name switch { "schools" => 3, "comparators" => 2, _ => SmallExtract.Pupils };
        return new(header, [.. Enumerable.Range(0, count).Select(i => (string[])[.. schema.Columns.Select(c => Value(schema, c, i))])]);
    }

    // The first half of the pupils are of 2014, the second of 2016: the years on both sides of the reform.
    private static string Value(TableSchema schema, SchemaColumn column, int row)
    {
        int year = schema.Name == "comparators" ? 2013 : row < SmallExtract.Pupils / 2 ? 2014 : 2016;
        if (column.FirstYear > year || column.LastYear < year) return "";
        return column.Name switch
        {
            "pupil" => string.Create(CultureInfo.InvariantCulture, $"{schema.Name}-p{row}"),
            "year" => year.ToString(CultureInfo.InvariantCulture),
            "urn" => (110600 + row % 3).ToString(CultureInfo.InvariantCulture),
            "gender" => row % 2 == 0 ? "F" : "M",
            "fsm" or "ever6" or "fsm_entitled" => row % 3 == 0 ? "1" : "0",
            "sen_provision" => row % 5 != 1 ? "N" : year < 2015 ? "A" : "K",
            "sen_need" => "",
            "lac" or "together_for_families" or "caf_episodes" => "0",
            "lac_months" or "lac_authority" or "caf_outcome" => "",
            "social_care" => "N",
            "sessions_possible" => "300",
            "sessions_authorised" => "9",
            "sessions_unauthorised" => "3",
            "exclusions_fixed" or "exclusions_permanent" => "0",
            "phonics_stage" => "1",
            "phonics_mark" => "36",
            "phonics_outcome" => "Wa",
            "gcse_passes" => "8",
            "attainment8" => "52.5",
            "prior_english" => "4B",
            "destination" => "EET",
            "name" => "School " + "ABC"[row % 3],
            "maintained" => "1",
            "measure" => "ks2_rwm_4plus",
            "group" => "all",
            "place" => row == 0 ? "England" : "StatisticalNeighbours",
            "value" => "75",
            "pupils" => "543210",
            "symbol" => "",
            "source" => "SFR 51/2013",
            _ => column.Type == DataType.Code ? Coded(column, schema, year) : column.Minimum?.ToString(CultureInfo.InvariantCulture) ?? "",
        };
    }

    // The third code of those in use, to stay clear of "absent" at the head of most lists.
    private static string Coded(SchemaColumn column, TableSchema schema, int year)
    {
        int assessed = column.Name == "prior_maths" && schema.Name == "ks4" ? 2014 : column.Name.StartsWith("prior_", StringComparison.Ordinal) ? 2012 : year;
        var codes = column.Codes!.Codes.Where(c => c.FirstYear <= assessed && c.LastYear >= assessed).ToArray();
        return codes[Math.Min(2, codes.Length - 1)].Value;
    }
}
