namespace Research;

/// <summary>The F distribution; an infinite denominator is chi-squared over its degrees of freedom. R: <c>pf, qf</c>.</summary>
/// <param name="Numerator">Numerator degrees of freedom, above 0.</param>
/// <param name="Denominator">Denominator degrees of freedom, above 0, may be infinite.</param>
public readonly record struct FDistribution(double Numerator, double Denominator)
{
    /// <summary>P(F ≤ f).</summary>
    public double Lower(double f)
    {
        if (double.IsPositiveInfinity(Denominator)) return new ChiSquaredDistribution(Numerator).Lower(f * Numerator);
        double ratio = Numerator / Denominator * f;
        return f <= 0 ? 0 : IncompleteBeta.Lower(Numerator / 2, Denominator / 2, ratio / (1 + ratio), 1 / (1 + ratio));
    }

    /// <summary>P(F &gt; f), the usual p-value, accurate when small.</summary>
    public double Upper(double f)
    {
        if (double.IsPositiveInfinity(Denominator)) return new ChiSquaredDistribution(Numerator).Upper(f * Numerator);
        double ratio = Numerator / Denominator * f;
        return f <= 0 ? 1 : IncompleteBeta.Upper(Numerator / 2, Denominator / 2, ratio / (1 + ratio), 1 / (1 + ratio));
    }

    /// <summary>The f with P(F ≤ f) = p.</summary>
    public double Quantile(double p)
    {
        if (double.IsPositiveInfinity(Denominator)) return new ChiSquaredDistribution(Numerator).Quantile(p) / Numerator;
        (double x, double y) = IncompleteBeta.Quantile(Numerator / 2, Denominator / 2, p);
        return x / y * (Denominator / Numerator);
    }

    /// <summary>The f with P(F &gt; f) = p: the critical value.</summary>
    public double UpperQuantile(double p)
    {
        if (double.IsPositiveInfinity(Denominator)) return new ChiSquaredDistribution(Numerator).UpperQuantile(p) / Numerator;
        (double x, double y) = IncompleteBeta.UpperQuantile(Numerator / 2, Denominator / 2, p);
        return x / y * (Denominator / Numerator);
    }
}
