namespace Research;

/// <summary>A regression refitted to draws of whole clusters from their cross-products: least squares, or REML with a random intercept for the cluster.
/// A refit costs the number of clusters, not of rows.</summary>
internal sealed class ClusteredRegression
{
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
        var profile = new RestrictedIntercept(total, bySize, (sizes, clusters), rows.Columns);
        var a = profile.At(hasIntercepts ? profile.BestRatio() : 0, out _);
        return a is null ? null : rows.Unscale(PackedCholesky.Coefficients(a, rows.Columns));
    }
}
