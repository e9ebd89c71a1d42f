using MathNet.Numerics.LinearAlgebra;

namespace Research;

/// <summary>A test that several coefficients are zero, pooled over imputations.</summary>
/// <remarks>D1, D2 and D3: van Buuren (2018), Flexible Imputation of Missing Data, section 5.3; Li, Raghunathan and Rubin (1991); Li, Meng,
/// Raghunathan and Rubin (1991); Meng and Rubin (1992); Reiter (2007) for D1's degrees of freedom. R: <c>mice::D1, D2, D3</c>.</remarks>
/// <param name="Method">D1, D2 or D3.</param>
/// <param name="Statistic">F.</param>
/// <param name="Numerator">Its numerator's degrees of freedom: coefficients tested.</param>
/// <param name="Denominator">Its denominator's degrees of freedom.</param>
/// <param name="RelativeIncrease">Relative increase of variance by what is missing.</param>
public sealed record PooledTest(string Method, double Statistic, double Numerator, double Denominator, double RelativeIncrease)
{
    /// <summary>P(F &gt; statistic).</summary>
    public double PValue => new FDistribution(Numerator, Denominator).Upper(Statistic);

    /// <summary>Wald test of pooled coefficients (D1).</summary>
    /// <param name="estimates">The coefficients tested, a row an imputation.</param>
    /// <param name="covariances">Their covariance, one an imputation.</param>
    /// <param name="completeDegreesOfFreedom">Degrees of freedom had nothing been missing; infinite for large samples.</param>
    public static PooledTest Wald(IReadOnlyList<double[]> estimates, IReadOnlyList<double[,]> covariances, double completeDegreesOfFreedom)
    {
        int m = estimates.Count, k = estimates[0].Length;
        var mean = Vector<double>.Build.Dense(k, j => estimates.Average(e => e[j]));
        var within = Matrix<double>.Build.Dense(k, k, (i, j) => covariances.Average(c => c[i, j]));
        var between = Matrix<double>.Build.Dense(k, k, (i, j) => estimates.Sum(e => (e[i] - mean[i]) * (e[j] - mean[j])) / (m - 1));
        double r = (1 + (1.0 / m)) * within.Solve(between).Trace() / k;
        double f = mean * within.Solve(mean) / (k * (1 + r));
        double t = k * (m - 1);
        double df = double.IsPositiveInfinity(completeDegreesOfFreedom) ? LargeSample(t, k, r) : Reiter(t, r, completeDegreesOfFreedom);
        return new("D1", f, k, df, r);
    }

    /// <summary>Combines the chi-squared statistics of the imputations (D2).</summary>
    /// <param name="chiSquares">One an imputation.</param>
    /// <param name="coefficients">Coefficients tested, k.</param>
    public static PooledTest ChiSquares(IReadOnlyList<double> chiSquares, int coefficients)
    {
        double m = chiSquares.Count, k = coefficients, mean = chiSquares.Average(Math.Sqrt);
        double r = (1 + (1 / m)) * chiSquares.Sum(c => (Math.Sqrt(c) - mean) * (Math.Sqrt(c) - mean)) / (m - 1);
        double f = ((chiSquares.Average() / k) - ((m + 1) / (m - 1) * r)) / (1 + r);
        return new("D2", f, k, Math.Pow(k, -3 / m) * (m - 1) * (1 + (1 / r)) * (1 + (1 / r)), r);
    }

    /// <summary>Likelihood-ratio test (D3).</summary>
    /// <param name="ratios">−2 × log-likelihood ratio of each imputation at its own estimates.</param>
    /// <param name="ratiosAtPooled">The same with the coefficients fixed at their pooled values.</param>
    /// <param name="coefficients">Coefficients tested, k.</param>
    public static PooledTest LikelihoodRatio(IReadOnlyList<double> ratios, IReadOnlyList<double> ratiosAtPooled, int coefficients)
    {
        double m = ratios.Count, k = coefficients, fixedMean = ratiosAtPooled.Average();
        double r = (m + 1) / (k * (m - 1)) * (ratios.Average() - fixedMean), t = k * (m - 1);
        return new("D3", fixedMean / (k * (1 + r)), k, LargeSample(t, k, r), r);
    }

    private static double LargeSample(double t, double k, double r) => t > 4
        ? 4 + ((t - 4) * Math.Pow(1 + ((1 - (2 / t)) / r), 2))
        : t * (1 + (1 / k)) * Math.Pow(1 + (1 / r), 2) / 2;

    private static double Reiter(double t, double r, double complete)
    {
        // Defined for t > 4 only; fewer imputations take Li, Raghunathan and Rubin's.
        if (t <= 4) return LargeSample(t, 1, r);
        double a = r * t / (t - 2), v = (complete + 1) / (complete + 3) * complete;
        double c0 = 1 / (t - 4), c1 = v - (2 * (1 + a)), c2 = v - (4 * (1 + a));
        double z = (1 / c2) + (c0 * (a * a * c1 / ((1 + a) * (1 + a) * c2))) + (c0 * (8 * a * a * c1 / ((1 + a) * c2 * c2)))
            + (c0 * (4 * a * a / ((1 + a) * c2))) + (c0 * (4 * a * a / (c2 * c1))) + (c0 * (16 * a * a * c1 / (c2 * c2 * c2))) + (c0 * (8 * a * a / (c2 * c2)));
        return 4 + (1 / z);
    }
}
