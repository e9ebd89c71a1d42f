namespace Research;

/// <summary>A handful of units: each unit's change between the means before and after, compared as one number a unit, since a handful of units has no more to tell.</summary>
internal sealed class PlannedFewUnits(AnalysisPlan plan) : PlannedAnalysis(plan)
{
    public override string Method => "Change of each unit's mean from before to after, compared between units by a t test (Donald and Lang 2007; Bertrand, Duflo and Mullainathan 2004)";

    public override string Estimand => "the units that had it";

    public override int DesignPadlocks => 4;

    public override void Check(Dataset data)
    {
        var byUnit = TreatmentsBy(data, Plan.Unit!);
        int treated = byUnit.Count(u => u.Contains(1));
        if (treated == 0 || byUnit.Count - treated < 5) throw Refused($"{treated} units with the programme and {byUnit.Count - treated} without", "one or more with it and 5 or more without", "Add units without the programme.");
        var years = data.Numbers(Plan.Year!).ToArray();
        if (!years.Any(y => y < Plan.From) || !years.Any(y => y >= Plan.From)) throw Refused("no years on both sides of the start", "years before and after", "Name design: matched, with a baseline.");
    }

    public override Term Estimate(Dataset data)
    {
        double[] year = data.Numbers(Plan.Year!).ToArray(), outcome = data.Numbers(Plan.Outcome).ToArray(), treated = data.Numbers(Plan.Treatment).ToArray();
        var unit = data[Plan.Unit!];
        var units = Enumerable.Range(0, data.Count).Where(i => !double.IsNaN(outcome[i]) && !unit.IsMissing(i)).GroupBy(i => unit.TextAt(i)!).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Treated: treated[g.First()], Change: MeanOfYears(g.Where(i => year[i] >= Plan.From)) - MeanOfYears(g.Where(i => year[i] < Plan.From)))).Where(u => !double.IsNaN(u.Change)).ToList();
        var changes = new Dataset(new NumberColumn("change", [.. units.Select(u => u.Change)]), new NumberColumn(Plan.Treatment, [.. units.Select(u => u.Treated)]));
        return LinearModel.Fit($"change ~ {Plan.Treatment}", changes, null, new() { Level = Level })[Plan.Treatment];

        double MeanOfYears(IEnumerable<int> rows) => rows.GroupBy(i => year[i]).Select(y => y.Average(i => outcome[i])).DefaultIfEmpty(double.NaN).Average();
    }

    protected override Dataset Before(Dataset data)
    {
        double[] year = data.Numbers(Plan.Year!).ToArray();
        return Where(data, i => year[i] < Plan.From);
    }
}
