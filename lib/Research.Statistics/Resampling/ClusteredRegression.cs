namespace Research;

/// <summary>A regression refitted to draws of whole clusters from their cross-products: least squares, or REML with a random intercept for the cluster.
/// A refit costs the number of clusters, not of rows: V⁻¹ of a cluster of n is I − t/(1 + n t) 11ᵀ, t the ratio of variances, so that each cluster enters by
/// [X y]ᵀ[X y] and the outer product of its column sums, and clusters of one size enter together.</summary>
internal sealed class ClusteredRegression
{
    private const double LogRatioFrom = -16, LogRatioTo = 8;
    private readonly ClusterRegressionRows rows;
    private readonly int width;
    private readonly double[] products, sums;
    private readonly int[] sizeOf, sizes;
    private readonly bool hasIntercepts;

    private ClusteredRegression(ClusterRegressionRows rows, bool hasIntercepts)
    {
        (this.rows, this.hasIntercepts) = (rows, hasIntercepts);
        int p = rows.Columns;
        width = PackedCholesky.Start(p + 1);
        products = new double[rows.Clusters * width];
        sums = new double[hasIntercepts ? products.Length : 0];
        var (row, totals, counts) = (new double[p + 1], new double[rows.Clusters * (p + 1)], new int[rows.Clusters]);
        for (int i = 0; i < rows.Rows; i++)
        {
            rows.Fill(i, row);
            int g = rows.Group[i], at = g * width;
            counts[g]++;
            for (int j = 0; j <= p; j++)
            {
                totals[(g * (p + 1)) + j] += row[j];
                for (int k = 0; k <= j; k++) products[at++] += row[j] * row[k];
            }
        }
        sizes = [.. counts.Distinct().Order()];
        sizeOf = [.. counts.Select(c => Array.BinarySearch(sizes, c))];
        for (int g = 0, at = 0; hasIntercepts && g < rows.Clusters; g++)
            for (int j = 0; j <= p; j++)
                for (int k = 0; k <= j; k++) sums[at++] = totals[(g * (p + 1)) + j] * totals[(g * (p + 1)) + k];
    }

    public string[] Names => rows.Names;

    /// <summary>Clusters.</summary>
    public int Count => rows.Clusters;

    public Sample Sample => rows.Sample;

    public static ClusteredRegression Of(string formula, Dataset data, string cluster)
    {
        var parsed = Formula.Parse(formula);
        bool intercepts = parsed.Random.Length == 1 && parsed.Random[0].GroupingName == cluster && parsed.Random[0].Effects is { HasIntercept: true, Terms.Length: 0 };
        if (!parsed.Random.IsEmpty && !intercepts)
            throw new DataError($"formula {formula}", "other random terms", $"fixed terms, or (1 | {cluster}) beside them", "Give a function that fits the mixed model instead of a formula.");
        return new(ClusterRegressionRows.Of(parsed, data, cluster), intercepts);
    }

    /// <summary>The coefficients when each cluster counts so many times; null when they are not defined.</summary>
    public double[]? Fit(ReadOnlySpan<int> counts)
    {
        var total = new double[width];
        var bySize = new double[hasIntercepts ? sizes.Length * width : 0];
        var clusters = new int[sizes.Length];
        for (int g = 0; g < Count; g++)
        {
            int count = counts[g];
            if (count == 0) continue;
            clusters[sizeOf[g]] += count;
            var from = products.AsSpan(g * width, width);
            for (int k = 0; k < width; k++) total[k] += count * from[k];
            if (!hasIntercepts) continue;
            var outer = sums.AsSpan(g * width, width);
            var into = bySize.AsSpan(sizeOf[g] * width, width);
            for (int k = 0; k < width; k++) into[k] += count * outer[k];
        }
        double ratio = hasIntercepts ? BestRatio(total, bySize, clusters) : 0;
        var a = At(ratio, total, bySize, clusters, out _);
        return a is null ? null : rows.Unscale(PackedCholesky.Coefficients(a, rows.Columns));
    }

    /// <summary>The ratio of variances of least REML deviance: a grid in its logarithm, then golden sections; 0 where that is no worse.</summary>
    private double BestRatio(double[] total, double[] bySize, int[] clusters)
    {
        double Deviance(double logRatio) => At(Math.Exp(logRatio), total, bySize, clusters, out double deviance) is null ? double.PositiveInfinity : deviance;
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
        return At(0, total, bySize, clusters, out double without) is not null && without <= Math.Min(f1, f2) ? 0 : Math.Exp((low + high) / 2);
    }

    private double[]? At(double ratio, double[] total, double[] bySize, int[] clusters, out double deviance)
    {
        var a = (double[])total.Clone();
        double logDeterminant = 0, n = 0;
        for (int s = 0; s < sizes.Length; s++)
        {
            n += (double)clusters[s] * sizes[s];
            if (ratio == 0 || clusters[s] == 0) continue;
            double weight = ratio / (1 + (sizes[s] * ratio));
            logDeterminant += clusters[s] * Math.Log(1 + (sizes[s] * ratio));
            for (int k = 0; k < width; k++) a[k] -= weight * bySize[(s * width) + k];
        }
        deviance = double.PositiveInfinity;
        if (!PackedCholesky.Factor(a, rows.Columns, out double ofX)) return null;
        double degrees = n - rows.Columns;
        deviance = logDeterminant + ofX + (degrees * Math.Log(a[^1] / degrees));
        return a;
    }
}
