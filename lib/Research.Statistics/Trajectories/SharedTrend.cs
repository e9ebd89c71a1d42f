namespace Research;

/// <summary>The path that all series of a panel share, and where it may go: its yearly change is a slope that dies down, moved by small shocks of
/// its own, plus a shock that stays, plus one that is gone the year after.</summary>
/// <remarks>
/// G_t = G_{t−1} + b_t + η_t + ε_t − ε_{t−1}, b_t = φ b_{t−1} + ζ_t. Level: diffuse, only changes count. The slope starts from a standard deviation of
/// 0.25 units (a unit: 1 in log odds, 25 points), so that a steep beginning is no surprise and need not last. With few years the variances cannot be
/// told from the data alone: they are averaged over, with these priors: standard deviation of ζ half-t with 3 degrees of freedom and scale 0.02 units;
/// of the yearly shock likewise, its scale 0.03 units or a series' own shock, whichever is less; its split into what stays and what goes even; φ
/// uniform on 0 to 1. The scales were chosen by the coverage and interval score of forecasts of
/// published early years and absence figures from all origins, 2011 to 2017, so scores on those files flatter them a little.
/// Sources: Gardner and McKenzie (1985), Management Science 31, 1237-1246 (damped trend); Harvey (1989), ch. 4.
/// </remarks>
internal sealed class SharedTrend
{
    private const int MostParts = 12, Small = 32;
    private const double StartSd = 0.25, SlopeScale = 0.02, ShockScale = 0.03;
    private static readonly double[] HalfT = HalfTQuantiles(8), FewHalfT = HalfTQuantiles(4), FewDampings = [.. Middles(3)], FewPassing = [.. Middles(2)];
    private static readonly double[] Dampings = [.. Middles(6)];
    private static readonly double[] Passing = [.. Middles(3)];

    private SharedTrend(PathPart[] parts, Moments moments) => (Parts, Means) = (parts, moments);

    /// <summary>Where the path may be in each year ahead, as a mixture.</summary>
    public PathPart[] Parts { get; }

    /// <summary>Posterior means of the standard deviations and the damping.</summary>
    public Moments Means { get; }

    internal sealed record Moments(double SlopeSd, double Damping, double ShockSd, double PassingSd);

    private readonly record struct Node(double Slope, double Damping, double Shock, double Passing, DepartureTable Own);

    /// <summary>Fits the path.</summary>
    /// <param name="path">Its height a year, not a number where it is not known, and the variance of the error of each height.</param>
    /// <param name="years">Years ahead.</param>
    /// <param name="own">What the path holds of the series' own departures; none when it is the whole's.</param>
    /// <param name="scale">Standard deviation of a series' own yearly shock (0 when there is but one series), and what 1 in log odds is on this scale.</param>
    public static SharedTrend Fit((double[] Heights, double[] Errors) path, int years, PathDepartures own, (double OwnShock, double Unit) scale)
    {
        int length = path.Heights.Length;
        int[] seen = [.. Enumerable.Range(0, length).Where(t => !double.IsNaN(path.Heights[t]))];
        var departures = own.Tables(length, years);
        bool many = departures.Length > 1;
        double unit = scale.Unit, shock = scale.OwnShock > 0 ? Math.Min(ShockScale * unit, scale.OwnShock) : ShockScale * unit;
        // Beside many sets of departures a coarser grid of the rest is enough.
        double[] halfT = many ? FewHalfT : HalfT, dampings = many ? FewDampings : Dampings, passing = many ? FewPassing : Passing;
        var nodes = (from s in halfT
                     from f in dampings
                     from c in halfT
                     from q in passing
                     from d in departures
                     select new Node(s * SlopeScale * unit, f, c * shock * Math.Sqrt(1 - q), c * shock * Math.Sqrt(q), d)).ToArray();
        double start = StartSd * StartSd * unit * unit;
        var results = new (double Log, PathPart Part)[nodes.Length];
        Parallel.For(0, nodes.Length, k => results[k] = Predict(nodes[k], (path.Heights, path.Errors, start), seen, years));
        double highest = results.Max(r => r.Log);
        double[] weights = [.. results.Select(r => Math.Exp(r.Log - highest))];
        double total = weights.Sum();
        double Mean(Func<Node, double> of) => nodes.Select((n, k) => weights[k] * of(n)).Sum() / total;
        return new(PathPart.Merge(results.Select((r, k) => r.Part with { Weight = weights[k] }), MostParts),
            new(Mean(n => n.Slope), Mean(n => n.Damping), Mean(n => n.Shock), Mean(n => n.Passing)));
    }

    private static (double Log, PathPart Part) Predict(Node node, (double[] Path, double[] Errors, double Start) given, int[] seen, int years)
    {
        int length = given.Path.Length, last = seen[^1], n = seen.Length - 1, size = length + years;
        double[,] slope = Accumulated(node.Damping, node.Slope * node.Slope, given.Start, size);
        double shock = node.Shock * node.Shock, passing = node.Passing * node.Passing;
        double At(int a, int b) => slope[a, b] + (shock * Math.Min(a, b)) + node.Own.At(a, b) + (a == b ? passing + (a < length ? node.Own.DesignEffect * given.Errors[a] : node.Own.FutureNoise) : 0);
        double Contrast(int a, int b) => At(a, b) - At(a, last) - At(last, b) + At(last, last);
        Span<double> kzz = n <= Small ? stackalloc double[n * n] : new double[n * n], z = n <= Small ? stackalloc double[n] : new double[n], cross = new double[years * n];
        for (int i = 0; i < n; i++)
        {
            z[i] = given.Path[seen[i]] - given.Path[last];
            for (int j = 0; j < n; j++) kzz[(i * n) + j] = Contrast(seen[i], seen[j]);
        }
        var (mean, covariance) = (new double[years], new double[years * years]);
        for (int h = 0; h < years; h++)
        {
            for (int i = 0; i < n; i++) cross[(h * n) + i] = Contrast(length + h, seen[i]);
            for (int g = 0; g < years; g++) covariance[(h * years) + g] = Contrast(length + h, length + g);
        }
        double log = SmallGaussian.Condition(kzz, z, cross, (mean, covariance));
        for (int h = 0; h < years; h++) mean[h] += given.Path[last];
        return (log, new(1, mean, covariance));
    }

    // Covariance of the sums of slopes up to years a and b.
    private static double[,] Accumulated(double damping, double innovation, double start, int size)
    {
        var variances = new double[size];
        for (int t = 1; t < size; t++) variances[t] = t == 1 ? start : (damping * damping * variances[t - 1]) + innovation;
        var sum = new double[size, size];
        for (int a = 1; a < size; a++)
            for (int b = 1; b < size; b++)
                sum[a, b] = sum[a - 1, b] + sum[a, b - 1] - sum[a - 1, b - 1] + (variances[Math.Min(a, b)] * Math.Pow(damping, Math.Abs(a - b)));
        return sum;
    }

    /// <summary>Middles of equal shares of the half-t with 3 degrees of freedom.</summary>
    internal static double[] HalfTQuantiles(int count) => [.. Middles(count).Select(p => new StudentTDistribution(3).Quantile(0.5 + (p / 2)))];

    private static IEnumerable<double> Middles(int count) => Enumerable.Range(0, count).Select(i => (i + 0.5) / count);
}
