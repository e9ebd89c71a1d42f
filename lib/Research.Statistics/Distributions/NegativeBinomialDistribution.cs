namespace Research;

/// <summary>The negative binomial distribution: a Poisson count whose mean varies as a gamma. R: <c>dnbinom, pnbinom, qnbinom</c> with <c>mu</c> and <c>size</c>.</summary>
/// <param name="Mean">Mean μ, above 0.</param>
/// <param name="Size">Size r, above 0: the variance is μ + μ²/r; infinite for a Poisson.</param>
/// <remarks>P(k) = Γ(k + r) / (Γ(r) k!) (r/(r + μ))^r (μ/(r + μ))^k. Source: Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 5.</remarks>
public readonly record struct NegativeBinomialDistribution(double Mean, double Size)
{
    // Beyond this the two cannot be told apart in double precision.
    private const double MostSize = 1e10;

    private double Share => Size / (Size + Mean);

    /// <summary>P(X = k).</summary>
    public double Density(double k) => k < 0 || k != Math.Floor(k) ? 0 : Math.Exp(LogDensity(k));

    /// <summary>ln P(X = k), for a k that need not be whole.</summary>
    internal double LogDensity(double k)
    {
        if (Size > MostSize) return SaddlePoint.LogPoisson(k, Mean);
        // x^r y^k / B(r, k) is k times the probability.
        return k == 0 ? -Size * Precise.Log1P(Mean / Size) : SaddlePoint.LogBeta(Size, k, Share, Mean / (Size + Mean)) - Math.Log(k);
    }

    /// <summary>P(X ≤ k).</summary>
    public double Lower(double k)
    {
        k = Math.Floor(k + 1e-7);
        if (k < 0) return 0;
        return Size > MostSize ? IncompleteGamma.Upper(k + 1, Mean) : IncompleteBeta.Lower(Size, k + 1, Share, Mean / (Size + Mean));
    }

    /// <summary>The smallest k with P(X ≤ k) of at least <paramref name="probability"/>.</summary>
    /// <param name="probability">0 or more and below 1.</param>
    public double Quantile(double probability)
    {
        if (!(probability is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        var of = this;
        return WholeNumbers.Smallest(k => of.Lower(k) >= probability * (1 - 1e-14), Mean);
    }
}
