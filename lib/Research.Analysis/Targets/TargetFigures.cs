using System.Collections.Immutable;

namespace Research;

/// <summary>What a county's records say of every quantity its targets ask about, in every year: counted once, looked at as of any year.</summary>
internal sealed class TargetFigures
{
    private readonly ImmutableDictionary<(string Measure, string Group, int Year), GroupCount> counts;

    private TargetFigures((string Name, County? County) of, (TargetRegister Register, NationalFigures National) against, IEnumerable<GroupCount> counts)
    {
        ((Name, County), (Register, National)) = (of, against);
        this.counts = counts.ToImmutableDictionary(c => (c.Measure.Id, c.Group.Id, c.Year));
    }

    /// <summary>The county's name.</summary>
    public string Name { get; }

    /// <summary>The county counted; null for counts that come from elsewhere.</summary>
    public County? County { get; }

    public TargetRegister Register { get; }

    public NationalFigures National { get; }

    /// <summary>Prior attainment of cohorts, by measure.</summary>
    public ImmutableDictionary<string, CohortMix> Mixes { get; private init; } = ImmutableDictionary<string, CohortMix>.Empty;

    private ImmutableDictionary<(string Measure, string Group), ImmutableArray<GapIndex>> IndicesOf { get; init; } = ImmutableDictionary<(string, string), ImmutableArray<GapIndex>>.Empty;

    private ImmutableDictionary<string, ImmutableArray<(int Year, int Below, int Schools)>> FloorsOf { get; init; } = ImmutableDictionary<string, ImmutableArray<(int, int, int)>>.Empty;

    public static TargetFigures Load(County county, TargetRegister register, NationalFigures national)
    {
        TargetCondition[] pupils = [.. register.All.SelectMany(t => t.Conditions).Where(c => !c.Kind.IsRecord && c.Kind != TargetKind.Undefined)], counted = [.. pupils.Where(IsCounted)];
        // Questions to the records, none of which waits for another: a query of a county's size keeps one core busy.
        var counts = Count(county, counted);
        var indices = Task.Run(() => pupils.Where(c => c.IsIndex).GroupBy(c => (c.Measure, c.Group)).ToImmutableDictionary(g => g.Key, g => IndexSeries.Of(county, g.First().IndexPhase, g.First().GroupItself)));
        var floors = Task.Run(() => SchoolCounts.Below(county, [.. pupils.Where(c => c.Kind == TargetKind.SchoolsBelow).Select(c => c.Measure).Distinct()]));
        var mixes = Task.Run(() => CohortMix.Of(county, [.. counted.Select(c => Measures.Find(c.Measure)).DistinctBy(m => m.Id).Where(m => m.Kind == MeasureKind.Rate)]));
        return new((county.Name, county), (register, national), counts.SelectMany(c => Result(c))) { IndicesOf = Result(indices), FloorsOf = Result(floors), Mixes = Result(mixes) };

        static T Result<T>(Task<T> task) => task.GetAwaiter().GetResult();
    }

    /// <summary>Figures from counts alone, such as those of a simulated county.</summary>
    public static TargetFigures OfCounts(string name, TargetRegister register, NationalFigures national, IEnumerable<GroupCount> counts) => new((name, null), (register, national), counts);

    private static bool IsCounted(TargetCondition c) => !c.IsIndex && c.Kind != TargetKind.SchoolsBelow;

    /// <summary>Counts of a group and its peers, by year; years before the measure's or the group's last break up to a year are left out.</summary>
    public ImmutableArray<GroupCount> Counts(string measure, string group, int until)
    {
        var (m, g) = (Measures.Find(measure), TargetCondition.GroupOf(group));
        int from = m.Breaks.Concat(g.Breaks).Where(b => b.Kind == BreakKind.NotComparable && b.Year <= until).Select(b => b.Year).DefaultIfEmpty(0).Max();
        return [.. Enumerable.Range(1990, until - 1989).Where(y => y >= from).Select(y => counts.GetValueOrDefault((measure, g.Id, y))).OfType<GroupCount>().Where(c => c.InGroup.Used > 0)];
    }

    /// <summary>The index by year.</summary>
    public ImmutableArray<GapIndex> Indices(string measure, string group) => IndicesOf.GetValueOrDefault((measure, group), []);

    /// <summary>Schools below a floor, and schools in all, by year.</summary>
    public ImmutableArray<(int Year, int Below, int Schools)> Floors(string floor) => FloorsOf.GetValueOrDefault(floor, []);

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

    private static Task<ImmutableArray<GroupCount>>[] Count(County county, TargetCondition[] conditions) =>
        [.. conditions.GroupBy(c => Measures.Find(c.Measure).Phase).Where(phase => county.Has(phase.Key))
            .Select(phase => Task.Run(() => county.Counts(phase.Select(c => Measures.Find(c.Measure)), [Groups.AllPupils, .. phase.Select(c => c.GroupItself)]).All))];
}
