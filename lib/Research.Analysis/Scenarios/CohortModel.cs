using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Research;

/// <summary>The pupils of a phase, with everything a scenario asks of them, worked out once and when first asked for.</summary>
internal sealed class CohortModel
{
    private readonly TargetFigures figures;
    private readonly ConcurrentDictionary<string, Lazy<PupilChances?>> chances = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Measure, int Year), Lazy<CohortCurves?>> curves = [];
    private readonly ConcurrentDictionary<string, Lazy<SimulatedSchools.Sitting?>> sittings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<RankShift>> ranks = new(StringComparer.Ordinal);
    private readonly Lazy<SimulatedSchools> schools;

    /// <param name="figures">The county's figures.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="open">The conditions that are not due yet.</param>
    /// <param name="asked">The last year with results, and SQL of those whom programmes are for.</param>
    public CohortModel(TargetFigures figures, Phase phase, ImmutableArray<TargetCondition> open, (int AsOf, ImmutableArray<string> Programmes) asked)
    {
        this.figures = figures;
        var county = figures.County ?? throw new ArgumentException("A scenario needs the county's records, not counts alone.");
        Measure[] ofFloors = [.. open.Where(c => c.Kind == TargetKind.SchoolsBelow).SelectMany(c => Floor.Parse(c.Measure)!.Conditions).Select(f => Measures.Find(f.Measure)).DistinctBy(m => m.Id).Where(m => m.Phase == phase)];
        TargetCondition[] ofPupils = [.. open.Where(c => c.Kind.IsRate || c.Kind.IsGap).Where(c => c.GroupItself.Phases.Contains(phase) && (c.IsIndex ? c.IndexPhase : Measures.Find(c.Measure).Phase) == phase)];
        Open = [.. ofPupils];
        Records = new(county, phase, county.Years(phase).Where(y => y <= asked.AsOf).DefaultIfEmpty(county.Years(phase).Min()).Max(), (
            [.. asked.Programmes.Concat(ofPupils.SelectMany(c => SidesOf(c))).Distinct(StringComparer.Ordinal)],
            [.. ofPupils.Where(c => !c.IsIndex).Select(c => Measures.Find(c.Measure)).Where(m => m.Kind == MeasureKind.Rate).Concat(ofFloors).DistinctBy(m => m.Id)]));
        schools = new(() => new SimulatedSchools(Records, MainstreamSchools.Names(county).Keys, [.. ofFloors.Select(m => m.Id)]));
    }

    /// <summary>Conditions on pupils of the phase that are not due yet.</summary>
    public ImmutableArray<TargetCondition> Open { get; }

    public CohortRecords Records { get; }

    public SimulatedSchools Schools => schools.Value;

    /// <summary>SQL of a condition's group and its peers.</summary>
    public static IEnumerable<string> SidesOf(TargetCondition c) => c.GroupItself.IsEveryone ? [c.GroupItself.Condition] : [c.GroupItself.Condition, c.GroupItself.PeersCondition];

    public PupilChances? Chances(string measure) => chances.GetOrAdd(measure, m => new(() => PupilChances.Of(Records, m))).Value;

    public SimulatedSchools.Sitting? Sitting(string measure) => sittings.GetOrAdd(measure, m => new(() => Chances(m) is { } known ? Schools.Sit(known) : null)).Value;

    public RankShift Ranks(Group group) => ranks.GetOrAdd(group.Id, _ => new(() => new RankShift(Records, group.Condition, group.PeersCondition))).Value;

    /// <summary>Curves of a measure in a year, with the sides whose rates the futures have; null when too few pupils have a result.</summary>
    public CohortCurves? Curves(string measure, int year, TargetFutures futures) => curves.GetOrAdd((measure, year), key => new(() => Chances(key.Measure) is not { } known ? null
        : new CohortCurves(Records, known, figures.Mixes.TryGetValue(key.Measure, out var mix) ? mix.Weights(key.Year, Records.Year) : ImmutableDictionary<string, double>.Empty, [.. Drawn(key.Measure, key.Year, futures).Select(d => d.Condition)]))).Value;

    /// <summary>Sides of a measure whose rate each future has: SQL and draws, in per cent. Peers only where a gap is asked about: nearly everyone, they are pinned by the groups.</summary>
    public IEnumerable<(string Condition, double[] Draws)> Drawn(string measure, int year, TargetFutures futures) => Open.Where(c => c.Measure == measure)
        .SelectMany(c => new[] { (c.GroupItself.Condition, Name: SeriesName.Rate(measure, c.GroupItself.Id)), (c.GroupItself.PeersCondition, Name: c.Kind.IsGap ? SeriesName.Rate(measure, c.GroupItself.PeersId) : "") }).DistinctBy(s => s.Name)
        .Select(s => (s.Item1, Draws: futures.Find(s.Name, year))).Where(s => s.Draws is not null).Select(s => (s.Item1, s.Draws!));

    /// <summary>Standard deviation of a mean's values among all pupils, what lies between the group and its peers included: the unit of an effect. From the last counts.</summary>
    public double Deviation(TargetCondition c)
    {
        var last = figures.Counts(c.Measure, c.Group, Records.Year).LastOrDefault();
        if (last is null) return double.NaN;
        double own = last.InGroup.Used, peers = last.Peers.Used;
        double Squares(Tally side) => side.Used < 2 ? 0 : Math.Pow(new SideEstimate(last.Measure, side).StandardError * side.Used, 2);
        double between = own == 0 || peers == 0 ? 0 : own * peers / (own + peers) * Math.Pow(TargetFigures.GapOf(last), 2);
        return Math.Sqrt((Squares(last.InGroup) + Squares(last.Peers) + between) / (own + peers));
    }
}
