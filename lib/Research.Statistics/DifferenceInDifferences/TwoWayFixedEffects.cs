using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>The columns of a panel.</summary>
/// <param name="Unit">Pupil or school.</param>
/// <param name="Time">Period.</param>
/// <param name="Cluster">What errors go by; null takes the unit.</param>
public sealed record PanelColumns(string Unit, string Time, string? Cluster = null);

/// <summary>Regressions with an effect for each unit and each period.</summary>
/// <remarks>Where treatment starts at different times and effects differ, the coefficient mixes in comparisons with units already treated: see
/// BaconDecomposition, and take <see cref="GroupTimeEffects"/>. R: <c>fixest::feols(y ~ d | unit + time)</c>, <c>plm(effect = "twoways")</c>.</remarks>
public static class TwoWayFixedEffects
{
    /// <summary>Fits one.</summary>
    /// <param name="formula">Outcome, treatment and covariates: <c>score ~ treated</c>.</param>
    /// <param name="data">A row a unit and period.</param>
    /// <param name="panel">Unit, period and cluster.</param>
    /// <param name="kind">Errors: CR2 with its degrees of freedom for few clusters, CR1S for many.</param>
    public static LinearModel Fit(string formula, Dataset data, PanelColumns panel, ErrorKind kind = ErrorKind.Cr2) =>
        LinearModel.Fit(formula, data, Errors.Clustered(NameExpression.Quoted(panel.Cluster ?? panel.Unit), kind), new() { Absorb = [NameExpression.Quoted(panel.Unit), NameExpression.Quoted(panel.Time)] });
}

/// <summary>The event study: an effect for each period before and after treatment, with the joint test of those before.</summary>
/// <remarks>Two-way fixed effects with a dummy an event time, the reference left out, never treated zero throughout; errors by clusters (CR1S, t on G − 1).
/// With treatment at different times its figures can mix; <see cref="AggregatedEffects"/> by event time and SunAbraham do not. Source:
/// Jacobson, LaLonde and Sullivan (1993); Freyaldenhoven et al. (2021). R: <c>fixest::i(event_time, ref = -1)</c>.</remarks>
public sealed record EventStudy : Result
{
    private EventStudy(LinearModel model, ImmutableArray<int> times, ChiSquaredTest preTrend, string outcome)
    {
        (Model, EventTimes, PreTrend, Outcome) = (model, times, preTrend, outcome);
        Effects = [.. times.Select(t => model[NameOf(t)] with { Name = t.ToString(CultureInfo.InvariantCulture) })];
    }

    /// <summary>The regression.</summary>
    public LinearModel Model { get; }

    /// <summary>The event times estimated.</summary>
    public ImmutableArray<int> EventTimes { get; }

    /// <summary>The effects, named by event time.</summary>
    public ImmutableArray<Term> Effects { get; }

    /// <summary>The joint test that effects before treatment are zero.</summary>
    public ChiSquaredTest PreTrend { get; }

    private string Outcome { get; }

    /// <summary>Fits one.</summary>
    /// <param name="design">Columns; covariates and controls are not used.</param>
    /// <param name="data">A row a unit and period.</param>
    /// <param name="window">Event times to estimate; periods outside count as the reference.</param>
    /// <param name="reference">The event time all are compared with.</param>
    public static EventStudy Fit(StaggeredDesign design, Dataset data, (int First, int Last) window, int reference = -1)
    {
        double[] time = data.Numbers(design.Time).ToArray(), first = data.Numbers(design.FirstTreated).ToArray();
        var numbers = new List<int>();
        for (int e = window.First; e <= window.Last; e++)
        {
            double[] dummy = [.. time.Select((t, i) => double.IsNaN(first[i]) ? double.NaN : first[i] > 0 && t - first[i] == e ? 1 : 0)];
            if (e == reference || !dummy.Contains(1)) continue;
            numbers.Add(e);
            data = data.With(new NumberColumn(NameOf(e), dummy));
        }
        if (numbers.Count == 0) throw new DataError("event study", "no row at an event time of the window", "treated units within the window", "Widen the window, or check the column of first treatment.", column: design.FirstTreated);
        var model = TwoWayFixedEffects.Fit($"{NameExpression.Quoted(design.Outcome)} ~ {string.Join(" + ", numbers.Select(NameOf))}", data, new(design.Unit, design.Time, design.Cluster), ErrorKind.Cr1S);
        string[] before = [.. numbers.Where(e => e < Math.Min(0, reference)).Select(NameOf).Where(model.CoefficientNames.Contains)];
        var test = before.Length == 0 ? new ChiSquaredTest("no effect before treatment", double.NaN, 0)
            : new ChiSquaredTest("no effect before treatment", model.Test(before).Statistic * before.Length, before.Length);
        return new(model, [.. numbers], test, design.Outcome);
    }

    private static string NameOf(int e) => e < 0 ? $"before_{-e}" : $"after_{e}";

    /// <inheritdoc/>
    public override Table ToTable() => new($"Event study, {Model.Method}: {Outcome}. {Model.Sample}.",
        [new("event_time", "Periods since treatment"), new("estimate", "Effect"), new("std_error", "Standard error"), new("conf_low", "Low"), new("conf_high", "High"), new("p_value", "p", "", 3)],
        Effects.Select(e => (IReadOnlyList<Cell>)[e.Name, e.Estimate, e.StandardError, e.Interval.Low, e.Interval.High, e.PValue]),
        [$"Before treatment, together: χ² = {Cell.Of(PreTrend.Statistic).Show(2)} on {PreTrend.DegreesOfFreedom}, p = {Cell.Of(PreTrend.PValue).Show(3)}."]);

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of($"Effects by periods since treatment on {Outcome}, with 95% intervals", Outcome, Effects.Select(e => new EstimateRow(e.Name, e.Estimate, e.Interval)), 0);
}
