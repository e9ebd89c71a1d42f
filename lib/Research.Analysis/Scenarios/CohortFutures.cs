using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Research;

/// <summary>One cohort in every future: what the programmes change in its figures. Each future has its own stream of chance, so that the work can be shared out in any order.</summary>
internal sealed class CohortFutures(CohortModel model, TargetFutures futures, int year, RandomStream root)
{
    private const int Share = 128;

    /// <summary>Of each condition, by how much its quantity moves in every future.</summary>
    public IEnumerable<(TargetCondition Condition, double[] Change)> Changes(ImmutableArray<TargetCondition> conditions, ImmutableArray<ActingProgramme> acting)
    {
        var changes = conditions.Select(c => (Condition: c, Change: new double[futures.Count])).ToArray();
        MeasureWork[] rates = [.. changes.Where(c => !c.Condition.IsIndex && c.Condition.Kind != TargetKind.SchoolsBelow && Measures.Find(c.Condition.Measure).Kind == MeasureKind.Rate).GroupBy(c => c.Condition.Measure)
            .Select(g => Work(g.Key, [.. g])).OfType<MeasureWork>()];
        var means = changes.Where(c => !c.Condition.IsIndex && c.Condition.Kind.IsGap && Measures.Find(c.Condition.Measure).Kind == MeasureKind.Mean).Select(c => (c.Condition, c.Change, Deviation: model.Deviation(c.Condition), Sides: SidesOf(c.Condition))).Where(c => double.IsFinite(c.Deviation)).ToArray();
        var ranks = changes.Where(c => c.Condition.IsIndex).Select(c => (c.Change, Ranks: model.Ranks(c.Condition.GroupItself), Drawn: futures.Find(ConditionTest.NameOf(c.Condition), year)!)).Where(c => !c.Ranks.IsEmpty).ToArray();
        var floors = changes.Where(c => c.Condition.Kind == TargetKind.SchoolsBelow).Select(c => (Floor: Floor.Parse(c.Condition.Measure)!, c.Change, Drawn: futures.Find(ConditionTest.NameOf(c.Condition), year)!)).ToArray();
        MeasureWork[] ofFloors = floors.Length == 0 ? [] : [.. floors.SelectMany(f => f.Floor.Conditions).Select(c => c.Measure).Prepend(model.Schools.Measures[0]).Distinct().Select(m => Work(m, [])).OfType<MeasureWork>()];
        floors = [.. floors.Where(f => f.Floor.Conditions.All(c => ofFloors.Any(w => w.Measure == c.Measure)) && ofFloors[0].Measure == model.Schools.Measures[0])];
        Floor[] standards = [.. floors.Select(f => f.Floor)];
        Parallel.For(0, (futures.Count + Share - 1) / Share, chunk =>
        {
            var reached = new ReachedPupils(model.Records, acting);
            double[] shifts = new double[model.Records.Patterns.Length], moved = new double[shifts.Length];
            var luck = floors.Length == 0 ? null : new SimulatedSchools.Luck(model.Schools);
            var room = new RankShift.Room();
            bool[] looked = new bool[model.Records.Schools.Length];
            var counts = ofFloors.ToDictionary(w => w.Measure, w => (Without: new int[model.Records.Schools.Length], With: new int[model.Records.Schools.Length], Sitting: model.Sitting(w.Measure)!), StringComparer.Ordinal);
            for (int k = chunk * Share; k < Math.Min(futures.Count, (chunk + 1) * Share); k++)
            {
                reached.Draw(root.Fork(k), k);
                foreach (var work in rates) work.Move(reached, k, shifts, moved);
                foreach (var (condition, change, deviation, sides) in means)
                    change[k] = deviation * (MeanGain(reached, sides.Peers) - MeanGain(reached, sides.Group)) * (Measures.Find(condition.Measure).HigherIsBetter ? 1 : -1);
                foreach (var (change, index, drawn) in ranks) change[k] = index.Change(drawn[k], reached, room);
                if (luck is null) continue;
                luck.Draw(root.Fork("luck").Fork(k), reached);
                foreach (var work in ofFloors)
                {
                    var (without, with, sitting) = counts[work.Measure];
                    work.Calibrate(k, shifts);
                    if (work != ofFloors[0]) luck.Follow(work.Stream.Fork("schools").Fork(k), sitting, shifts, (looked, without, with));
                    else
                    {
                        luck.Lead(sitting, shifts, (without, with));
                        model.Schools.Decide(standards, counts[work.Measure], looked);
                    }
                }
                foreach (var (floor, change, drawn) in floors)
                {
                    var standing = SimulatedSchools.Stand(floor, [.. floor.Conditions.Select(c => counts[c.Measure])]);
                    change[k] = standing.Of(root.Fork(floor.ToString()).Fork(k), (int)drawn[k]) - drawn[k];
                }
            }
        });
        return changes;
    }

    private MeasureWork? Work(string measure, (TargetCondition Condition, double[] Change)[] conditions) => model.Curves(measure, year, futures) is not { } curves ? null
        : new(measure, curves, [.. model.Drawn(measure, year, futures).Select(d => d.Draws)], root.Fork(measure)) { Sizes = model.Records.Sizes, Asked = [.. conditions.Select(c => (c.Condition.Kind.IsGap, SidesOf(c.Condition), futures.Find(ConditionTest.NameOf(c.Condition), year)!, c.Change))] };

    private (int[] Group, int[] Peers) SidesOf(TargetCondition c) => (Sets(c.GroupItself.Condition), c.GroupItself.IsEveryone ? [] : Sets(c.GroupItself.PeersCondition));

    private int[] Sets(string condition) => [.. Enumerable.Range(0, model.Records.Patterns.Length).Where(c => model.Records.Holds(model.Records.Patterns[c], condition))];

    private static double MeanGain(ReachedPupils reached, int[] sets)
    {
        double sum = 0, pupils = 0;
        for (int i = 0; i < reached.Count; i++)
        {
            var (set, count, _, gain) = reached[i];
            if (Array.BinarySearch(sets, set) < 0) continue;
            (sum, pupils) = (sum + (count * gain), pupils + count);
        }
        return pupils == 0 ? 0 : sum / pupils;
    }

    // One measure: the futures' rates, and the pupils whose result the programmes change.
    private sealed record MeasureWork(string Measure, CohortCurves Curves, double[][] Rates, RandomStream Stream)
    {
        public required int[] Sizes { get; init; }

        public required ImmutableArray<(bool IsGap, (int[] Group, int[] Peers) Sides, double[] Drawn, double[] Change)> Asked { get; init; }

        public void Calibrate(int future, double[] shifts)
        {
            Span<double> rates = stackalloc double[Rates.Length];
            for (int g = 0; g < rates.Length; g++) rates[g] = Rates[g][future];
            Curves.Calibrate(rates, shifts);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Move(ReachedPupils reached, int future, double[] shifts, double[] moved)
        {
            Calibrate(future, shifts);
            Array.Clear(moved);
            var stream = Stream.Fork(future);
            for (int i = 0; i < reached.Count; i++)
            {
                var (set, pupils, _, gain) = reached[i];
                if (gain == 0) continue;
                double chance = (Curves.Reached(set, shifts[set] + (Curves.Spread * gain)) - Curves.Reached(set, shifts[set])) / Sizes[set];
                moved[set] += Math.Sign(chance) * ExchangeableDraw.Of(stream, pupils, Math.Abs(chance));
            }
            // A drawn rate is not always a whole number of pupils: what moves it stops at nobody and at everybody.
            foreach (var (isGap, sides, drawn, change) in Asked)
                change[future] = isGap ? Points(sides.Peers, moved) - Points(sides.Group, moved) : Math.Clamp(Points(sides.Group, moved), -drawn[future], 100 - drawn[future]);
        }

        private double Points(int[] sets, double[] moved)
        {
            double sum = 0, pupils = 0;
            foreach (int c in sets) (sum, pupils) = (sum + moved[c], pupils + Curves.Counted[c]);
            return pupils == 0 ? 0 : 100 * sum / pupils;
        }
    }
}
