namespace Research;

/// <summary>What may come of one series on the modelled scale: a path shared with others, if any, plus a path of its own.</summary>
/// <param name="Common">Parts of the shared path; one part of zeros when there is none.</param>
/// <param name="Own">Parts of the series' own path, the noise of its cohorts included.</param>
internal sealed record FuturePaths(PathPart[] Common, PathPart[] Own)
{
    public int Years => Own[0].Years;

    /// <summary>A path without a shared part.</summary>
    public static FuturePaths Alone(params PathPart[] own) => new([Nothing(own[0].Years)], own);

    /// <summary>The distribution of one year ahead, from 0.</summary>
    public PredictiveDistribution At(int year, SeriesScale scale) => new(
        from o in Own
        from c in Common
        select new PredictivePart(o.Weight * c.Weight, o.Mean[year] + c.Mean[year], Math.Sqrt(o.Variance(year) + c.Variance(year)), o.DegreesOfFreedom), scale);

    /// <summary>Shared and own parts taken together, with a weight for all: what remains of a method in an average.</summary>
    public IEnumerable<PathPart> Flat(double weight) =>
        from o in Own
        from c in Common
        select new PathPart(weight * o.Weight * c.Weight, [.. o.Mean.Zip(c.Mean, (a, b) => a + b)], [.. o.Covariance.Zip(c.Covariance, (a, b) => a + b)], o.DegreesOfFreedom);

    /// <summary>Draws of the shared path.</summary>
    public static double[,] DrawCommon(PathPart[] common, RandomStream stream, int count) => Draw(common, stream, count);

    /// <summary>Draws of the series' own path.</summary>
    public double[,] DrawOwn(RandomStream stream, int count) => Draw(Own, stream, count);

    private static PathPart Nothing(int years) => new(1, new double[years], new double[years * years]);

    private static double[,] Draw(PathPart[] parts, RandomStream stream, int count)
    {
        int years = parts[0].Years;
        double[] weights = [.. parts.Select(p => p.Weight)];
        double[][] factors = [.. parts.Select(Factor)];
        var paths = new double[count, years];
        Span<double> z = stackalloc double[years];
        for (int k = 0; k < count; k++)
        {
            int at = parts.Length == 1 ? 0 : stream.Choose(weights);
            var part = parts[at];
            double scale = double.IsPositiveInfinity(part.DegreesOfFreedom) ? 1 : Math.Sqrt(part.DegreesOfFreedom / stream.ChiSquared(part.DegreesOfFreedom));
            for (int i = 0; i < years; i++) z[i] = stream.Normal();
            for (int i = 0; i < years; i++)
            {
                double sum = 0;
                for (int j = 0; j <= i; j++) sum += factors[at][(i * years) + j] * z[j];
                paths[k, i] = part.Mean[i] + (scale * sum);
            }
        }
        return paths;
    }

    // Cholesky that takes a variance of nothing for certainty.
    private static double[] Factor(PathPart part)
    {
        int n = part.Years;
        double[] a = [.. part.Covariance];
        for (int j = 0; j < n; j++)
        {
            double pivot = a[(j * n) + j];
            for (int k = 0; k < j; k++) pivot -= a[(j * n) + k] * a[(j * n) + k];
            bool certain = pivot <= 1e-12 * part.Covariance[(j * n) + j];
            a[(j * n) + j] = certain ? 0 : Math.Sqrt(pivot);
            for (int i = j + 1; i < n; i++)
            {
                double value = a[(i * n) + j];
                for (int k = 0; k < j; k++) value -= a[(i * n) + k] * a[(j * n) + k];
                a[(i * n) + j] = certain ? 0 : value / a[(j * n) + j];
            }
        }
        return a;
    }
}
