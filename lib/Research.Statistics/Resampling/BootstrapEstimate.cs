using System.Collections.Immutable;

namespace Research;

/// <summary>How an interval is made of bootstrap draws.</summary>
public enum BootstrapInterval
{
    /// <summary>The middle of the draws.</summary>
    Percentile,

    /// <summary>Percentiles moved outwards as Student's t is wider than the normal, and for the divisor n: for few rows or clusters (Hesterberg
    /// 2015, The American Statistician 69, 371-386). With few schools the only one of these that keeps its level.</summary>
    ExpandedPercentile,

    /// <summary>The draws mirrored at the estimate.</summary>
    Basic,

    /// <summary>Percentiles corrected for bias and for errors that grow with the estimate (Efron 1987): the most accurate of them.</summary>
    BCa,

    /// <summary>Estimate less bias, plus and minus z standard errors.</summary>
    Normal,
}

/// <summary>The bootstrap of one estimate.</summary>
public sealed class BootstrapEstimate
{
    private readonly Func<double[]>? leaveOut;

    internal BootstrapEstimate(string name, double estimate, ImmutableArray<double> draws, (int Failed, int Units) counts, Func<double[]>? leaveOut) =>
        (Name, Estimate, Draws, (Failed, Units), this.leaveOut) = (name, estimate, draws, counts, leaveOut);

    /// <summary>What is estimated.</summary>
    public string Name { get; }

    /// <summary>The estimate from the data themselves.</summary>
    public double Estimate { get; }

    /// <summary>The estimates of the draws, in order of size.</summary>
    public ImmutableArray<double> Draws { get; }

    /// <summary>Draws for which there was no estimate.</summary>
    public int Failed { get; }

    /// <summary>Rows or clusters drawn from; 0 when data were simulated.</summary>
    public int Units { get; }

    /// <summary>Mean of the draws less the estimate.</summary>
    public double Bias => Draws.Average() - Estimate;

    /// <summary>Standard deviation of the draws.</summary>
    public double StandardError
    {
        get
        {
            double mean = Draws.Average();
            return Math.Sqrt(Draws.Sum(d => (d - mean) * (d - mean)) / (Draws.Length - 1));
        }
    }

    /// <summary>An interval. R: <c>boot::boot.ci</c>, with the same interpolation between draws.</summary>
    /// <param name="kind">How it is made.</param>
    /// <param name="level">Coverage meant, 0 to 1.</param>
    public Interval Interval(BootstrapInterval kind, double level = 0.95)
    {
        if (level is not (> 0 and < 1)) throw new DataError("bootstrap interval", $"level {level:G4}", "a level between 0 and 1", "Say 0.95 for 95%.");
        double tail = (1 - level) / 2;
        switch (kind)
        {
            case BootstrapInterval.Percentile:
                return new(Quantile(tail), Quantile(1 - tail), level);
            case BootstrapInterval.ExpandedPercentile:
                double outer = Units < 2 ? tail : StandardNormal.Lower(-Math.Sqrt(Units / (Units - 1.0)) * new StudentTDistribution(Units - 1).UpperQuantile(tail));
                return new(Quantile(outer), Quantile(1 - outer), level);
            case BootstrapInterval.Basic:
                return new((2 * Estimate) - Quantile(1 - tail), (2 * Estimate) - Quantile(tail), level);
            case BootstrapInterval.Normal:
                double half = -StandardNormal.Quantile(tail) * StandardError;
                return new(Estimate - Bias - half, Estimate - Bias + half, level);
            default:
                var (z0, a) = (BiasCorrection(), Acceleration());
                return new(Quantile(Corrected(StandardNormal.Quantile(tail))), Quantile(Corrected(-StandardNormal.Quantile(tail))), level);

                double Corrected(double z) => StandardNormal.Lower(z0 + ((z0 + z) / (1 - (a * (z0 + z)))));
        }
    }

    private double BiasCorrection()
    {
        double below = Draws.Count(d => d < Estimate) / (double)Draws.Length;
        return below is > 0 and < 1
            ? StandardNormal.Quantile(below)
            : throw new DataError($"BCa interval of {Name}", "an estimate outside all its draws", "draws on both sides of it", "Use the basic interval, or look for a biased statistic.");
    }

    /// <summary>Σ L³ / (6 (Σ L²)^1.5), L the jackknife's influence values.</summary>
    private double Acceleration()
    {
        if (leaveOut is null) throw new DataError($"BCa interval of {Name}", "draws from a model", "draws of rows or clusters", "Use the percentile or basic interval.");
        double[] left = leaveOut();
        double mean = left.Average(), squares = 0, cubes = 0;
        foreach (double value in left)
        {
            double influence = mean - value;
            squares += influence * influence;
            cubes += influence * influence * influence;
        }
        return squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
    }

    // Interpolates between order statistics on the scale of the normal quantile, as Davison and Hinkley (1997), eq. 5.8.
    private double Quantile(double probability)
    {
        int count = Draws.Length;
        double rank = (count + 1) * probability;
        int k = (int)Math.Floor(rank + 1e-9);
        if (k < 1) return Draws[0];
        if (k >= count) return Draws[count - 1];
        double at = StandardNormal.Quantile(probability), low = StandardNormal.Quantile(k / (count + 1.0)), high = StandardNormal.Quantile((k + 1) / (count + 1.0));
        return Draws[k - 1] + ((at - low) / (high - low) * (Draws[k] - Draws[k - 1]));
    }
}
