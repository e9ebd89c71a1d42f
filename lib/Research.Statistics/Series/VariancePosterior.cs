using System.Collections.Immutable;

namespace Research;

/// <summary>One set of variances with its weight: given them, the future is Student t with these degrees of freedom.</summary>
internal readonly record struct VarianceNode(TrendVariances Variances, double Weight, double DegreesOfFreedom);

/// <summary>What a short series says of its variances: a grid of them, weighted by likelihood and prior. Forecasts averaged over it are wide
/// where few years cannot tell a steady level from a wandering one; those at the single best variances are too narrow.</summary>
/// <remarks>
/// Where no noise is known the overall scale is integrated out with density 1/σ, so that each node is a t with as many degrees of freedom as there
/// are innovations; the standard deviations' shares are uniform. Where noise is known with mean variance h, the level's shock has the density
/// 1/(σ + √h): flat where it is small beside the noise, scale-free where it is large; beside a slope, which takes two years to fix, its power 1.5.
/// The slope's shock has an exponential density whose mean is a tenth of the yearly standard deviation (Simpson et al. 2017, penalised complexity).
/// Both were chosen by the coverage of forecasts, docs/simulations/forecasts.md. Sources: Harvey (1989), section 4.2.4; Daniels (1999),
/// Canadian Journal of Statistics 27, 567-578, on such priors.
/// </remarks>
internal sealed class VariancePosterior
{
    private const int Fine = 48, Coarse = 24, SlopeNodes = 16;
    private const double MeanSlopeShare = 0.1, Negligible = 1e-7;

    private VariancePosterior(ImmutableArray<VarianceNode> nodes) => Nodes = nodes;

    public ImmutableArray<VarianceNode> Nodes { get; }

    /// <summary>Variances taken for certain.</summary>
    public static VariancePosterior Known(TrendVariances variances) => new([new(variances, 1, double.PositiveInfinity)]);

    public static VariancePosterior Of(TrendLikelihood likelihood, TrendVariances best)
    {
        if (likelihood.Unit == 0) return Known(best);
        var weighted = new List<(VarianceNode Node, double Log)>();
        foreach (var (candidate, logPrior) in Candidates(likelihood))
        {
            var sums = likelihood.Sums(candidate);
            if (likelihood.HasKnownNoise)
            {
                weighted.Add((new(candidate, 0, double.PositiveInfinity), logPrior + sums.LogLikelihood));
                continue;
            }
            double scale = sums.SumOfSquares / sums.Count;
            double marginal = -0.5 * (sums.LogDeterminant + sums.DiffuseLog + (sums.Count * Math.Log(sums.SumOfSquares)));
            weighted.Add((new(candidate.Times(scale), 0, sums.Count), logPrior + marginal));
        }
        double highest = weighted.Max(w => double.IsNaN(w.Log) ? double.NegativeInfinity : w.Log);
        // A series that follows the model without any error leaves no doubt to average over.
        if (double.IsPositiveInfinity(highest)) return Known(best);
        var kept = weighted.Where(w => w.Log > highest + Math.Log(Negligible)).Select(w => w.Node with { Weight = Math.Exp(w.Log - highest) }).ToList();
        double total = kept.Sum(n => n.Weight);
        return new([.. kept.Select(n => n with { Weight = n.Weight / total })]);
    }

    private static IEnumerable<(TrendVariances Variances, double LogPrior)> Candidates(TrendLikelihood likelihood) =>
        from shape in LevelAndIrregular(likelihood)
        from slope in Slopes(likelihood, shape.Level, shape.Irregular)
        select (new TrendVariances(shape.Level * shape.Level, slope * slope, shape.Irregular * shape.Irregular), shape.LogPrior);

    /// <summary>Standard deviations of the level's shock and of the irregular.</summary>
    private static IEnumerable<(double Level, double Irregular, double LogPrior)> LevelAndIrregular(TrendLikelihood likelihood)
    {
        int count = likelihood.HasSlope ? Coarse : Fine;
        if (!likelihood.HasKnownNoise)
        {
            for (int i = 0; i < count; i++)
            {
                double share = (i + 0.5) / count;
                yield return (share, 1 - share, 0);
            }
            yield break;
        }
        // Noise given as zero, as for a whole population, leaves the changes themselves as the yardstick.
        double yardstick = Math.Max(Math.Sqrt(likelihood.MeanKnownNoise), 0.01 * Math.Sqrt(likelihood.Unit));
        double top = Math.Log(1 + (30 * Math.Sqrt(likelihood.Unit) / yardstick));
        foreach (double level in Spread(yardstick, top, count))
        {
            if (!likelihood.EstimatesIrregular) yield return (level, 0, likelihood.HasSlope ? -0.5 * Math.Log(1 + (level / yardstick)) : 0);
            else
                foreach (double irregular in Spread(yardstick, top, count)) yield return (level, irregular, 0);
        }
    }

    // σ with density 1/(σ + yardstick): log(1 + σ/yardstick) is uniform.
    private static IEnumerable<double> Spread(double yardstick, double top, int count) =>
        Enumerable.Range(0, count).Select(i => yardstick * (Math.Exp(top * (i + 0.5) / count) - 1));

    private static IEnumerable<double> Slopes(TrendLikelihood likelihood, double level, double irregular)
    {
        if (!likelihood.HasSlope) return [0];
        double yearly = Math.Sqrt((level * level) + (2 * irregular * irregular) + (2 * likelihood.MeanKnownNoise));
        return Enumerable.Range(0, SlopeNodes).Select(i => -Math.Log(1 - ((i + 0.5) / SlopeNodes)) * MeanSlopeShare * yearly);
    }
}
