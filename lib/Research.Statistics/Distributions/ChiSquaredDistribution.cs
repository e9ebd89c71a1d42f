namespace Research;

/// <summary>The chi-squared distribution. R: <c>pchisq, qchisq</c>.</summary>
/// <param name="DegreesOfFreedom">Degrees of freedom, above 0; need not be whole.</param>
public readonly record struct ChiSquaredDistribution(double DegreesOfFreedom)
{
    /// <summary>P(X ≤ x).</summary>
    public double Lower(double x) => IncompleteGamma.Lower(DegreesOfFreedom / 2, x / 2);

    /// <summary>P(X &gt; x), the usual p-value, accurate when small. With no degrees of freedom there is nothing to test: 1 at 0.</summary>
    public double Upper(double x) => DegreesOfFreedom == 0 ? x > 0 ? 0 : 1 : IncompleteGamma.Upper(DegreesOfFreedom / 2, x / 2);

    /// <summary>The x with P(X ≤ x) = p.</summary>
    public double Quantile(double p) => 2 * IncompleteGamma.Quantile(DegreesOfFreedom / 2, p);

    /// <summary>The x with P(X &gt; x) = p.</summary>
    public double UpperQuantile(double p) => 2 * IncompleteGamma.Quantile(DegreesOfFreedom / 2, p, upper: true);
}
