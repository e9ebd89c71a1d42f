namespace Research;

/// <summary>The test that scores do not heap on one side of a cut-off, as they do where somebody can adjust them.</summary>
/// <remarks>The histogram's heights are smoothed by local lines on each side; θ = ln f₊ − ln f₋ with variance (24/5)(1/f₊ + 1/f₋)/(nh). Source: McCrary (2008),
/// Manipulation of the running variable in the regression discontinuity design, Journal of Econometrics 142(2). R: <c>rdd::DCdensity</c>.</remarks>
public sealed record DensityTest : Result
{
    private DensityTest(double below, double above, double variance, double bandwidth, (string Running, double Cutoff) where) =>
        (Below, Above, StandardError, Bandwidth, Running, Cutoff) = (below, above, Math.Sqrt(variance), bandwidth, where.Running, where.Cutoff);

    /// <summary>Density just below the cut-off.</summary>
    public double Below { get; }

    /// <summary>Density just above.</summary>
    public double Above { get; }

    /// <summary>Difference of their logarithms.</summary>
    public double LogDifference => Math.Log(Above) - Math.Log(Below);

    /// <summary>Its standard error.</summary>
    public double StandardError { get; }

    /// <summary>Two-sided p: small where scores heap.</summary>
    public double PValue => StandardNormal.TwoSided(LogDifference / StandardError);

    /// <summary>The bandwidth.</summary>
    public double Bandwidth { get; }

    private string Running { get; }

    private double Cutoff { get; }

    /// <summary>Tests scores.</summary>
    /// <param name="scores">Scores.</param>
    /// <param name="cutoff">The cut-off.</param>
    public static DensityTest Of(IReadOnlyList<double> scores, double cutoff) => Of([.. scores.Where(s => !double.IsNaN(s)).Select(s => s - cutoff)], ("score", cutoff));

    internal static DensityTest Of(double[] x, (string Running, double Cutoff) where)
    {
        double n = x.Length, mean = x.Average(), sd = Math.Sqrt(x.Sum(v => (v - mean) * (v - mean)) / (n - 1));
        // Scores on a grid need bins that hold whole steps, or empty ones lie between full ones.
        double[] distinct = [.. x.Distinct().Order()];
        double step = distinct.Length > 1 ? distinct.Skip(1).Zip(distinct, (a, b) => a - b).Min() : 0, width = 2 * sd / Math.Sqrt(n);
        bool grid = distinct.Length < n / 4;
        if (grid) width = Math.Max(1, Math.Ceiling(width / step)) * step;
        // A score on the grid stands for the step above it.
        var counts = x.GroupBy(v => Math.Floor((v / width) + (grid ? 1e-9 : 0))).ToDictionary(g => (int)g.Key, g => g.Count());
        int first = counts.Keys.Min(), last = counts.Keys.Max();
        var bins = Enumerable.Range(first, last - first + 1).Select(b => (X: (b + 0.5) * width, Height: counts.GetValueOrDefault(b) / (n * width))).ToArray();
        var (below, above) = (bins.Where(b => b.X < 0).ToArray(), bins.Where(b => b.X > 0).ToArray());
        if (below.Length < 10 || above.Length < 10)
            throw new DataError("density test", $"{Math.Min(below.Length, above.Length)} bins on a side of the cut-off", "ten or more", "Scores are too few or too coarse to see heaping: look at their counts.", column: where.Running);
        double h = (Rule(below) + Rule(above)) / 2;
        double fBelow = AtZero(below, h), fAbove = AtZero(above, h);
        if (!(fBelow > 0 && fAbove > 0)) throw new DataError("density test", "no scores near the cut-off", "scores on both sides of it", "Check the cut-off.", column: where.Running);
        return new(fBelow, fAbove, 24 / (5 * n * h) * ((1 / fBelow) + (1 / fAbove)), h, where);
    }

    // 3.348 (σ² (b − a)/Σ f″²)^(1/5) of a quartic through the heights of a side.
    private static double Rule((double X, double Height)[] side)
    {
        double far = side.Max(b => Math.Abs(b.X));
        var columns = new double[side.Length * 5];
        for (int j = 0; j < 5; j++)
            for (int i = 0; i < side.Length; i++) columns[(j * side.Length) + i] = Math.Pow(side[i].X / far, j);
        var fit = LeastSquares.Solve(columns, 5, [.. side.Select(b => b.Height)], null);
        double error = fit.Residuals.Sum(e => e * e) / Math.Max(1, side.Length - 5);
        double curved = side.Sum(b => Math.Pow(((2 * fit.Coefficients[2]) + (6 * fit.Coefficients[3] * b.X / far) + (12 * fit.Coefficients[4] * b.X * b.X / far / far)) / far / far, 2));
        return Math.Min(far, 3.348 * Math.Pow(error * far / curved, 0.2));
    }

    private static double AtZero((double X, double Height)[] side, double h)
    {
        double s0 = 0, s1 = 0, s2 = 0, t0 = 0, t1 = 0;
        foreach (var (x, height) in side)
        {
            double w = Math.Max(0, 1 - Math.Abs(x / h));
            (s0, s1, s2, t0, t1) = (s0 + w, s1 + (w * x), s2 + (w * x * x), t0 + (w * height), t1 + (w * x * height));
        }
        return ((s2 * t0) - (s1 * t1)) / ((s0 * s2) - (s1 * s1));
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Density of {Running} at {Cell.Of(Cutoff).Show(null)} (McCrary 2008), bandwidth {Cell.Of(Bandwidth).Show(3)}",
        [new("below", "Density below"), new("above", "Density above"), new("log_difference", "Difference of logarithms", "", 3), new("std_error", "Standard error", "", 3), new("p_value", "p", "", 3)],
        [[Below, Above, LogDifference, StandardError, PValue]], "A small p says that scores heap on one side: somebody may have adjusted them.");
}
