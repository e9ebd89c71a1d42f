namespace Research;

/// <summary>Sums Σ Poisson(j; λ) g(j) outwards from the mode.</summary>
internal static class PoissonMixture
{
    /// <summary>The sum, for g between 0 and 1.</summary>
    public static double Sum(double mean, Func<double, double> g)
    {
        if (mean == 0) return g(0);
        double mode = Math.Floor(mean), sum = 0;
        // Both directions go on until a term no longer counts, once past the spread of the weights.
        for (double j = mode; ; j++)
            if (!Add(j)) break;
        for (double j = mode - 1; j >= 0; j--)
            if (!Add(j)) break;
        return Math.Min(1, sum);

        bool Add(double j)
        {
            double weight = Math.Exp(SaddlePoint.LogPoisson(j, mean)), term = weight * g(j);
            sum += term;
            return term > sum * 1e-18 || (weight > 1e-30 && Math.Abs(j - mean) < 40 + 12 * Math.Sqrt(mean));
        }
    }
}
