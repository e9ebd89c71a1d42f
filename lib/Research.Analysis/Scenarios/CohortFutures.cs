using System.Collections.Immutable;

namespace Research;

/// <summary>One cohort in every future: what the programmes change in its figures. Each future has its own stream of chance, so that the work can be shared out in any order.</summary>
internal sealed class CohortFutures(CohortModel model, TargetFutures futures, int year, RandomStream root)
{
    private const int Share = 128;

    /// <summary>Of each condition, by how much each set of programmes moves its quantity in every future.</summary>
    public (TargetCondition Condition, double[][] Changes)[] Changes(ImmutableArray<TargetCondition> conditions, ImmutableArray<ActingProgramme>[] sets)
    {
        MovedFigure[] figures = [.. conditions.Select(c => FigureOf(c, sets.Length))];
        FigureChanges[] changes = [.. Rates(figures), .. Means(figures), .. Indices(figures), .. Floors(figures)];
        Parallel.For(0, (futures.Count + Share - 1) / Share, chunk =>
        {
            ReachedPupils[] reached = [.. sets.Select(acting => new ReachedPupils(model.Records, acting))];
            FutureStep[] steps = [.. changes.Select(c => c.Begin())];
            for (int k = chunk * Share; k < Math.Min(futures.Count, (chunk + 1) * Share); k++)
            {
                foreach (var r in reached) r.Draw(root.Fork(k), k);
                foreach (var step in steps) step(reached, k);
            }
        });
        foreach (var c in changes) c.Finish();
        return [.. figures.Select(f => (f.Condition, f.Changes))];
    }

    private MovedFigure FigureOf(TargetCondition c, int sets)
    {
        double[] drawn = futures.Find(ConditionTest.NameOf(c), year)!;
        var (group, peers) = c.Kind == TargetKind.SchoolsBelow ? ([], []) : (Sets(c.GroupItself.Condition), c.GroupItself.IsEveryone ? [] : Sets(c.GroupItself.PeersCondition));
        return new(c, group, peers, drawn, [.. Enumerable.Range(0, sets).Select(_ => new double[futures.Count])]);
    }

    private int[] Sets(string condition) => [.. Enumerable.Range(0, model.Records.Patterns.Length).Where(c => model.Records.Holds(model.Records.Patterns[c], condition))];

    private IEnumerable<FigureChanges> Rates(MovedFigure[] figures) =>
        from f in figures
        where f.MeasureKind == MeasureKind.Rate
        group f by f.Condition.Measure into ofMeasure
        let measure = Measure(ofMeasure.Key)
        where measure is not null
        select new RateChanges(measure, model.Records.Sizes, [.. ofMeasure]);

    private IEnumerable<FigureChanges> Means(MovedFigure[] figures) =>
        from f in figures
        where f.MeasureKind == MeasureKind.Mean && f.Condition.Kind.IsGap
        let deviation = model.Deviation(f.Condition)
        where double.IsFinite(deviation)
        select new MeanGapChanges(f, deviation);

    private IEnumerable<FigureChanges> Indices(MovedFigure[] figures) =>
        from f in figures
        where f.Condition.IsIndex
        let ranks = model.Ranks(f.Condition.GroupItself)
        where !ranks.IsEmpty
        select new IndexChanges(f, ranks);

    private IEnumerable<FigureChanges> Floors(MovedFigure[] figures)
    {
        var floors = figures.Where(f => f.Condition.Kind == TargetKind.SchoolsBelow).Select(f => (Floor: Floor.Parse(f.Condition.Measure)!, Figure: f)).ToArray();
        if (floors.Length == 0 || Measure(model.Schools.Measures[0]) is not { } lead) return [];
        MeasureFutures[] others = [.. floors.SelectMany(f => f.Floor.Conditions).Select(c => c.Measure).Distinct().Where(m => m != lead.Measure).Select(Measure).OfType<MeasureFutures>()];
        MeasureFutures[] measures = [lead, .. others];
        floors = [.. floors.Where(f => f.Floor.Conditions.All(c => measures.Any(m => m.Measure == c.Measure)))];
        return floors.Length == 0 ? [] : [new FloorChanges(model, measures, floors, root)];
    }

    private MeasureFutures? Measure(string measure) => model.Curves(measure, year, futures) is not { } curves ? null
        : new(measure, curves, [.. model.Drawn(measure, year, futures).Select(d => d.Draws)], root.Fork(measure));
}
