namespace Research;

/// <summary>The path that all series of a panel share, and where it may go: its yearly change is a drift that lasts, a slope that dies down, moved
/// by small shocks of its own, plus a shock that stays, plus one that is gone the year after.</summary>
/// <remarks>
/// G_t = G_{t−1} + δ + b_t + η_t + ε_t − ε_{t−1}, b_t = φ b_{t−1} + ζ_t. Level: diffuse, only changes count. Drift and first slope:
/// <see cref="SlopeTable"/>. With few years the variances cannot be told from the data alone: they are averaged over, with these priors, a unit being
/// 1 in log odds, 25 points or 12.5 points of a gap: standard deviation of ζ half-t with 3 degrees of freedom and scale 0.02 units; of the yearly shock likewise, its scale
/// 0.04 units or a series' own shock, whichever is less; its split into what stays and what goes even; φ uniform on 0 to 1. The scales of drift
/// and shock come from the marginal likelihood of 33 published paths in eight families of measures and from simulated counties, and are the best of nine
/// with figures to 2015 alone; that of ζ and the first slope from forecasts of early years and absence from origins 2011 to 2017, so scores on those
/// files flatter them a little: docs/decisions/0006-scales-of-the-common-path.md.
/// Sources: Gardner and McKenzie (1985), Management Science 31, 1237-1246 (damped trend); Harvey (1989), ch. 4.
/// </remarks>
internal sealed class SharedTrend
{
    private const int MostParts = 12, Small = 32;
    private const double SlopeScale = 0.02, ShockScale = 0.04;

    // The tails of the half-t have shares of their own: the middles of equal shares stop short of them, and forecasts some years on were too sure.
    private static readonly (double Factor, double Weight)[] HalfT = HalfTShares([0.2, 0.2, 0.2, 0.16, 0.12, 0.08, 0.03, 0.01]), FewHalfT = HalfTShares([0.4, 0.35, 0.2, 0.05]);
    private static readonly double[] FewDampings = [.. Middles(3)], FewPassing = [.. Middles(2)];
    private static readonly double[] Dampings = [.. Middles(6)];
    private static readonly double[] Passing = [.. Middles(3)];

    private SharedTrend(PathPart[] parts, Moments moments) => (Parts, Means) = (parts, moments);

    /// <summary>Where the path may be in each year ahead, as a mixture.</summary>
    public PathPart[] Parts { get; }

    /// <summary>Posterior means of the standard deviations and the damping.</summary>
    public Moments Means { get; }

    internal sealed record Moments(double SlopeSd, double Damping, double ShockSd, double PassingSd);

    private readonly record struct Node(SlopeTable Slope, double Shock, double Passing, DepartureTable Own, double Prior);

    private sealed record Seen(double[] Heights, double[] Errors, int[] Years)
    {
        public int Length => Heights.Length;

        public int Last => Years[^1];
    }

    /// <summary>Fits the path.</summary>
    /// <param name="path">Its height a year, not a number where it is not known, and the variance of the error of each height.</param>
    /// <param name="years">Years ahead.</param>
    /// <param name="own">What the path holds of the series' own departures; none when it is the whole's.</param>
    /// <param name="scale">Standard deviation of a series' own yearly shock (0 when there is but one series), and the path's unit.</param>
    public static SharedTrend Fit((double[] Heights, double[] Errors) path, int years, PathDepartures own, (double OwnShock, double Unit) scale)
    {
        var seen = new Seen(path.Heights, path.Errors, [.. Enumerable.Range(0, path.Heights.Length).Where(t => !double.IsNaN(path.Heights[t]))]);
        var departures = own.Tables(seen.Length, years);
        bool many = departures.Length > 1;
        double unit = scale.Unit, shock = scale.OwnShock > 0 ? Math.Min(ShockScale * unit, scale.OwnShock) : ShockScale * unit;
        // Beside many sets of departures a coarser grid of the rest is enough.
        var halfT = many ? FewHalfT : HalfT;
        double[] dampings = many ? FewDampings : Dampings, passing = many ? FewPassing : Passing;
        (SlopeTable Slope, double Weight)[] slopes = [.. from s in halfT from f in dampings select (SlopeTable.Of((s.Factor * SlopeScale * unit, f), unit, seen.Length + years), s.Weight)];
        var nodes = (from s in slopes
                     from c in halfT
                     from q in passing
                     from d in departures
                     select new Node(s.Slope, c.Factor * shock * Math.Sqrt(1 - q), c.Factor * shock * Math.Sqrt(q), d, s.Weight * c.Weight)).ToArray();
        var results = new (double Log, PathPart Part)[nodes.Length];
        Parallel.For(0, nodes.Length, k => results[k] = Predict(nodes[k], seen, years));
        double highest = results.Max(r => r.Log);
        double[] weights = [.. results.Select((r, k) => nodes[k].Prior * Math.Exp(r.Log - highest))];
        double total = weights.Sum();
        double Mean(Func<Node, double> of) => nodes.Select((n, k) => weights[k] * of(n)).Sum() / total;
        return new(PathPart.Merge(results.Select((r, k) => r.Part with { Weight = weights[k] }), MostParts),
            new(Mean(n => n.Slope.Sd), Mean(n => n.Slope.Damping), Mean(n => n.Shock), Mean(n => n.Passing)));
    }

    private static (double Log, PathPart Part) Predict(Node node, Seen seen, int years)
    {
        int length = seen.Length, last = seen.Last, n = seen.Years.Length - 1;
        double[,] slope = node.Slope.Sums;
        double shock = node.Shock * node.Shock, passing = node.Passing * node.Passing;
        double At(int a, int b) => slope[a, b] + (shock * Math.Min(a, b)) + node.Own.At(a, b) + (a == b ? passing + (a < length ? node.Own.DesignEffect * seen.Errors[a] : node.Own.FutureNoise) : 0);
        double Contrast(int a, int b) => At(a, b) - At(a, last) - At(last, b) + At(last, last);
        Span<double> kzz = n <= Small ? stackalloc double[n * n] : new double[n * n], z = n <= Small ? stackalloc double[n] : new double[n], cross = new double[years * n];
        for (int i = 0; i < n; i++)
        {
            z[i] = seen.Heights[seen.Years[i]] - seen.Heights[last];
            for (int j = 0; j <= i; j++) kzz[(i * n) + j] = kzz[(j * n) + i] = Contrast(seen.Years[i], seen.Years[j]);
        }
        var (mean, covariance) = (new double[years], new double[years * years]);
        for (int h = 0; h < years; h++)
        {
            for (int i = 0; i < n; i++) cross[(h * n) + i] = Contrast(length + h, seen.Years[i]);
            for (int g = 0; g < years; g++) covariance[(h * years) + g] = Contrast(length + h, length + g);
        }
        double log = SmallGaussian.Condition(kzz, z, cross, (mean, covariance));
        for (int h = 0; h < years; h++) mean[h] += seen.Heights[last];
        return (log, new(1, mean, covariance));
    }

    /// <summary>Middles of equal shares of the half-t with 3 degrees of freedom.</summary>
    internal static double[] HalfTQuantiles(int count) => [.. Middles(count).Select(p => new StudentTDistribution(3).Quantile(0.5 + (p / 2)))];

    // Middles of shares that need not be equal.
    private static (double Factor, double Weight)[] HalfTShares(double[] shares)
    {
        double below = 0;
        return [.. shares.Select(share =>
        {
            double middle = below + (share / 2);
            below += share;
            return (new StudentTDistribution(3).Quantile(0.5 + (middle / 2)), share);
        })];
    }

    private static IEnumerable<double> Middles(int count) => Enumerable.Range(0, count).Select(i => (i + 0.5) / count);
}
