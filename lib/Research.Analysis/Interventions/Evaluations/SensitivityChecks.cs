namespace Research;

/// <summary>What hangs on what: other definitions, an outcome the programme cannot change, a year before it began, the outcome a year later, those who took part, the plain comparison.</summary>
internal static class SensitivityChecks
{
    public static IEnumerable<ReportSection> Of(AnalysisPlan plan, Dataset data, Term effect)
    {
        var planned = new List<(string Name, Term? Term, string Note)> { ("As planned", effect, "") };
        foreach (var (column, other) in plan.Definitions)
            planned.Add(($"{other} in place of {column}", Try(plan with
            {
                Covariates = [.. plan.Covariates.Select(c => c == column ? other : c)],
                Subgroups = [],
            }, data), "Another definition should not change the effect."));
        if (plan.Placebo is { } placebo) planned.Add(($"Placebo outcome: {placebo}", Try(plan with { Outcome = placebo }, data), "The programme cannot have changed it: an effect here is a warning."));
        if (plan.Later is { } later) planned.Add(($"A year later: {later}", Try(plan with { Outcome = later }, data), "How much of the effect is left."));
        yield return Section("sensitivity", true, "Planned checks", plan, planned);

        var beyond = new List<(string Name, Term? Term, string Note)>();
        if (PlaceboYear(plan, data) is { } year) beyond.Add(year);
        if (plan.TookPart is { } part) beyond.Add(("Effect on those who took part", OrTooFew(() => Compliers(plan, data, part)), "Two-stage least squares, the offer as instrument (Angrist, Imbens and Rubin 1996)."));
        if (plan is { Design: PlannedDesign.RegressionDiscontinuity, Running: { } running, Cutoff: { } cutoff })
            beyond.Add(("Robust bias-corrected jump", OrTooFew(() => RegressionDiscontinuity.Fit(new(plan.Outcome, running, cutoff) { TreatedBelow = true }, data).Effect), "Bandwidth from the data (Calonico, Cattaneo and Titiunik 2014)."));
        beyond.Add(("Plain comparison", NaiveComparison.Of(plan, data), "Nothing allowed for: shown for contrast, not as a finding."));
        yield return Section("exploratory", false, "Beyond the plan", plan, beyond);
    }

    private static ReportSection Section(string name, bool planned, string title, AnalysisPlan plan, List<(string Name, Term? Term, string Note)> checks)
    {
        var table = new Table(title, [new("check", "Check"), new("estimate", "Estimate", "", 3), new("conf_low", "Low", "", 3), new("conf_high", "High", "", 3), new("p_value", "p", "", 3), new("note", "What it tells")],
            checks.Select(c => (IReadOnlyList<Cell>)(c.Term is { } t ? [c.Name, t.Estimate, t.Interval.Low, t.Interval.High, t.PValue, c.Note] : [c.Name, .. Enumerable.Repeat(Cell.Without(Symbol.Unreliable), 4), c.Note])),
            [.. checks.Any(c => c.Term is null) ? (string[])["u: too few pupils for the design."] : []]);
        var drawn = checks.Where(c => c.Term is not null).Select(c => new EstimateRow(c.Name, c.Term!.Estimate, c.Term.Interval)).ToList();
        return new(name, planned, table, drawn.Count < 2 ? null : EstimateChart.Of($"{title}: {plan.Title}", "points", drawn, 0));
    }

    // As though the programme had begun a year earlier than it did, on the years before it.
    private static (string, Term?, string)? PlaceboYear(AnalysisPlan plan, Dataset data)
    {
        if (plan is not { Year: { } column, From: { } from }) return null;
        double[] years = data.Numbers(column).ToArray();
        if (years.Where(y => y < from).Distinct().Count() < 2) return null;
        var before = data.Take([.. Enumerable.Range(0, data.Count).Where(i => years[i] < from)]);
        return ($"Placebo year: from {from - 1}", Try(plan with { From = from - 1 }, before), "Before it began it cannot have worked: an effect here says the groups were drifting apart.");
    }

    private static Term Compliers(AnalysisPlan plan, Dataset data, string part)
    {
        string others = string.Concat((plan.Baseline is { } b ? (string[])[b] : []).Concat(plan.Covariates).Select(c => " + " + c));
        string schools = plan.Design == PlannedDesign.MultisiteTrial ? $" + factor({plan.School})" : "";
        var errors = plan.Design == PlannedDesign.SimpleTrial ? Errors.Robust(ErrorKind.Hc1) : Errors.Clustered(plan.School);
        return TwoStageLeastSquares.Fit($"{plan.Outcome} ~ {part}{others}{schools} | {plan.Treatment}{others}{schools}", data, errors)[part];
    }

    private static Term? Try(AnalysisPlan plan, Dataset data) => OrTooFew(() =>
    {
        var analysis = PlannedAnalysis.For(plan);
        analysis.Check(data);
        return analysis.Estimate(data);
    });

    private static Term? OrTooFew(Func<Term> estimate)
    {
        try
        {
            return estimate();
        }
        catch (DataError)
        {
            return null;
        }
    }
}
