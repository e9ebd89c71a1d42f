namespace Research;

/// <summary>Tukey's studentised range: the range of k standard normal means over an independent estimate of their standard deviation. R: <c>ptukey, qtukey</c>.</summary>
/// <remarks>Double integral after Copenhaver and Holland (1988), both by the trapezoidal rule on smooth integrands; R's quantile is good to about 1e−4 only.</remarks>
/// <param name="Means">Number of means k, 2 or more.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of the standard deviation, may be infinite.</param>
public readonly record struct StudentisedRangeDistribution(int Means, double DegreesOfFreedom)
{
    /// <summary>P(Q ≤ q).</summary>
    public double Lower(double q)
    {
        if (double.IsNaN(q) || Means < 2 || !(DegreesOfFreedom > 0)) return double.NaN;
        if (q <= 0) return 0;
        int k = Means;
        return double.IsPositiveInfinity(DegreesOfFreedom)
            ? Range(q, k, upper: false)
            : Math.Min(1, ChiMixture.Integrate(DegreesOfFreedom, s => Math.Log(Range(q * s, k, upper: false))));
    }

    /// <summary>P(Q &gt; q), the p-value of Tukey's test, accurate when small.</summary>
    public double Upper(double q)
    {
        if (double.IsNaN(q) || Means < 2 || !(DegreesOfFreedom > 0)) return double.NaN;
        if (q <= 0) return 1;
        int k = Means;
        return double.IsPositiveInfinity(DegreesOfFreedom)
            ? Range(q, k, upper: true)
            : Math.Min(1, ChiMixture.Integrate(DegreesOfFreedom, s => Math.Log(Range(q * s, k, upper: true))));
    }

    /// <summary>The q with P(Q ≤ q) = p.</summary>
    public double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1)) return double.NaN;
        if (p is 0 or 1) return p == 0 ? 0 : double.PositiveInfinity;
        var self = this;
        return p > 0.5
            ? Root.Outward(q => 1 - p - self.Upper(q), 0, 4)
            : Root.Outward(q => self.Lower(q) - p, 0, 4);
    }

    private const double Step = 0.125, Reach = 9;
    private static readonly double[] Below = [.. Grid().Select(StandardNormal.Lower)], Above = [.. Grid().Select(StandardNormal.Upper)], Density = [.. Grid().Select(StandardNormal.Density)];

    // Up to 60: beyond a range of 50 nothing is left in double precision.
    private static IEnumerable<double> Grid() => Enumerable.Range(0, (int)((Reach + 60) / Step)).Select(i => -Reach + i * Step);

    // Share of ranges of k standard normals up to w, or beyond it: the largest lies at z, the others between z − w and z or not.
    private static double Range(double w, int k, bool upper)
    {
        if (!upper && w <= 0) return 0;
        double sum = 0, end = Reach + (upper ? w : 0);
        for (int i = 0; i < Below.Length; i++)
        {
            double z = -Reach + i * Step, share;
            if (z > end) break;
            if (upper)
                share = -Precise.ExpM1((k - 1) * Precise.Log1P(-StandardNormal.Lower(z - w) / Below[i])) * Power(Below[i], k - 1);
            else
                share = Power(Math.Max(0, z > 4 ? StandardNormal.Upper(z - w) - Above[i] : Below[i] - StandardNormal.Lower(z - w)), k - 1);
            double term = Density[i] * share;
            sum += term;
            if (z > 1 && term < sum * 1e-18) break;
        }
        return Math.Min(1, k * Step * sum);
    }

    private static double Power(double x, int n) => n == 1 ? x : n == 2 ? x * x : Math.Pow(x, n);
}
