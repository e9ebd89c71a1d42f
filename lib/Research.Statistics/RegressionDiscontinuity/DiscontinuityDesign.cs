namespace Research;

/// <summary>How rows count by their distance from the cut-off.</summary>
public enum LocalKernel
{
    /// <summary>1 − |u|: best at a boundary.</summary>
    Triangular,

    /// <summary>¾(1 − u²).</summary>
    Epanechnikov,

    /// <summary>All alike within the bandwidth.</summary>
    Uniform,
}

/// <summary>The residuals behind the errors of a regression discontinuity.</summary>
public enum DiscontinuityErrors
{
    /// <summary>Of the local fit, divided by 1 − leverage: intervals cover nearest to 95% (docs/simulations/rd.md). R: <c>vce = "hc3"</c>.</summary>
    Hc3,

    /// <summary>From each row's three nearest neighbours in score: rdrobust's default, a little short with few rows near the cut-off. R: <c>vce = "nn"</c>.</summary>
    Neighbours,
}

/// <summary>What a bandwidth is chosen for.</summary>
public enum BandwidthAim
{
    /// <summary>Least mean squared error of the estimate. R: <c>bwselect = "mserd"</c>.</summary>
    Estimate,

    /// <summary>Least error of the interval's coverage: n^(−1/20) times the other, so a wider interval of less bias. Source: Calonico, Cattaneo and Farrell (2020), Econometrics Journal 23(2). R: <c>bwselect = "cerrd"</c>.</summary>
    Coverage,
}

/// <summary>The columns and choices of a regression discontinuity: a programme given by which side of a cut-off a pupil's score lies.</summary>
/// <param name="Outcome">The outcome's column.</param>
/// <param name="Running">The column of the score that decides.</param>
/// <param name="Cutoff">The cut-off; a score on it counts as above.</param>
public sealed record DiscontinuityDesign(string Outcome, string Running, double Cutoff)
{
    /// <summary>True where those below the cut-off get the programme: low scores, low income.</summary>
    public bool TreatedBelow { get; init; }

    /// <summary>The column of take-up, where the cut-off moved it without deciding it (fuzzy); null where it decided.</summary>
    public string? Takeup { get; init; }

    /// <summary>The column of clusters such as schools; null takes rows as independent.</summary>
    public string? Cluster { get; init; }

    /// <summary>How rows count by distance.</summary>
    public LocalKernel Kernel { get; init; }

    /// <summary>The bandwidth in units of the score; null chooses one for <see cref="Aim"/>.</summary>
    public double? Bandwidth { get; init; }

    /// <summary>What the bandwidth is chosen for.</summary>
    public BandwidthAim Aim { get; init; }

    /// <summary>The residuals behind the errors; by clusters they are always the neighbours'.</summary>
    public DiscontinuityErrors Errors { get; init; }

    /// <summary>Scores nearer than this to the cut-off are left out (donut), where they may have been adjusted.</summary>
    public double Donut { get; init; }
}

/// <summary>The rows on one side of a cut-off, by score.</summary>
internal sealed class DiscontinuitySide
{
    public DiscontinuitySide(IEnumerable<(double X, double Y, double Takeup, int Cluster)> rows)
    {
        var ordered = rows.OrderBy(r => r.X).ToArray();
        X = [.. ordered.Select(r => r.X)];
        Y = [.. ordered.Select(r => r.Y)];
        Takeup = [.. ordered.Select(r => r.Takeup)];
        Cluster = [.. ordered.Select(r => r.Cluster)];
    }

    /// <summary>Distance from the cut-off, rising.</summary>
    public double[] X { get; }

    public double[] Y { get; }

    public double[] Takeup { get; }

    public int[] Cluster { get; }

    public int Count => X.Length;

    public double Reach => Math.Max(Math.Abs(X[0]), Math.Abs(X[^1]));

    public int Distinct => X.Distinct().Count();
}
