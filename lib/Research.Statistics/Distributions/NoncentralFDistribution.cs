namespace Research;

/// <summary>The noncentral F distribution: a Poisson mixture of beta distributions. R: <c>pf(f, df1, df2, ncp)</c>.</summary>
/// <param name="Numerator">Numerator degrees of freedom, above 0.</param>
/// <param name="Denominator">Denominator degrees of freedom, above 0.</param>
/// <param name="Noncentrality">λ, 0 or more.</param>
public readonly record struct NoncentralFDistribution(double Numerator, double Denominator, double Noncentrality)
{
    /// <summary>P(F ≤ f).</summary>
    public double Lower(double f)
    {
        double a = Numerator / 2, b = Denominator / 2, ratio = Numerator / Denominator * f;
        return PoissonMixture.Sum(Noncentrality / 2, j => IncompleteBeta.Lower(a + j, b, ratio / (1 + ratio), 1 / (1 + ratio)));
    }

    /// <summary>P(F &gt; f), accurate when small: the power of an F test at its critical value.</summary>
    public double Upper(double f)
    {
        double a = Numerator / 2, b = Denominator / 2, ratio = Numerator / Denominator * f;
        return PoissonMixture.Sum(Noncentrality / 2, j => IncompleteBeta.Upper(a + j, b, ratio / (1 + ratio), 1 / (1 + ratio)));
    }
}
