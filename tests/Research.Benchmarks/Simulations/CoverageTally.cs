namespace Research.Benchmarks;

/// <summary>Bias and coverage of an estimator over draws with a known truth; the same for any number of threads.</summary>
internal static class CoverageTally
{
    public static TableColumn[] Columns { get; } =
    [
        new("case", "Case"), new("estimator", "Estimator"), new("bias", "Bias", "% of truth", 1), new("cover", "95% intervals that cover", "%", 1),
        new("sd", "SD of estimates", "", 3), new("mean_error", "Mean standard error", "", 3),
    ];

    /// <summary>A row: bias in per cent of the truth, share of intervals that hold it, spread of the estimates beside their mean standard error.</summary>
    public static IReadOnlyList<Cell> Row(string name, string estimator, (double Truth, int Draws) size, Func<long, (double Estimate, double Error, Interval Interval)> draw)
    {
        var results = new (double Estimate, double Error, Interval Interval)[size.Draws];
        Parallel.For(0, size.Draws, k => results[k] = draw(k));
        double mean = results.Average(r => r.Estimate), sd = Math.Sqrt(results.Sum(r => (r.Estimate - mean) * (r.Estimate - mean)) / (size.Draws - 1));
        double covered = 100.0 * results.Count(r => r.Interval.Contains(size.Truth)) / size.Draws;
        return [name, estimator, 100 * (mean - size.Truth) / size.Truth, covered, sd, results.Average(r => r.Error)];
    }
}
