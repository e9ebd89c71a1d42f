namespace Research;

/// <summary>Ordinary least squares refitted to draws of whole clusters from their cross-products: a refit costs the number of clusters, not of rows.</summary>
internal sealed class ClusteredLeastSquares
{
    private readonly int columns, width;
    private readonly bool centred;
    private readonly double[] means, scales, products;

    private ClusteredLeastSquares(string[] names, int clusters, bool centred, double[] means, double[] scales, double[] products)
    {
        (Names, Count, this.centred, this.means, this.scales, this.products) = (names, clusters, centred, means, scales, products);
        columns = names.Length;
        width = PackedLength(columns);
    }

    public string[] Names { get; }

    /// <summary>Clusters.</summary>
    public int Count { get; }

    public Sample Sample { get; private init; } = Sample.Complete(0);

    public static ClusteredLeastSquares Of(string formula, Dataset data, string cluster)
    {
        var parsed = Formula.Parse(formula);
        if (!parsed.Random.IsEmpty) throw new DataError($"formula {formula}", "a random term", "fixed terms only", "Give a function that fits the mixed model instead of a formula.");
        var frame = ModelFrame.From(parsed, data, cluster);
        if (frame.Response is not { Trials: null } response) throw new DataError($"formula {formula}", "no single outcome", "outcome ~ predictors", "Write one outcome left of ~.");
        var matrix = frame.Fixed;
        int n = matrix.Rows, p = matrix.Columns;
        var groups = frame.Factor(cluster);
        int[] group = InOrderOfAppearance(groups);
        int clusters = groups.Levels.Length;
        if (clusters < 2) throw new DataError("resampling clusters", $"{clusters} clusters", "at least two", "Choose the column that says which school a row belongs to.", column: cluster);
        bool centred = matrix.Terms.HasIntercept;
        var (means, scales) = (new double[p + 1], new double[p + 1]);
        double[] y = [.. response.Values.Select((v, i) => v - (frame.Offset?[i] ?? 0))];
        for (int j = 0; j <= p; j++)
        {
            var column = j < p ? matrix.Column(j) : y;
            if (centred && j > 0) means[j] = Mean(column);
            double squares = 0;
            foreach (double v in column) squares += (v - means[j]) * (v - means[j]);
            scales[j] = squares > 0 ? Math.Sqrt(squares / n) : 1;
        }
        var products = new double[clusters * PackedLength(p)];
        var row = new double[p + 1];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= p; j++) row[j] = ((j < p ? matrix.Values[(j * n) + i] : y[i]) - means[j]) / scales[j];
            int at = group[i] * PackedLength(p);
            for (int j = 0; j <= p; j++)
                for (int k = 0; k <= Math.Min(j, p - 1); k++) products[at++] += row[j] * row[k];
        }
        return new([.. matrix.Names], clusters, centred, means, scales, products) { Sample = frame.Sample };
    }

    /// <summary>The coefficients when each cluster counts so many times; null when they are not defined.</summary>
    public double[]? Fit(ReadOnlySpan<int> counts)
    {
        var sum = new double[width];
        for (int g = 0; g < Count; g++)
        {
            int count = counts[g];
            if (count == 0) continue;
            var from = products.AsSpan(g * width, width);
            for (int k = 0; k < sum.Length; k++) sum[k] += count * from[k];
        }
        return Solve(sum);
    }

    // Cholesky of the packed lower triangle, the last row being X'y.
    private double[]? Solve(double[] a)
    {
        for (int j = 0; j < columns; j++)
        {
            int rowJ = Start(j);
            double pivot = a[rowJ + j], before = pivot;
            for (int k = 0; k < j; k++) pivot -= a[rowJ + k] * a[rowJ + k];
            if (!(pivot > 1e-11 * before)) return null;
            pivot = Math.Sqrt(pivot);
            a[rowJ + j] = pivot;
            for (int i = j + 1; i <= columns; i++)
            {
                int rowI = Start(i);
                double value = a[rowI + j];
                for (int k = 0; k < j; k++) value -= a[rowI + k] * a[rowJ + k];
                a[rowI + j] = value / pivot;
            }
        }
        var b = new double[columns];
        for (int j = columns - 1; j >= 0; j--)
        {
            double value = a[Start(columns) + j];
            for (int k = j + 1; k < columns; k++) value -= a[Start(k) + j] * b[k];
            b[j] = value / a[Start(j) + j];
        }
        for (int j = 0; j < columns; j++) b[j] *= scales[columns] / scales[j];
        if (centred)
        {
            b[0] += means[columns];
            for (int j = 1; j < columns; j++) b[0] -= b[j] * means[j];
        }
        return b;
    }

    private static int Start(int row) => row * (row + 1) / 2;

    private static int PackedLength(int columns) => Start(columns) + columns;

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double v in values) sum += v / values.Length;
        return sum;
    }

    // As the draws of rows number them, so that a seed draws the same clusters either way.
    private static int[] InOrderOfAppearance(FactorColumn factor)
    {
        var number = new int[factor.Levels.Length];
        var group = new int[factor.Length];
        int seen = 0;
        for (int i = 0; i < group.Length; i++)
        {
            ref int at = ref number[factor.Codes[i]];
            if (at == 0) at = ++seen;
            group[i] = at - 1;
        }
        return group;
    }
}
