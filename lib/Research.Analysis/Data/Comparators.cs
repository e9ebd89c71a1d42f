using System.Collections.Immutable;

namespace Research;

/// <summary>Whom a published figure is of.</summary>
public enum Place
{
    /// <summary>England.</summary>
    England,

    /// <summary>Mean of the county's statistical neighbours.</summary>
    StatisticalNeighbours,

    /// <summary>The county itself, as published.</summary>
    Cambridgeshire,
}

/// <summary>A published figure to set beside the county's own.</summary>
/// <param name="Measure">Measure's id.</param>
/// <param name="Group">Group's id.</param>
/// <param name="Place">Whom it is of.</param>
/// <param name="Year">Academic year by the year it ends in.</param>
/// <param name="Value">The figure in the measure's unit, or why there is none.</param>
/// <param name="Pupils">Pupils it rests on; null when not published.</param>
/// <param name="Source">Publication and table.</param>
public sealed record Comparator(string Measure, string Group, Place Place, int Year, Cell Value, long? Pupils, string Source);

/// <summary>The published figures of an extract, by measure, group, place and year.</summary>
public sealed record Comparators : Result
{
    private readonly Dictionary<(string, string, Place, int), Comparator> byKey;

    internal Comparators(IEnumerable<Comparator> all)
    {
        All = [.. all];
        byKey = All.ToDictionary(c => (c.Measure, c.Group, c.Place, c.Year));
    }

    /// <summary>Every figure, in the file's order.</summary>
    public ImmutableArray<Comparator> All { get; }

    /// <summary>The figure, or null when there is none.</summary>
    public Comparator? Find(string measure, string group, Place place, int year) => byKey.GetValueOrDefault((measure, group, place, year));

    /// <summary>The figures of one measure, group and place, by year.</summary>
    public ImmutableArray<Comparator> Series(string measure, string group, Place place) =>
        [.. All.Where(c => c.Measure == measure && c.Group == group && c.Place == place).OrderBy(c => c.Year)];

    /// <summary>These figures and others, such as those of a published file; where both have a figure, the other's is taken.</summary>
    /// <param name="others">Figures by measure, group, place and year, each once.</param>
    public Comparators With(params IEnumerable<Comparator> others)
    {
        Comparator[] more = [.. others];
        var replaced = more.Select(c => (c.Measure, c.Group, c.Place, c.Year)).ToHashSet();
        return new([.. All.Where(c => !replaced.Contains((c.Measure, c.Group, c.Place, c.Year))), .. more]);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Comparators: {All.Length} published figures",
        [new("measure", "Measure"), new("group", "Group"), new("place", "Place"), new("year", "Year", "", 0), new("value", "Value"), new("pupils", "Pupils", "", 0), new("source", "Source")],
        All.Select(c => (IReadOnlyList<Cell>)[c.Measure, c.Group, c.Place.ToString(), c.Year, c.Value, Cell.Of((double?)c.Pupils), c.Source]));

    internal static Comparators Read(IEngine engine)
    {
        var rows = engine.Query("SELECT * FROM comparators");
        var (years, values, pupils) = (rows.Numbers("year").ToArray(), rows.Numbers("value").ToArray(), rows.Numbers("pupils").ToArray());
        string Word(string column, int row) => rows[column].TextAt(row) ?? "";
        return new(Enumerable.Range(0, rows.Count).Select(i => new Comparator(Word("measure", i), Word("group", i), Enum.Parse<Place>(Word("place", i)), (int)years[i],
            double.IsNaN(values[i]) ? Cell.Without(Reason(Word("symbol", i))) : values[i], double.IsNaN(pupils[i]) ? null : (long)pupils[i], Word("source", i))));
    }

    private static Symbol Reason(string letter) => letter switch
    {
        "c" => Symbol.Suppressed,
        "z" => Symbol.NotApplicable,
        "u" => Symbol.Unreliable,
        _ => Symbol.Missing,
    };
}
