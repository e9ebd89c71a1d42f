namespace Research;

/// <summary>The noncentral chi-squared distribution: a Poisson mixture of central ones. R: <c>pchisq(x, df, ncp)</c>.</summary>
/// <param name="DegreesOfFreedom">Degrees of freedom, above 0.</param>
/// <param name="Noncentrality">λ, 0 or more.</param>
public readonly record struct NoncentralChiSquaredDistribution(double DegreesOfFreedom, double Noncentrality)
{
    /// <summary>P(X ≤ x).</summary>
    public double Lower(double x)
    {
        double a = DegreesOfFreedom / 2;
        return PoissonMixture.Sum(Noncentrality / 2, j => IncompleteGamma.Lower(a + j, x / 2));
    }

    /// <summary>P(X &gt; x), accurate when small: the power of a chi-squared test at its critical value.</summary>
    public double Upper(double x)
    {
        double a = DegreesOfFreedom / 2;
        return PoissonMixture.Sum(Noncentrality / 2, j => IncompleteGamma.Upper(a + j, x / 2));
    }
}
