namespace Research;

/// <summary>REML of a regression with a random intercept a cluster, from cross-products. V⁻¹ of a cluster of n is I − t/(1 + n t) 11ᵀ, t the ratio of
/// variances, so that each cluster enters by [X y]ᵀ[X y] and the outer product of its column sums, and clusters of one size enter together.</summary>
/// <param name="total">[X y]ᵀ[X y] of all rows, the lower triangle packed.</param>
/// <param name="bySize">For each size the outer products of column sums, added up over its clusters; packed, one after the other.</param>
/// <param name="clusters">The sizes there are, and how many clusters have each.</param>
/// <param name="columns">Columns of X.</param>
internal sealed class RestrictedIntercept(double[] total, double[] bySize, (int[] Sizes, int[] Counts) clusters, int columns)
{
    private const double LogRatioFrom = -16, LogRatioTo = 8;

    /// <summary>The ratio of variances of least REML deviance: a grid in its logarithm, then golden sections; 0 where that is no worse.</summary>
    public double BestRatio()
    {
        double Deviance(double logRatio) => At(Math.Exp(logRatio), out double deviance) is null ? double.PositiveInfinity : deviance;
        double best = LogRatioFrom, least = double.PositiveInfinity;
        for (double x = LogRatioFrom; x <= LogRatioTo; x++)
            if (Deviance(x) is var deviance && deviance < least) (best, least) = (x, deviance);
        double low = best - 1, high = best + 1, golden = (Math.Sqrt(5) - 1) / 2;
        double x1 = high - (golden * (high - low)), x2 = low + (golden * (high - low)), f1 = Deviance(x1), f2 = Deviance(x2);
        while (high - low > 1e-7)
        {
            if (f1 < f2)
            {
                (high, x2, f2) = (x2, x1, f1);
                x1 = high - (golden * (high - low));
                f1 = Deviance(x1);
            }
            else
            {
                (low, x1, f1) = (x1, x2, f2);
                x2 = low + (golden * (high - low));
                f2 = Deviance(x2);
            }
        }
        return At(0, out double without) is not null && without <= Math.Min(f1, f2) ? 0 : Math.Exp((low + high) / 2);
    }

    /// <summary>The factored triangle at a ratio; null when a column is made of the others. Its last entry is the residual sum of squares.</summary>
    public double[]? At(double ratio, out double deviance)
    {
        var a = (double[])total.Clone();
        int width = a.Length;
        double logDeterminant = 0, n = 0;
        for (int s = 0; s < clusters.Sizes.Length; s++)
        {
            n += (double)clusters.Counts[s] * clusters.Sizes[s];
            if (ratio == 0 || clusters.Counts[s] == 0) continue;
            double weight = ratio / (1 + (clusters.Sizes[s] * ratio));
            logDeterminant += clusters.Counts[s] * Math.Log(1 + (clusters.Sizes[s] * ratio));
            for (int k = 0; k < width; k++) a[k] -= weight * bySize[(s * width) + k];
        }
        deviance = double.PositiveInfinity;
        if (!PackedCholesky.Factor(a, columns, out double ofX)) return null;
        double degrees = n - columns;
        deviance = logDeterminant + ofX + (degrees * Math.Log(a[^1] / degrees));
        return a;
    }
}
