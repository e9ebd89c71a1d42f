using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Two-way fixed effects with an effect for each cohort of first treatment and each period with treatment, so that the treated are never the comparison.</summary>
/// <remarks>All periods before treatment are the base, unlike Sun and Abraham's, which makes it sharper where trends are parallel throughout. With one cohort the average is the usual difference-in-differences.
/// Errors CR2 by clusters with Satterthwaite's degrees of freedom: the choice with few schools. Source: Wooldridge (2021), Two-way fixed effects, the two-way Mundlak regression, and difference-in-differences
/// estimators. R: <c>etwfe::etwfe</c> with <c>emfx</c>.</remarks>
public sealed record ExtendedTwoWay : Result
{
    private ExtendedTwoWay(LinearModel model, ImmutableArray<GroupTimeEffect> effects, Term overall, string outcome) => (Model, Effects, Overall, Outcome) = (model, effects, overall, outcome);

    /// <summary>The regression with a coefficient a cohort and period.</summary>
    public LinearModel Model { get; }

    /// <summary>The effects, by cohort, then period.</summary>
    public ImmutableArray<GroupTimeEffect> Effects { get; }

    /// <summary>Their average over the treated rows.</summary>
    public Term Overall { get; }

    private string Outcome { get; }

    /// <summary>Fits one.</summary>
    /// <param name="design">Columns, cluster and covariates, which enter with their own values in each period. Rows of other pupils in each period take the cluster for the unit.</param>
    /// <param name="data">A row a unit and period, or a pupil of a school in a period.</param>
    /// <param name="kind">The errors' kind.</param>
    public static ExtendedTwoWay Fit(StaggeredDesign design, Dataset data, ErrorKind kind = ErrorKind.Cr2)
    {
        var rows = CohortRows.Of(design, data);
        (data, double[] time, double[] cohort) = (rows.Data, rows.Time, rows.Cohort);
        double[] y = data.Numbers(design.Outcome).ToArray();
        var cells = Enumerable.Range(0, time.Length).Where(i => double.IsFinite(cohort[i]) && time[i] >= cohort[i] && !double.IsNaN(y[i])).GroupBy(i => (Cohort: cohort[i], Time: time[i])).OrderBy(g => g.Key)
            .Select(g => (g.Key.Cohort, g.Key.Time, Name: string.Create(CultureInfo.InvariantCulture, $"from_{g.Key.Cohort}_in_{g.Key.Time}"), Rows: g.Count())).ToArray();
        if (cells.Length == 0)
            throw new DataError("difference-in-differences", "no unit treated after a period in which it was not", "units with periods before and after treatment, and controls",
                "With one treated unit take synthetic control; without periods before, matching.", column: design.FirstTreated);
        foreach (var cell in cells) data = rows.With(data, cell.Name, i => cohort[i] == cell.Cohort && time[i] == cell.Time);
        string unit = design.Records == PanelRecords.RepeatedCrossSections ? design.Cluster ?? design.Unit : design.Unit, covariates = design.Covariates.Trim().TrimStart('~').Trim();
        foreach (string effect in (string[])[unit, design.Time])
            if (data[effect] is NumberColumn) data = data.AsFactor(effect);
        var model = TwoWayFixedEffects.Fit($"{NameExpression.Quoted(design.Outcome)} ~ {string.Join(" + ", cells.Select(c => NameExpression.Quoted(c.Name)))}{(covariates is "1" or "" ? "" : $" + {covariates}")}",
            data, new(unit, design.Time, design.Cluster), kind);
        var known = cells.Select(c => (Cell: c, Term: NameExpression.Quoted(c.Name))).Where(c => model.CoefficientNames.Contains(c.Term)).ToArray();
        double treated = known.Sum(c => c.Cell.Rows);
        return new(model, [.. known.Select(c => new GroupTimeEffect(c.Cell.Cohort, c.Cell.Time, true, model[c.Term]))],
            model.Combination([.. known.Select(c => (c.Term, c.Cell.Rows / treated))]) with { Name = "overall" }, design.Outcome);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Effects by cohort and period (Wooldridge 2021), {Model.Errors}: {Outcome}. {Model.Sample}.",
        [
            new("first_treated", "First treated"), new("period", "Period"), new("estimate", "Effect", "", 3), new("std_error", "Standard error", "", 3), new("conf_low", "Low", "", 3), new("conf_high", "High", "", 3), new("p_value", "p", "", 3),
        ],
        Effects.Select(e => (IReadOnlyList<Cell>)[e.Group.ToString(CultureInfo.InvariantCulture), e.Time.ToString(CultureInfo.InvariantCulture), .. Cells(e.Effect)]).Append(["all", "all", .. Cells(Overall)]),
        "The last line averages over the treated rows.");

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of($"Effects by cohort and period on {Outcome}, with 95% intervals", Outcome,
        [.. Effects.Select(e => new EstimateRow(string.Create(CultureInfo.InvariantCulture, $"from {e.Group}, in {e.Time}"), e.Effect.Estimate, e.Effect.Interval)), new("all", Overall.Estimate, Overall.Interval)], 0);

    private static IEnumerable<Cell> Cells(Term t) => [t.Estimate, t.StandardError, t.Interval.Low, t.Interval.High, t.PValue];
}
