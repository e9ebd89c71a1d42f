using System.Globalization;

namespace Research;

/// <summary>Schools that start in different years: an effect for each starting group and year, averaged, so that schools that have started are never the comparison.</summary>
internal sealed class PlannedStaggered(AnalysisPlan plan) : PlannedAnalysis(plan)
{
    public override string Method => "Effects of schools and years with an effect for each starting group and year, averaged over pupils with the programme (Wooldridge 2021), CR2 errors by school";

    public override string Estimand => "the schools that had it";

    public override int DesignPadlocks => 4;

    public override void Check(Dataset data)
    {
        var start = data.Numbers(Plan.Start!).ToArray();
        var year = data.Numbers(Plan.Year!).ToArray();
        if (!start.Any(double.IsNaN)) throw Refused("no school that never starts", "some schools without the programme throughout", "End the data before the last group starts, and empty its start.");
        if (start.Where(s => !double.IsNaN(s)).Distinct().Count() < 2) throw Refused("one starting year", "several", "Name design: difference-in-differences.");
        if (!start.Select((s, i) => s > year[i]).Any(before => before)) throw Refused("no year before any school starts", "years before the programme", "Name design: matched, with a baseline.");
    }

    public override Term Estimate(Dataset data)
    {
        double[] start = data.Numbers(Plan.Start!).ToArray(), year = data.Numbers(Plan.Year!).ToArray(), outcome = data.Numbers(Plan.Outcome).ToArray();
        var cells = Enumerable.Range(0, data.Count).Where(i => start[i] <= year[i] && !double.IsNaN(outcome[i])).GroupBy(i => (Start: start[i], Year: year[i])).OrderBy(g => g.Key)
            .Select(g => (g.Key, Name: string.Create(CultureInfo.InvariantCulture, $"from_{g.Key.Start}_in_{g.Key.Year}"), Rows: g.Count())).ToList();
        var with = data.AsFactor(Plan.Year!).AsFactor(Plan.School);
        foreach (var (key, name, _) in cells) with = with.With(new NumberColumn(name, [.. start.Select((s, i) => (s, year[i]) == key ? 1.0 : 0)]));
        var model = LinearModel.Fit(Formula(string.Join(" + ", cells.Select(c => c.Name))), with, Errors.Clustered(Plan.School), new() { Level = Level, Absorb = [Plan.School, Plan.Year!] });
        double rows = cells.Sum(c => c.Rows);
        return Named(model.Combination([.. cells.Select(c => (c.Name, c.Rows / rows))]));
    }

    public override BalanceTable Balance(Dataset data)
    {
        double[] start = data.Numbers(Plan.Start!).ToArray(), year = data.Numbers(Plan.Year!).ToArray();
        double first = start.Where(s => !double.IsNaN(s)).Min();
        var before = data.With(new NumberColumn(Plan.Treatment, [.. start.Select(s => double.IsNaN(s) ? 0.0 : 1)]));
        return BalanceTable.Of(Groups, Where(before, i => year[i] < first));
    }
}
