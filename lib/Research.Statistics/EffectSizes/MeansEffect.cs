namespace Research;

/// <summary>Effects of two groups' means and standard deviations, first less second. R: <c>metafor::escalc(m1i, sd1i, n1i, m2i, sd2i, n2i)</c>.</summary>
/// <remarks>Sources: Hedges and Olkin (1985); Bonett (2008, 2009); Hedges, Gurevitch and Curtis (1999); Nakagawa et al. (2015).</remarks>
public static class MeansEffect
{
    /// <summary>The difference of means, variances of the groups apart. R: <c>"MD"</c>.</summary>
    public static StudyEffect Difference(GroupSummary first, GroupSummary second) => new(first.Mean - second.Mean, MeanVariance(first) + MeanVariance(second));

    /// <summary>The difference of means, one variance for both. R: <c>"MD", vtype = "HO"</c>.</summary>
    public static StudyEffect DifferenceOfEqualVariance(GroupSummary first, GroupSummary second)
    {
        double sd = StandardisedDifference.Of(first, second).PooledStandardDeviation;
        return new(first.Mean - second.Mean, sd * sd * ((1 / first.Count) + (1 / second.Count)));
    }

    /// <summary>Hedges' g with its large-sample variance. R: <c>"SMD"</c>.</summary>
    public static StudyEffect Standardised(GroupSummary first, GroupSummary second) => StandardisedDifference.Of(first, second) is var d ? new(d.HedgesG, d.HedgesGLargeSampleVariance) : default;

    /// <summary>Hedges' g with J² times the variance of d. R: <c>"SMD", vtype = "LS2"</c>.</summary>
    public static StudyEffect StandardisedCorrected(GroupSummary first, GroupSummary second) => StandardisedDifference.Of(first, second) is var d ? new(d.HedgesG, d.HedgesGVariance) : default;

    /// <summary>Hedges' g with its unbiased variance. R: <c>"SMD", vtype = "UB"</c>.</summary>
    public static StudyEffect StandardisedUnbiased(GroupSummary first, GroupSummary second)
    {
        var d = StandardisedDifference.Of(first, second);
        double m = d.DegreesOfFreedom, g = d.HedgesG;
        return new(g, (1 / first.Count) + (1 / second.Count) + ((1 - ((m - 2) / (m * d.Correction * d.Correction))) * g * g));
    }

    /// <summary>Glass' Δ corrected: over the second group's standard deviation. R: <c>"SMD1"</c>.</summary>
    public static StudyEffect StandardisedBySecond(GroupSummary first, GroupSummary second)
    {
        double g = StandardisedDifference.Of(first, second).CorrectedGlassDelta;
        return new(g, (1 / first.Count) + (1 / second.Count) + (g * g / (2 * second.Count)));
    }

    /// <summary>Over the root of the mean of the two variances, which need not be equal (Bonett 2008). R: <c>"SMDH"</c>.</summary>
    public static StudyEffect StandardisedUnequal(GroupSummary first, GroupSummary second)
    {
        var d = StandardisedDifference.Of(first, second);
        double g = d.Correction * d.AverageStandardDeviationD, s = Square(first.StandardDeviation), t = Square(second.StandardDeviation), sum = s + t;
        double variance = (g * g * ((s * s / (first.Count - 1)) + (t * t / (second.Count - 1))) / (2 * sum * sum)) + (((s / (first.Count - 1)) + (t / (second.Count - 1))) / (sum / 2));
        return new(g, d.Correction * d.Correction * variance);
    }

    /// <summary>ln of the ratio of means. R: <c>"ROM"</c>.</summary>
    public static StudyEffect LogRatioOfMeans(GroupSummary first, GroupSummary second) =>
        new(Math.Log(first.Mean / second.Mean), (MeanVariance(first) / Square(first.Mean)) + (MeanVariance(second) / Square(second.Mean)));

    /// <summary>ln of the ratio of coefficients of variation. R: <c>"CVR"</c>.</summary>
    public static StudyEffect LogRatioOfVariation(GroupSummary first, GroupSummary second) =>
        new(Math.Log(first.StandardDeviation / first.Mean) + Half(first) - Math.Log(second.StandardDeviation / second.Mean) - Half(second),
            Half(first) + (MeanVariance(first) / Square(first.Mean)) + Half(second) + (MeanVariance(second) / Square(second.Mean)));

    /// <summary>ln of the ratio of standard deviations. R: <c>"VR"</c>.</summary>
    public static StudyEffect LogRatioOfDeviations(GroupSummary first, GroupSummary second) =>
        new(Math.Log(first.StandardDeviation / second.StandardDeviation) + Half(first) - Half(second), Half(first) + Half(second));

    private static double Half(GroupSummary g) => 1 / (2 * (g.Count - 1));

    private static double MeanVariance(GroupSummary g) => Square(g.StandardDeviation) / g.Count;

    private static double Square(double x) => x * x;
}
