using System.Collections.Immutable;

namespace Research;

/// <summary>A file in the Department's tidy open-data format: a row a year, place and group; columns that say when and where, columns of groups
/// (filters), columns of figures (indicators) in which marks such as x, c, z and : stand for what is not given.</summary>
/// <remarks>Read as it comes: with or without a byte order mark, capitals in names or not, years as 201213, 2012/13 or 2013, thousands with
/// commas, or a column a year instead of a row a year. Lines above the column names and words below the rows are left out and said in the remarks.
/// Source: Department for Education, Explore Education Statistics, technical guidance for data files.</remarks>
public sealed class TidyFile
{
    private readonly TidyHeader header;
    private readonly string[][] rows;
    private readonly int[] years;
    private readonly long[] lines;

    private TidyFile(string file, TidyRows read)
    {
        (File, header, rows, years, lines) = (file, read.Header, read.Rows, read.Years, read.Lines);
        var columns = new TidyColumns(header, rows, years);
        Filters = columns.Filters;
        Notes = columns.Notes;
        Indicators = columns.Indicators;
        Empty = columns.Empty;
        Remarks = [.. read.Remarks, .. columns.Remarks, .. Indicators.Where(i => i.Scale != 1).Select(i => $"{i.Name} is given as shares of 1: read as per cent.")];
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

    /// <summary>What was done to read the file, such as lines that are no rows and were left out.</summary>
    public ImmutableArray<string> Remarks { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">A CSV file in the tidy format, untouched.</param>
    public static TidyFile Open(string path) => new(Path.GetFileName(path), TidyRows.Read(path));

    /// <summary>First and last year of each stretch of years that compare: it ends where a column of words says that what is counted changed.</summary>
    public ImmutableArray<(int First, int Last)> Stretches
    {
        get
        {
            int[] all = [.. Years], cuts = [.. Notes.SelectMany(n => n.Breaks).Distinct().Order()];
            int[] firsts = [all[0], .. cuts];
            return [.. firsts.Select((first, i) => (first, i < cuts.Length ? all.Last(y => y < cuts[i]) : all[^1]))];
        }
    }

    /// <summary>What is in the file.</summary>
    public TidyDescription Describe() => TidyDescription.Of(this, rows);

    internal IEnumerable<TidyRow> Rows => rows.Select((cells, i) => new TidyRow(header, cells, years[i], lines[i]));

    internal int ColumnOf(string name) => Array.IndexOf(header.Names, name);

    internal TidyLevel LevelOf(string[] row) => new TidyRow(header, row, 0).Level;
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
/// <param name="Total">The value that stands for all, or for the percentages where it says the unit of a row; null when there is none.</param>
/// <param name="IsOfPlace">True where every place has but one value a year, such as its type or its second code: it tells no rows apart, and rows of all its
/// values are taken unless one is named.</param>
/// <param name="IsUnit">True where it says whether the figures of a row are percentages or numbers.</param>
/// <param name="IsStatus">True where it says how final the figures of a row are: the latest of each place and year is taken unless one is named.</param>
public sealed record TidyFilter(string Name, ImmutableArray<string> Values, string? Total, bool IsOfPlace = false, bool IsUnit = false, bool IsStatus = false);

/// <summary>A column of words with one value a year.</summary>
/// <param name="Name">The column.</param>
/// <param name="ByYear">Its value in each year.</param>
public sealed record TidyNote(string Name, ImmutableSortedDictionary<int, string> ByYear)
{
    // Whether figures are final says nothing of what is counted.
    private static readonly string[] Statuses = ["", "provisional", "revised", "final", "p", "r"];

    /// <summary>First years of a new value.</summary>
    public IEnumerable<int> Changes => ByYear.Keys.Skip(1).Where(y => !string.Equals(ByYear[y], Before(y), StringComparison.OrdinalIgnoreCase));

    /// <summary>First years of a new value that breaks the series: all changes, unless the column is of the status of figures, or is a label of the year
    /// such as a release, which changes in more than half of the years.</summary>
    public IEnumerable<int> Breaks => 2 * Changes.Count() > ByYear.Count - 1 ? [] : Changes.Where(y => !Statuses.Contains(ByYear[y].ToLowerInvariant()) && !Statuses.Contains(Before(y).ToLowerInvariant()));

    /// <summary>The value before the year.</summary>
    /// <param name="year">Any but the first.</param>
    public string Before(int year) => ByYear[ByYear.Keys.Last(k => k < year)];
}
