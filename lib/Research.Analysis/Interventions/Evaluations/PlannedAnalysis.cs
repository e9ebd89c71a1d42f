using System.Collections.Immutable;

namespace Research;

/// <summary>The analysis a plan's design asks for.</summary>
internal abstract class PlannedAnalysis(AnalysisPlan plan)
{
    /// <summary>The plan.</summary>
    protected AnalysisPlan Plan { get; } = plan;

    /// <summary>The method in words, with its source.</summary>
    public abstract string Method { get; }

    /// <summary>For whom the estimate is.</summary>
    public abstract string Estimand { get; }

    /// <summary>What EEF's scale gives the design before anything else is known, 0 to 5.</summary>
    public abstract int DesignPadlocks { get; }

    /// <summary>Refuses data that cannot bear the design, and names the nearest design they could.</summary>
    public abstract void Check(Dataset data);

    /// <summary>The effect in the outcome's unit.</summary>
    public abstract Term Estimate(Dataset data);

    /// <summary>How alike the groups are before the programme.</summary>
    public virtual BalanceTable Balance(Dataset data) => BalanceTable.Of(Groups, Before(data));

    /// <summary>Where the groups' scores overlap; null where the design uses none.</summary>
    public virtual Overlap? Overlap(Dataset data) => null;

    /// <summary>Rows that were matched, treated and not; null where the design matches nobody.</summary>
    public virtual (int Treated, int Control)? Matched(Dataset data) => null;

    /// <summary>Differences of matched pairs; null where the design has none.</summary>
    public virtual IReadOnlyList<double>? PairDifferences(Dataset data) => null;

    /// <summary>Rows before the programme, for designs with years.</summary>
    protected virtual Dataset Before(Dataset data) => data;

    /// <summary>Treatment, then baseline and covariates.</summary>
    protected string Groups => $"{Plan.Treatment} ~ {string.Join(" + ", Adjusted.DefaultIfEmpty("1"))}";

    /// <summary>The baseline and the covariates.</summary>
    protected IEnumerable<string> Adjusted => (Plan.Baseline is { } baseline ? (string[])[baseline] : []).Concat(Plan.Covariates);

    /// <summary>The outcome's formula: a term, then baseline and covariates.</summary>
    protected string Formula(string term) => $"{Plan.Outcome} ~ {term}{string.Concat(Adjusted.Select(a => " + " + a))}";

    protected double Level => 1 - Plan.Alpha;

    public static PlannedAnalysis For(AnalysisPlan plan) => plan.Design switch
    {
        PlannedDesign.SimpleTrial or PlannedDesign.ClusterTrial or PlannedDesign.MultisiteTrial => new PlannedTrial(plan),
        PlannedDesign.DifferenceInDifferences => new PlannedDifference(plan),
        PlannedDesign.StaggeredAdoption => new PlannedStaggered(plan),
        PlannedDesign.FewUnits => new PlannedFewUnits(plan),
        PlannedDesign.RegressionDiscontinuity => new PlannedCutoff(plan),
        PlannedDesign.Matched => new PlannedMatching(plan),
        PlannedDesign.Weighted => new PlannedWeighting(plan),
        _ => throw new ArgumentOutOfRangeException(nameof(plan)),
    };

    /// <summary>A refusal.</summary>
    protected DataError Refused(string found, string expected, string instead) => new($"design {PlanText.NameOf(Plan.Design)}", found, expected, instead);

    /// <summary>The distinct treatments of each level of a column.</summary>
    protected ILookup<string, double> TreatmentsBy(Dataset data, string column)
    {
        var treatment = data.Numbers(Plan.Treatment).ToArray();
        var of = data[column];
        return Enumerable.Range(0, data.Count).Where(i => !double.IsNaN(treatment[i]) && !of.IsMissing(i)).Select(i => (Key: of.TextAt(i)!, Value: treatment[i])).Distinct().ToLookup(p => p.Key, p => p.Value);
    }

    /// <summary>The rows a condition holds for.</summary>
    protected static Dataset Where(Dataset data, Func<int, bool> condition) => data.Take([.. Enumerable.Range(0, data.Count).Where(condition)]);

    /// <summary>A term under another name.</summary>
    protected Term Named(Term term) => term with { Name = Plan.Treatment };

    /// <summary>Columns of the plan that the data must have.</summary>
    public static IEnumerable<string> ColumnsOf(AnalysisPlan plan) => ((string?[])[plan.Outcome, plan.Treatment, plan.School, plan.Baseline, plan.Year, plan.Start, plan.Unit, plan.Running, plan.TookPart, plan.Later, plan.Placebo])
        .OfType<string>().Concat(plan.Covariates).Concat(plan.Subgroups).Concat(plan.Definitions.SelectMany(d => (string[])[d.Column, d.Other])).Distinct();
}
