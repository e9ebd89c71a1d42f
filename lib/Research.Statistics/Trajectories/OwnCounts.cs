namespace Research;

/// <summary>How the counts of a series vary round the shared level.</summary>
/// <param name="Chance">Variance of a count of mean m that is in proportion to m; 1 for a Poisson, below 1 for things that seldom change.</param>
/// <param name="Swing">Variance in proportion to m²: yearly swings that pass.</param>
/// <param name="Drift">Variance, as a share of the square of its size, by which a series' own size moves in a year, to stay.</param>
internal readonly record struct CountVariances(double Chance, double Swing, double Drift)
{
    /// <summary>The same for a series that is more or less restless than the others.</summary>
    public CountVariances Times(double factor) => new(Chance < 1 ? Math.Min(1, Chance * factor) : Math.Max(1, Chance * factor), Swing * factor, Drift * factor);
}

/// <summary>Each series' own size beside the shared level, known as a gamma that is learnt from its counts and less sure a year later.</summary>
/// <remarks>
/// θ_i ~ Gamma(a, b) with mean a/b; before any count a = b = 1/spread², spread that of sizes over the series. A count y of mean m = θE, E the shared
/// level, has variance Chance · m + Swing · m², and weight w = 1/(Chance + Swing · m): a ← a + w y, b ← b + w E. A year on the mean is the same and
/// the square of the coefficient of variation 1/a larger by Drift. With Chance 1 and Swing 0 this is the Poisson-gamma filter, and what is forecast is
/// negative binomial. Sources: Harvey and Fernandes (1989), Journal of Business and Economic Statistics 7, 407-417; Clayton and Kaldor (1987), Biometrics 43,
/// 671-681 (partial pooling of rates).
/// </remarks>
internal sealed class OwnCounts
{
    private const double Negligible = 2e-3;
    private const int MostParts = 6;
    private const int Passes = 4;
    private const double Closest = 0.3;

    // Logarithms of chance, swing and drift.
    private static readonly double[][] Coarse = [[.. new[] { 0.02, 0.2, 1, 4, 40 }.Select(v => Math.Log(v))], [.. new[] { 1e-6, 1e-4, 2e-3, 0.015, 0.1 }.Select(v => Math.Log(v))], [.. new[] { 1e-6, 1e-4, 2e-3, 0.015, 0.1 }.Select(v => Math.Log(v))]];

    // Series differ in restlessness: a mixture over a wide range, for a few hardly move and a few leap.
    private static readonly (double Factor, double Weight)[] Restlessness = [(0.01, 0.05), (0.1, 0.1), (0.35, 0.25), (1, 0.4), (3, 0.15), (10, 0.05)];

    private readonly (double[] Expected, double[] Counts, int[] Years)[] series;
    private readonly int seen;

    private OwnCounts((double[], double[], int[])[] series, int seen, double start)
    {
        (this.series, this.seen, Start) = (series, seen, start);
        double[][] grid = Coarse;
        Nodes = Weigh(grid);
        for (int pass = 0; pass < Passes; pass++)
        {
            grid = [.. grid.Select((g, k) => Finer(k, g))];
            Nodes = Weigh(grid);
        }
        double total = Nodes.Sum(n => n.Weight);
        Nodes = [.. Nodes.Select(n => n with { Weight = n.Weight / total })];
    }

    public (CountVariances Variances, double Weight, double[][] Logs)[] Nodes { get; private set; }

    /// <summary>1 over the square of the spread of sizes.</summary>
    public double Start { get; }

    public (double Chance, double Swing) Dispersion => (Mean(v => v.Chance), Mean(v => v.Swing));

    public double Mean(Func<CountVariances, double> of) => Nodes.Sum(n => n.Weight * of(n.Variances));

    public static OwnCounts Fit(TrajectorySeries[] series, CountPath path, int seen) => new([.. series.Select(s => Seen(s, path))], seen, StartOf(path.Sizes));

    /// <summary>What is known of one series' size in each year ahead: parts with mean and square of the coefficient of variation, and how counts vary about it.</summary>
    public (double Weight, double Mean, double Square, CountVariances Variances)[][] Predict(int of, int years) => Predict(series[of], [.. Nodes.Select(n => n.Logs[of])], years);

    /// <summary>The same of the whole, whose size is no draw from those of its parts: it sets out from its own.</summary>
    public (double Weight, double Mean, double Square, CountVariances Variances)[][] PredictWhole(TrajectorySeries whole, CountPath path, int years)
    {
        var (expected, counts, at) = Seen(whole, path);
        double size = Math.Max(counts.Sum(), 0.5) / expected.Sum();
        (double[], double[], int[]) own = ([.. expected.Select(e => e * size)], counts, at);
        var parts = Predict(own, [.. Nodes.Select(n => Logs(own, n.Variances))], years);
        return [.. parts.Select(h => ((double Weight, double Mean, double Square, CountVariances Variances)[])[.. h.Select(p => p with { Mean = p.Mean * size })])];
    }

    private (double Weight, double Mean, double Square, CountVariances Variances)[][] Predict((double[] Expected, double[] Counts, int[] Years) of, double[][] logs, int years)
    {
        var parts = Enumerable.Range(0, years).Select(_ => new List<(double Weight, double Mean, double Square, CountVariances Variances)>()).ToArray();
        for (int k = 0; k < Nodes.Length; k++)
        {
            var (variances, weight, _) = Nodes[k];
            double[] within = Normal(logs[k]);
            for (int r = 0; r < within.Length; r++)
            {
                if (within[r] < 1e-4) continue;
                var own = variances.Times(Restlessness[r].Factor);
                var (a, b, _) = Filter(of, own, Start);
                (a, b) = Later((a, b), own.Drift * (seen - 1 - of.Years[^1]));
                for (int h = 0; h < years; h++)
                {
                    (a, b) = Later((a, b), own.Drift);
                    parts[h].Add((weight * within[r], a / b, 1 / a, own));
                }
            }
        }
        return [.. parts.Select(Merge)];
    }

    private static (double[] Expected, double[] Counts, int[] Years) Seen(TrajectorySeries series, CountPath path) =>
        ([.. series.Figures.Keys.Select(y => path[y])], [.. series.Figures.Values], [.. series.Figures.Keys.Select(y => y - path.FirstYear)]);

    private double[] Logs((double[] Expected, double[] Counts, int[] Years) of, CountVariances variances) => [.. Restlessness.Select(r => Math.Log(r.Weight) + Filter(of, variances.Times(r.Factor), Start).Log)];

    private (CountVariances Variances, double Weight, double[][] Logs)[] Weigh(double[][] grid)
    {
        CountVariances[] at = [.. from c in grid[0] from s in grid[1] from d in grid[2] select new CountVariances(Math.Exp(c), Math.Exp(s), Math.Exp(d))];
        var logs = new double[at.Length][][];
        var totals = new double[at.Length];
        Parallel.For(0, at.Length, k =>
        {
            logs[k] = [.. series.Select(s => Logs(s, at[k]))];
            totals[k] = logs[k].Sum(LogSum);
        });
        return [.. Normal(totals).Select((w, k) => (at[k], w, logs[k])).Where(n => n.w > Negligible)];
    }

    // Three points with the mean and variance of the weight, no closer than half of the grid before, which may have missed by as much.
    private double[] Finer(int dimension, double[] before)
    {
        double[] at = [.. Nodes.Select(n => Math.Log(dimension == 0 ? n.Variances.Chance : dimension == 1 ? n.Variances.Swing : n.Variances.Drift))];
        double total = Nodes.Sum(n => n.Weight), mean = Nodes.Select((n, k) => n.Weight * at[k]).Sum() / total, variance = Nodes.Select((n, k) => n.Weight * (at[k] - mean) * (at[k] - mean)).Sum() / total;
        double apart = before.Zip(before.Skip(1), (a, b) => b - a).Max(), step = Math.Max(Math.Max(Closest, apart / 2), 1.2247 * Math.Sqrt(variance));
        return [mean - step, mean, mean + step];
    }

    private static (double A, double B) Later((double A, double B) known, double drift)
    {
        double less = 1 / (1 + (known.A * drift));
        return (less * known.A, less * known.B);
    }

    private static (double A, double B, double Log) Filter((double[] Expected, double[] Counts, int[] Years) of, CountVariances v, double start)
    {
        double a = start, b = start, log = 0;
        for (int t = 0; t < of.Counts.Length; t++)
        {
            if (t > 0) (a, b) = Later((a, b), v.Drift * (of.Years[t] - of.Years[t - 1]));
            double y = of.Counts[t], e = of.Expected[t], mean = e * a / b;
            log += new CountPart(1, mean, (v.Chance * mean) + (mean * mean * (v.Swing + (1 / a)))).LogDensity(y);
            // The weight goes by the count's own mean, which its first figure may move far.
            double weight = CountPath.Weight(mean, (v.Chance, v.Swing));
            for (int k = 0; k < 2; k++) weight = CountPath.Weight(e * (a + (weight * y)) / (b + (weight * e)), (v.Chance, v.Swing));
            a += weight * y;
            b += weight * e;
        }
        return (a, b, log);
    }

    // Neighbours in spread are joined, their mean and variance kept.
    private static (double Weight, double Mean, double Square, CountVariances Variances)[] Merge(List<(double Weight, double Mean, double Square, CountVariances Variances)> parts)
    {
        var ordered = parts.OrderBy(p => p.Mean * p.Mean * (p.Square + p.Variances.Swing) + (p.Mean * p.Variances.Chance)).ToArray();
        double total = ordered.Sum(p => p.Weight), reached = 0;
        var merged = new List<(double, double, double, CountVariances)>();
        var bin = new List<(double Weight, double Mean, double Square, CountVariances Variances)>();
        foreach (var part in ordered)
        {
            bin.Add(part);
            reached += part.Weight / total;
            if (reached * MostParts < merged.Count + 1 - 1e-9 && !part.Equals(ordered[^1])) continue;
            double weight = bin.Sum(p => p.Weight), mean = bin.Sum(p => p.Weight * p.Mean) / weight;
            double Of(Func<(double Weight, double Mean, double Square, CountVariances Variances), double> of) => bin.Sum(p => p.Weight * of(p)) / weight;
            merged.Add((weight / total, mean, Of(p => (p.Mean * p.Mean * p.Square) + ((p.Mean - mean) * (p.Mean - mean))) / (mean * mean),
                new(Of(p => p.Mean * p.Variances.Chance) / mean, Of(p => p.Mean * p.Mean * p.Variances.Swing) / (mean * mean), Of(p => p.Variances.Drift))));
            bin.Clear();
        }
        return [.. merged];
    }

    private static double StartOf(double[] sizes)
    {
        double variance = sizes.Length < 2 ? 1 : sizes.Sum(s => (s - 1) * (s - 1)) / (sizes.Length - 1);
        return 1 / Math.Clamp(variance, 0.05, 10);
    }

    private static double LogSum(double[] logs)
    {
        double highest = logs.Max();
        return highest + Math.Log(logs.Sum(l => Math.Exp(l - highest)));
    }

    private static double[] Normal(double[] logs)
    {
        double highest = logs.Max(), total = logs.Sum(l => Math.Exp(l - highest));
        return [.. logs.Select(l => Math.Exp(l - highest) / total)];
    }
}
