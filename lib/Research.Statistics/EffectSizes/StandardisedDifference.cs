namespace Research;

/// <summary>What a study reports of a group.</summary>
/// <param name="Count">Number of pupils.</param>
/// <param name="Mean">Mean outcome.</param>
/// <param name="StandardDeviation">Standard deviation, with n − 1.</param>
public readonly record struct GroupSummary(double Count, double Mean, double StandardDeviation)
{
    /// <summary>Summary of a group's values.</summary>
    public static GroupSummary Of(OutcomeGroup group) => new(group.Count, group.Mean, group.StandardDeviation);
}

/// <summary>The standardised mean difference of two independent groups: Cohen's d, Hedges' g, Glass' Δ, with noncentral-t intervals.</summary>
/// <remarks>Sources: Hedges (1981); Hedges and Olkin (1985); Cumming and Finch (2001) for the intervals. R: <c>effectsize::hedges_g</c>, <c>metafor::escalc("SMD")</c>.</remarks>
public sealed record StandardisedDifference : Result
{
    private StandardisedDifference(GroupSummary first, GroupSummary second) => (First, Second) = (first, second);

    /// <summary>The first group: the one that got the intervention.</summary>
    public GroupSummary First { get; }

    /// <summary>The second group: the control.</summary>
    public GroupSummary Second { get; }

    /// <summary>From two groups' summaries.</summary>
    public static StandardisedDifference Of(GroupSummary first, GroupSummary second)
    {
        foreach (var g in new[] { first, second })
            if (!(g.Count >= 2 && g.StandardDeviation >= 0 && double.IsFinite(g.Mean)))
                throw new DataError("group summary", $"n {g.Count}, mean {g.Mean}, sd {g.StandardDeviation}", "n of 2 or more, sd of 0 or more", "Check the order: count, mean, standard deviation.");
        return new(first, second);
    }

    /// <summary>From two groups' values.</summary>
    public static StandardisedDifference Of(OutcomeGroup first, OutcomeGroup second) => Of(GroupSummary.Of(first), GroupSummary.Of(second));

    /// <summary>n₁ + n₂ − 2.</summary>
    public double DegreesOfFreedom => First.Count + Second.Count - 2;

    /// <summary>The pooled standard deviation.</summary>
    public double PooledStandardDeviation =>
        Math.Sqrt(((First.Count - 1) * Square(First.StandardDeviation) + (Second.Count - 1) * Square(Second.StandardDeviation)) / DegreesOfFreedom);

    /// <summary>Cohen's d: the difference over the pooled standard deviation.</summary>
    public double CohenD => Difference / PooledStandardDeviation;

    /// <summary>Hedges' exact correction for small samples, J.</summary>
    public double Correction => HedgesCorrection.Exact(DegreesOfFreedom);

    /// <summary>Hedges' g = J d.</summary>
    public double HedgesG => Correction * CohenD;

    /// <summary>Student's t of the difference.</summary>
    public double T => CohenD / Scale;

    /// <summary>Its two-sided p-value.</summary>
    public double PValue => new StudentTDistribution(DegreesOfFreedom).TwoSided(T);

    /// <summary>Variance of d in large samples: 1/n₁ + 1/n₂ + d²/(2N).</summary>
    public double CohenDVariance => VarianceAt(CohenD);

    /// <summary>J² times the variance of d (Borenstein et al. 2009).</summary>
    public double HedgesGVariance => Square(Correction) * CohenDVariance;

    /// <summary>1/n₁ + 1/n₂ + g²/(2N), metafor's <c>vtype = "LS"</c>.</summary>
    public double HedgesGLargeSampleVariance => VarianceAt(HedgesG);

    /// <summary>95% interval of d from the noncentral t.</summary>
    public Interval CohenDInterval => NoncentralInterval.Of(T, DegreesOfFreedom, Scale);

    /// <summary>95% interval of g: that of d times J.</summary>
    public Interval HedgesGInterval => CohenDInterval.Scale(Correction);

    /// <summary>95% interval g ± 1.96 standard errors.</summary>
    public Interval HedgesGWaldInterval => StandardNormal.Z95 * Math.Sqrt(HedgesGVariance) is var half ? new(HedgesG - half, HedgesG + half) : Interval.None;

    /// <summary>Glass' Δ: the difference over the control group's standard deviation.</summary>
    public double GlassDelta => Difference / Second.StandardDeviation;

    /// <summary>Δ with the small-sample correction on n₂ − 1.</summary>
    public double CorrectedGlassDelta => HedgesCorrection.Exact(Second.Count - 1) * GlassDelta;

    /// <summary>95% interval of Δ from the noncentral t on n₂ − 1 degrees of freedom.</summary>
    public Interval GlassInterval => NoncentralInterval.Of(GlassDelta / Scale, Second.Count - 1, Scale);

    /// <summary>Variance of Δ: 1/n₁ + 1/n₂ + Δ²/(2(n₂ − 1)).</summary>
    public double GlassVariance => Square(Scale) + Square(GlassDelta) / (2 * (Second.Count - 1));

    /// <summary>The difference over the root of the mean of the two variances.</summary>
    public double AverageStandardDeviationD => Difference / Math.Sqrt((Square(First.StandardDeviation) + Square(Second.StandardDeviation)) / 2);

    /// <summary>Cohen's U₃: the share of the second group below the first group's mean, were both normal.</summary>
    public double CohenU3 => StandardNormal.Lower(CohenD);

    /// <summary>The chance that a pupil of the first group does better than one of the second, were both normal.</summary>
    public double ProbabilityOfSuperiority => StandardNormal.Lower(CohenD / Math.Sqrt(2));

    /// <summary>The share of the two normal distributions that overlaps.</summary>
    public double Overlap => 2 * StandardNormal.Lower(-Math.Abs(CohenD) / 2);

    /// <summary>Welch's t of the difference.</summary>
    public double WelchT => Difference / Math.Sqrt(MeanVariance(First) + MeanVariance(Second));

    /// <summary>Welch's degrees of freedom.</summary>
    public double WelchDegreesOfFreedom => Square(MeanVariance(First) + MeanVariance(Second))
        / (Square(MeanVariance(First)) / (First.Count - 1) + Square(MeanVariance(Second)) / (Second.Count - 1));

    /// <inheritdoc/>
    public override Table ToTable() => new($"Standardised difference: {First.Count:G} and {Second.Count:G} pupils; 95% intervals from the noncentral t",
        [new("measure", "Measure"), new("estimate", "Estimate"), new("conf_low", "Low"), new("conf_high", "High")],
        [
            ["Cohen's d", CohenD, CohenDInterval.Low, CohenDInterval.High],
            ["Hedges' g", HedgesG, HedgesGInterval.Low, HedgesGInterval.High],
            ["Glass' Δ", GlassDelta, GlassInterval.Low, GlassInterval.High],
        ],
        [$"U₃ {Rounding.Text(100 * CohenU3, 0)}%; probability of superiority {Rounding.Text(100 * ProbabilityOfSuperiority, 0)}%; t = {Cell.Of(T).Show(null)}, p = {Cell.Of(PValue).Show(null)}."]);

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of("Standardised differences with 95% intervals", "Standard deviations",
        [new("Cohen's d", CohenD, CohenDInterval), new("Hedges' g", HedgesG, HedgesGInterval), new("Glass' Δ", GlassDelta, GlassInterval)], 0);

    private double Difference => First.Mean - Second.Mean;

    private double Scale => Math.Sqrt(1 / First.Count + 1 / Second.Count);

    private double VarianceAt(double d) => Square(Scale) + d * d / (2 * (First.Count + Second.Count));

    private static double MeanVariance(GroupSummary g) => Square(g.StandardDeviation) / g.Count;

    private static double Square(double x) => x * x;
}
