namespace Research;

/// <summary>The beta distribution on [0, 1]. R: <c>dbeta, pbeta, qbeta</c>.</summary>
/// <param name="A">First shape, above 0.</param>
/// <param name="B">Second shape, above 0.</param>
public readonly record struct BetaDistribution(double A, double B)
{
    /// <summary>Density.</summary>
    public double Density(double x) => x is < 0 or > 1 ? 0
        : x == 0 ? A < 1 ? double.PositiveInfinity : A == 1 ? B : 0
        : x == 1 ? B < 1 ? double.PositiveInfinity : B == 1 ? A : 0
        : Math.Exp(SaddlePoint.LogBeta(A, B, x, 1 - x)) / (x * (1 - x));

    /// <summary>P(X ≤ x).</summary>
    public double Lower(double x) => IncompleteBeta.Lower(A, B, x, 1 - x);

    /// <summary>P(X &gt; x), accurate when small.</summary>
    public double Upper(double x) => IncompleteBeta.Upper(A, B, x, 1 - x);

    /// <summary>The x with P(X ≤ x) = p.</summary>
    public double Quantile(double p) => IncompleteBeta.Quantile(A, B, p).X;

    /// <summary>The x with P(X &gt; x) = p.</summary>
    public double UpperQuantile(double p) => IncompleteBeta.UpperQuantile(A, B, p).X;
}
