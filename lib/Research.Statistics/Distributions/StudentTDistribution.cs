namespace Research;

/// <summary>Student's t distribution; infinite degrees of freedom are the standard normal. R: <c>pt, qt</c>.</summary>
/// <param name="DegreesOfFreedom">Degrees of freedom, above 0; need not be whole.</param>
public readonly record struct StudentTDistribution(double DegreesOfFreedom)
{
    // Beyond this the expansion below is good to 1e-13 and the continued fraction is slow.
    private const double AlmostNormal = 1e6;

    /// <summary>P(T ≤ t).</summary>
    public double Lower(double t) => Upper(-t);

    /// <summary>P(T &gt; t), accurate when small.</summary>
    public double Upper(double t)
    {
        if (double.IsNaN(t)) return double.NaN;
        if (DegreesOfFreedom > AlmostNormal) return StandardNormal.Upper(ToNormal(t));
        double half = TwoSided(t) / 2;
        return t > 0 ? half : 1 - half;
    }

    /// <summary>P(|T| ≥ |t|), a two-sided p-value.</summary>
    public double TwoSided(double t)
    {
        if (DegreesOfFreedom > AlmostNormal) return StandardNormal.TwoSided(ToNormal(t));
        double ratio = t / Math.Sqrt(DegreesOfFreedom), square = ratio * ratio;
        return double.IsInfinity(square)
            ? 2 * FarTail(Math.Abs(t))
            : IncompleteBeta.Lower(DegreesOfFreedom / 2, 0.5, 1 / (1 + square), square / (1 + square));
    }

    /// <summary>The t with P(T ≤ t) = p.</summary>
    public double Quantile(double p) => p > 0.5 ? UpperQuantile(1 - p) : -UpperQuantile(p);

    /// <summary>The t with P(T &gt; t) = p: the critical value.</summary>
    public double UpperQuantile(double p)
    {
        if (double.IsNaN(p) || p < 0 || p > 1 || double.IsNaN(DegreesOfFreedom)) return double.NaN;
        if (p > 0.5) return -UpperQuantile(1 - p);
        if (p == 0) return double.PositiveInfinity;
        if (DegreesOfFreedom > AlmostNormal) return FromNormal(-StandardNormal.Quantile(p));
        (double x, double y) = IncompleteBeta.Quantile(DegreesOfFreedom / 2, 0.5, 2 * p);
        return Math.Sqrt(DegreesOfFreedom * y / x);
    }

    /// <summary>Half-width of a two-sided interval in standard errors: the (1 + level)/2 quantile.</summary>
    public double ForLevel(double level) => double.IsPositiveInfinity(DegreesOfFreedom)
        ? StandardNormal.ForLevel(level)
        : UpperQuantile((1 - ConfidenceLevel.Checked(level)) / 2);

    // Abramowitz and Stegun (1964), 26.7.8, and its inverse to the same order.
    private double ToNormal(double t) => double.IsPositiveInfinity(DegreesOfFreedom)
        ? t
        : t * (1 - 1 / (4 * DegreesOfFreedom)) / Math.Sqrt(1 + t * t / (2 * DegreesOfFreedom));

    private double FromNormal(double z) => double.IsPositiveInfinity(DegreesOfFreedom)
        ? z
        : z + (z * z * z + z) / (4 * DegreesOfFreedom);

    // P(T > t) ≈ (df/t²)^(df/2) / (df B(df/2, 1/2)) · … where t² overflows.
    private double FarTail(double t)
    {
        double a = DegreesOfFreedom / 2;
        double logBeta = MathNet.Numerics.SpecialFunctions.GammaLn(0.5) - SaddlePoint.LogGammaRise(a, 0.5);
        return 0.5 * Math.Exp(a * (Math.Log(DegreesOfFreedom) - 2 * Math.Log(t)) - Math.Log(a) - logBeta);
    }
}
