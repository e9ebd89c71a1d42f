namespace Research.Oracle;

/// <summary>The figures of a pooled model, under the names of the cases.</summary>
internal static class PooledFigures
{
    public static void Add(GivenFigures figures, PooledFit fit)
    {
        string[] terms = [.. fit.Estimates.Select(e => e.Name)];
        figures.Add("m", fit.Fits.Length);
        figures.Add("estimate_by_imputation", fit.Fits.SelectMany((_, m) => terms.Select(t => $"{t}@imp{m + 1}")), fit.Fits.SelectMany(f => f.Terms.Select(t => t.Estimate)));
        void Each(string name, Func<PooledEstimate, double> value) => figures.Add(name, terms, fit.Estimates.Select(value));
        Each("estimate", e => e.Estimate);
        Each("within", e => e.Within);
        Each("between", e => e.Between);
        Each("total", e => e.Total);
        Each("se", e => e.StandardError);
        Each("df_barnard_rubin", e => e.DegreesOfFreedom);
        Each("riv", e => e.RelativeIncrease);
        Each("lambda", e => e.Lambda);
        Each("fmi", e => e.FractionMissing);
        Each("stat", e => e.Statistic);
        Each("p", e => e.PValue);
        Each("ci95_lo", e => e.Interval().Low);
        Each("ci95_hi", e => e.Interval().High);
        Each("df_rubin_1987", e => e.LargeSampleDegreesOfFreedom);
    }
}
