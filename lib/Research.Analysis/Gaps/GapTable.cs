using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Gaps of many groups, measures, years or places, largest first in its chart.</summary>
public sealed record GapTable : Result
{
    internal GapTable(ImmutableArray<Gap> all, ImmutableArray<string> leftOut) => (All, LeftOut) = (all, leftOut);

    /// <summary>The gaps, in the order asked for.</summary>
    public ImmutableArray<Gap> All { get; }

    /// <summary>What could not be computed, and why.</summary>
    public ImmutableArray<string> LeftOut { get; }

    /// <summary>The gaps that can be computed, largest first.</summary>
    public IEnumerable<Gap> Ranked => All.Where(g => double.IsFinite(g.Difference)).OrderByDescending(g => g.Difference).ThenBy(g => g.Group.Id, StringComparer.Ordinal);

    /// <summary>The gap of a measure, group, year and place.</summary>
    public Gap? Find(Measure measure, Group group, int year, string place = "") => All.FirstOrDefault(g => g.Measure.Id == measure.Id && g.Group.Id == group.Id && g.Year == year && g.Count.Place == place);

    /// <summary>One group's gap over the years.</summary>
    public GapTrend Trend(Measure measure, Group group, string place = "") =>
        All.Where(g => g.Measure.Id == measure.Id && g.Group.Id == group.Id && g.Count.Place == place).ToImmutableArray() is { IsEmpty: false } gaps
            ? new(gaps) : throw new DataError("gaps", $"no gap of {group.Id} in {measure.Id}{(place.Length > 0 ? " in " + place : "")}", "a measure, group and place among these gaps", "Ask for it when the gaps are computed.");

    /// <inheritdoc/>
    public override Table ToTable() => new(
        string.Create(CultureInfo.InvariantCulture, $"{Common}{All.Length} gaps. {new Sample(All.Sum(g => g.Sample.Used), [new("without a result", All.Sum(g => g.Count.InGroup.Dropped + g.Count.Peers.Dropped)), new("in neither group nor peers", All.Sum(g => g.Count.Unknown.Asked)), .. Quarantined])}, over all rows"),
        [
            .. HasOneMeasure ? Array.Empty<TableColumn>() : [new("measure", "Measure")], new("group", "Group"), new("year", "Year", "", 0), .. HasPlaces ? [new("place", "Place")] : Array.Empty<TableColumn>(),
            new("group_used", "Group", "pupils", 0), new("group_value", "Group", "", 1), new("peers_used", "Peers", "pupils", 0), new("peers_value", "Peers", "", 1),
            new("gap", "Gap", All.Select(g => g.Unit).Distinct().Count() == 1 ? All[0].Unit : "", 1), new("conf_low", "Low", "", 1), new("conf_high", "High", "", 1), new("england", "England's gap", "", 1),
        ],
        All.Select(g => (IReadOnlyList<Cell>)
        [
            .. HasOneMeasure ? Array.Empty<Cell>() : [g.Measure.Title], g.Group.Title, g.Year, .. HasPlaces ? [g.Count.Place] : Array.Empty<Cell>(),
            g.Count.InGroup.Used, g.InGroup.Value, g.Count.Peers.Used, g.Peers.Value, g.Difference, g.Interval.Low, g.Interval.High, Cell.Of(g.England?.Difference),
        ]),
        [.. LeftOut, .. Gap.Notes(All.Select(g => g.Count))]);

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of(string.Create(CultureInfo.InvariantCulture, $"Gaps, largest first{(One(g => g.Measure.Title) is { } m ? ": " + m : "")}{(One(g => g.Year.ToString(CultureInfo.InvariantCulture)) is { } y ? ", " + y : "")}"),
        $"Gap ({All[0].Unit}); positive is behind", Ranked.Select(g => new EstimateRow(Label(g), g.Difference, g.Interval)), reference: 0);

    private IEnumerable<Dropped> Quarantined => All.DistinctBy(g => (g.Measure.Phase, g.Year)).SelectMany(g => g.Quarantined).GroupBy(d => d.Reason).Select(d => new Dropped(d.Key, d.Sum(x => x.Count)));

    private string Label(Gap g) => string.Join(", ", new[] { One(x => x.Group.Id) is null ? g.Group.Title : null, g.Count.Place, One(x => x.Measure.Id) is null ? g.Measure.Title : null, One(x => x.Year.ToString(CultureInfo.InvariantCulture)) is null ? g.Year.ToString(CultureInfo.InvariantCulture) : null }
        .Where(s => !string.IsNullOrEmpty(s)).DefaultIfEmpty(g.Group.Title));

    // What every row shares stands in the title instead of in a column.
    private bool HasOneMeasure => One(g => g.Measure.Id) is not null;

    private bool HasPlaces => All.Any(g => g.Count.Place.Length > 0);

    private string Common => One(g => g.Measure.Title) is { } measure && HasOneMeasure ? $"{measure}: " : "";

    private string? One(Func<Gap, string> what) => All.Select(what).Distinct().Take(2).ToArray() is [var only] ? only : null;
}
