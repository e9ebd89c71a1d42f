using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Research;

/// <summary>The pupils of every future, cohort by cohort: whom programmes reach, who then reaches the standards, and what that does to every figure the targets ask about.</summary>
/// <remarks>The assessment's futures hold all the chance there is in the county's figures. Here the pupils are given the chances that bring the groups to a future's figures; the same pupils
/// are followed without and with the programmes, and a figure moves by those whose result changes. So nothing is counted twice, and without programmes nothing moves.</remarks>
internal sealed class PupilSimulation
{
    private readonly Assessment assessment;
    private readonly ImmutableArray<TargetCondition> open;
    private readonly ConcurrentDictionary<Phase, Lazy<CohortModel?>> models = [];
    private readonly ImmutableArray<string> groups;

    /// <param name="assessment">The targets without programmes.</param>
    /// <param name="programmes">All programmes that will be asked about.</param>
    public PupilSimulation(Assessment assessment, IEnumerable<Programme> programmes)
    {
        this.assessment = assessment;
        open = [.. assessment.Figures.Register.All.SelectMany(t => t.Conditions).Where(c => c.Due > assessment.AsOf.Results && !c.Kind.IsRecord && c.Kind != TargetKind.Undefined)];
        groups = [.. programmes.Select(p => p.Group).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Pupils of a group in a phase in the last year with results.</summary>
    public double Pupils(Programme programme) => Of(programme.Phase)?.Records.Pupils(Groups.Find(programme.Group).Condition) ?? 0;

    /// <summary>The futures with the programmes in them. Effects are drawn once a future.</summary>
    /// <param name="programmes">The programmes.</param>
    /// <param name="reading">The only reading whose quantities are wanted; all targets' when left out.</param>
    public TargetFutures With(IReadOnlyList<Programme> programmes, TargetReading? reading = null) => Each([programmes], reading)[0];

    /// <summary>The futures with each of several sets of programmes in them, by the same chances: what one set alone would give, but luck, calibration and schools without programmes are worked out once.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="reading">The only reading whose quantities are wanted; all targets' when left out.</param>
    /// <param name="among">The first of the futures, for a first look; all when left out.</param>
    public TargetFutures[] Each(IReadOnlyList<IReadOnlyList<Programme>> sets, TargetReading? reading = null, TargetFutures? among = null)
    {
        var futures = among ?? assessment.Futures;
        var wanted = (reading is null ? open : [.. reading.Conditions.Where(c => open.Contains(c))]).Where(c => futures.Find(ConditionTest.NameOf(c), c.Due) is not null).DistinctBy(c => (ConditionTest.NameOf(c), c.Due));
        var cohorts = wanted.GroupBy(c => (Phase: PhaseOf(c), c.Due)).ToArray();
        var moved = new List<(TargetCondition Condition, double[] Change)>[cohorts.Length, sets.Count];
        Parallel.For(0, cohorts.Length, i =>
        {
            var (phase, year) = cohorts[i].Key;
            // In order of id, so that the order in which programmes are given makes no difference.
            var acting = sets.Select(set => set.Where(p => p.Phase == phase && p.Moves(year)).OrderBy(p => p.Id, StringComparer.Ordinal).Select(p => new ActingProgramme(p, Groups.Find(p.Group).Condition, Gains(p, futures.Count))).ToImmutableArray()).ToArray();
            int[] at = [.. Enumerable.Range(0, acting.Length).Where(v => !acting[v].IsEmpty)];
            for (int v = 0; v < acting.Length; v++) moved[i, v] = [];
            if (at.Length == 0 || Of(phase) is not { } model) return;
            foreach (var (condition, changes) in new CohortFutures(model, futures, year, RandomStream.FromSeed(assessment.Policy.Seed).Fork("pupils").Fork(Schema.Of(phase).Name).Fork(year)).Changes([.. cohorts[i]], [.. at.Select(v => acting[v])]))
                for (int v = 0; v < at.Length; v++) moved[i, at[v]].Add((condition, changes[v]));
        });
        return [.. Enumerable.Range(0, sets.Count).Select(v => Moved(futures, Enumerable.Range(0, cohorts.Length).SelectMany(i => moved[i, v])))];
    }

    private static TargetFutures Moved(TargetFutures futures, IEnumerable<(TargetCondition Condition, double[] Change)> moved) =>
        futures.Moved(moved.GroupBy(m => ConditionTest.NameOf(m.Condition)).ToDictionary(g => g.Key, g => (Action<double[,], int>)((draws, first) =>
        {
            foreach (var (condition, change) in g)
                for (int k = 0; k < change.Length; k++) draws[k, condition.Due - first] += change[k];
        })));

    /// <summary>The phase whose results decide a condition.</summary>
    public static Phase PhaseOf(TargetCondition c) => c.Kind == TargetKind.SchoolsBelow ? Measures.Find(Floor.Parse(c.Measure)!.Conditions[0].Measure).Phase : c.IsIndex ? c.IndexPhase : Measures.Find(c.Measure).Phase;

    private CohortModel? Of(Phase phase) => models.GetOrAdd(phase, p => new(() => assessment.Figures.County is not { } county ? throw new ArgumentException("A scenario needs the county's records, not counts alone.")
        : !county.Has(p) ? null : new CohortModel(assessment.Figures, p, open, (assessment.AsOf.Results, [.. groups.Select(Groups.Find).Where(g => g.Phases.Contains(p)).Select(g => g.Condition)])))).Value;

    private double[] Gains(Programme p, int futures)
    {
        var stream = RandomStream.FromSeed(assessment.Policy.Seed).Fork("effect").Fork(p.Id);
        double kept = Math.Pow(p.Kept, p.Lag);
        return [.. Enumerable.Range(0, futures).Select(_ => (p.Effect + (p.EffectError * stream.Normal())) * kept)];
    }
}
