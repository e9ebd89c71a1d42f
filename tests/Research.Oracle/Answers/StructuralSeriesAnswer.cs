namespace Research.Oracle;

/// <summary>Structural series: with variances given, at the greatest likelihood, and as R's StructTS has them.</summary>
internal sealed class StructuralSeriesAnswer : IAnswer
{
    private const double StructTsPriorFactor = 1e4;

    public IReadOnlyCollection<string> Kinds { get; } = ["structural-ts-fixed", "structural-ts-ml", "structural-ts-StructTS"];

    public void Answer(Block block, GivenFigures figures)
    {
        var series = AnnualSeries.From(block.Data, block.Args.Need("y"), block.Args.Need("time"));
        bool trend = block.Args.Need("model") == "local linear trend";
        var fit = Fit(series, trend, block.Args.Inner("variances"));
        string[] names = trend ? ["level", "slope", "epsilon"] : ["level", "epsilon"];
        figures.Add("variances", names, names.Select(n => n switch { "level" => fit.Variances.Level, "slope" => fit.Variances.Slope, _ => fit.Variances.Irregular }));
        figures.Add("loglik_exact_diffuse", fit.LogLikelihood);
        figures.Add("loglik", StructTsLogLikelihood(fit, trend));
        figures.Add("diffuse_steps", fit.DiffuseSteps);
        AddStates(figures, "filtered", fit.Filtered, trend);
        AddStates(figures, "smoothed", fit.Smoothed, trend);
        AddForecast(figures, fit, block.Args);
    }

    private static StructuralTrend Fit(AnnualSeries series, bool trend, BlockArguments? given)
    {
        if (given is null) return trend ? LocalLinearTrend.Fit(series) : LocalLevel.Fit(series);
        var variances = new TrendVariances(given.Number("level") ?? 0, given.Number("slope") ?? 0, given.Number("epsilon") ?? 0);
        return trend ? LocalLinearTrend.With(series, variances) : LocalLevel.With(series, variances);
    }

    private static void AddStates(GivenFigures figures, string name, IReadOnlyList<TrendState> states, bool trend)
    {
        string[] years = [.. states.Select(s => $"{s.Year}")];
        figures.Add($"{name}.level", years, states.Select(s => s.Level));
        figures.Add($"{name}_var.level", years, states.Select(s => s.LevelVariance));
        if (!trend) return;
        figures.Add($"{name}.slope", years, states.Select(s => s.Slope));
        figures.Add($"{name}_var.slope", years, states.Select(s => s.SlopeVariance));
    }

    private static void AddForecast(GivenFigures figures, StructuralTrend fit, BlockArguments args)
    {
        var points = fit.Forecast((int)(args.Number("horizon") ?? 4), 0.95, ForecastUncertainty.PlugIn).Points;
        string[] years = [.. points.Select(p => $"{p.Year}")];
        figures.Add("forecast", years, points.Select(p => p.Trend.Median));
        figures.Add("forecast_se", years, points.Select(p => p.Observation.StandardError));
        figures.Add("forecast_se_level", years, points.Select(p => p.Trend.StandardError));
        figures.Add("forecast_se_observation", years, points.Select(p => p.Observation.StandardError));
        figures.Add("pi95_lo", years, points.Select(p => p.Observation.Interval().Low));
        figures.Add("pi95_hi", years, points.Select(p => p.Observation.Interval().High));
        if (args.Number("target") is { } target) figures.Add("prob_above_target", years, points.Select(p => p.Observation.Above(target)));
    }

    // StructTS starts from a proper prior, N(y1, 1e4 var(y)) for the level and N(0, 1e4 var(y)) for the slope, so its likelihood adds the density of
    // the values that fix the state; and R multiplies the mean over the values present by the length of the series, gaps counted.
    private static double StructTsLogLikelihood(StructuralTrend fit, bool trend)
    {
        double[] seen = [.. fit.Series.Values.Where(v => !double.IsNaN(v))];
        int[] at = [.. Enumerable.Range(0, fit.Series.Values.Length).Where(t => !double.IsNaN(fit.Series.Values[t])).Take(2)];
        double mean = seen.Average(), prior = StructTsPriorFactor * seen.Sum(v => (v - mean) * (v - mean)) / (seen.Length - 1);
        double twiceLogLikelihood = (2 * fit.LogLikelihood) - Density(0, prior + fit.Variances.Irregular);
        if (trend)
        {
            int gap = at[1] - at[0];
            // The diffuse likelihood already holds −½ log F∞ = −log gap of the second value.
            twiceLogLikelihood -= Density(seen[1] - seen[0], gap * gap * prior) - (2 * Math.Log(gap));
        }
        double constant = seen.Length * Math.Log(2 * Math.PI);
        return 0.5 * (((twiceLogLikelihood + constant) * fit.Series.Values.Length / seen.Length) - constant);
    }

    private static double Density(double off, double variance) => Math.Log(2 * Math.PI * variance) + (off * off / variance);
}
