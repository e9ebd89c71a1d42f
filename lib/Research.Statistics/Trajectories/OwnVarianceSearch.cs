namespace Research;

/// <summary>The posterior of the variances of departures as a weighted set: a coarse grid over all, then finer ones where the weight lies.</summary>
/// <remarks>Priors: spread and wander half-t with 3 degrees of freedom and scales 0.3 and 0.1 units, persistence uniform on 0 to 1, the
/// logarithm of the design effect t with 3 degrees of freedom and scale 0.5 about 0, the settling exponential with mean 0.3. The design effect may be
/// below 1: cohorts of the same schools, teachers and intake scatter less than pupils drawn at random, and what two groups share cancels in their gap.
/// Evidence: docs/decisions/0009-design-effects-and-gaps.md.</remarks>
internal sealed class OwnVarianceSearch(Func<OwnVariances, double> logLikelihood, double unit, int series)
{
    private const int Dimensions = 5, Few = 20;
    private const double Negligible = 1e-3, SettlingScale = 0.3, DesignScale = 0.5, LeastDesign = 0.02;

    // Log spread, log wander, persistence, log design effect, settling.
    private static readonly double[][] Coarse =
    [
        [.. new[] { 0.03, 0.12, 0.4, 1.2 }.Select(v => Math.Log(v))], [.. new[] { 0.01, 0.025, 0.06, 0.14, 0.35 }.Select(v => Math.Log(v))],
        [0.2, 0.5, 0.8, 0.95], [.. new[] { 0.4, 1, 2.5, 10, 100 }.Select(v => Math.Log(v))], [0, 0.3, 0.8],
    ];

    private static readonly (double Low, double High)[] Limits =
        [(double.NegativeInfinity, double.PositiveInfinity), (double.NegativeInfinity, double.PositiveInfinity), (0, 0.99), (Math.Log(LeastDesign), double.PositiveInfinity), (0, 1.5)];

    public (OwnVariances Variances, double Weight)[] Posterior()
    {
        double[][] grid = Coarse;
        var nodes = Weigh(grid);
        // Few series leave the variances in doubt: the grid then stays wide, so that the tails of the doubt are kept.
        bool few = series <= Few;
        for (int pass = few ? 1 : 0; pass < 2; pass++)
        {
            grid = [.. Enumerable.Range(0, Dimensions).Select(k => Finer(k, nodes, grid[k], few))];
            nodes = Weigh(grid);
        }
        var kept = nodes.Where(n => n.Weight > Negligible).ToArray();
        double total = kept.Sum(n => n.Weight);
        return [.. kept.Select(n => (Of(n.At), n.Weight / total))];
    }

    // Three points whose mean and variance are those of the weight, and not closer than a third of the grid before; four over twice as wide for few series.
    private static double[] Finer(int dimension, (double[] At, double Weight)[] nodes, double[] before, bool few)
    {
        double mean = nodes.Sum(n => n.Weight * n.At[dimension]), variance = nodes.Sum(n => n.Weight * (n.At[dimension] - mean) * (n.At[dimension] - mean));
        double step = Math.Max(1.2247 * Math.Sqrt(variance), before.Zip(before.Skip(1), (a, b) => b - a).Min() / 3);
        var (low, high) = Limits[dimension];
        double middle = Math.Clamp(mean, low + Math.Min(step, (high - low) / 2), high - Math.Min(step, (high - low) / 2));
        if (!few) return [middle - step, middle, middle + step];
        double from = Math.Max(low, middle - (1.75 * step)), to = Math.Min(high, middle + (1.75 * step));
        return [.. Enumerable.Range(0, 4).Select(i => from + ((to - from) * i / 3))];
    }

    private (double[] At, double Weight)[] Weigh(double[][] grid)
    {
        double[][] points = [.. from a in grid[0] from b in grid[1] from c in grid[2] from d in grid[3] from e in grid[4] select new[] { a, b, c, d, e }];
        double[] logs = [.. points.Select(p => LogPrior(p) + logLikelihood(Of(p)))];
        double highest = logs.Max();
        double[] weights = [.. logs.Select(l => Math.Exp(l - highest))];
        double total = weights.Sum();
        return [.. points.Zip(weights, (p, w) => (p, w / total))];
    }

    private OwnVariances Of(double[] at) => new(unit * Math.Exp(at[0]), unit * Math.Exp(at[1]), Math.Clamp(at[2], 0, 0.99), Math.Max(LeastDesign, Math.Exp(at[3])), Math.Max(0, at[4]));

    // On the grid's own scale: a density in the standard deviation times the standard deviation.
    private static double LogPrior(double[] at) => HalfT(at[0], 0.3) + HalfT(at[1], 0.1) + LogT(at[3] / DesignScale) - (at[4] / SettlingScale);

    private static double LogT(double x) => -2 * Math.Log(1 + (x * x / 3));

    private static double HalfT(double log, double scale)
    {
        double x = Math.Exp(log) / scale;
        return LogT(x) + log;
    }
}
