namespace Research;

/// <summary>The inverse of an information matrix by Cholesky's factor of its scaled form, and its log determinant.</summary>
internal sealed class Cholesky
{
    private readonly double[,] factor;
    private readonly double[] scale;

    private Cholesky(double[,] factor, double[] scale, double smallest) => (this.factor, this.scale, SmallestPivot) = (factor, scale, smallest);

    /// <summary>Smallest pivot of the matrix scaled to a unit diagonal: near 0 when a column nearly repeats the others.</summary>
    public double SmallestPivot { get; }

    /// <summary>ln det of the matrix.</summary>
    public double LogDeterminant => 2 * Enumerable.Range(0, scale.Length).Sum(j => Math.Log(factor[j, j]) + Math.Log(scale[j]));

    /// <summary>Factors a symmetric matrix; null when it is not positive definite.</summary>
    public static Cholesky? Of(double[,] a)
    {
        int p = a.GetLength(0);
        double[] scale = [.. Enumerable.Range(0, p).Select(j => Math.Sqrt(a[j, j]))];
        var l = new double[p, p];
        double smallest = 1;
        for (int j = 0; j < p; j++)
        {
            if (!(scale[j] > 0) || double.IsInfinity(scale[j])) return null;
            for (int k = 0; k <= j; k++)
            {
                double sum = a[j, k] / scale[j] / scale[k];
                for (int m = 0; m < k; m++) sum -= l[j, m] * l[k, m];
                if (k < j) l[j, k] = sum / l[k, k];
                else if (sum > 1e-15) (l[j, j], smallest) = (Math.Sqrt(sum), Math.Min(smallest, sum));
                else return null;
            }
        }
        return new(l, scale, smallest);
    }

    /// <summary>Solves A x = b.</summary>
    public double[] Solve(IReadOnlyList<double> b)
    {
        int p = scale.Length;
        var x = new double[p];
        for (int j = 0; j < p; j++)
        {
            double sum = b[j] / scale[j];
            for (int k = 0; k < j; k++) sum -= factor[j, k] * x[k];
            x[j] = sum / factor[j, j];
        }
        for (int j = p - 1; j >= 0; j--)
        {
            for (int k = j + 1; k < p; k++) x[j] -= factor[k, j] * x[k];
            x[j] /= factor[j, j];
        }
        for (int j = 0; j < p; j++) x[j] /= scale[j];
        return x;
    }

    /// <summary>A⁻¹.</summary>
    public double[,] Inverse()
    {
        int p = scale.Length;
        var inverse = new double[p, p];
        for (int j = 0; j < p; j++)
        {
            var unit = new double[p];
            unit[j] = 1;
            double[] column = Solve(unit);
            for (int k = 0; k < p; k++) inverse[k, j] = column[k];
        }
        return inverse;
    }
}
