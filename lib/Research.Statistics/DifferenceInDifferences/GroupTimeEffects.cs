using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>The average effect on the units first treated in one period, in one period.</summary>
/// <param name="Group">The period they were first treated in.</param>
/// <param name="Time">The period of the effect.</param>
/// <param name="IsPost">False before treatment: a placebo.</param>
/// <param name="Effect">Estimate, error and interval; the error is not a number where the figure is zero by definition.</param>
public sealed record GroupTimeEffect(double Group, double Time, bool IsPost, Term Effect);

/// <summary>Difference-in-differences with treatment at different times: effects by cohort of first treatment and period, which never take the already
/// treated as controls.</summary>
/// <remarks>Source: Callaway and Sant'Anna (2021), Difference-in-differences with multiple time periods, Journal of Econometrics 225(2). R:
/// <c>did::att_gt</c>. Errors are analytical, from influence functions; with clusters those are added up by cluster, times G/(G − 1), with t on G − 1.</remarks>
public sealed record GroupTimeEffects : Result
{
    private readonly StaggeredPanel panel;
    private readonly List<GroupTimeCell> cells;
    private readonly InfluenceErrors errors;

    private GroupTimeEffects(StaggeredPanel panel)
    {
        this.panel = panel;
        cells = GroupTimeEstimation.Cells(panel);
        errors = new(panel);
        Effects = [.. cells.Select(c => new GroupTimeEffect(c.Group, c.Time, c.IsPost, errors.Term($"g={Show(c.Group)},t={Show(c.Time)}", c.Estimate, c.Influence)))];
        PreTrend = PreTrendTest();
    }

    /// <summary>The design.</summary>
    public StaggeredDesign Design => panel.Design;

    /// <summary>Rows used and dropped.</summary>
    public Sample Sample => panel.Sample;

    /// <summary>Units, and clusters where units of one are treated together.</summary>
    public (int Units, int Clusters) Counts => (panel.Units, errors.Clusters);

    /// <summary>The effects, by cohort, then period.</summary>
    public ImmutableArray<GroupTimeEffect> Effects { get; }

    /// <summary>The joint test that every effect before treatment is zero; its p-value says little of small departures where data are few.</summary>
    public ChiSquaredTest PreTrend { get; }

    /// <summary>Estimates them.</summary>
    /// <param name="design">Columns and choices.</param>
    /// <param name="data">A row a unit and period.</param>
    public static GroupTimeEffects Fit(StaggeredDesign design, Dataset data) => new(StaggeredPanel.Of(design, data));

    /// <summary>The effects averaged. R: <c>did::aggte</c>.</summary>
    public AggregatedEffects Aggregate(EffectAggregation by) => AggregatedEffects.Of(this, by);

    internal IReadOnlyList<GroupTimeCell> Cells => cells;

    internal StaggeredPanel Panel => panel;

    internal InfluenceErrors Errors => errors;

    internal static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Table ToTable() => new($"Effects by cohort and period, {Words}: {Design.Outcome}. {Sample}.",
        [
            new("first_treated", "First treated"), new("period", "Period"), new("when", "When"), new("estimate", "Effect"), new("std_error", "Standard error"),
            new("conf_low", "Low"), new("conf_high", "High"), new("p_value", "p", "", 3),
        ],
        Effects.Select(e => (IReadOnlyList<Cell>)[e.Group, e.Time, e.IsPost ? "treated" : "before", e.Effect.Estimate, e.Effect.StandardError, e.Effect.Interval.Low, e.Effect.Interval.High, e.Effect.PValue]),
        [$"Effects before treatment are placebos; together: χ² = {Cell.Of(PreTrend.Statistic).Show(2)} on {PreTrend.DegreesOfFreedom}, p = {Cell.Of(PreTrend.PValue).Show(3)}.", .. Cautions]);

    /// <inheritdoc/>
    public override Chart ToChart() => Effects.Any(e => e.IsPost && !double.IsNaN(e.Effect.Estimate))
        ? Aggregate(EffectAggregation.EventTime).ToChart()
        : EstimateChart.Of($"Effects by cohort and period on {Design.Outcome}", Design.Outcome, Effects.Select(e => new EstimateRow(e.Effect.Name, e.Effect.Estimate, e.Effect.Interval)), 0);

    internal string Words => $"{Design.Estimator switch
    {
        DifferenceEstimator.DoublyRobust => "doubly robust",
        DifferenceEstimator.Regression => "outcome regression",
        _ => "inverse probability weights",
    }}, controls {(Design.Controls == ControlGroup.NeverTreated ? "never treated" : "not yet treated")}, {panel.Units} units{(panel.Cluster is null ? "" : $" in {errors.Clusters} clusters")}";

    internal IEnumerable<string> Cautions => panel.Cluster is not null && errors.Clusters < 40
        ? [$"{errors.Clusters} clusters are few for errors from influence functions: compare the wild bootstrap of the two-way model."]
        : [];

    private ChiSquaredTest PreTrendTest()
    {
        int[] before = [.. Enumerable.Range(0, cells.Count).Where(k => !cells[k].IsPost && !double.IsNaN(Effects[k].Effect.StandardError))];
        if (before.Length == 0) return new("no effect before treatment", double.NaN, 0);
        double[] estimates = [.. before.Select(k => cells[k].Estimate)];
        return ChiSquaredTest.Wald("no effect before treatment", estimates, errors.Covariance([.. before.Select(k => cells[k].Influence)]));
    }
}

/// <summary>A joint test by χ².</summary>
/// <param name="Hypothesis">What is tested.</param>
/// <param name="Statistic">χ²; not a number where the covariance is singular.</param>
/// <param name="DegreesOfFreedom">Its degrees of freedom.</param>
public sealed record ChiSquaredTest(string Hypothesis, double Statistic, int DegreesOfFreedom)
{
    /// <summary>The p-value.</summary>
    public double PValue => double.IsNaN(Statistic) ? double.NaN : new ChiSquaredDistribution(DegreesOfFreedom).Upper(Statistic);

    internal static ChiSquaredTest Wald(string hypothesis, double[] estimates, double[,] covariance) =>
        new(hypothesis, Cholesky.Of(covariance) is { SmallestPivot: > 1e-12 } factor ? SmallMatrix.Dot(estimates, factor.Solve(estimates)) : double.NaN, estimates.Length);
}
