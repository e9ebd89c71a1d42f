using System.Collections.Immutable;

namespace Research;

/// <summary>The one call of <see cref="Evaluation"/> a plan's design names, on the plan's columns.</summary>
internal static class PlannedCall
{
    private const string FirstTreated = "first_in_programme";

    public static DesignEvaluation Of(AnalysisPlan plan, Dataset data) => plan.Design switch
    {
        PlannedDesign.SimpleTrial => Evaluation.SimpleTrial(data, Trial(plan)),
        PlannedDesign.ClusterTrial => Evaluation.ClusterTrial(data, Trial(plan)),
        PlannedDesign.MultisiteTrial => Evaluation.MultisiteTrial(data, Trial(plan)),
        PlannedDesign.DifferenceInDifferences => Differences(plan, data, StartingAt(plan, data)),
        PlannedDesign.StaggeredAdoption => Differences(plan, data, Starts(plan, data)),
        PlannedDesign.FewUnits => Evaluation.FewUnits(data, new(plan.Outcome, plan.Unit!, plan.Year!, plan.From!.Value) { Treated = plan.Treatment }, plan.SeedOfChecks, Adjusted(plan)),
        PlannedDesign.RegressionDiscontinuity => Cutoff(plan, data),
        PlannedDesign.InterruptedSeries => Evaluation.InterruptedSeries(data, new(plan.Outcome, plan.Year!, plan.From!.Value) { Group = data.Numbers(plan.Treatment).Contains(0) ? plan.Treatment : null }, Adjusted(plan)),
        PlannedDesign.SyntheticControl => Synthetic(plan, data),
        PlannedDesign.Matched => Evaluation.Matched(data, Volunteers(plan)),
        PlannedDesign.Weighted => Evaluation.Weighted(data, Volunteers(plan)),
        _ => throw new ArgumentOutOfRangeException(nameof(plan)),
    };

    /// <summary>Every column the plan names.</summary>
    public static IEnumerable<string> ColumnsOf(AnalysisPlan plan) =>
        ((string?[])[plan.Outcome, plan.Treatment, plan.School, plan.Baseline, plan.Year, plan.Start, plan.Unit, plan.Running, plan.TookPart, plan.Later, plan.Placebo])
        .Concat(plan.Covariates).Concat(plan.Subgroups).Concat(plan.Definitions.SelectMany(d => (string[])[d.Column, d.Other])).OfType<string>().Where(c => c.Length > 0).Distinct();

    /// <summary>What EEF's scale gives the design before anything else is known, 0 to 5. A series without a comparison is EEF's comparison with nothing allowed for but its own past.</summary>
    public static int Padlocks(AnalysisPlan plan, Dataset data) => plan.Design switch
    {
        PlannedDesign.SimpleTrial or PlannedDesign.ClusterTrial or PlannedDesign.MultisiteTrial => 5,
        PlannedDesign.Matched or PlannedDesign.Weighted => 3,
        PlannedDesign.InterruptedSeries when !data.Numbers(plan.Treatment).Contains(0) => 2,
        _ => 4,
    };

    /// <summary>Baseline and covariates.</summary>
    public static ImmutableArray<string> Adjusted(AnalysisPlan plan) => [.. (plan.Baseline is { } baseline ? plan.Covariates.Prepend(baseline) : plan.Covariates).Distinct()];

    private static TrialQuestion Trial(AnalysisPlan plan) => new(plan.Outcome, plan.Treatment, plan.School) { Covariates = Adjusted(plan), Subgroups = plan.Subgroups, TookPart = plan.TookPart, Seed = plan.SeedOfChecks };

    private static MatchedQuestion Volunteers(AnalysisPlan plan)
    {
        if (plan.Baseline is null)
            throw DesignRefusal.Of(plan.Design, ("no baseline in the plan", "the outcome before the programme, without which nobody can see who was ahead"), null, "Add baseline: to the plan.");
        return new($"{Formula.Quoted(plan.Treatment)} ~ {Formula.Sum(Adjusted(plan))}", plan.Outcome, plan.School) { Caliper = plan.Caliper };
    }

    private static DesignEvaluation<Result> Differences(AnalysisPlan plan, Dataset data, double[] first)
    {
        // A unit with several schools is an area: it is what the programme was given to, and errors go by it.
        bool areas = plan.Unit is { } unit && HasSeveralSchools(data[unit], data[plan.School]), pupilsOnce = plan.Unit is null || areas;
        return Evaluation.DifferenceInDifferences(data.With(new NumberColumn(FirstTreated, first)), new(plan.Outcome, plan.Unit ?? plan.School, plan.Year!, FirstTreated)
        {
            Covariates = Adjusted(plan) is { IsEmpty: false } columns ? "~ " + Formula.Sum(columns) : "~ 1",
            Records = pupilsOnce ? PanelRecords.RepeatedCrossSections : PanelRecords.UnbalancedPanel,
            Cluster = areas ? plan.Unit : plan.School,
        }, plan.SeedOfChecks, plan.Estimator);
    }

    private static bool HasSeveralSchools(DataColumn unit, DataColumn school) =>
        Enumerable.Range(0, unit.Length).Where(i => !unit.IsMissing(i) && !school.IsMissing(i)).GroupBy(unit.TextAt).Any(g => g.Select(school.TextAt).Distinct().Skip(1).Any());

    private static double[] StartingAt(AnalysisPlan plan, Dataset data)
    {
        double[] years = data.Numbers(plan.Year!).ToArray();
        if (!years.Any(y => y < plan.From)) throw DesignRefusal.Of(plan.Design, ($"no year before {Cell.Of(plan.From!.Value).Show(null)}", "a year before the programme"), PlannedDesign.Matched, "With a baseline:");
        if (!years.Any(y => y >= plan.From)) throw new DataError(plan.Data, $"no year from {Cell.Of(plan.From!.Value).Show(null)} on", "a year with the programme", "Correct 'from', or wait for the results.", column: plan.Year!);
        return [.. data.Numbers(plan.Treatment).ToArray().Select(t => t == 1 ? plan.From!.Value : t)];
    }

    // An empty start is never, as the plan's key says.
    private static double[] Starts(AnalysisPlan plan, Dataset data)
    {
        double[] start = data.Numbers(plan.Start!).ToArray(), year = data.Numbers(plan.Year!).ToArray(), treated = data.Numbers(plan.Treatment).ToArray();
        int against = Enumerable.Range(0, year.Length).Count(i => !double.IsNaN(treated[i]) && treated[i] != (start[i] > 0 && year[i] >= start[i] ? 1 : 0) && treated[i] != (start[i] > 0 ? 1 : 0));
        if (against > 0) throw new DataError(plan.Data, $"{against} rows whose {plan.Treatment} goes against {plan.Start}", "1 from the start on (or throughout for schools that ever start), else 0", "Mend the column, or the start.", column: plan.Treatment);
        double first = year.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min(), last = year.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
        if (start.Where(s => s > first && s <= last).Distinct().Count() == 1) throw DesignRefusal.Of(plan.Design, ("one starting year", "several"), PlannedDesign.DifferenceInDifferences);
        return [.. start.Select(s => double.IsNaN(s) ? 0 : s)];
    }

    private static DesignEvaluation<RegressionDiscontinuity> Cutoff(AnalysisPlan plan, Dataset data)
    {
        double[] running = data.Numbers(plan.Running!).ToArray(), treated = data.Numbers(plan.Treatment).ToArray();
        double Share(bool below) => Enumerable.Range(0, running.Length).Where(i => !double.IsNaN(running[i]) && !double.IsNaN(treated[i]) && running[i] < plan.Cutoff == below).Select(i => treated[i]).DefaultIfEmpty(double.NaN).Average();
        double low = Share(true), high = Share(false);
        bool sharp = Math.Abs(low - high) > 0.999;
        return Evaluation.RegressionDiscontinuity(data, new(plan.Outcome, plan.Running!, plan.Cutoff!.Value) { TreatedBelow = !(high > low), Takeup = sharp || double.IsNaN(low) || double.IsNaN(high) ? null : plan.Treatment, Bandwidth = plan.Bandwidth }, Adjusted(plan));
    }

    private static DesignEvaluation<SyntheticControl> Synthetic(AnalysisPlan plan, Dataset data)
    {
        string column = plan.Unit ?? plan.School;
        var unit = data[column];
        double[] treated = data.Numbers(plan.Treatment).ToArray();
        return Evaluation.SyntheticControl(data, new(plan.Outcome, column, plan.Year!, plan.From!.Value)
        { Treated = [.. Enumerable.Range(0, treated.Length).Where(i => treated[i] == 1 && !unit.IsMissing(i)).Select(i => unit.TextAt(i)!).Distinct().Order(StringComparer.Ordinal)] }, plan.SeedOfChecks, Adjusted(plan));
    }
}
