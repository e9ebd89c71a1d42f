using System.Collections.Immutable;

namespace Research;

/// <summary>Runs a pre-analysis plan on its data: exactly what it says, then the checks every evaluation has, then, marked as exploratory, what lies beyond it.</summary>
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
        foreach (string column in PlannedAnalysis.ColumnsOf(plan).Where(c => !data.Has(c)))
            throw new DataError(plan.Data, $"no column '{column}'", "the columns the plan names", $"Correct the plan or the file.{NearestName.Hint(column, data.Columns.Select(c => c.Name))}", column: column);
        var analysis = PlannedAnalysis.For(plan);
        analysis.Check(data);
        var effect = analysis.Estimate(data);
        var standardised = StandardisedEffect.Of(effect, plan, data);
        var flow = new FlowOfPupils(plan, data);
        bool anyCovariate = plan.Baseline is not null || !plan.Covariates.IsEmpty;
        var balance = anyCovariate ? analysis.Balance(data) : null;
        var security = SecurityRating.Of(plan, analysis.DesignPadlocks, (flow.Attrition, balance?.LargestDifference ?? double.NaN), DetectableAtDesign.Of(plan, data, (effect, standardised)));
        var sections = ImmutableArray.CreateBuilder<ReportSection>();
        sections.Add(new("effect", true, Headline(plan, analysis, effect, standardised)));
        if (!plan.Subgroups.IsEmpty) sections.Add(SubgroupEffects.Of(plan, analysis, data));
        sections.Add(new("flow", true, flow.Counts(analysis.Matched(data))));
        sections.Add(new("attrition", true, flow.Lost()));
        if (balance is not null) sections.Add(new("balance", true, balance.ToTable(), balance.ToChart()));
        if (analysis.Overlap(data) is { } overlap) sections.Add(new("overlap", true, overlap.ToTable(), overlap.ToChart()));
        sections.Add(new("security", true, security.ToTable()));
        sections.Add(HiddenBias.Of(plan, analysis, data, standardised));
        sections.AddRange(SensitivityChecks.Of(plan, data, effect));
        return new(plan, effect, standardised, security, sections.ToImmutable());
    }

    /// <summary>Runs every plan of a folder's <c>plans</c>, in the order of their names, each on its own data file beside that folder.</summary>
    /// <param name="folder">The folder of the data files, with a folder <c>plans</c> in it.</param>
    public static ImmutableArray<EvaluationReport> RunAll(string folder)
    {
        string plans = Path.Combine(folder, "plans");
        if (!Directory.Exists(plans)) throw new DataError(Path.GetFileName(folder.TrimEnd('/')), "no folder 'plans'", "a folder of plans in YAML", "Put the plans there, one a file.");
        return [.. Directory.EnumerateFiles(plans, "*.yaml").Order(StringComparer.Ordinal).Select(file => Run(AnalysisPlan.Read(file), folder))];
    }

    private static Table Headline(AnalysisPlan plan, PlannedAnalysis analysis, Term effect, StandardisedEffect g) => new($"{plan.Title}: effect on {plan.Outcome} of {analysis.Estimand}",
        [new("measure", "Measure"), new("estimate", "Estimate", "", 3), new("std_error", "Standard error", "", 3), new("conf_low", "Low", "", 3), new("conf_high", "High", "", 3), new("p_value", "p", "", 3)],
        [
            [$"{plan.Outcome}, its own unit", effect.Estimate, effect.StandardError, effect.Interval.Low, effect.Interval.High, effect.PValue],
            ["standard deviations (Hedges' g)", g.G, g.StandardError, g.Interval.Low, g.Interval.High, effect.PValue],
        ],
        $"{analysis.Method}. Intervals at {Rounding.Text(100 * (1 - plan.Alpha), 0)}%.",
        $"Total standard deviation within groups, without covariates: {Rounding.Text(g.Deviation, 2)}.",
        $"Plan {plan.Hash[..16]} ({PlanText.NameOf(plan.Design)}), data {plan.Data}.");
}
