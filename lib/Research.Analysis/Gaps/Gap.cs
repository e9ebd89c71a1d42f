using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>How far a group is behind its peers on a measure, in one year and place. Positive is behind: peers − group for attainment, group − peers
/// where less is better. In percentage points for rates and ratios, in the measure's unit for means.</summary>
/// <remarks>Interval: for rates Newcombe (1998, method 10); else the method of variance estimates recovery on the sides' own intervals.
/// Published gaps are of whole populations and are taken without error.</remarks>
public sealed record Gap : Result
{
    internal Gap(GroupCount count, County county)
    {
        if (count.Group.IsEveryone) throw new DataError("gap", "the group of all pupils", "a group with peers", "Use Rate for all pupils, or name a group such as Groups.FreeSchoolMeals.");
        (Count, PlaceName) = (count, county.Title);
        Quarantined = county.QuarantinedRows(count.Measure.Phase, count.Year);
        if (count.Place.Length > 0) return;
        England = PublishedGap.Find(county.Comparators, (count.Measure, count.Group), Place.England, count.Year);
        StatisticalNeighbours = PublishedGap.Find(county.Comparators, (count.Measure, count.Group), Place.StatisticalNeighbours, count.Year);
    }

    /// <summary>The counts it rests on.</summary>
    public GroupCount Count { get; }

    /// <summary>The measure.</summary>
    public Measure Measure => Count.Measure;

    /// <summary>The group.</summary>
    public Group Group => Count.Group;

    /// <summary>Academic year by the year it ends in.</summary>
    public int Year => Count.Year;

    /// <summary>The group's figure.</summary>
    public SideEstimate InGroup => new(Measure, Count.InGroup);

    /// <summary>The peers' figure.</summary>
    public SideEstimate Peers => new(Measure, Count.Peers);

    /// <summary>The gap; not a number when a side has no pupils with a result.</summary>
    public double Difference => Measure.HigherIsBetter ? Peers.Value - InGroup.Value : InGroup.Value - Peers.Value;

    /// <summary>95% interval of the gap.</summary>
    public Interval Interval
    {
        get
        {
            var (first, second) = Measure.HigherIsBetter ? (Peers, InGroup) : (InGroup, Peers);
            return Measure.Kind == MeasureKind.Rate
                ? ProportionDifference.Newcombe(first.Tally.Sum, first.Tally.Used, second.Tally.Sum, second.Tally.Used).Scale(100)
                : Mover.Difference(first.Value, first.Interval, second.Value, second.Interval);
        }
    }

    /// <summary>The group's rate over the peers'; for a rate only.</summary>
    public double RiskRatio => Rated ? Research.RiskRatio.Estimate(Count.InGroup.Sum, Count.InGroup.Used, Count.Peers.Sum, Count.Peers.Used) : double.NaN;

    /// <summary>95% interval of the risk ratio, by Koopman's score method (1984).</summary>
    public Interval RiskRatioInterval => Rated ? Research.RiskRatio.Koopman(Count.InGroup.Sum, Count.InGroup.Used, Count.Peers.Sum, Count.Peers.Used) : Interval.None;

    /// <summary>England's gap, where it is published; null below the county.</summary>
    public PublishedGap? England { get; }

    /// <summary>The statistical neighbours' gap, where it is published; null below the county.</summary>
    public PublishedGap? StatisticalNeighbours { get; }

    /// <summary>The county's gap less England's.</summary>
    public double AgainstEngland => England is { } e ? Difference - e.Difference : double.NaN;

    /// <summary>95% interval of the difference to England's gap.</summary>
    public Interval AgainstEnglandInterval => England is { } e ? new(Interval.Low - e.Difference, Interval.High - e.Difference) : Interval.None;

    /// <summary>Pupils used and left out, and why.</summary>
    public Sample Sample => new(Count.InGroup.Used + Count.Peers.Used,
        [new(Measure.WithoutResult, Count.InGroup.Dropped + Count.Peers.Dropped), new("in neither group nor peers", Count.Unknown.Asked), .. Quarantined]);

    /// <summary>Unit of the gap: ppt, or the measure's own.</summary>
    public string Unit => Measure.Kind == MeasureKind.Mean ? Measure.Unit : "ppt";

    internal ImmutableArray<Dropped> Quarantined { get; }

    internal string PlaceName { get; }

    private bool Rated => Measure.Kind == MeasureKind.Rate && Count.InGroup.Used > 0 && Count.Peers.Used > 0;

    /// <summary>"28.5 ppt [24.4, 32.5]".</summary>
    public string Shown => double.IsNaN(Difference) ? "not computable" : $"{Rounding.Text(Difference, 1)} {Unit} {Interval.Text(1)}";

    /// <inheritdoc/>
    public override Table ToTable() => new(
        string.Create(CultureInfo.InvariantCulture, $"{Group.Title}, {Measure.Title}, {AcademicYear(Year)}{(Count.Place.Length > 0 ? ", " + Count.Place : "")}: gap {Shown}. {Sample}"),
        [new("of", "Of"), new("used", "Pupils", "", 0), new("value", "Value", Measure.Unit, Measure.Decimals), new("conf_low", "Low", "", 1), new("conf_high", "High", "", 1)],
        [
            [Group.Title, Count.InGroup.Used, InGroup.Value, InGroup.Interval.Low, InGroup.Interval.High], [Group.PeersTitle, Count.Peers.Used, Peers.Value, Peers.Interval.Low, Peers.Interval.High],
            [$"Gap ({Unit})", Count.InGroup.Used + Count.Peers.Used, Difference, Interval.Low, Interval.High], .. Ratio, .. Published(England, "England"), .. Published(StatisticalNeighbours, "Statistical neighbours"),
            .. England is null ? (IEnumerable<IReadOnlyList<Cell>>)[] : [["Gap less England's (" + Unit + ")", Cell.Without(Symbol.NotApplicable), AgainstEngland, AgainstEnglandInterval.Low, AgainstEnglandInterval.High]],
        ],
        Notes(Count));

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of($"{Measure.Title}, {AcademicYear(Year)}: {Group.Title.ToLowerInvariant()} and peers", $"{Measure.Title} ({Measure.Unit})",
        [
            new(Group.Title, InGroup.Value, InGroup.Interval), new(Group.PeersTitle, Peers.Value, Peers.Interval),
            .. England is { Group: { } own, Peers: { } others } ? (EstimateRow[])[new($"{Group.Title}, England", own, new(own, own)), new($"{Group.PeersTitle}, England", others, new(others, others))] : [],
        ]);

    /// <summary>2013 as 2012/13.</summary>
    internal static string AcademicYear(int year) => string.Create(CultureInfo.InvariantCulture, $"{year - 1}/{year % 100:00}");

    /// <summary>A warning where so few stand behind a figure that pupils might be recognised.</summary>
    internal static IEnumerable<string> Notes(params IEnumerable<GroupCount> counts) =>
        counts.SelectMany(c => new[] { c.InGroup, c.Peers }.Where(_ => c.Measure.Kind == MeasureKind.Rate)).Any(t => t.Used is > 0 and < 10 || (t.Used > 0 && (t.Sum is > 0 and < 5 || t.Failed is > 0 and < 5)))
            ? ["Small numbers: not for publication without disclosure control."] : [];

    private IEnumerable<IReadOnlyList<Cell>> Ratio => Rated ? [["Rate in the group over the peers' (ratio)", Cell.Without(Symbol.NotApplicable), Cell.Of(RiskRatio, 2), Cell.Of(RiskRatioInterval.Low, 2), Cell.Of(RiskRatioInterval.High, 2)]] : [];

    private IEnumerable<IReadOnlyList<Cell>> Published(PublishedGap? gap, string name) => gap is null ? []
        : [[$"Gap, {name} ({Unit})", Cell.Without(Symbol.NotApplicable), gap.Difference, Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable)]];
}
