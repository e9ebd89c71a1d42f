namespace Research;

/// <summary>Tests of nested linear models over imputations.</summary>
public static class PooledComparison
{
    /// <summary>Wald test of the coefficients the smaller model lacks (D1).</summary>
    /// <param name="smaller">Pooled linear models.</param>
    /// <param name="larger">Pooled linear models with all the terms of the smaller, and more.</param>
    public static PooledTest Wald(PooledFit smaller, PooledFit larger)
    {
        var parts = Tested(smaller, larger).ToArray();
        return PooledTest.Wald([.. parts.Select(p => p.Estimates)], [.. parts.Select(p => p.Covariance)], larger.CompleteDegreesOfFreedom);
    }

    /// <summary>The imputations' Wald statistics combined (D2).</summary>
    /// <param name="smaller">Pooled linear models.</param>
    /// <param name="larger">Pooled linear models with all the terms of the smaller, and more.</param>
    public static PooledTest ChiSquares(PooledFit smaller, PooledFit larger)
    {
        var parts = Tested(smaller, larger).ToArray();
        return PooledTest.ChiSquares([.. parts.Select(p =>
        {
            var q = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(p.Estimates);
            return q * MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(p.Covariance).Solve(q);
        })], parts[0].Estimates.Length);
    }

    /// <summary>Likelihood-ratio test (D3). Intercept and residual variance are nuisances, at their best given the slopes, as mice has it.</summary>
    /// <param name="smaller">Pooled linear models.</param>
    /// <param name="larger">Pooled linear models with all the terms of the smaller, and more.</param>
    public static PooledTest LikelihoodRatio(PooledFit smaller, PooledFit larger)
    {
        int coefficients = Extra(smaller, larger).Length;
        double[] own = [.. smaller.Fits.Zip(larger.Fits, (s, l) => Deviance(s, null) - Deviance(l, null))];
        double[] pooled = [.. smaller.Fits.Zip(larger.Fits, (s, l) => Deviance(s, smaller) - Deviance(l, larger))];
        return PooledTest.LikelihoodRatio(own, pooled, coefficients);
    }

    // −2 log L up to what is common to both models: n log RSS.
    private static double Deviance(Fit fit, PooledFit? at)
    {
        var model = Linear(fit);
        double[] values = model.Rows.Numbers("residual").ToArray();
        if (at is not null)
        {
            var x = model.Matrix;
            for (int j = 0; j < x.Columns; j++)
            {
                double move = at.Estimates[j].Estimate - fit.Terms[j].Estimate;
                var column = x.Column(j);
                for (int i = 0; i < values.Length; i++) values[i] -= move * column[i];
            }
        }
        // The intercept is refitted beside the fixed slopes: the residuals' mean goes.
        double mean = values.Average();
        return values.Length * Math.Log(values.Sum(e => (e - mean) * (e - mean)));
    }

    private static IEnumerable<(double[] Estimates, double[,] Covariance)> Tested(PooledFit smaller, PooledFit larger)
    {
        string[] extra = Extra(smaller, larger);
        foreach (var fit in larger.Fits.Select(Linear))
        {
            var covariance = fit.Covariance;
            var block = new double[extra.Length, extra.Length];
            for (int i = 0; i < extra.Length; i++)
                for (int j = 0; j < extra.Length; j++) block[i, j] = covariance[extra[i], extra[j]];
            yield return ([.. extra.Select(name => fit[name].Estimate)], block);
        }
    }

    private static string[] Extra(PooledFit smaller, PooledFit larger)
    {
        var few = smaller.Terms.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        string[] extra = [.. larger.Terms.Select(t => t.Name).Where(name => !few.Contains(name))];
        if (extra.Length == 0 || few.Count + extra.Length != larger.Terms.Length || smaller.Fits.Length != larger.Fits.Length)
            throw new DataError("comparison of pooled models", $"{smaller.Formula} and {larger.Formula}", "a model and one with further terms, over the same imputations", "Give the smaller model first.");
        return extra;
    }

    private static LinearModel Linear(Fit fit) => fit as LinearModel
        ?? throw new DataError("comparison of pooled models", fit.Method, "linear models", "Compare other models by their Wald statistics with PooledTest.");
}
