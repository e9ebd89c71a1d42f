using System.Globalization;

namespace Research;

/// <summary>What hangs on what: other definitions, an outcome the programme cannot change, a year before it began, the outcome a year later; and, beyond the plan, the plain comparison.</summary>
internal static class SensitivityChecks
{
    private sealed record Line(string Name, Term? Term, string Note);

    public static IEnumerable<ReportSection> Of(AnalysisPlan plan, Dataset data, Term effect)
    {
        var planned = new List<Line> { new("As planned", effect, "") };
        foreach (var (column, other) in plan.Definitions) planned.Add(Try($"{other} in place of {column}", "Another definition should not change the effect.", Redefined(plan, column, other), data));
        if (plan.Placebo is { } placebo) planned.Add(Try($"Placebo outcome: {placebo}", "The programme cannot have changed it: an effect here is a warning.", plan with { Outcome = placebo }, data));
        if (PlaceboYear(plan, data) is { } year) planned.Add(year);
        if (plan.Later is { } later) planned.Add(Try($"A year later: {later}", "How much of the effect is left.", plan with { Outcome = later }, data));
        yield return Section("sensitivity", true, "Does the effect hold", plan, planned);

        yield return Section("exploratory", false, "Beyond the plan", plan, [new("Plain comparison", NaiveComparison.Of(plan, data), "Nothing allowed for: shown for contrast, not as a finding.")]);
    }

    /// <summary>The plan with another definition of a column wherever it stands: FSM or Ever 6 among covariates, school or residence as the school.</summary>
    internal static AnalysisPlan Redefined(AnalysisPlan plan, string column, string other)
    {
        string Of(string name) => name == column ? other : name;
        return plan with
        {
            Outcome = Of(plan.Outcome),
            Treatment = Of(plan.Treatment),
            School = Of(plan.School),
            Baseline = plan.Baseline is { } b ? Of(b) : null,
            Unit = plan.Unit is { } u ? Of(u) : null,
            Running = plan.Running is { } r ? Of(r) : null,
            TookPart = plan.TookPart is { } t ? Of(t) : null,
            Covariates = [.. plan.Covariates.Select(Of).Distinct()],
        };
    }

    private static ReportSection Section(string name, bool planned, string title, AnalysisPlan plan, List<Line> checks)
    {
        var table = new Table(title, [new("check", "Check"), new("estimate", "Estimate", "", 3), new("conf_low", "Low", "", 3), new("conf_high", "High", "", 3), new("p_value", "p", "", 3), new("note", "What it tells")],
            checks.Select(c => (IReadOnlyList<Cell>)(c.Term is { } t ? [c.Name, t.Estimate, t.Interval.Low, t.Interval.High, t.PValue, c.Note] : [c.Name, .. Enumerable.Repeat(Cell.Without(Symbol.Unreliable), 4), c.Note])),
            [.. checks.Any(c => c.Term is null) ? (string[])["u: the data cannot bear the design so."] : []]);
        var drawn = checks.Where(c => c.Term is not null).Select(c => new EstimateRow(c.Name, c.Term!.Estimate, c.Term.Interval)).ToList();
        return new(name, planned, table, drawn.Count < 2 ? null : EstimateChart.Of($"{title}: {plan.Title}", $"effect on {plan.Outcome}", drawn, 0));
    }

    // As though the programme had begun a year earlier than it did, on the years before it.
    private static Line? PlaceboYear(AnalysisPlan plan, Dataset data)
    {
        if (plan is not { Year: { } column, From: { } from, Design: PlannedDesign.DifferenceInDifferences or PlannedDesign.FewUnits }) return null;
        double[] years = data.Numbers(column).ToArray();
        if (years.Where(y => y < from).Distinct().Count() < 2) return null;
        double last = years.Where(y => y < from).Max();
        return Try($"Placebo year: from {last.ToString(CultureInfo.InvariantCulture)}", "Before it began it cannot have worked: an effect here says the groups were drifting apart.", plan with { From = last }, ComparedGroups.Where(data, i => years[i] < from));
    }

    private static Line Try(string name, string note, AnalysisPlan plan, Dataset data)
    {
        try
        {
            return new(name, PlannedEvaluation.Estimate(plan, data), note);
        }
        catch (DataError error)
        {
            return new(name, null, $"Not done: found {error.Found}; expected {error.Expected}.");
        }
    }
}
