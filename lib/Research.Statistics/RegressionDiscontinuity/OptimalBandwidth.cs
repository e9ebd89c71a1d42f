namespace Research;

/// <summary>Bandwidths of least mean squared error for the jump at a cut-off, and for its bias.</summary>
/// <remarks>Common to both sides, with regularisation. Three steps: a pilot for the highest derivative, the bias bandwidth b of the local quadratic, the main
/// bandwidth h of the local line. Source: Imbens and Kalyanaraman (2012), Review of Economic Studies 79(3); Calonico, Cattaneo and Titiunik (2014),
/// Econometrica 82(6); Calonico, Cattaneo, Farrell and Titiunik (2017), Stata Journal 17(2). R: <c>rdrobust::rdbwselect(bwselect = "mserd")</c>, or <c>"cerrd"</c> where the aim is coverage.</remarks>
internal static class OptimalBandwidth
{
    /// <summary>h and b; null where a step finds too few scores.</summary>
    public static (double Main, double Bias)? Of(DiscontinuitySide left, DiscontinuitySide right, DiscontinuityDesign design)
    {
        double[] x = [.. left.X, .. right.X];
        int distinct = left.Distinct + right.Distinct;
        // Many ties: the scores there are say how dense they lie, not the rows.
        double n = 1 - (distinct / (double)x.Length) >= 0.2 ? distinct : x.Length;
        double mean = x.Average(), sd = Math.Sqrt(x.Sum(v => (v - mean) * (v - mean)) / (x.Length - 1)), widest = Math.Max(left.Reach, right.Reach);
        double constant = design.Kernel switch { LocalKernel.Triangular => 2.576, LocalKernel.Epanechnikov => 2.34, _ => 1.843 };
        double[] sorted = [.. x.Order()];
        double quartiles = (Quantile(sorted, 0.75) - Quantile(sorted, 0.25)) / 1.349;
        double pilot = Math.Min(widest, constant * (quartiles > 0 ? Math.Min(sd, quartiles) : sd) * Math.Pow(n, -0.2));
        pilot = Math.Max(pilot, Math.Max(Holding(left), Holding(right)));
        var own = (Left: left.Reach, Right: right.Reach);
        if (Step((3, 3, 4), pilot, own, false) is not { } highest) return null;
        double d = Math.Min(widest, highest);
        if (Step((2, 2, 3), pilot, (d, d), true) is not { } second) return null;
        double b = Math.Min(widest, second);
        return Step((1, 0, 2), pilot, (b, b), true) is { } first ? (Math.Min(widest, first) * Narrowing(), b) : null;

        // For coverage the main bandwidth shrinks by a power of the rows, of clusters where these are the units; the bias bandwidth stays.
        double Narrowing() => design.Aim == BandwidthAim.Estimate ? 1 : Math.Pow(design.Cluster is null ? x.Length : left.Cluster.Concat(right.Cluster).Distinct().Count(), -1.0 / 20);

        double? Step((int Order, int Derivative, int BiasOrder) fit, double variance, (double Left, double Right) bias, bool regular)
        {
            if (Side(left, fit, (variance, bias.Left), regular) is not { } l || Side(right, fit, (variance, bias.Right), regular) is not { } r) return null;
            double gap = r.Bias - l.Bias, below = (gap * gap) + l.Regular + r.Regular;
            return below > 0 ? Math.Pow((l.Variance + r.Variance) / below, 1.0 / ((2 * fit.Order) + 3)) : widest;
        }

        (double Variance, double Bias, double Regular)? Side(DiscontinuitySide side, (int Order, int Derivative, int BiasOrder) fit, (double Variance, double Bias) h, bool regular)
        {
            int o = fit.Order, nu = fit.Derivative;
            if (LocalFit.Of(side, o, h.Variance, design.Kernel) is not { } near || LocalFit.Of(side, fit.BiasOrder, h.Bias, design.Kernel) is not { } wide) return null;
            bool clustered = design.Cluster is not null;
            double variance = NeighbourResiduals.Variance(side, side.Y, near.RowWeights(side, nu), (clustered, o + 1));
            double constant = Math.Pow(h.Variance, nu) * near.Inverse.Times(near.Moment(side, o + 1, h.Variance))[nu];
            double derivative = wide.Coefficients(side.Y)[o + 1];
            double noise = regular ? NeighbourResiduals.Variance(side, side.Y, wide.RowWeights(side, o + 1), (clustered, fit.BiasOrder + 1)) : 0;
            double terms = 2.0 * (o + 1 - nu);
            return (((2 * nu) + 1) * Math.Pow(h.Variance, (2 * nu) + 1) * variance, Math.Sqrt(terms) * constant * derivative, terms * 3 * constant * constant * noise);
        }

        // At least ten different scores on each side.
        static double Holding(DiscontinuitySide side) => side.X.Select(Math.Abs).Distinct().Order().Skip(9).FirstOrDefault(side.Reach) * (1 + 1e-9);
    }

    private static double Quantile(double[] sorted, double p)
    {
        double at = (sorted.Length - 1) * p;
        int k = (int)Math.Floor(at);
        return k + 1 < sorted.Length ? sorted[k] + ((at - k) * (sorted[k + 1] - sorted[k])) : sorted[k];
    }
}
