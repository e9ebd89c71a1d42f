using System.Collections.Immutable;

namespace Research;

/// <summary>One 2×2 table of a stratum: first row a (event), b (none); second row c, d.</summary>
/// <param name="Name">The stratum.</param>
/// <param name="A">First group with the event.</param>
/// <param name="B">First group without.</param>
/// <param name="C">Second group with the event.</param>
/// <param name="D">Second group without.</param>
public readonly record struct Stratum(string Name, double A, double B, double C, double D)
{
    /// <summary>All four cells.</summary>
    public double Total => A + B + C + D;
}

/// <summary>2×2 tables over strata: the Cochran–Mantel–Haenszel test, common odds ratio, risk ratio and risk difference, and tests that the odds
/// ratio is the same in all strata. R: <c>mantelhaen.test</c>, <c>metafor::rma.mh</c>, <c>DescTools::BreslowDayTest</c>.</summary>
public sealed partial record StratifiedTables : Result
{
    private StratifiedTables(ImmutableArray<Stratum> strata, double level) => (Strata, Level) = (strata, level);

    /// <summary>The strata.</summary>
    public ImmutableArray<Stratum> Strata { get; }

    /// <summary>Coverage of the intervals.</summary>
    public double Level { get; }

    private IEnumerable<Stratum> Informative => Strata.Where(s => s.Total > 1);

    /// <summary>Tables by stratum; empty strata say nothing and are passed over.</summary>
    public static StratifiedTables Of(IEnumerable<Stratum> strata, double level = 0.95)
    {
        ImmutableArray<Stratum> all = [.. strata];
        foreach (var s in all)
        {
            Counts.Check(s.A, s.A + s.B);
            Counts.Check(s.C, s.C + s.D);
        }
        if (all.IsEmpty) throw new DataError("strata", "none", "at least one 2×2 table", "Give the four counts of each stratum.");
        return new(all, ConfidenceLevel.Checked(level));
    }

    /// <summary>The Cochran–Mantel–Haenszel statistic (Mantel and Haenszel 1959) on one degree of freedom.</summary>
    public double ChiSquared => Square(Excess) / HypergeometricVariance;

    /// <summary>With the continuity correction of ½, where the excess is at least that.</summary>
    public double CorrectedChiSquared => Math.Abs(Excess) is var e && e >= 0.5 ? Square(e - 0.5) / HypergeometricVariance : ChiSquared;

    /// <summary>p-value of the test without correction.</summary>
    public double PValue => new ChiSquaredDistribution(1).Upper(ChiSquared);

    /// <summary>p-value of the test with correction.</summary>
    public double CorrectedPValue => new ChiSquaredDistribution(1).Upper(CorrectedChiSquared);

    /// <summary>The Mantel–Haenszel common odds ratio ΣAD/n / ΣBC/n.</summary>
    public double CommonOddsRatio => Informative.Sum(s => s.A * s.D / s.Total) / Informative.Sum(s => s.B * s.C / s.Total);

    /// <summary>Its interval by the variance of Robins, Breslow and Greenland (1986).</summary>
    public Interval CommonOddsRatioInterval
    {
        get
        {
            double r = 0, s = 0, pr = 0, mixed = 0, qs = 0;
            foreach (var t in Informative)
            {
                double n = t.Total, p = (t.A + t.D) / n, q = (t.B + t.C) / n, ri = t.A * t.D / n, si = t.B * t.C / n;
                (r, s, pr, mixed, qs) = (r + ri, s + si, pr + p * ri, mixed + p * si + q * ri, qs + q * si);
            }
            return Exponential(Math.Log(r / s), pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s));
        }
    }

    /// <summary>The Mantel–Haenszel common risk ratio.</summary>
    public double CommonRiskRatio => Informative.Sum(s => s.A * (s.C + s.D) / s.Total) / Informative.Sum(s => s.C * (s.A + s.B) / s.Total);

    /// <summary>Its interval by the variance of Greenland and Robins (1985).</summary>
    public Interval CommonRiskRatioInterval => Exponential(Math.Log(CommonRiskRatio),
        Informative.Sum(s => ((s.A + s.B) * (s.C + s.D) * (s.A + s.C) - s.A * s.C * s.Total) / Square(s.Total))
            / (Informative.Sum(s => s.A * (s.C + s.D) / s.Total) * Informative.Sum(s => s.C * (s.A + s.B) / s.Total)));

    /// <summary>The Mantel–Haenszel common risk difference, a share.</summary>
    public double CommonRiskDifference => Informative.Sum(s => (s.A * (s.C + s.D) - s.C * (s.A + s.B)) / s.Total) / Weight;

    /// <summary>Its standard error by Sato, Greenland and Robins (1989).</summary>
    public double CommonRiskDifferenceStandardError
    {
        get
        {
            double d = CommonRiskDifference, p = 0, q = 0;
            foreach (var s in Informative)
            {
                double n1 = s.A + s.B, n2 = s.C + s.D, n = s.Total;
                p += s.C * Square(n1 / n) - s.A * Square(n2 / n) + n1 / n * (n2 / n) * (n2 - n1) / 2;
                q += s.A * (n2 - s.C) / n + s.C * (n1 - s.A) / n;
            }
            return Math.Sqrt((d * p + q / 2) / Square(Weight));
        }
    }

    /// <summary>The interval of the common risk difference.</summary>
    public Interval CommonRiskDifferenceInterval => StandardNormal.ForLevel(Level) * CommonRiskDifferenceStandardError is var half
        ? new(CommonRiskDifference - half, CommonRiskDifference + half, Level)
        : Interval.None;

    /// <inheritdoc/>
    public override Table ToTable() => new(
        $"Mantel–Haenszel over {Strata.Length} strata, {Strata.Sum(s => s.Total):G} in all: χ² = {Shown(ChiSquared)} on 1 df, p = {Shown(PValue)}; {Level:P0} intervals",
        [new("contrast", "Contrast"), new("estimate", "Estimate"), new("conf_low", "Low"), new("conf_high", "High")],
        [
            ["Common odds ratio", CommonOddsRatio, CommonOddsRatioInterval.Low, CommonOddsRatioInterval.High],
            ["Common risk ratio", CommonRiskRatio, CommonRiskRatioInterval.Low, CommonRiskRatioInterval.High],
            ["Common risk difference (ppt)", 100 * CommonRiskDifference, 100 * CommonRiskDifferenceInterval.Low, 100 * CommonRiskDifferenceInterval.High],
        ],
        [$"Same odds ratio in all strata: Breslow–Day χ² = {Shown(BreslowDay)} on {Informative.Count() - 1} df, p = {Shown(BreslowDayPValue)}."]);

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of("Odds ratios by stratum and in common", "Odds ratio",
        [.. Strata.Select(s => new EstimateRow(s.Name, OddsRatio.Estimate(s.A, s.A + s.B, s.C, s.C + s.D), OddsRatio.Woolf(s.A, s.A + s.B, s.C, s.C + s.D, Level))),
            new("Common (Mantel–Haenszel)", CommonOddsRatio, CommonOddsRatioInterval)], 1);

    private double Excess => Informative.Sum(s => s.A - (s.A + s.B) * (s.A + s.C) / s.Total);

    private double HypergeometricVariance => Informative.Sum(s => (s.A + s.B) * (s.C + s.D) * (s.A + s.C) * (s.B + s.D) / (Square(s.Total) * (s.Total - 1)));

    private double Weight => Informative.Sum(s => (s.A + s.B) * (s.C + s.D) / s.Total);

    private Interval Exponential(double log, double variance)
    {
        double half = StandardNormal.ForLevel(Level) * Math.Sqrt(variance);
        return new(Math.Exp(log - half), Math.Exp(log + half), Level);
    }

    private static double Square(double x) => x * x;

    private static string Shown(double value) => Cell.Of(value).Show(null);
}
