namespace Research;

/// <summary>A figure that a target asks about, and by how much each set of programmes moves it in every future.</summary>
/// <param name="Condition">The condition that asks.</param>
/// <param name="Group">Sets of pupils in its group.</param>
/// <param name="Peers">Sets of pupils among its peers; none for everyone.</param>
/// <param name="Drawn">The figure without programmes, future by future.</param>
/// <param name="Changes">Of each set of programmes, receives the change future by future.</param>
internal sealed record MovedFigure(TargetCondition Condition, int[] Group, int[] Peers, double[] Drawn, double[][] Changes)
{
    /// <summary>Kind of its measure; null for an index and for a count of schools.</summary>
    public MeasureKind? MeasureKind => Condition.IsIndex || Condition.Kind == TargetKind.SchoolsBelow ? null : Measures.Find(Condition.Measure).Kind;
}

/// <summary>Works out one future's changes from whom each set of programmes reaches in it. What does not depend on the programmes is worked out once for all of them.</summary>
internal delegate void FutureStep(ReachedPupils[] reached, int future);

/// <summary>How one kind of figure changes with the pupils.</summary>
internal abstract class FigureChanges
{
    /// <summary>Begins on some futures, with room of its own to work in.</summary>
    public abstract FutureStep Begin();

    /// <summary>What can only be said once every future has been gone through.</summary>
    public virtual void Finish()
    {
    }
}

/// <summary>A gap of means: each side moves by the mean gain of its pupils.</summary>
/// <param name="figure">The gap.</param>
/// <param name="deviation">What one standard deviation of pupils is in the measure's unit.</param>
internal sealed class MeanGapChanges(MovedFigure figure, double deviation) : FigureChanges
{
    private readonly int sign = Measures.Find(figure.Condition.Measure).HigherIsBetter ? 1 : -1;

    public override FutureStep Begin() => (reached, k) =>
    {
        for (int v = 0; v < reached.Length; v++) figure.Changes[v][k] = deviation * (MeanGain(reached[v], figure.Peers) - MeanGain(reached[v], figure.Group)) * sign;
    };

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
}

/// <summary>A rank-based gap index: everyone is ranked anew.</summary>
/// <param name="figure">The index.</param>
/// <param name="ranks">The last cohort's ranks.</param>
internal sealed class IndexChanges(MovedFigure figure, RankShift ranks) : FigureChanges
{
    public override FutureStep Begin()
    {
        var room = new RankShift.Room();
        return (reached, k) =>
        {
            for (int v = 0; v < reached.Length; v++) figure.Changes[v][k] = ranks.Change(figure.Drawn[k], reached[v], room);
        };
    }
}
