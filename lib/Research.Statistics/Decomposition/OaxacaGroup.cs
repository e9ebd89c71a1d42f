namespace Research;

/// <summary>One group of an Oaxaca–Blinder decomposition: its regression and the means of its columns.</summary>
internal sealed record OaxacaGroup(string Name, int Count, double Mean, double[] Means, double[,] MeanCovariance, double[] Coefficients, double[,] Covariance)
{
    /// <summary>The group of some rows of X (by columns) and y.</summary>
    public static OaxacaGroup Of(string name, double[] x, double[] y, int[] rows)
    {
        int n = rows.Length, p = x.Length / y.Length;
        if (n <= p) throw new DataError($"group '{name}'", $"{n} rows for {p} coefficients", "more rows than coefficients", "Check the group's name, or use fewer predictors.");
        var own = new double[n * p];
        for (int j = 0; j < p; j++)
            for (int i = 0; i < n; i++)
                own[j * n + i] = x[j * y.Length + rows[i]];
        double[] outcome = [.. rows.Select(i => y[i])];
        var fit = LeastSquares.Solve(own, p, outcome, null);
        if (fit.Rank < p) throw new DataError($"group '{name}'", "a column that does not vary, or repeats others, within the group", "columns of their own", "Leave out the predictor or join its levels.");
        var names = Enumerable.Range(0, p).Select(j => $"{j}");
        var covariance = EstimatedCovariance.Of(fit, fit.Residuals, new([.. names], Errors.Classical, null, n - p, p)).Covariance.Matrix;
        double[] means = [.. Enumerable.Range(0, p).Select(j => own.AsSpan(j * n, n).ToArray().Average())];
        var spread = new double[p, p];
        for (int j = 0; j < p; j++)
            for (int k = 0; k < p; k++)
                for (int i = 0; i < n; i++)
                    spread[j, k] += (own[j * n + i] - means[j]) * (own[k * n + i] - means[k]) / (n - 1.0) / n;
        return new(name, n, outcome.Average(), means, spread, fit.Coefficients, covariance);
    }
}
