using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>An event study by regression in which each cohort has effects of its own, averaged by cohorts' share among the treated of an event time.</summary>
/// <remarks>Two-way fixed effects with a dummy a cohort and event time, −1 and the earliest left out where there are no never treated; errors by clusters.
/// Shares count as known. Without covariates and with never treated controls its figures are those of Callaway and Sant'Anna with the universal base.
/// Source: Sun and Abraham (2021), Journal of Econometrics 225(2). R: <c>fixest::sunab</c>.</remarks>
public sealed record SunAbraham : Result
{
    private SunAbraham(LinearModel model, ImmutableArray<Term> effects, Term overall, string outcome) => (Model, Effects, Overall, Outcome) = (model, effects, overall, outcome);

    /// <summary>The regression with a coefficient a cohort and event time.</summary>
    public LinearModel Model { get; }

    /// <summary>The effects, named by event time.</summary>
    public ImmutableArray<Term> Effects { get; }

    /// <summary>The average effect after treatment, by units treated in each period.</summary>
    public Term Overall { get; }

    private string Outcome { get; }

    /// <summary>Fits one.</summary>
    /// <param name="design">Columns and cluster; covariates enter as <see cref="StaggeredDesign.Covariates"/> has them, with their own values in each period.</param>
    /// <param name="data">A row a unit and period.</param>
    public static SunAbraham Fit(StaggeredDesign design, Dataset data)
    {
        var rows = CohortRows.Of(design, data);
        (data, double[] time, double[] cohort) = (rows.Data, rows.Time, rows.Cohort);
        var cells = Enumerable.Range(0, time.Length).Where(i => double.IsFinite(cohort[i]) && time[i] - cohort[i] != -1).GroupBy(i => (Cohort: cohort[i], Event: time[i] - cohort[i]))
            .OrderBy(g => g.Key).Select((g, k) => (g.Key.Cohort, g.Key.Event, Name: $"cell_{k}", Rows: g.ToArray())).ToArray();
        if (!cells.Any(c => c.Event >= 0))
            throw new DataError("Sun-Abraham", "no unit treated after a period in which it was not", "units with periods before and after treatment, and controls", "With one treated unit take synthetic control; without periods before, matching.", column: design.FirstTreated);
        foreach (var cell in cells) data = rows.With(data, cell.Name, i => cohort[i] == cell.Cohort && time[i] - cohort[i] == cell.Event);
        string covariates = design.Covariates.Trim().TrimStart('~').Trim();
        var model = TwoWayFixedEffects.Fit($"{NameExpression.Quoted(design.Outcome)} ~ {string.Join(" + ", cells.Select(c => c.Name))}{(covariates is "1" or "" ? "" : $" + {covariates}")}",
            data, new(design.Unit, design.Time, design.Cluster), ErrorKind.Cr1S);
        var known = cells.Where(c => model.CoefficientNames.Contains(c.Name)).ToArray();
        return new(model, [.. known.GroupBy(c => c.Event).OrderBy(g => g.Key).Select(g => Average(model, g, g.Key.ToString(CultureInfo.InvariantCulture)))],
            Average(model, known.Where(c => c.Event >= 0), "overall"), design.Outcome);
    }

    private static Term Average(LinearModel model, IEnumerable<(double Cohort, double Event, string Name, int[] Rows)> cells, string name)
    {
        double total = cells.Sum(c => c.Rows.Length);
        return model.Combination([.. cells.Select(c => (c.Name, c.Rows.Length / total))]) with { Name = name };
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Event study by cohort (Sun and Abraham 2021), {Model.Errors}: {Outcome}. {Model.Sample}.",
        [new("event_time", "Periods since treatment"), new("estimate", "Effect"), new("std_error", "Standard error"), new("conf_low", "Low"), new("conf_high", "High"), new("p_value", "p", "", 3)],
        Effects.Append(Overall).Select(e => (IReadOnlyList<Cell>)[e.Name, e.Estimate, e.StandardError, e.Interval.Low, e.Interval.High, e.PValue]));

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of($"Effects by periods since treatment on {Outcome}, with 95% intervals", Outcome, Effects.Append(Overall).Select(e => new EstimateRow(e.Name, e.Estimate, e.Interval)), 0);
}
