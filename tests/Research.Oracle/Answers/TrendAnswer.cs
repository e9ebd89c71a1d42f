namespace Research.Oracle;

/// <summary>Straight lines through a series, and in the log odds of a rate.</summary>
internal sealed class TrendAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds { get; } = ["ts-ols-trend", "ts-logistic-trend"];

    public void Answer(Block block, GivenFigures figures)
    {
        if (block.Kind == "ts-ols-trend") Straight(block, figures);
        else Logistic(block, figures);
    }

    private static void Straight(Block block, GivenFigures figures)
    {
        string time = block.Args.Need("time");
        var fit = LinearTrend.Fit(AnnualSeries.From(block.Data, block.Args.Need("y"), time));
        string[] terms = ["(Intercept)", time];
        figures.Add("n", fit.Sample.Used);
        figures.Add("coef", terms, fit.Terms.Select(t => t.Estimate));
        figures.Add("se", terms, fit.Terms.Select(t => t.StandardError));
        figures.Add("sigma", fit.Sigma);
        figures.Add("r2", fit.RSquared);
        var points = fit.Forecast(Horizon(block)).Points;
        string[] years = [.. points.Select(p => $"{p.Year}")];
        figures.Add("forecast", years, points.Select(p => p.Trend.Median));
        figures.Add("forecast_se", years, points.Select(p => p.Observation.StandardError));
        foreach (int level in (int[])[95, 80]) AddInterval(figures, $"pi{level}", years, points.Select(p => p.Observation.Interval(level / 100.0)));
        AddInterval(figures, "ci95", years, points.Select(p => p.Trend.Interval()));
        figures.Add("durbin_watson", fit.DurbinWatson);
        figures.Add("lag1_autocorrelation", fit.Lag1Autocorrelation);
        AddErrors(figures, "newey_west_lag1.se", terms, fit.NeweyWestErrors(1));
        AddErrors(figures, "newey_west_lag2_adjusted.se", terms, fit.NeweyWestErrors(2, adjust: true));
        figures.Add("theil_sen_slope", fit.TheilSenSlope);
        figures.Add("mann_kendall_S", fit.MannKendall);
        if (block.Args.Number("target") is { } target) figures.Add("prob_above_target", years, points.Select(p => p.Observation.Above(target)));
    }

    private static void Logistic(Block block, GivenFigures figures)
    {
        var counts = AnnualCounts.From(block.Data, block.Args.Need("k"), block.Args.Need("n"), block.Args.Need("time"));
        string[] terms = ["(Intercept)", "t"];
        var binomial = LogitTrend.Fit(counts, LogitTrendMethod.Binomial);
        var quasi = LogitTrend.Fit(counts);
        var weighted = LogitTrend.Fit(counts, LogitTrendMethod.WeightedLogit);
        figures.Add("coef", terms, binomial.Terms.Select(t => t.Estimate));
        figures.Add("se", terms, binomial.Terms.Select(t => t.StandardError));
        figures.Add("deviance", binomial.Deviance);
        figures.Add("dispersion", binomial.Dispersion);
        figures.Add("quasi_se", terms, quasi.Terms.Select(t => t.StandardError));
        figures.Add("annual_odds_ratio", binomial.AnnualOddsRatio);
        figures.Add("fitted", counts.Points.Select(p => $"{p.Year}"), ((NumberColumn)binomial.Rows["fitted"]).Values.ToArray());
        var points = binomial.Forecast(Horizon(block)).Points;
        string[] years = [.. points.Select(p => $"{p.Year}")];
        figures.Add("forecast", years, points.Select(p => p.Trend.Median));
        AddInterval(figures, "forecast_ci95", years, points.Select(p => p.Trend.Interval()));
        AddInterval(figures, "forecast_quasi_ci95", years, quasi.Forecast(Horizon(block)).Points.Select(p => p.Trend.Interval()));
        if (block.Args.Number("target") is { } target) figures.Add("prob_trend_above_target", years, points.Select(p => p.Trend.Above(target)));
        figures.Add("wls.coef", terms, weighted.Terms.Select(t => t.Estimate));
        figures.Add("wls.se", terms, weighted.Terms.Select(t => t.StandardError));
        figures.Add("wls.sigma", Math.Sqrt(weighted.Dispersion));
        var steadied = weighted.Forecast(Horizon(block)).Points;
        figures.Add("wls.forecast", years, steadied.Select(p => p.Trend.Median));
        AddInterval(figures, "wls.forecast_ci95", years, steadied.Select(p => p.Trend.Interval()));
    }

    private static int Horizon(Block block) => (int)(block.Args.Number("horizon") ?? 4);

    private static void AddInterval(GivenFigures figures, string name, string[] labels, IEnumerable<Interval> intervals)
    {
        var all = intervals.ToArray();
        figures.Add($"{name}_lo", labels, all.Select(i => i.Low));
        figures.Add($"{name}_hi", labels, all.Select(i => i.High));
    }

    private static void AddErrors(GivenFigures figures, string name, string[] terms, (double Intercept, double Slope) errors) =>
        figures.Add(name, terms, [errors.Intercept, errors.Slope]);
}
