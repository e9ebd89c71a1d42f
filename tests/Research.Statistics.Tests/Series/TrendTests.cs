namespace Research.Tests;

public class TrendTests
{
    [Fact]
    public void A_straight_line_agrees_with_lm()
    {
        var fit = LinearTrend.Fit(SeriesReference.RateWithoutErrors);
        SeriesReference.Near(SeriesReference.Of("rate line", "coef"), fit.Terms.Select(t => t.Estimate), 1e-9);
        SeriesReference.Near(SeriesReference.Of("rate line", "se"), fit.Terms.Select(t => t.StandardError), 1e-9);
        var intervals = fit.Forecast(3, 0.9).Points.Select(p => p.Observation.Interval(0.9)).ToArray();
        SeriesReference.Near(SeriesReference.Of("rate line", "low"), intervals.Select(i => i.Low), 1e-10);
        SeriesReference.Near(SeriesReference.Of("rate line", "high"), intervals.Select(i => i.High), 1e-10);
        var (intercept, slope) = fit.NeweyWestErrors(2, adjust: true);
        SeriesReference.Near(SeriesReference.Of("rate line", "newey_west"), [intercept, slope], 1e-9);
    }

    [Fact]
    public void Robust_slopes_and_ranks_are_as_worked_by_hand()
    {
        // Slopes between pairs: 2, 0.5, 1 (1-4), -1, 0.5, 2: the median is 0.75. Rises 5, falls 1.
        var fit = LinearTrend.Fit(AnnualSeries.Of("x", (1, 1), (2, 3), (3, 2), (4, 4)));
        Assert.Equal(0.75, fit.TheilSenSlope, 1e-12);
        Assert.Equal(4, fit.MannKendall);
        // (4 - 1) / sqrt(4 * 3 * 13 / 18)
        Assert.Equal(StandardNormal.TwoSided(3 / Math.Sqrt(156 / 18.0)), fit.MannKendallPValue, 1e-12);
    }

    [Fact]
    public void A_logistic_trend_agrees_with_glm()
    {
        var fit = LogitTrend.Fit(SeriesReference.Counts);
        SeriesReference.Near(SeriesReference.Of("counts", "coef"), fit.Terms.Select(t => t.Estimate), 1e-8);
        SeriesReference.Near(SeriesReference.Of("counts", "se"), fit.Terms.Select(t => t.StandardError), 1e-8);
        SeriesReference.Near(SeriesReference.Of("counts", "deviance"), [fit.Deviance], 1e-9);
        SeriesReference.Near(SeriesReference.Of("counts", "dispersion"), [fit.Dispersion], 1e-8);
        var intervals = fit.Forecast(2).Points.Select(p => p.Trend.Interval()).ToArray();
        SeriesReference.Near(SeriesReference.Of("counts", "low"), intervals.Select(i => i.Low), 1e-8);
        SeriesReference.Near(SeriesReference.Of("counts", "high"), intervals.Select(i => i.High), 1e-8);
        SeriesReference.Near(SeriesReference.Of("counts", "weighted"), LogitTrend.Fit(SeriesReference.Counts, LogitTrendMethod.WeightedLogit).Terms.Select(t => t.Estimate), 1e-10);
    }

    [Fact]
    public void A_small_future_cohort_has_a_wider_interval_than_the_trend()
    {
        var fit = LogitTrend.Fit(SeriesReference.Counts);
        var large = fit.Forecast(1, 0.9, total: 10_000)[2017];
        var small = fit.Forecast(1, 0.9, total: 18)[2017];
        Assert.Equal(large.Trend.Interval().Width, small.Trend.Interval().Width, 1e-12);
        Assert.True(small.Observation.Interval().Width > 2 * large.Observation.Interval().Width);
    }

    [Fact]
    public void Every_fit_of_a_series_keeps_the_contract()
    {
        foreach (var fit in (Fit[])[LinearTrend.Fit(SeriesReference.Nile), LogitTrend.Fit(SeriesReference.Counts), LocalLevel.Fit(SeriesReference.Nile), LocalLinearTrend.Fit(SeriesReference.Counts)])
        {
            Assert.NotEmpty(fit.Terms);
            Assert.NotEmpty(fit.Overview);
            Assert.Equal(fit.Sample.Used, fit.Rows.Count);
            Assert.True(fit.Rows.Has("observed") && fit.Rows.Has("fitted") && fit.Rows.Has("residual"));
            Assert.Contains(fit.Method, fit.ToTable().Title, StringComparison.Ordinal);
            Assert.NotEmpty(fit.Report());
            Assert.NotNull(fit.ToChart());
            Assert.Contains("<table", fit.ToHtml(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_forecast_shows_itself_as_table_and_chart()
    {
        var forecast = LocalLevel.Fit(SeriesReference.Counts).Forecast(4, 0.9);
        Assert.Equal(4, forecast.ToTable().Rows.Length);
        Assert.Equal("2017", forecast.ToTable()[0, "year"].Show(0));
        Assert.Contains("90% of values are expected between", forecast.ToChart().Alternative, StringComparison.Ordinal);
    }
}
