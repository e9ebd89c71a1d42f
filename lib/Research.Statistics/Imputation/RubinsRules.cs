namespace Research;

/// <summary>Pools figures of imputed data sets.</summary>
public static class RubinsRules
{
    /// <summary>Pools one estimate.</summary>
    /// <param name="name">What is estimated.</param>
    /// <param name="estimates">One an imputation, at least two.</param>
    /// <param name="variances">Their squared standard errors.</param>
    /// <param name="completeDegreesOfFreedom">Degrees of freedom had nothing been missing: n − p; infinite for large samples.</param>
    public static PooledEstimate Pool(string name, IReadOnlyList<double> estimates, IReadOnlyList<double> variances, double completeDegreesOfFreedom = double.PositiveInfinity)
    {
        if (estimates.Count < 2) throw new DataError($"pooling {name}", $"{estimates.Count} imputations", "at least two", "Impute more than once: 20 times is usual.");
        if (estimates.Count != variances.Count) throw new ArgumentException("As many variances as estimates.", nameof(variances));
        if (estimates.Any(e => !double.IsFinite(e)) || variances.Any(v => !(v >= 0 && double.IsFinite(v))))
            throw new DataError($"pooling {name}", "an imputation without an estimate or variance", "a finite estimate and variance from each", "Look for a column that is redundant in some imputations.");
        if (!(completeDegreesOfFreedom > 0)) throw new DataError($"pooling {name}", $"{completeDegreesOfFreedom:G4} degrees of freedom", "a number above 0", "Fit fewer coefficients.");
        double mean = estimates.Average(), between = estimates.Sum(e => (e - mean) * (e - mean)) / (estimates.Count - 1);
        return new(name, mean, variances.Average(), between, estimates.Count, completeDegreesOfFreedom);
    }

    /// <summary>Pools R², or adjusted R², through Fisher's z of its root.</summary>
    /// <param name="rSquared">One an imputation.</param>
    /// <param name="rows">Rows of each data set.</param>
    /// <returns>The pooled share with its 95% interval.</returns>
    /// <remarks>Source: Harel (2009), Journal of Applied Statistics 36, 1109-1118; 1.96 as there. R: <c>mice::pool.r.squared</c>.</remarks>
    public static (double Estimate, Interval Interval) PoolRSquared(IReadOnlyList<double> rSquared, int rows)
    {
        var pooled = Pool("R²", [.. rSquared.Select(r => Math.Atanh(Math.Sqrt(Math.Max(0, r))))], [.. rSquared.Select(_ => 1.0 / (rows - 3))]);
        static double Share(double z) => Math.Tanh(z) * Math.Tanh(z);
        double half = 1.96 * pooled.StandardError;
        return (Share(pooled.Estimate), new(Share(pooled.Estimate - half), Share(pooled.Estimate + half)));
    }
}
