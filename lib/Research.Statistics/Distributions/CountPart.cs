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
