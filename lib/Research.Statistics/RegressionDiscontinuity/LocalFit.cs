namespace Research;

/// <summary>A polynomial fitted near a cut-off on one side, by weighted least squares, with the pieces that bias correction needs.</summary>
internal sealed class LocalFit
{
    private LocalFit(int[] rows, double[][] basis, double[] weights, double[,] inverse) => (Rows, Basis, Weights, Inverse) = (rows, basis, weights, inverse);

    /// <summary>Rows with a weight above zero.</summary>
    public int[] Rows { get; }

    /// <summary>Powers of the distance, a row each.</summary>
    public double[][] Basis { get; }

    /// <summary>Kernel weights.</summary>
    public double[] Weights { get; }

    /// <summary>(RᵀWR)⁻¹.</summary>
    public double[,] Inverse { get; }

    /// <summary>The fit of an order within a bandwidth; null where too few scores lie there.</summary>
    public static LocalFit? Of(DiscontinuitySide side, int order, double bandwidth, LocalKernel kernel)
    {
        int[] rows = [.. Enumerable.Range(0, side.Count).Where(i => WeightAt(side.X[i] / bandwidth, kernel) > 0)];
        if (rows.Select(i => side.X[i]).Distinct().Count() < order + 2) return null;
        double[][] basis = [.. rows.Select(i => Powers(side.X[i], order))];
        double[] weights = [.. rows.Select(i => WeightAt(side.X[i] / bandwidth, kernel) / bandwidth)];
        var g = new double[order + 1, order + 1];
        for (int k = 0; k < rows.Length; k++)
            for (int a = 0; a <= order; a++)
                for (int b = 0; b <= order; b++) g[a, b] += weights[k] * basis[k][a] * basis[k][b];
        return Cholesky.Of(g)?.Inverse() is { } inverse ? new(rows, basis, weights, inverse) : null;
    }

    /// <summary>Coefficients of an outcome.</summary>
    public double[] Coefficients(double[] y)
    {
        var sums = new double[Inverse.GetLength(0)];
        for (int k = 0; k < Rows.Length; k++)
            for (int a = 0; a < sums.Length; a++) sums[a] += Weights[k] * Basis[k][a] * y[Rows[k]];
        return Inverse.Times(sums);
    }

    /// <summary>Rᵀ W (x/h)^power.</summary>
    public double[] Moment(DiscontinuitySide side, int power, double bandwidth)
    {
        var sums = new double[Inverse.GetLength(0)];
        for (int k = 0; k < Rows.Length; k++)
            for (int a = 0; a < sums.Length; a++) sums[a] += Weights[k] * Basis[k][a] * Math.Pow(side.X[Rows[k]] / bandwidth, power);
        return sums;
    }

    /// <summary>The weight each row has in a coefficient: e′(RᵀWR)⁻¹RᵀW, by rows of the side.</summary>
    public double[] RowWeights(DiscontinuitySide side, int coefficient)
    {
        var weights = new double[side.Count];
        for (int k = 0; k < Rows.Length; k++)
            for (int a = 0; a < Basis[k].Length; a++) weights[Rows[k]] += Inverse[coefficient, a] * Basis[k][a] * Weights[k];
        return weights;
    }

    /// <summary>The variance of Σ wᵢ yᵢ by the fit's own residuals, each divided by 1 − its leverage (HC3).</summary>
    public double Variance(DiscontinuitySide side, double[] y, double[] weights)
    {
        double[] coefficients = Coefficients(y), kernel = new double[side.Count];
        for (int k = 0; k < Rows.Length; k++) kernel[Rows[k]] = Weights[k];
        double sum = 0;
        for (int i = 0; i < side.Count; i++)
        {
            if (weights[i] == 0) continue;
            double[] powers = Powers(side.X[i], coefficients.Length - 1);
            double leverage = kernel[i] * SmallMatrix.Dot(powers, Inverse.Times(powers));
            double residual = (y[i] - SmallMatrix.Dot(powers, coefficients)) / (1 - leverage);
            sum += weights[i] * weights[i] * residual * residual;
        }
        return sum;
    }

    private static double[] Powers(double x, int order)
    {
        var powers = new double[order + 1];
        powers[0] = 1;
        for (int j = 1; j <= order; j++) powers[j] = powers[j - 1] * x;
        return powers;
    }

    private static double WeightAt(double u, LocalKernel kernel) => Math.Abs(u) > 1 ? 0 : kernel switch
    {
        LocalKernel.Triangular => 1 - Math.Abs(u),
        LocalKernel.Epanechnikov => 0.75 * (1 - (u * u)),
        _ => 0.5,
    };
}

/// <summary>Residuals from each row's nearest neighbours in score, and variances from them.</summary>
/// <remarks>Source: Abadie and Imbens (2006); Calonico, Cattaneo and Titiunik (2014), with three neighbours and ties taken together.</remarks>
internal static class NeighbourResiduals
{
    private const int Neighbours = 3;

    /// <summary>The variance of Σ wᵢ yᵢ on a side, neighbours found among the rows with a weight.</summary>
    /// <param name="side">The side.</param>
    /// <param name="y">What is averaged.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="how">Whether rows of a cluster are added up first, and the coefficients behind the weights for the small-sample factor then.</param>
    public static double Variance(DiscontinuitySide side, double[] y, double[] weights, (bool Clustered, int Parameters) how)
    {
        int[] rows = [.. Enumerable.Range(0, side.Count).Where(i => weights[i] != 0)];
        double[] residuals = Of([.. rows.Select(i => side.X[i])], [.. rows.Select(i => y[i])]);
        if (!how.Clustered) return rows.Select((i, k) => weights[i] * weights[i] * residuals[k] * residuals[k]).Sum();
        double[] sums = [.. rows.Select((i, k) => (Cluster: side.Cluster[i], Value: weights[i] * residuals[k])).GroupBy(r => r.Cluster).OrderBy(g => g.Key).Select(g => g.Sum(r => r.Value))];
        double n = rows.Length, groups = sums.Length;
        return sums.Sum(s => s * s) * (n - 1) / (n - how.Parameters) * groups / (groups - 1);
    }

    private static double[] Of(double[] x, double[] y)
    {
        int n = x.Length;
        var residuals = new double[n];
        for (int i = 0; i < n; i++)
        {
            int left = i, right = i;
            while (left > 0 && x[left - 1] == x[i]) left--;
            while (right < n - 1 && x[right + 1] == x[i]) right++;
            while (right - left < Math.Min(Neighbours, n - 1))
            {
                double down = left > 0 ? x[i] - x[left - 1] : double.PositiveInfinity, up = right < n - 1 ? x[right + 1] - x[i] : double.PositiveInfinity;
                double nearest = Math.Min(down, up);
                if (down == nearest)
                    for (double at = x[left - 1]; left > 0 && x[left - 1] == at;) left--;
                if (up == nearest)
                    for (double at = x[right + 1]; right < n - 1 && x[right + 1] == at;) right++;
            }
            double sum = 0, count = right - left;
            for (int k = left; k <= right; k++) sum += k == i ? 0 : y[k];
            residuals[i] = count > 0 ? Math.Sqrt(count / (count + 1)) * (y[i] - (sum / count)) : 0;
        }
        return residuals;
    }
}
