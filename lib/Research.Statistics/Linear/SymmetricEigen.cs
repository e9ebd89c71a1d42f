namespace Research;

/// <summary>Eigenvalues and vectors of a small symmetric matrix by Jacobi's rotations: A = V diag(λ) Vᵀ.</summary>
/// <remarks>Source: Golub and Van Loan (2013), 8.5; accurate for small eigenvalues too.</remarks>
internal sealed class SymmetricEigen
{
    private SymmetricEigen(double[] values, double[,] vectors) => (Values, Vectors) = (values, vectors);

    public double[] Values { get; }

    /// <summary>A column an eigenvector.</summary>
    public double[,] Vectors { get; }

    public static SymmetricEigen Of(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        var a = (double[,])matrix.Clone();
        var v = new double[n, n];
        for (int i = 0; i < n; i++) v[i, i] = 1;
        for (int sweep = 0; sweep < 60; sweep++)
        {
            double off = 0, on = 0;
            for (int i = 0; i < n; i++)
            {
                on += a[i, i] * a[i, i];
                for (int j = i + 1; j < n; j++) off += a[i, j] * a[i, j];
            }
            if (off <= 1e-34 * on || off == 0) break;
            for (int p = 0; p < n - 1; p++)
                for (int q = p + 1; q < n; q++)
                    if (a[p, q] != 0) Rotate(a, v, p, q);
        }
        var values = new double[n];
        for (int i = 0; i < n; i++) values[i] = a[i, i];
        return new(values, v);
    }

    /// <summary>V diag(f(λ)) Vᵀ.</summary>
    public double[,] Apply(Func<double, double> function)
    {
        int n = Values.Length;
        var result = new double[n, n];
        for (int k = 0; k < n; k++)
        {
            double f = function(Values[k]);
            if (f == 0) continue;
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) result[i, j] += Vectors[i, k] * f * Vectors[j, k];
        }
        return result;
    }

    private static void Rotate(double[,] a, double[,] v, int p, int q)
    {
        double theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        double t = Math.Abs(theta) > 1e150 ? 0.5 / theta : Math.CopySign(1 / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1)), theta);
        double c = 1 / Math.Sqrt((t * t) + 1), s = t * c;
        int n = a.GetLength(0);
        for (int k = 0; k < n; k++) (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
        for (int k = 0; k < n; k++)
        {
            (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
            (v[k, p], v[k, q]) = ((c * v[k, p]) - (s * v[k, q]), (s * v[k, p]) + (c * v[k, q]));
        }
        a[p, q] = a[q, p] = 0;
    }
}
