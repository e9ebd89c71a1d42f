using System.Collections.Immutable;

namespace Research;

/// <summary>A line of one of the Social Mobility Commission's State of the Nation series: England, one group, a figure a year.</summary>
/// <param name="Title">What is measured, such as "Attainment at age 11".</param>
/// <param name="Group">The group, such as Disadvantaged, or Total.</param>
/// <param name="Unit">Percentage or Disadvantage index.</param>
/// <param name="Figures">The figures by year; years marked NA are left out.</param>
/// <param name="Pupils">Pupils behind each figure, where given.</param>
public sealed record NationSeries(string Title, string Group, string Unit, ImmutableSortedDictionary<int, double> Figures, ImmutableSortedDictionary<int, long> Pupils)
{
    /// <summary>The series to forecast or to set beside a county's.</summary>
    public TrajectorySeries ToTrajectory() => Unit.StartsWith("Percent", StringComparison.OrdinalIgnoreCase)
        ? TrajectorySeries.Percentages(Annual()) : TrajectorySeries.Values(Annual(), Unit);

    private AnnualSeries Annual() => AnnualSeries.Of($"{Title}: {Group}", Figures.Select(f => (f.Key, f.Value)));
}

/// <summary>The Commission's files (state_of_the_nation_in11.csv and the like): England's good level of development by free school meals, attainment
/// at 11 by disadvantage, the Department's gap index.</summary>
public sealed record StateOfTheNation : Result
{
    private StateOfTheNation(string file, ImmutableArray<NationSeries> series, Sample coverage) => (File, Series, Coverage) = (file, series, coverage);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>England's series over years.</summary>
    public ImmutableArray<NationSeries> Series { get; }

    /// <summary>Figures read, and those not given.</summary>
    public Sample Coverage { get; }

    /// <summary>The series of a group.</summary>
    /// <param name="group">Such as Disadvantaged, Total, or Disadvantage index.</param>
    public NationSeries this[string group] => Series.FirstOrDefault(s => string.Equals(s.Group, group, StringComparison.OrdinalIgnoreCase) || string.Equals(s.Unit, group, StringComparison.OrdinalIgnoreCase))
        ?? throw new DataError(File, $"'{group}'", "a group of the file: " + string.Join(", ", Series.Select(s => s.Group)), $"Use one of these.{NearestName.Hint(group, Series.Select(s => s.Group))}");

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file, untouched.</param>
    public static StateOfTheNation Open(string path)
    {
        string file = Path.GetFileName(path);
        var cells = PlainTable.Read(path);
        int Column(string name) => Array.FindIndex(cells[0], c => string.Equals(c, name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? at
            : throw new DataError(file, string.Join(", ", cells[0].Take(6)), $"a column {name}", "Open one of the State of the Nation files, such as state_of_the_nation_in12.csv.", 1, name);
        int area = Column("area_type"), title = Column("measure_title"), first = Column("primary_split_value"), second = Column("secondary_split_type"), year = Column("time_period"), value = Column("value"), unit = Column("unit"), pupils = Column("sample_size");
        var trend = cells.Skip(1).Where(c => c.Length == cells[0].Length && c[area] == "Country" && (c[second] is "time_period" or "NA") && TidyYear.Parse(c[year]) is not null).ToArray();
        long given = 0, without = 0;
        var series = trend.GroupBy(c => (Title: c[title], Group: TidyYear.Parse(c[first]) is null ? c[first] : c[unit], Unit: c[unit])).Select(g =>
        {
            var (figures, counts) = (ImmutableSortedDictionary.CreateBuilder<int, double>(), ImmutableSortedDictionary.CreateBuilder<int, long>());
            foreach (string[] row in g)
            {
                int at = TidyYear.Parse(row[year])!.Value;
                double figure = TidyCell.Number(row[value]), count = TidyCell.Number(row[pupils]);
                if (double.IsNaN(figure)) { without++; continue; }
                given++;
                figures[at] = figure;
                if (!double.IsNaN(count)) counts[at] = (long)count;
            }
            return new NationSeries(g.Key.Title, g.Key.Group, g.Key.Unit, figures.ToImmutable(), counts.ToImmutable());
        }).Where(s => s.Figures.Count > 1).ToImmutableArray();
        return series.Length > 0 ? new(file, series, new(given, without == 0 ? [] : [new("marked NA", without)]))
            : throw new DataError(file, "no series of England over years", "rows of England by year", "Open one of the State of the Nation files.");
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{File}: {Series.Length} series of England; figures {Coverage}", [new("group", "Group"), new("unit", "Unit"), new("year", "Year", "", 0), new("value", "Figure"), new("pupils", "Pupils", "", 0)],
        Series.SelectMany(s => s.Figures.Select(f => (IReadOnlyList<Cell>)[s.Group, s.Unit, f.Key, f.Value, Cell.Of(s.Pupils.TryGetValue(f.Key, out long n) ? (double?)n : null)])));
}
