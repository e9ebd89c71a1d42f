namespace Research;

/// <summary>Coefficients without random effects, by iteratively reweighted least squares: where the search starts.</summary>
internal static class GeneralisedStart
{
    /// <summary>The coefficients and the inverse root C of their information, CC′ = (X′WX)⁻¹.</summary>
    public static (double[] Coefficients, double[,] Root) Of(MixedDesign design, CountFamily family, double[][] columns)
    {
        int p = columns.Length, n = columns.Length == 0 ? 0 : columns[0].Length;
        double[] y = design.Response.Values, beta = new double[p], factor = new double[p * p];
        double[]? trials = design.Response.Trials, offset = design.Frame.Offset;
        for (int iteration = 0; iteration < 25; iteration++)
        {
            Array.Clear(factor);
            var right = new double[p];
            for (int i = 0; i < n; i++)
            {
                double eta = offset is null ? 0 : offset[i], count = trials is null ? 1 : trials[i];
                for (int j = 0; j < p; j++) eta += beta[j] * columns[j][i];
                // From η = 0 a first step can overshoot: the weight is kept away from zero.
                eta = Math.Clamp(eta, -12, 12);
                double weight = Math.Max(family.Variance(count, eta), 1e-6), residual = y[i] - count * family.Mean(eta);
                for (int j = 0; j < p; j++)
                {
                    right[j] += columns[j][i] * residual;
                    for (int k = 0; k <= j; k++) factor[j * p + k] += weight * columns[j][i] * columns[k][i];
                }
            }
            if (!DenseCholesky.Factor(factor, p)) break;
            DenseCholesky.SolveLower(factor, p, p, right);
            double gain = InnerProduct.Of(right, right);
            DenseCholesky.SolveLowerTransposed(factor, p, p, right);
            for (int j = 0; j < p; j++) beta[j] += right[j];
            if (gain < 1e-8) break;
        }
        var root = new double[p, p];
        for (int c = 0; c < p; c++)
        {
            var column = new double[p];
            column[c] = 1;
            DenseCholesky.SolveLowerTransposed(factor, p, p, column);
            for (int j = 0; j < p; j++) root[j, c] = column[j];
        }
        return (beta, root);
    }
}
