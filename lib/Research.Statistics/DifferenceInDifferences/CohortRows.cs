namespace Research;

/// <summary>The rows of a staggered design that regressions by cohort use: each with its period and its cohort of first treatment, infinite for the never treated.</summary>
/// <remarks>Where every unit is treated in the end, the last cohort serves as control until it is; units treated from the first period on tell nothing and are left out.</remarks>
internal sealed record CohortRows(Dataset Data, double[] Time, double[] Cohort)
{
    public static CohortRows Of(StaggeredDesign design, Dataset data)
    {
        double[] time = data.Numbers(design.Time).ToArray(), first = data.Numbers(design.FirstTreated).ToArray(), periods = [.. time.Where(double.IsFinite).DefaultIfEmpty(double.NaN)];
        double start = periods.Min(), last = periods.Max();
        var rows = new CohortRows(data, time, [.. first.Select(f => f <= 0 || f > last ? double.PositiveInfinity : f)]);
        if (!rows.Cohort.Any(double.IsPositiveInfinity))
        {
            double latest = rows.Cohort.Where(double.IsFinite).DefaultIfEmpty(start).Max();
            rows = rows.Where(i => rows.Time[i] < latest);
            rows = rows with { Cohort = [.. rows.Cohort.Select(c => c == latest ? double.PositiveInfinity : c)] };
        }
        return rows.Where(i => !(rows.Cohort[i] <= start));
    }

    /// <summary>The same with a column of 1 in the rows of a cell, 0 in the others, and nothing where the cohort is not known, so that such a row is dropped and counted.</summary>
    public Dataset With(Dataset data, string name, Func<int, bool> isInCell) => data.With(new NumberColumn(name, [.. Cohort.Select((c, i) => double.IsNaN(c) ? double.NaN : isInCell(i) ? 1.0 : 0)]));

    private CohortRows Where(Func<int, bool> condition)
    {
        int[] kept = [.. Enumerable.Range(0, Time.Length).Where(condition)];
        return kept.Length == Time.Length ? this : new(Data.Take(kept), [.. kept.Select(i => Time[i])], [.. kept.Select(i => Cohort[i])]);
    }
}
