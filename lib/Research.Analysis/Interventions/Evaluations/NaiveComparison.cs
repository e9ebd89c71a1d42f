namespace Research;

/// <summary>The plain comparison: pupils who had the programme (of a trial: who took part) beside all others, once it runs, with nothing allowed for; of a single series after less before. Given only to show how far it can mislead.</summary>
internal static class NaiveComparison
{
    public static Term Of(AnalysisPlan plan, Dataset data)
    {
        const string Had = "had_programme";
        double[] part = data.Numbers(plan.TookPart ?? plan.Treatment).ToArray();
        if (plan.Year is { } column)
        {
            double from = plan.From ?? (plan.Start is { } start ? data.Numbers(start).ToArray().Where(s => s > 0).DefaultIfEmpty(double.NegativeInfinity).Min() : double.NegativeInfinity);
            double[] years = data.Numbers(column).ToArray();
            if (!part.Contains(0)) part = [.. years.Select(y => double.IsNaN(y) ? double.NaN : y >= from ? 1.0 : 0)];
            else
            {
                int[] running = [.. Enumerable.Range(0, data.Count).Where(i => years[i] >= from)];
                (data, part) = (data.Take(running), [.. running.Select(i => part[i])]);
            }
        }
        return LinearModel.Fit($"{Formula.Quoted(plan.Outcome)} ~ {Had}", data.With(new NumberColumn(Had, part)), null, new() { Level = 1 - plan.Alpha })[Had];
    }
}
