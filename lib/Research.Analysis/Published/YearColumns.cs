namespace Research;

/// <summary>A wide file: a column a year (2012/13, gld_percent_201213) instead of a row a year. Its rows are turned into one a year.</summary>
internal sealed class YearColumns
{
    private readonly int[] places;
    private readonly (int Year, string Stem, int Column)[] columns;
    private readonly string[] stems;

    private YearColumns(string file, string[] names)
    {
        columns = [.. names.Select((n, i) => (Found: TidyYear.InName(TidyHeader.Plain(n)), Column: i)).Where(c => c.Found is not null).Select(c => (c.Found!.Value.Year, Stem(c.Found.Value.Stem), c.Column))];
        places = [.. Enumerable.Range(0, names.Length).Except(columns.Select(c => c.Column))];
        if (columns.GroupBy(c => (c.Year, c.Stem)).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new DataError(file, $"two columns of {twice.Key.Stem} for {twice.Key.Year}: {string.Join(", ", twice.Select(c => names[c.Column]))}", "one column a year", "Delete one of them.", 1);
        stems = [.. columns.Select(c => c.Stem).Distinct()];
        Years = [.. columns.Select(c => c.Year).Distinct().Order()];
        Header = TidyHeader.Read(file, ["time_period", .. places.Select(p => names[p]), .. stems]);
    }

    /// <summary>The columns after the turn.</summary>
    public TidyHeader Header { get; }

    /// <summary>The years, in order.</summary>
    public int[] Years { get; }

    /// <summary>What was done, for readers.</summary>
    public string Remark => $"Years stand in columns ({Years[0]} to {Years[^1]}): read as a row a year, figures {string.Join(", ", stems)}.";

    /// <summary>How many years the names of columns have.</summary>
    public static int In(string[] names) => names.Select(n => TidyYear.InName(TidyHeader.Plain(n))?.Year).Where(y => y is not null).Distinct().Count();

    /// <summary>The columns of a wide file; null when the names have fewer than two years.</summary>
    public static YearColumns? Of(string file, string[] names) => In(names) > 1 ? new(file, names) : null;

    /// <summary>The rows of one wide row, a row a year.</summary>
    public IEnumerable<string[]> Rows(string[] cells) => Years.Select(y => (string[])
        [$"{y}", .. places.Select(p => cells[p]), .. stems.Select(s => columns.FirstOrDefault(c => c.Year == y && c.Stem == s) is { Stem: not null } at ? cells[at.Column] : "")]);

    private static string Stem(string stem) => stem is "" or "y" or "x" or "year" ? "value" : stem;
}
