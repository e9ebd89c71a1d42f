namespace Research;

/// <summary>The height of the path that the series of a panel share, a year: the whole's own series where it covers the years, else a robust
/// mean of the series, each freed of its own level.</summary>
internal sealed class SharedPath
{
    private const int Sweeps = 30;
    private const double Huber = 1.5;

    private SharedPath(int firstYear, double[] heights, double[] errors) => (FirstYear, Heights, Errors) = (firstYear, heights, errors);

    public int FirstYear { get; }

    /// <summary>A height a year; not a number where no series has a figure.</summary>
    public double[] Heights { get; }

    /// <summary>Variance of the error of each height.</summary>
    public double[] Errors { get; }

    /// <summary>True when it is the whole's own series.</summary>
    public bool IsWhole { get; private init; }

    public double this[int year] => Heights[year - FirstYear];

    public static SharedPath Of(SeriesPanel panel, double noiseFloor)
    {
        int first = panel.FirstYear, length = panel.LastYear - first + 1;
        if (panel.Comparator is { } whole && Enumerable.Range(first, length).All(y => whole.Figures.ContainsKey(y) || panel.Members.All(m => !m.Figures.ContainsKey(y))))
            return Build(first, length, y => whole.Figures.ContainsKey(y) ? (Value(whole, y), Noise(whole, y, noiseFloor)) : (double.NaN, 0), isWhole: true);
        return panel.Members.Length == 1
            ? Build(first, length, y => panel.Members[0].Figures.ContainsKey(y) ? (Value(panel.Members[0], y), Noise(panel.Members[0], y, noiseFloor)) : (double.NaN, 0))
            : TwoWay([.. panel.All], (first, length), noiseFloor);
    }

    /// <summary>A stand-in for a sampling variance that is not known: small beside the yearly changes, so that a design effect can scale it.</summary>
    public static double UnknownNoise(SeriesPanel panel, double unit)
    {
        double[] changes = [.. panel.Members.SelectMany(m => m.Figures.Keys.Where(y => m.Figures.ContainsKey(y + 1)).Select(y => Math.Abs(Value(m, y + 1) - Value(m, y)))).Order()];
        double typical = changes.Length == 0 ? 0.1 * unit : Math.Max(changes[changes.Length / 2], 1e-3 * unit);
        return 0.04 * typical * typical;
    }

    private static SharedPath Build(int first, int length, Func<int, (double Height, double Error)> at, bool isWhole = false)
    {
        var points = Enumerable.Range(first, length).Select(at).ToArray();
        return new(first, [.. points.Select(p => p.Height)], [.. points.Select(p => p.Error)]) { IsWhole = isWhole };
    }

    // y_it = a_i + G_t by sweeps of weighted means; weights fall with the noise and, beyond 1.5 robust deviations, with the residual.
    private static SharedPath TwoWay(TrajectorySeries[] all, (int First, int Length) span, double noiseFloor)
    {
        var (first, length) = span;
        var cells = all.Select(s => s.Figures.Keys.Select(y => (At: y - first, Value: Value(s, y), Noise: Noise(s, y, noiseFloor))).ToArray()).ToArray();
        double typical = cells.SelectMany(c => c).Select(c => c.Noise).Order().ElementAt(cells.Sum(c => c.Length) / 2);
        var levels = new double[all.Length];
        var heights = new double[length];
        var errors = new double[length];
        double scale = double.PositiveInfinity;
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            double Weight(double residual, double noise) => 1 / (noise + typical) * Math.Min(1, Huber * scale / Math.Max(Math.Abs(residual), 1e-300));
            var (sums, weights) = (new double[length], new double[length]);
            for (int i = 0; i < all.Length; i++)
                foreach (var (at, value, noise) in cells[i])
                {
                    double weight = Weight(value - levels[i] - heights[at], noise);
                    sums[at] += weight * (value - levels[i]);
                    weights[at] += weight;
                }
            for (int t = 0; t < length; t++) (heights[t], errors[t]) = weights[t] > 0 ? (sums[t] / weights[t], 1 / weights[t]) : (double.NaN, 0);
            for (int i = 0; i < all.Length; i++)
            {
                double sum = 0, total = 0;
                foreach (var (at, value, noise) in cells[i])
                {
                    double weight = Weight(value - levels[i] - heights[at], noise);
                    sum += weight * (value - heights[at]);
                    total += weight;
                }
                levels[i] = sum / total;
            }
            double[] off = [.. cells.SelectMany((c, i) => c.Select(x => Math.Abs(x.Value - levels[i] - heights[x.At]))).Order()];
            scale = Math.Max(1.4826 * off[off.Length / 2], 1e-12);
        }
        return new(first, heights, errors);
    }

    private static double Value(TrajectorySeries series, int year) => series.Modelled.Values[year - series.Modelled.FirstYear];

    private static double Noise(TrajectorySeries series, int year, double floor) => series.HasKnownNoise ? series.Modelled.Variances[year - series.Modelled.FirstYear] : floor;
}
