namespace Research;

/// <summary>The noncentral t distribution: (Z + δ)/√(χ²/df). Source of power and of intervals for standardised differences. R: <c>pt(t, df, ncp)</c>.</summary>
/// <remarks>By integrating over the distribution of the standard deviation, with relative accuracy about 1e−12 in either tail and for any δ
/// (R's series, Lenth 1989, has an absolute error near 1e−12 and ends at |δ| = 37.62).</remarks>
/// <param name="DegreesOfFreedom">Degrees of freedom, above 0, may be infinite.</param>
/// <param name="Noncentrality">δ.</param>
public readonly record struct NoncentralTDistribution(double DegreesOfFreedom, double Noncentrality)
{
    /// <summary>P(T ≤ t).</summary>
    public double Lower(double t)
    {
        double delta = Noncentrality;
        if (double.IsNaN(t + delta)) return double.NaN;
        return double.IsPositiveInfinity(DegreesOfFreedom)
            ? StandardNormal.Lower(t - delta)
            : Math.Min(1, ChiMixture.Integrate(DegreesOfFreedom, s => StandardNormal.LogLower(t * s - delta)));
    }

    /// <summary>P(T &gt; t), accurate when small.</summary>
    public double Upper(double t) => new NoncentralTDistribution(DegreesOfFreedom, -Noncentrality).Lower(-t);

    /// <summary>The δ for which <paramref name="t"/> cuts off the share <paramref name="p"/> below it: an end of the interval for δ.</summary>
    /// <remarks>Steiger and Fouladi (1997). R: <c>MBESS::conf.limits.nct</c>.</remarks>
    public static double NoncentralityAt(double t, double df, double p)
    {
        if (double.IsNaN(t + df + p)) return double.NaN;
        double start = t + StandardNormal.Quantile(1 - p);
        double step = new NoncentralTDistribution(df, start).Lower(t) > p ? 1 : -1;
        return Root.Outward(delta => new NoncentralTDistribution(df, delta).Lower(t) - p, start, step * 0.5 * (1 + Math.Abs(t) / Math.Sqrt(df)));
    }
}
