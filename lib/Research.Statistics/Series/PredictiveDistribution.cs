using System.Collections.Immutable;

namespace Research;

/// <summary>One part of a mixture: a Student t (normal when the degrees of freedom are infinite) with its weight.</summary>
/// <param name="Weight">Share of the mixture; weights add up to 1.</param>
/// <param name="Mean">Centre, on the modelled scale.</param>
/// <param name="Sd">Scale: the standard deviation of a normal.</param>
/// <param name="DegreesOfFreedom">Infinite for a normal.</param>
public readonly record struct PredictivePart(double Weight, double Mean, double Sd, double DegreesOfFreedom)
{
    internal double Below(double x)
    {
        if (Sd == 0) return x < Mean ? 0 : 1;
        double z = (x - Mean) / Sd;
        return double.IsPositiveInfinity(DegreesOfFreedom) ? StandardNormal.Lower(z) : new StudentTDistribution(DegreesOfFreedom).Lower(z);
    }
}

/// <summary>What is known of a future value, as a mixture over what the variances may be. Values go in and come out on the natural scale.</summary>
public sealed class PredictiveDistribution
{
    private readonly SeriesScale scale;

    internal PredictiveDistribution(IEnumerable<PredictivePart> parts, SeriesScale scale = SeriesScale.Identity) => (Parts, this.scale) = ([.. parts], scale);

    /// <summary>The parts, on the modelled scale.</summary>
    public ImmutableArray<PredictivePart> Parts { get; }

    /// <summary>The middle of the distribution: half lies below.</summary>
    public double Median => Parts.Length == 1 ? ToNatural(Parts[0].Mean) : Quantile(0.5);

    /// <summary>Standard deviation on the modelled scale: of a normal, or the scale of a t (as R reports the standard error of a prediction);
    /// of a mixture its own, infinite when a part has two degrees of freedom or fewer.</summary>
    public double StandardError
    {
        get
        {
            if (Parts.Length == 1) return Parts[0].Sd;
            double mean = Parts.Sum(p => p.Weight * p.Mean);
            return Math.Sqrt(Parts.Sum(p => p.Weight * (((p.Mean - mean) * (p.Mean - mean)) + VarianceOf(p))));
        }
    }

    /// <summary>Probability of a value at or below <paramref name="value"/>.</summary>
    public double Below(double value)
    {
        double x = ToModelled(value);
        if (double.IsInfinity(x)) return x > 0 ? 1 : 0;
        double sum = 0;
        foreach (var part in Parts) sum += part.Weight * part.Below(x);
        return Math.Clamp(sum, 0, 1);
    }

    /// <summary>Probability of a value above <paramref name="value"/>.</summary>
    public double Above(double value)
    {
        double x = ToModelled(value);
        if (double.IsInfinity(x)) return x > 0 ? 0 : 1;
        // From the upper tail itself: 1 − P(below) would lose the digits of a small probability.
        double sum = 0;
        foreach (var part in Parts) sum += part.Weight * (part with { Mean = -part.Mean }).Below(-x);
        return Math.Clamp(sum, 0, 1);
    }

    /// <summary>The value below which the given share lies.</summary>
    /// <param name="probability">Between 0 and 1.</param>
    public double Quantile(double probability)
    {
        if (probability is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        return ToNatural(ModelledQuantile(probability));
    }

    /// <summary>The central interval.</summary>
    /// <param name="level">Coverage meant, 0 to 1.</param>
    public Interval Interval(double level = 0.95) => new(Quantile((1 - level) / 2), Quantile((1 + level) / 2), level);

    /// <summary>A draw.</summary>
    public double Draw(RandomStream stream)
    {
        double left = stream.Uniform();
        int i = 0;
        while (i < Parts.Length - 1 && (left -= Parts[i].Weight) >= 0) i++;
        return ToNatural(Parts[i].Mean + (Parts[i].Sd * stream.StudentT(Parts[i].DegreesOfFreedom)));
    }

    private double ModelledQuantile(double probability)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity, degreesOfFreedom = double.NaN, unit = 0;
        foreach (var part in Parts)
        {
            if (part.DegreesOfFreedom != degreesOfFreedom)
            {
                degreesOfFreedom = part.DegreesOfFreedom;
                unit = double.IsPositiveInfinity(degreesOfFreedom) ? StandardNormal.Quantile(probability) : new StudentTDistribution(degreesOfFreedom).Quantile(probability);
            }
            double q = part.Mean + (part.Sd * unit);
            if (Parts.Length == 1) return q;
            (low, high) = (Math.Min(low, q), Math.Max(high, q));
        }
        // The mixture's quantile lies between those of its parts. Regula falsi with the Illinois rule.
        double below = Share(low) - probability, above = Share(high) - probability;
        int side = 0;
        for (int i = 0; i < 100 && high - low > 1e-13 * (Math.Abs(low) + Math.Abs(high)) && below < 0 && above > 0; i++)
        {
            double x = i % 8 == 7 ? (low + high) / 2 : ((low * above) - (high * below)) / (above - below);
            double at = Share(x) - probability;
            if (Math.Abs(at) < 1e-14) return x;
            if (at < 0)
            {
                (low, below) = (x, at);
                if (side < 0) above /= 2;
                side = -1;
            }
            else
            {
                (high, above) = (x, at);
                if (side > 0) below /= 2;
                side = 1;
            }
        }
        return below >= 0 ? low : above <= 0 ? high : (low + high) / 2;
    }

    private double Share(double x)
    {
        double sum = 0;
        foreach (var part in Parts) sum += part.Weight * part.Below(x);
        return sum;
    }

    private static double VarianceOf(PredictivePart part) => part.DegreesOfFreedom > 2
        ? part.Sd * part.Sd * (double.IsPositiveInfinity(part.DegreesOfFreedom) ? 1 : part.DegreesOfFreedom / (part.DegreesOfFreedom - 2))
        : double.PositiveInfinity;

    private double ToNatural(double x) => scale == SeriesScale.Logit ? 1 / (1 + Math.Exp(-x)) : x;

    private double ToModelled(double x) => scale == SeriesScale.Logit
        ? x <= 0 ? double.NegativeInfinity : x >= 1 ? double.PositiveInfinity : Math.Log(x / (1 - x))
        : x;
}
