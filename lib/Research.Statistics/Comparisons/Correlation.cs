namespace Research;

/// <summary>Correlation of two measurements: Pearson, Spearman, Kendall. Pairs lacking either value are dropped. R: <c>cor.test</c>.</summary>
public sealed record Correlation : Result
{
    private Correlation(string method, double estimate, double pValue, Interval interval, Sample sample) =>
        (Method, Estimate, PValue, Interval, Sample) = (method, estimate, pValue, interval, sample);

    /// <summary>Which correlation.</summary>
    public string Method { get; }

    /// <summary>The coefficient, −1 to 1; not a number when a measurement does not vary.</summary>
    public double Estimate { get; }

    /// <summary>Two-sided p-value that there is none.</summary>
    public double PValue { get; }

    /// <summary>95% interval; for Pearson's only.</summary>
    public Interval Interval { get; }

    /// <summary>Pairs used and dropped.</summary>
    public Sample Sample { get; }

    /// <summary>Pearson's r, t test and Fisher's z interval.</summary>
    public static Correlation Pearson(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var pairs = Complete(x, y);
        double r = Moment(pairs.First, pairs.Second);
        double half = StandardNormal.Z95 / Math.Sqrt(pairs.Count - 3.0), z = Math.Atanh(r);
        var interval = pairs.Count > 3 ? new Interval(Math.Tanh(z - half), Math.Tanh(z + half)) : Interval.None;
        return new("Pearson correlation", r, PValueOf(r, pairs.Count), interval, pairs.Sample);
    }

    /// <summary>Spearman's ρ: Pearson's of the ranks, with the t approximation. R: <c>cor.test(method = "spearman", exact = FALSE)</c>.</summary>
    public static Correlation Spearman(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var pairs = Complete(x, y);
        double r = Moment(Ranks.Of(pairs.First), Ranks.Of(pairs.Second));
        return new("Spearman rank correlation", r, PValueOf(r, pairs.Count), Interval.None, pairs.Sample);
    }

    /// <summary>Kendall's τ-b, normal approximation with variance corrected for ties (Kendall 1970, §5). R: <c>cor.test(method = "kendall", exact = FALSE)</c>.</summary>
    public static Correlation Kendall(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var pairs = Complete(x, y);
        double[] a = pairs.First, b = pairs.Second;
        long score = 0;
        for (int i = 0; i < a.Length; i++)
            for (int j = 0; j < i; j++)
                score += a[i].CompareTo(a[j]) * b[i].CompareTo(b[j]);
        double n = a.Length;
        double[] ties = [.. Ranks.TieSizes(a)], others = [.. Ranks.TieSizes(b)];
        double Sum(double[] sizes, Func<double, double> of) => sizes.Sum(of);
        double pairsAll = n * (n - 1) / 2, tied = Sum(ties, t => t * (t - 1) / 2), otherTied = Sum(others, t => t * (t - 1) / 2);
        double tau = score / Math.Sqrt((pairsAll - tied) * (pairsAll - otherTied));
        double variance = (n * (n - 1) * (2 * n + 5) - Sum(ties, t => t * (t - 1) * (2 * t + 5)) - Sum(others, t => t * (t - 1) * (2 * t + 5))) / 18
            + 2 * tied * otherTied / (n * (n - 1))
            + Sum(ties, t => t * (t - 1) * (t - 2)) * Sum(others, t => t * (t - 1) * (t - 2)) / (9 * n * (n - 1) * (n - 2));
        return new("Kendall's tau-b", tau, StandardNormal.TwoSided(score / Math.Sqrt(variance)), Interval.None, pairs.Sample);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Method}: {Sample}",
        [new("estimate", "Correlation"), new("conf_low", "Low"), new("conf_high", "High"), new("p_value", "p")], [[Estimate, Interval.Low, Interval.High, PValue]]);

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of($"{Method} with 95% interval", "Correlation", [new(Method, Estimate, Interval)], 0);

    /// <summary>The product-moment correlation of two equally long lists.</summary>
    internal static double Moment(double[] x, double[] y)
    {
        double mx = x.Average(), my = y.Average(), xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double a = x[i] - mx, b = y[i] - my;
            (xx, yy, xy) = (xx + a * a, yy + b * b, xy + a * b);
        }
        return Math.Clamp(xy / Math.Sqrt(xx) / Math.Sqrt(yy), -1, 1);
    }

    private static double PValueOf(double r, int n) => new StudentTDistribution(n - 2).TwoSided(r * Math.Sqrt((n - 2) / (1 - r * r)));

    private static Pairs Complete(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var pairs = Pairs.Of(x, y);
        return pairs.Count >= 3 ? pairs : throw new DataError("correlation", $"{pairs.Count} complete pairs", "at least 3", "Check that both columns hold values together.");
    }
}
