namespace Research;

/// <summary>CR2's adjustment for weighted least squares: Bⱼ = [(I − ZZᵀW)(I − ZZᵀW)ᵀ]ⱼⱼ, Aⱼ = Bⱼ^−½.</summary>
/// <remarks>B = I + [Z, WZ] C [Z, WZ]ᵀ differs from the identity in the span of Z and WZ only: outside an orthonormal basis of that span A is
/// the identity, so at most 2p directions are worked on whatever the cluster's size.</remarks>
internal sealed class WeightedAdjustment
{
    private const double Vanishing = 1e-12;
    private readonly WhitenedFit fit;
    private readonly double[] z;
    private readonly int p;

    public WeightedAdjustment(WhitenedFit fit, double[] byRows)
    {
        (this.fit, z, p) = (fit, byRows, fit.Rank);
        Q = Meat(fit, byRows);
    }

    /// <summary>Zᵀ W² Z.</summary>
    public double[,] Q { get; }

    public static double[,] Meat(WhitenedFit fit, double[] byRows)
    {
        int p = fit.Rank;
        var q = new double[p, p];
        for (int i = 0; i < fit.Rows; i++)
            for (int a = 0; a < p; a++)
                for (int b = 0; b < p; b++) q[a, b] += fit.Weights![i] * fit.Weights[i] * byRows[(i * p) + a] * byRows[(i * p) + b];
        return q;
    }

    /// <summary>The adjusted score Zⱼᵀ Wⱼ Aⱼ eⱼ and the cluster's part in degrees of freedom.</summary>
    public (double[] Score, ClusterPart Part) Of(ReadOnlySpan<int> rows)
    {
        int n = rows.Length;
        double[,] zj = new double[n, p], wz = new double[n, p], e = new double[n, 1];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < p; k++)
            {
                zj[i, k] = z[(rows[i] * p) + k];
                wz[i, k] = zj[i, k] * fit.Weights![rows[i]];
            }
            e[i, 0] = fit.Residuals[rows[i]];
        }
        var basis = OrthonormalBasis.Of(zj, wz);
        var (bz, bw) = (basis.Transposed().Times(zj), basis.Transposed().Times(wz));
        var b = bz.Around(Q);
        var cross = bz.Times(bw.Transposed());
        for (int i = 0; i < b.GetLength(0); i++)
            for (int k = 0; k < b.GetLength(0); k++) b[i, k] += (i == k ? 1 : 0) - cross[i, k] - cross[k, i];
        var shift = SymmetricEigen.Of(b).Apply(v => (v < Vanishing ? 0 : 1 / Math.Sqrt(v)) - 1);
        double[,] awz = Adjusted(wz), ae = Adjusted(e);
        var score = wz.Transposed().Times(ae);
        return ([.. Enumerable.Range(0, p).Select(k => score[k, 0])],
            new(zj.Transposed().Times(awz), wz.Transposed().Times(awz), awz.Transposed().Times(awz)));

        double[,] Adjusted(double[,] columns)
        {
            var moved = basis.Times(shift.Times(basis.Transposed().Times(columns)));
            for (int i = 0; i < n; i++)
                for (int k = 0; k < columns.GetLength(1); k++) moved[i, k] += columns[i, k];
            return moved;
        }
    }
}

/// <summary>An orthonormal basis of the columns of two matrices.</summary>
internal static class OrthonormalBasis
{
    /// <summary>Gram and Schmidt's method, each column twice; columns that add nothing are left out.</summary>
    public static double[,] Of(double[,] first, double[,] second)
    {
        int n = first.GetLength(0);
        var basis = new List<double[]>();
        foreach (var matrix in (double[][,])[first, second])
            for (int k = 0; k < matrix.GetLength(1) && basis.Count < n; k++)
            {
                var column = new double[n];
                for (int i = 0; i < n; i++) column[i] = matrix[i, k];
                double length = Math.Sqrt(SmallMatrix.Dot(column, column));
                if (length == 0) continue;
                for (int pass = 0; pass < 2; pass++)
                    foreach (double[] known in basis)
                    {
                        double along = SmallMatrix.Dot(known, column);
                        for (int i = 0; i < n; i++) column[i] -= along * known[i];
                    }
                double left = Math.Sqrt(SmallMatrix.Dot(column, column));
                if (left <= 1e-10 * length) continue;
                for (int i = 0; i < n; i++) column[i] /= left;
                basis.Add(column);
            }
        var result = new double[n, basis.Count];
        for (int k = 0; k < basis.Count; k++)
            for (int i = 0; i < n; i++) result[i, k] = basis[k][i];
        return result;
    }
}
