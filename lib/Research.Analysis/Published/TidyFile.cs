using System.Collections.Immutable;
using System.Text;

namespace Research;

/// <summary>A file in the Department's tidy open-data format: a row a year, place and group; columns that say when and where, columns of groups
/// (filters), columns of figures (indicators) in which marks such as x, c, z and : stand for what is not given.</summary>
/// <remarks>Read as it comes: with or without a byte order mark, capitals in names or not, years as 201213, 2012/13 or 2013, thousands with
/// commas. Source: Department for Education, Explore Education Statistics, technical guidance for data files.</remarks>
public sealed class TidyFile
{
    private readonly TidyHeader header;
    private readonly string[][] rows;
    private readonly int[] years;

    private TidyFile(string file, TidyHeader header, string[][] rows, int[] years)
    {
        (File, this.header, this.rows, this.years) = (file, header, rows, years);
        var columns = new TidyColumns(header, rows, years);
        Filters = columns.Filters;
        Notes = columns.Notes;
        Indicators = columns.Indicators;
        Empty = columns.Empty;
    }

    /// <summary>Name of the file.</summary>
    public string File { get; }

    /// <summary>Rows below the header.</summary>
    public int Count => rows.Length;

    /// <summary>The years, by the year they end in.</summary>
    public ImmutableArray<int> Years => [.. years.Distinct().Order()];

    /// <summary>The levels of place, with their rows.</summary>
    public ImmutableArray<(TidyLevel Level, int Rows)> Levels => [.. rows.CountBy(LevelOf).OrderBy(l => l.Key).Select(l => (l.Key, l.Value))];

    /// <summary>Columns of groups, with their values.</summary>
    public ImmutableArray<TidyFilter> Filters { get; }

    /// <summary>Columns of words that have but one value a year, such as how many half terms were counted: they break a series where they change.</summary>
    public ImmutableArray<TidyNote> Notes { get; }

    /// <summary>Columns of figures.</summary>
    public ImmutableArray<TidyIndicator> Indicators { get; }

    /// <summary>Columns without any entry.</summary>
    public ImmutableArray<string> Empty { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">A CSV file in the tidy format, untouched.</param>
    public static TidyFile Open(string path)
    {
        string file = Path.GetFileName(path);
        if (Directory.Exists(path)) throw new DataError(file, "a folder", "a CSV file in the Department's tidy format", "Name a file in it.");
        if (!System.IO.File.Exists(path)) throw new DataError(file, "no such file", "a CSV file in the Department's tidy format", "Check the path.");
        var reader = new CsvReader(Decode(file, System.IO.File.ReadAllBytes(path)));
        if (!reader.Next()) throw new DataError(file, "no header", "column names in the first line", "Download the file again.");
        var header = TidyHeader.Read(file, Cells(reader));
        var (rows, years) = (new List<string[]>(), new List<int>());
        int time = header[TidyHeader.Time];
        while (reader.Next())
        {
            if (reader.IsEmpty) continue;
            if (reader.Count != header.Names.Length)
                throw new DataError(file, $"{reader.Count} cells", $"{header.Names.Length}, as many as column names", "A comma inside a cell needs quotes round the cell: download the file again.", reader.Line);
            string[] cells = [.. Cells(reader)];
            years.Add(TidyYear.Parse(cells[time]) ?? throw new DataError(file, $"'{cells[time]}'", "a year such as 201213, 2012/13 or 2013", "Leave out rows that are not of one year.", reader.Line, header.Names[time]));
            rows.Add(cells);
        }
        SourceFiles.Note(path, rows.Count);
        return rows.Count > 0 ? new(file, header, [.. rows], [.. years]) : throw new DataError(file, "no rows", "rows below the header", "Download the file again.");
    }

    /// <summary>What is in the file.</summary>
    public TidyDescription Describe() => TidyDescription.Of(this, rows);

    internal IEnumerable<TidyRow> Rows => rows.Select((cells, i) => new TidyRow(header, cells, years[i]));

    internal int ColumnOf(string name) => Array.IndexOf(header.Names, name);

    internal TidyLevel LevelOf(string[] row) => new TidyRow(header, row, 0).Level;

    private static IEnumerable<string> Cells(CsvReader reader)
    {
        for (int i = 0; i < reader.Count; i++) yield return reader[i].Trim().ToString();
    }

    // The Department's older files are in Windows-1252; its marks and codes are the same in both.
    private static string Decode(string file, byte[] bytes)
    {
        var (text, wrong) = TextEncoding.Decode(file, bytes);
        if (wrong is null) return text;
        if (!wrong.Found.StartsWith("Windows-1252", StringComparison.Ordinal)) throw wrong.ToError();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1252).GetString(bytes);
    }
}

/// <summary>The level of place a row is of.</summary>
public enum TidyLevel
{
    /// <summary>England.</summary>
    National,

    /// <summary>A region.</summary>
    Regional,

    /// <summary>A local authority.</summary>
    LocalAuthority,

    /// <summary>A school.</summary>
    School,

    /// <summary>Another: a ward, a constituency, a trust ...</summary>
    Other,
}

/// <summary>A column of groups.</summary>
/// <param name="Name">The column.</param>
/// <param name="Values">Its values, as they are written, in the file's order.</param>
/// <param name="Total">The value that stands for all; null when there is none.</param>
public sealed record TidyFilter(string Name, ImmutableArray<string> Values, string? Total);

/// <summary>A column of words with one value a year.</summary>
/// <param name="Name">The column.</param>
/// <param name="ByYear">Its value in each year.</param>
public sealed record TidyNote(string Name, ImmutableSortedDictionary<int, string> ByYear)
{
    /// <summary>First years of a new value.</summary>
    public IEnumerable<int> Changes => ByYear.Keys.Skip(1).Where(y => ByYear[y] != ByYear[ByYear.Keys.Last(k => k < y)]);
}
