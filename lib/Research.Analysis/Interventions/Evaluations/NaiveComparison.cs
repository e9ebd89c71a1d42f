namespace Research;

/// <summary>The plain comparison: pupils who had the programme (of a trial: who took part) beside all others, once it runs, with nothing allowed for. Given only to show how far it can mislead.</summary>
internal static class NaiveComparison
{
    public static Term Of(AnalysisPlan plan, Dataset data)
    {
        double from = plan.From ?? (plan.Start is { } start ? data.Numbers(start).ToArray().Where(s => !double.IsNaN(s)).Min() : double.NegativeInfinity);
        var running = plan.Year is { } year ? data.Numbers(year).ToArray() is var years ? data.Take([.. Enumerable.Range(0, data.Count).Where(i => years[i] >= from)]) : data : data;
        string had = plan.TookPart ?? plan.Treatment;
        return LinearModel.Fit($"{plan.Outcome} ~ {had}", running, null, new() { Level = 1 - plan.Alpha })[had];
    }
}
