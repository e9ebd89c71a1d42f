namespace Research;

/// <summary>Covariances robust to unequal variances, HC0 to HC5.</summary>
internal static class RobustMeat
{
    /// <summary>S = Σ ωᵢ zᵢ zᵢᵀ, with ωᵢ the squared weighted residual over a power of 1 − hᵢ.</summary>
    /// <remarks>Source: MacKinnon and White (1985); Cribari-Neto (2004); Zeileis (2004), JSS 11(10), whose defaults are followed. R: <c>sandwich::meatHC</c>.</remarks>
    public static double[,] Of(WhitenedFit fit, ErrorKind kind)
    {
        double[] h = kind is ErrorKind.Hc0 or ErrorKind.Hc1 ? [] : fit.Leverages;
        double mean = (double)fit.Rank / fit.Rows, largest = h.Length == 0 ? 0 : h.Max() / mean;
        var omega = new double[fit.Rows];
        for (int i = 0; i < omega.Length; i++)
        {
            double e = fit.Residuals[i] * (fit.Weights is null ? 1 : fit.Weights[i]), squared = e * e;
            if (h.Length > 0 && squared > 0) squared /= Divisor(kind, 1 - h[i], h[i] / mean, largest);
            omega[i] = squared;
        }
        return Crossed(fit, omega);
    }

    private static double Divisor(ErrorKind kind, double rest, double relative, double largest) => kind switch
    {
        ErrorKind.Hc2 => rest,
        ErrorKind.Hc3 => rest * rest,
        ErrorKind.Hc4 => Math.Pow(rest, Math.Min(4, relative)),
        ErrorKind.Hc4m => Math.Pow(rest, Math.Min(1, relative) + Math.Min(1.5, relative)),
        ErrorKind.Hc5 => Math.Sqrt(Math.Pow(rest, Math.Min(relative, Math.Max(4, 0.7 * largest)))),
        _ => 1,
    };

    private static double[,] Crossed(WhitenedFit fit, double[] omega)
    {
        int n = fit.Rows;
        var s = new double[fit.Rank, fit.Rank];
        for (int a = 0; a < fit.Rank; a++)
            for (int b = a; b < fit.Rank; b++)
            {
                var left = fit.Z.AsSpan(a * n, n);
                var right = fit.Z.AsSpan(b * n, n);
                double sum = 0;
                for (int i = 0; i < n; i++) sum += omega[i] * left[i] * right[i];
                s[a, b] = s[b, a] = sum;
            }
        return s;
    }
}
