using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Research;

/// <summary>A measure in the futures: the rates that each future has drawn, and the shifts that bring the pupils to them.</summary>
/// <param name="Measure">Its id.</param>
/// <param name="Curves">How many reach the standard when pupils are shifted.</param>
/// <param name="Rates">Side by side of the curves, the rate in every future, in per cent.</param>
/// <param name="Stream">Chance of the measure.</param>
internal sealed record MeasureFutures(string Measure, CohortCurves Curves, double[][] Rates, RandomStream Stream)
{
    /// <summary>The shifts of one future.</summary>
    public void Calibrate(int future, double[] shifts)
    {
        Span<double> rates = stackalloc double[Rates.Length];
        for (int g = 0; g < rates.Length; g++) rates[g] = Rates[g][future];
        Curves.Calibrate(rates, shifts);
    }
}

/// <summary>Rates of a measure and gaps between them: they move by the pupils whose result the programmes change.</summary>
/// <param name="measure">The measure in the futures.</param>
/// <param name="sizes">Pupils of each set.</param>
/// <param name="figures">Rates and gaps of the measure.</param>
internal sealed class RateChanges(MeasureFutures measure, int[] sizes, ImmutableArray<MovedFigure> figures) : FigureChanges
{
    public override FutureStep Begin()
    {
        double[] shifts = new double[sizes.Length], moved = new double[sizes.Length];
        return (reached, k) =>
        {
            measure.Calibrate(k, shifts);
            for (int v = 0; v < reached.Length; v++) Move(reached[v], (k, v), shifts, moved);
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Move(ReachedPupils reached, (int Future, int Set) at, double[] shifts, double[] moved)
    {
        var curves = measure.Curves;
        Array.Clear(moved);
        var stream = measure.Stream.Fork(at.Future);
        for (int i = 0; i < reached.Count; i++)
        {
            var (set, pupils, _, gain) = reached[i];
            if (gain == 0) continue;
            double chance = (curves.Reached(set, shifts[set] + (curves.Spread * gain)) - curves.Reached(set, shifts[set])) / sizes[set];
            moved[set] += Math.Sign(chance) * ExchangeableDraw.Of(stream, pupils, Math.Abs(chance));
        }
        // A drawn rate is not always a whole number of pupils: what moves it stops at nobody and at everybody.
        foreach (var f in figures)
            f.Changes[at.Set][at.Future] = f.Condition.Kind.IsGap ? Points(f.Peers, moved) - Points(f.Group, moved) : Math.Clamp(Points(f.Group, moved), -f.Drawn[at.Future], 100 - f.Drawn[at.Future]);
    }

    private double Points(int[] sets, double[] moved)
    {
        double sum = 0, pupils = 0;
        foreach (int c in sets) (sum, pupils) = (sum + moved[c], pupils + measure.Curves.Counted[c]);
        return pupils == 0 ? 0 : 100 * sum / pupils;
    }
}
