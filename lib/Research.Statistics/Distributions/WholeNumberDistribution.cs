namespace Research;

/// <summary>One part of what a count may be: negative binomial where its variance is above its mean, else a gamma rounded to whole numbers, of the
/// same mean and variance. Counts of things that seldom change (schools) vary less than chance alone would make them.</summary>
/// <param name="Weight">Share of the mixture.</param>
/// <param name="Mean">Mean, above 0.</param>
/// <param name="Variance">Variance, above 0.</param>
internal readonly record struct CountPart(double Weight, double Mean, double Variance)
{
    // Where counts are this many, a gamma rounded to whole numbers is the negative binomial to the eye of any score, and much faster.
    private const double Large = 60;
    // Beyond this square of the coefficient of variation the cube root of a gamma is no longer near enough to normal.
    private const double Skewed = 0.3;

    private bool IsNegativeBinomial => Variance > Mean && Mean < Large;

    private NegativeBinomialDistribution NegativeBinomial => new(Mean, Mean * Mean / (Variance - Mean));

    /// <summary>P(X ≤ k).</summary>
    public double Lower(double k) => k < 0 ? 0 : IsNegativeBinomial ? NegativeBinomial.Lower(k) : Gamma(Math.Floor(k) + 0.5);

    /// <summary>ln P(X = k), or the log density of the unrounded gamma where that is as good; k need not be whole.</summary>
    public double LogDensity(double k)
    {
        if (IsNegativeBinomial) return NegativeBinomial.LogDensity(k);
        double square = Variance / (Mean * Mean);
        if (k > 0.5 && Variance > 4 && square < Skewed)
        {
            double root = Math.Sqrt(square) / 3, z = (Math.Cbrt(k / Mean) - 1 + (square / 9)) / root;
            return (-0.5 * z * z) - 0.91893853320467274 - Math.Log(3 * root * Mean) - (2.0 / 3 * Math.Log(k / Mean));
        }
        double mass = Gamma(k + 0.5) - (k >= 0.5 ? Gamma(k - 0.5) : 0);
        return mass > 1e-12 ? Math.Log(mass) : Math.Min(-27, -0.5 * (k - Mean) * (k - Mean) / (Variance + 0.1));
    }

    // Wilson and Hilferty (1931): the cube root of a gamma is all but normal.
    private double Gamma(double x)
    {
        double square = Variance / (Mean * Mean);
        return square < Skewed ? StandardNormal.Lower((Math.Cbrt(x / Mean) - 1 + (square / 9)) / (Math.Sqrt(square) / 3)) : IncompleteGamma.Lower(1 / square, x / (Mean * square));
    }
}

/// <summary>What a count may be: a mixture over whole numbers from 0 on.</summary>
internal sealed class WholeNumberDistribution(CountPart[] parts)
{
    public CountPart[] Parts { get; } = parts;

    public double Mean => Parts.Sum(p => p.Weight * p.Mean);

    /// <summary>P(X ≤ k).</summary>
    public double Lower(double k)
    {
        if (k < 0) return 0;
        double sum = 0;
        foreach (var part in Parts) sum += part.Weight * part.Lower(k);
        return Math.Clamp(sum, 0, 1);
    }

    /// <summary>P(X = k).</summary>
    public double Mass(double k) => Lower(k) - Lower(k - 1);

    /// <summary>The smallest k with P(X ≤ k) of at least the probability.</summary>
    public double Quantile(double probability) => WholeNumbers.Smallest(k => Lower(k) >= probability, Mean);

    /// <summary>Σ (P(X ≤ k) − 1{k ≥ y})² over the numbers: the ranked probability score. Source: Czado, Gneiting and Held (2009), Biometrics 65, 1254-1261.</summary>
    public double RankedScore(double y)
    {
        const int Exact = 400, Steps = 240;
        double low = Math.Min(Quantile(0.0005), Math.Floor(y)), high = Math.Max(Quantile(0.9995), Math.Ceiling(y));
        double step = high - low <= Exact ? 1 : (high - low) / Steps, sum = 0;
        for (double k = low; k < high; k += step)
        {
            // Between whole numbers the distribution stands still; in long ranges the middle of a step speaks for it.
            double from = k, to = Math.Min(k + step, high), below = Lower(step == 1 ? k : Math.Floor((from + to) / 2)), share = Math.Clamp((y - from) / (to - from), 0, 1);
            sum += (to - from) * ((share * below * below) + ((1 - share) * (1 - below) * (1 - below)));
        }
        return sum;
    }
}
