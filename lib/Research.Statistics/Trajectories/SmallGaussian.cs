namespace Research;

/// <summary>What a few jointly normal values say of others: conditional mean and covariance, and the density of what was seen.</summary>
/// <remarks>Given (z, y) normal with mean 0: y | z has mean K_yz K_zz⁻¹ z and covariance K_yy − K_yz K_zz⁻¹ K_zy.</remarks>
internal static class SmallGaussian
{
    /// <summary>Log density of z under covariance K (destroyed).</summary>
    public static double LogDensity(Span<double> covariance, Span<double> z)
    {
        int n = z.Length;
        if (n == 0) return 0;
        if (!Factor(covariance, n)) return double.NegativeInfinity;
        double log = -0.5 * n * Math.Log(2 * Math.PI), sum = 0;
        for (int i = 0; i < n; i++)
        {
            double value = z[i];
            for (int j = 0; j < i; j++) value -= covariance[(i * n) + j] * z[j];
            z[i] = value / covariance[(i * n) + i];
            log -= Math.Log(covariance[(i * n) + i]);
            sum += z[i] * z[i];
        }
        return log - (0.5 * sum);
    }

    /// <summary>Conditional mean and covariance of y; K_zz is destroyed. Cross: y × z, row by row. The log density of z comes back too.</summary>
    public static double Condition(Span<double> kzz, Span<double> z, Span<double> cross, (double[] Mean, double[] Covariance) y)
    {
        int n = z.Length, h = y.Mean.Length;
        double log = LogDensity(kzz, z);
        for (int k = 0; k < h; k++)
        {
            var row = cross.Slice(k * n, n);
            for (int i = 0; i < n; i++)
            {
                double value = row[i];
                for (int j = 0; j < i; j++) value -= kzz[(i * n) + j] * row[j];
                row[i] = value / kzz[(i * n) + i];
                y.Mean[k] += row[i] * z[i];
            }
        }
        for (int k = 0; k < h; k++)
            for (int l = 0; l < h; l++)
                for (int i = 0; i < n; i++) y.Covariance[(k * h) + l] -= cross[(k * n) + i] * cross[(l * n) + i];
        return log;
    }

    /// <summary>Cholesky in place for a handful of rows; a pivot that is not positive ends it.</summary>
    public static bool Factor(Span<double> a, int n)
    {
        for (int j = 0; j < n; j++)
        {
            double pivot = a[(j * n) + j];
            for (int k = 0; k < j; k++) pivot -= a[(j * n) + k] * a[(j * n) + k];
            if (!(pivot > 0)) return false;
            pivot = Math.Sqrt(pivot);
            a[(j * n) + j] = pivot;
            for (int i = j + 1; i < n; i++)
            {
                double value = a[(i * n) + j];
                for (int k = 0; k < j; k++) value -= a[(i * n) + k] * a[(j * n) + k];
                a[(i * n) + j] = value / pivot;
            }
        }
        return true;
    }
}
