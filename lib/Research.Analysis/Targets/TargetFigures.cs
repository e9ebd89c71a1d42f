using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>What a county's records say of every quantity its targets ask about, in every year: counted once, looked at as of any year.</summary>
internal sealed class TargetFigures
{
    private readonly ImmutableDictionary<(string Measure, string Group, int Year), GroupCount> counts;
    private readonly ImmutableDictionary<(string Measure, string Group), ImmutableArray<GapIndex>> indices;
    private readonly ImmutableDictionary<string, ImmutableArray<(int Year, int Below, int Schools)>> floors;

    private TargetFigures(County county, TargetRegister register, NationalFigures national)
    {
        (County, Register, National) = (county, register, national);
        TargetCondition[] pupils = [.. register.All.SelectMany(t => t.Conditions).Where(c => !c.Kind.IsRecord && c.Kind != TargetKind.Undefined)];
        TargetCondition[] counted = [.. pupils.Where(c => !c.IsIndex && c.Kind != TargetKind.SchoolsBelow)];
        counts = Count(county, counted).ToImmutableDictionary(c => (c.Measure.Id, c.Group.Id, c.Year));
        indices = pupils.Where(c => c.IsIndex).GroupBy(c => (c.Measure, c.Group)).ToImmutableDictionary(g => g.Key, g => Index(county, g.First()));
        floors = pupils.Where(c => c.Kind == TargetKind.SchoolsBelow).Select(c => c.Measure).Distinct().ToImmutableDictionary(f => f, f => Below(county, f));
        Mixes = CohortMix.Of(county, [.. counted.Select(c => Measures.Find(c.Measure)).DistinctBy(m => m.Id).Where(m => m.Kind == MeasureKind.Rate)]);
    }

    public County County { get; }

    public TargetRegister Register { get; }

    public NationalFigures National { get; }

    /// <summary>Prior attainment of cohorts, by measure.</summary>
    public ImmutableDictionary<string, CohortMix> Mixes { get; }

    public static TargetFigures Load(County county, TargetRegister register, NationalFigures national) => new(county, register, national);

    /// <summary>Counts of a group and its peers, by year; years before the measure's or the group's last break up to a year are left out.</summary>
    public ImmutableArray<GroupCount> Counts(string measure, string group, int until)
    {
        var (m, g) = (Measures.Find(measure), TargetCondition.GroupOf(group));
        int from = m.Breaks.Concat(g.Breaks).Where(b => b.Kind == BreakKind.NotComparable && b.Year <= until).Select(b => b.Year).DefaultIfEmpty(0).Max();
        return [.. Enumerable.Range(1990, until - 1989).Where(y => y >= from).Select(y => counts.GetValueOrDefault((measure, g.Id, y))).OfType<GroupCount>().Where(c => c.InGroup.Used > 0)];
    }

    /// <summary>The index by year.</summary>
    public ImmutableArray<GapIndex> Indices(string measure, string group) => indices.GetValueOrDefault((measure, group), []);

    /// <summary>Schools below a floor, and schools in all, by year.</summary>
    public ImmutableArray<(int Year, int Below, int Schools)> Floors(string floor) => floors.GetValueOrDefault(floor, []);

    /// <summary>The quantity a condition asks about, in a year; not a number when the records do not have it.</summary>
    public double Quantity(TargetCondition c, int year)
    {
        if (c.Kind == TargetKind.SchoolsBelow) return Floors(c.Measure).FirstOrDefault(f => f.Year == year) is { Year: > 0 } found ? found.Below : double.NaN;
        if (c.IsIndex) return Indices(c.Measure, c.Group).FirstOrDefault(i => i.Year == year)?.Value ?? double.NaN;
        if (!c.Kind.IsRate && !c.Kind.IsGap) return double.NaN;
        var count = CountOf(c, year);
        return count is null ? double.NaN : c.Kind.IsGap ? GapOf(count) : new SideEstimate(count.Measure, count.InGroup).Value;
    }

    /// <summary>Counts behind a rate or gap in a year; null when there are none.</summary>
    public GroupCount? CountOf(TargetCondition c, int year) => counts.GetValueOrDefault((c.Measure, c.GroupItself.Id, year));

    /// <summary>Pupils of the group in a year.</summary>
    public long Pupils(TargetCondition c, int year) => c.IsIndex ? Indices(c.Measure, c.Group).FirstOrDefault(i => i.Year == year)?.Scores.Sum(s => s.InGroup) ?? 0 : CountOf(c, year)?.InGroup.Used ?? 0;

    /// <summary>England's figure that a condition compares with, in a year; not a number when it is not published.</summary>
    public double England(TargetCondition c, int year) => EnglandSeries(c).FirstOrDefault(p => p.Year == year) is { Year: > 0 } found ? found.Value : double.NaN;

    /// <summary>England's figures that a condition compares with.</summary>
    public IEnumerable<(int Year, double Value)> EnglandSeries(TargetCondition c) => c.IsIndex ? National.Index(c.Measure, c.Against)
        : c.Kind.IsGap ? National.Gaps(Measures.Find(c.Measure), TargetCondition.GroupOf(c.Against)) : National.Rates(c.Measure, c.Against);

    public static double GapOf(GroupCount count)
    {
        double own = new SideEstimate(count.Measure, count.InGroup).Value, peers = new SideEstimate(count.Measure, count.Peers).Value;
        return count.Measure.HigherIsBetter ? peers - own : own - peers;
    }

    private static IEnumerable<GroupCount> Count(County county, TargetCondition[] conditions) => conditions.Length == 0 ? []
        : conditions.GroupBy(c => Measures.Find(c.Measure).Phase).SelectMany(phase =>
            county.Has(phase.Key) ? county.Counts(phase.Select(c => Measures.Find(c.Measure)), [Groups.AllPupils, .. phase.Select(c => c.GroupItself)]).All : []);

    private static ImmutableArray<GapIndex> Index(County county, TargetCondition c) => !county.Has(c.IndexPhase) ? []
        : [.. county.Years(c.IndexPhase).Where(y => c.GroupItself.IsDefinedIn(y)).Select(y => county.GapIndex(c.IndexPhase, y, c.GroupItself))];

    private static ImmutableArray<(int, int, int)> Below(County county, string text)
    {
        var floor = Floor.Parse(text)!;
        var measures = floor.Conditions.Select(c => Measures.Find(c.Measure)).ToArray();
        if (!county.Has(measures[0].Phase)) return [];
        var standard = new FloorStandard("target", text, [], floor);
        return [.. county.Years(measures[0].Phase).Where(y => measures.All(m => m.IsDefinedIn(y))).Select(y => county.SchoolsBelowFloor(y, standard)).Select(s => (s.Year, s.Below, s.WithResults))];
    }
}
