using System.Collections.Immutable;

namespace Research;

/// <summary>Runs a pre-analysis plan on its data: the one call of <see cref="Evaluation"/> its design names, with every check of that call, then, marked as exploratory, what lies beyond the plan.</summary>
public static class PlannedEvaluation
{
    /// <summary>Runs a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="folder">The folder of the plan's data file. Nothing else in it is read.</param>
    public static EvaluationReport Run(AnalysisPlan plan, string folder) => Run(plan, Dataset.Open(Path.Combine(folder, plan.Data)));

    /// <summary>Runs a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="data">The pupils.</param>
    public static EvaluationReport Run(AnalysisPlan plan, Dataset data)
    {
        var evaluation = Evaluate(plan, data);
        var effect = AtLevel(plan, evaluation.Effect);
        var standardised = AtLevel(evaluation, effect);
        var security = SecurityRating.Of(plan, PlannedCall.Padlocks(plan, data), (evaluation.Attrition, evaluation.Imbalance), DetectableAtDesign.Of(plan, data, (effect, standardised)));
        var sections = ImmutableArray.CreateBuilder<ReportSection>();
        sections.Add(new("effect", true, Headline(plan, evaluation, (effect, standardised))));
        sections.Add(new("security", true, security));
        sections.AddRange(evaluation.Checks.Where(c => !c.IsOtherEstimate).Select(c => new ReportSection(SectionName(c), true, c.Result)));
        if (evaluation.Found is not TrialAnalysis) sections.Add(new("estimate", true, evaluation.Found));
        if (!plan.Subgroups.IsEmpty && evaluation.Found is not TrialAnalysis) sections.Add(SubgroupEffects.Of(plan, data));
        sections.AddRange(SensitivityChecks.Of(plan, data, effect));
        sections.AddRange(evaluation.Checks.Where(c => c.IsOtherEstimate).Select(c => new ReportSection(SectionName(c), false, c.Result)));
        sections.Add(new("plan", true, plan));
        return new(plan, (effect, standardised), (security, evaluation), sections.ToImmutable());
    }

    /// <summary>Runs every plan of a folder's <c>plans</c>, in the order of their names, each on its own data file beside that folder.</summary>
    /// <param name="folder">The folder of the data files, with a folder <c>plans</c> in it.</param>
    public static ImmutableArray<EvaluationReport> RunAll(string folder)
    {
        string plans = Path.Combine(folder, "plans");
        if (!Directory.Exists(plans)) throw new DataError(Path.GetFileName(folder.TrimEnd('/')), "no folder 'plans'", "a folder of plans in YAML", "Put the plans there, one a file.");
        return [.. Directory.EnumerateFiles(plans, "*.yaml").Order(StringComparer.Ordinal).Select(file => Run(AnalysisPlan.Read(file), folder))];
    }

    /// <summary>The planned effect alone, at the plan's level.</summary>
    internal static Term Estimate(AnalysisPlan plan, Dataset data) => AtLevel(plan, Evaluate(plan, data).Effect);

    private static DesignEvaluation Evaluate(AnalysisPlan plan, Dataset data)
    {
        foreach (string column in PlannedCall.ColumnsOf(plan).Where(c => !data.Has(c)))
            throw new DataError(plan.Data, $"no column '{column}'", "the columns the plan names", $"Correct the plan or the file.{NearestName.Hint(column, data.Columns.Select(c => c.Name))}", column: column);
        foreach (string column in ((string?[])[plan.Outcome, plan.Treatment, plan.Year, plan.Start, plan.Running, plan.TookPart, plan.Later, plan.Placebo, plan.Baseline]).OfType<string>().Concat(plan.Subgroups))
            if (data[column] is not NumberColumn) throw new DataError(plan.Data, "words", "numbers", "Name another column, or recode this one; look for a stray word in it.", column: column);
        double[] treated = data.Numbers(plan.Treatment).ToArray();
        if (treated.FirstOrDefault(t => t is not (0 or 1) && !double.IsNaN(t)) is var other and not 0)
            throw new DataError(plan.Data, $"the value {Cell.Of(other).Show(null)}", "1 for the programme, 0 for none", "Recode the column; a dose or several arms need one plan for each comparison.", column: plan.Treatment);
        foreach (string group in plan.Subgroups.Where(g => data.Numbers(g).ToArray().Any(f => f is not (0 or 1) && !double.IsNaN(f))))
            throw new DataError(plan.Data, "a column that does not tell two groups apart by 0 and 1", "1 for the subgroup, 0 for the others", "Recode the column.", column: group);
        if (data.Count == 0) throw new DataError(plan.Data, "no rows", "a row a pupil", "Check that the file is the one the plan means.");
        return PlannedCall.Of(plan, data);
    }

    private static Term AtLevel(AnalysisPlan plan, Term effect) => plan.Alpha == 0.05 ? effect
        : plan.Design is PlannedDesign.InterruptedSeries or PlannedDesign.SyntheticControl ? throw new DataError(plan.Data, $"alpha {Cell.Of(plan.Alpha).Show(null)} for {PlanText.NameOf(plan.Design)}", "alpha: 0.05, the one level its interval is worked out for", "Write alpha: 0.05 in the plan.")
        : TermLevel.At(effect, 1 - plan.Alpha);

    // The effect size's interval widens as the effect's does.
    private static StandardisedEffect AtLevel(DesignEvaluation evaluation, Term effect)
    {
        var g = evaluation.Standardised;
        if (effect.Interval.Level == evaluation.Effect.Interval.Level) return g;
        double ratio = effect.Interval.Width / evaluation.Effect.Interval.Width;
        return g with { Interval = new(g.G - (ratio * (g.G - g.Interval.Low)), g.G + (ratio * (g.Interval.High - g.G)), effect.Interval.Level) };
    }

    private static string SectionName(EvaluationCheck check) => check.Name.Replace(' ', '_').Replace("'", "", StringComparison.Ordinal).ToLowerInvariant();

    private static CheckTable Headline(AnalysisPlan plan, DesignEvaluation evaluation, (Term Effect, StandardisedEffect G) found) => new(new Table($"{plan.Title}: effect on {plan.Outcome} of {evaluation.Estimand}",
        [new("measure", "Measure"), new("estimate", "Estimate", "", 3), new("std_error", "Standard error", "", 3), new("conf_low", "Low", "", 3), new("conf_high", "High", "", 3), new("p_value", "p", "", 3)],
        [
            [$"{plan.Outcome}, its own unit", .. Figures(found.Effect.Estimate, found.Effect.StandardError, found.Effect.Interval), found.Effect.PValue],
            ["standard deviations (Hedges' g)", .. Figures(found.G.G, found.G.StandardError, found.G.Interval), found.Effect.PValue],
        ],
        $"{evaluation.Method}. Intervals at {Rounding.Text(100 * (1 - plan.Alpha), 0)}%.",
        $"Effect size: {found.G.Basis}, {Rounding.Text(found.G.Deviation, 2)}.",
        $"Checks that draw at random: seed {plan.SeedOfChecks}{(plan.Seed is null ? ", from the plan's hash" : "")}.",
        $"Plan {plan.Hash[..16]} ({PlanText.NameOf(plan.Design)}), data {plan.Data}."));

    private static IEnumerable<Cell> Figures(double estimate, double error, Interval interval) =>
        [estimate, double.IsNaN(error) ? Cell.Without(Symbol.NotApplicable) : error, .. ((double[])[interval.Low, interval.High]).Select(b => double.IsFinite(b) ? (Cell)b : Cell.Without(Symbol.Unreliable))];
}
