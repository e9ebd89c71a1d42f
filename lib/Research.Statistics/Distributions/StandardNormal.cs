using MathNet.Numerics;

namespace Research;

/// <summary>The standard normal distribution, accurate in both tails.</summary>
public static class StandardNormal
{
    private const double LogRootTwoPi = 0.918938533204672741780329736406;

    /// <summary>z for 95% intervals: the 97.5% quantile.</summary>
    internal const double Z95 = 1.9599639845400545;

    /// <summary>Density. R: <c>dnorm</c>.</summary>
    public static double Density(double z) => Math.Exp(-0.5 * z * z - LogRootTwoPi);

    /// <summary>P(Z ≤ z). R: <c>pnorm(z)</c>.</summary>
    public static double Lower(double z) => 0.5 * SpecialFunctions.Erfc(-z / Math.Sqrt(2));

    /// <summary>P(Z &gt; z), without loss in the upper tail. R: <c>pnorm(z, lower.tail = FALSE)</c>.</summary>
    public static double Upper(double z) => Lower(-z);

    /// <summary>P(|Z| ≥ |z|), a two-sided p-value.</summary>
    public static double TwoSided(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>ln P(Z ≤ z), where the probability itself would underflow. R: <c>pnorm(z, log.p = TRUE)</c>.</summary>
    /// <remarks>Below −20 by the continued fraction of Mills' ratio (Abramowitz and Stegun 1964, 26.2.14).</remarks>
    public static double LogLower(double z)
    {
        if (z > 0) return Precise.Log1P(-Upper(z));
        if (z > -20) return Math.Log(Lower(z));
        double fraction = 0;
        for (int k = 40; k > 0; k--) fraction = k / (-z + fraction);
        return -0.5 * z * z - LogRootTwoPi - Math.Log(-z + fraction);
    }

    /// <summary>The z with P(Z ≤ z) = p. R: <c>qnorm</c>.</summary>
    /// <remarks>Wichura (1988), algorithm AS 241, about 16 digits.</remarks>
    /// <param name="p">Probability, 0 to 1.</param>
    public static double Quantile(double p)
    {
        if (double.IsNaN(p) || p < 0 || p > 1) return double.NaN;
        if (p == 0) return double.NegativeInfinity;
        if (p == 1) return double.PositiveInfinity;
        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425) return q * Ratio(0.180625 - q * q, CentreTop, CentreBottom);
        double r = Math.Sqrt(-Math.Log(q < 0 ? p : 1 - p));
        return Math.CopySign(r <= 5 ? Ratio(r - 1.6, MiddleTop, MiddleBottom) : Ratio(r - 5, FarTop, FarBottom), q);
    }

    /// <summary>z such that ±z holds the share <paramref name="level"/>: 1.96 for 0.95.</summary>
    internal static double ForLevel(double level) => level == 0.95 ? Z95 : -Quantile((1 - ConfidenceLevel.Checked(level)) / 2);

    private static double Ratio(double x, double[] top, double[] bottom)
    {
        double t = top[7], b = bottom[7];
        for (int i = 6; i >= 0; i--) (t, b) = (t * x + top[i], b * x + bottom[i]);
        return t / b;
    }

    private static readonly double[] CentreTop = [3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727];
    private static readonly double[] CentreBottom = [1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077, 21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610];
    private static readonly double[] MiddleTop = [1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4];
    private static readonly double[] MiddleBottom = [1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550, 0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9];
    private static readonly double[] FarTop = [6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230, 0.0265321895265761230930, 0.00124266094738807843860, 2.71155556874348757815e-5, 2.01033439929228813265e-7];
    private static readonly double[] FarBottom = [1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525, 7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15];
}
