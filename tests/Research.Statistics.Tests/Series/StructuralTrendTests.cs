namespace Research.Tests;

public class StructuralTrendTests
{
    [Theory]
    [InlineData("nile level fixed", false)]
    [InlineData("nile trend fixed", true)]
    [InlineData("rate level fixed", false)]
    [InlineData("rate trend fixed", true)]
    public void Filter_smoother_and_forecast_agree_with_generalised_least_squares(string name, bool trend)
    {
        var series = name.StartsWith("nile", StringComparison.Ordinal) ? SeriesReference.Nile : SeriesReference.Rate;
        var variances = SeriesReference.Variances(name);
        StructuralTrend fit = trend ? LocalLinearTrend.With(series, variances) : LocalLevel.With(series, variances);
        Assert.Equal(SeriesReference.Of(name, "log_lik")[0], fit.LogLikelihood, 1e-9 * 200);
        var ahead = fit.Forecast(3).Points;
        SeriesReference.Near(SeriesReference.Of(name, "level"), fit.Smoothed.Select(s => s.Level).Concat(ahead.Select(p => p.Trend.Median)), 1e-10);
        SeriesReference.Near(SeriesReference.Of(name, "level_variance"), fit.Smoothed.Select(s => s.LevelVariance).Concat(ahead.Select(p => Math.Pow(p.Trend.StandardError, 2))), 1e-8);
    }

    [Theory]
    [InlineData("nile level ml")]
    [InlineData("rate level ml")]
    public void The_likelihood_is_greatest_at_the_variances_found(string name)
    {
        var fit = LocalLevel.Fit(name.StartsWith("nile", StringComparison.Ordinal) ? SeriesReference.Nile : SeriesReference.Rate);
        var expected = SeriesReference.Variances(name);
        Assert.Equal(expected.Level, fit.Variances.Level, 1e-4 * expected.Level);
        Assert.Equal(expected.Irregular, fit.Variances.Irregular, 1e-4 * expected.Irregular);
        Assert.True(fit.LogLikelihood >= SeriesReference.Of(name, "log_lik")[0] - 1e-9);
    }

    [Fact]
    public void A_variance_on_its_boundary_is_exactly_zero_and_said()
    {
        // Noise about a fixed level: neighbours differ in sign about the mean.
        var fit = LocalLevel.Fit(AnnualSeries.Of("x", ((double[])[1, -1, 1.2, -0.9, 1.1, -1.2, 0.8, -1]).Select((v, i) => (2000 + i, v))));
        Assert.Equal(0, fit.Variances.Level);
        Assert.Contains("variance of level on its boundary", fit.ToTable().Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Gaps_are_predicted_through_and_counted()
    {
        var fit = LocalLevel.Fit(SeriesReference.Rate);
        Assert.Equal("7 used, 3 dropped (3 years without a value)", fit.Sample.ToString());
        Assert.Equal(10, fit.Smoothed.Length);
        Assert.Equal(7, fit.Rows.Count);
    }

    [Fact]
    public void Known_sampling_variances_are_not_estimated_again()
    {
        Assert.Equal(0, LocalLevel.Fit(SeriesReference.Rate).Variances.Irregular);
        var more = LocalLevel.Fit(SeriesReference.Rate, ObservationNoise.MoreThanGiven);
        Assert.True(more.LogLikelihood >= LocalLevel.Fit(SeriesReference.Rate).LogLikelihood - 1e-9);
    }

    [Fact]
    public void Doubt_about_the_variances_widens_forecasts_and_more_so_with_few_years()
    {
        double Ratio(int years)
        {
            var fit = LocalLevel.Fit(AnnualSeries.Of("flow", SeriesReference.Nile.Years.Zip(SeriesReference.Nile.Values).Take(years)));
            return fit.Forecast(3).Points[2].Observation.Interval(0.9).Width / fit.Forecast(3, 0.95, ForecastUncertainty.PlugIn).Points[2].Observation.Interval(0.9).Width;
        }
        Assert.True(Ratio(20) > 1);
        Assert.True(Ratio(5) > Ratio(20));
    }

    [Fact]
    public void A_logit_forecast_stays_between_0_and_1_and_its_paths_follow_it()
    {
        var fit = LocalLinearTrend.Fit(SeriesReference.Counts);
        var point = fit.Forecast(4, 0.9)[2020];
        Assert.InRange(point.Observation.Interval(0.999).Low, 0, 1);
        Assert.InRange(point.Observation.Interval(0.999).High, 0, 1);
        var root = RandomStream.FromSeed(20240901);
        double above = Enumerable.Range(0, 20_000).Average(i => fit.DrawPath(4, root.Fork(i))[3] > 0.5 ? 1.0 : 0.0);
        Assert.Equal(point.Trend.Above(0.5), above, 5 * Math.Sqrt(0.25 / 20_000));
    }

    [Fact]
    public void A_path_of_a_series_with_unknown_noise_has_the_spread_of_its_forecast()
    {
        var fit = LocalLevel.Fit(SeriesReference.Nile);
        var trend = fit.Forecast(2)[1892].Trend;
        var root = RandomStream.FromSeed(1);
        double[] drawn = [.. Enumerable.Range(0, 20_000).Select(i => fit.DrawPath(2, root.Fork(i))[1]).Order()];
        foreach (double p in (double[])[0.05, 0.25, 0.5, 0.75, 0.95])
            Assert.Equal(p, trend.Below(drawn[(int)(p * drawn.Length)]), 0.015);
    }

    [Fact]
    public void Until_gives_back_what_was_known_then()
    {
        var before = SeriesReference.Nile.Until(1880);
        Assert.Equal(1880, before.LastYear);
        Assert.Equal(10, before.Observed);
        Assert.Throws<DataError>(() => SeriesReference.Nile.Until(1800));
    }

    [Fact]
    public void The_report_names_model_estimation_and_source()
    {
        string report = LocalLinearTrend.Fit(SeriesReference.Nile).Report();
        Assert.Contains("local linear trend", report, StringComparison.Ordinal);
        Assert.Contains("maximum likelihood", report, StringComparison.Ordinal);
        Assert.Contains("Durbin and Koopman 2012", report, StringComparison.Ordinal);
    }
}
