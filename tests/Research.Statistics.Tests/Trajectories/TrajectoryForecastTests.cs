namespace Research.Tests;

public class TrajectoryForecastTests
{
    private static readonly AnnualCounts Ours = AnnualCounts.Of("ours", (2011, 300, 600), (2012, 324, 610), (2013, 330, 590), (2014, 351, 605), (2015, 360, 600));
    private static readonly AnnualCounts England = AnnualCounts.Of("England", (2011, 52_000, 100_000), (2012, 54_000, 100_000), (2013, 56_000, 100_000), (2014, 58_000, 100_000), (2015, 59_500, 100_000));

    public static TheoryData<TrajectoryMethod> Methods => [.. Enum.GetValues<TrajectoryMethod>()];

    [Theory, MemberData(nameof(Methods))]
    public void Probability_and_quantile_are_each_others_inverse(TrajectoryMethod method)
    {
        var forecast = Trajectory.Forecast(TrajectorySeries.Rate(Ours), 3, method);
        Assert.Equal([2016, 2017, 2018], forecast.Years);
        foreach (int year in forecast.Years)
            foreach (double p in new[] { 0.05, 0.3, 0.5, 0.9 })
            {
                double figure = forecast.Quantile(year, p);
                Assert.InRange(figure, 0, 100);
                // Benchmarks look at figures as printed and are cut off at the limits, where much probability may sit.
                if (figure is > 0 and < 100) Assert.Equal(1 - p, forecast.Probability(year, figure), 8);
                if (figure is > 0 and < 100) Assert.Equal(p, forecast.Probability(year, figure, Direction.AtMost), 8);
            }
    }

    [Theory, MemberData(nameof(Methods))]
    public void Draws_follow_the_distribution_and_widen(TrajectoryMethod method)
    {
        var forecast = Trajectory.Forecast(TrajectorySeries.Rate(Ours), 3, method);
        double[] draws = [.. forecast.Draws(2017, 20150901, 20_000).Order()];
        foreach (double p in new[] { 0.1, 0.5, 0.9 })
            Assert.Equal(forecast.Quantile(2017, p), draws[(int)(p * draws.Length)], Math.Max(0.35, 0.06 * forecast.Interval(2017).Width));
        // A trend that nears 100% may narrow a little as it does.
        Assert.True(forecast.Interval(2018).Width > 0.9 * forecast.Interval(2016).Width);
        Assert.Equal(forecast.Draws(2017, 20150901, 50), forecast.Draws(2017, 20150901, 50));
    }

    [Fact]
    public void Thresholds_at_and_beyond_the_limits_of_a_rate_are_certain()
    {
        var forecast = Trajectory.Forecast(TrajectorySeries.Rate(Ours), 1);
        Assert.Equal(1, forecast.Probability(2016, 0));
        Assert.Equal(0, forecast.Probability(2016, 101));
        Assert.Equal(1, forecast.Probability(2016, 100, Direction.AtMost));
        Assert.Equal(0, forecast.Probability(2016, -1, Direction.AtMost));
    }

    [Fact]
    public void Last_value_is_carried_forward_with_the_mean_square_of_the_changes()
    {
        var series = TrajectorySeries.Values(AnnualSeries.Of("x", (2011, 10), (2012, 13), (2013, 9), (2014, 14)), "points");
        var forecast = Trajectory.Forecast(series, 4, TrajectoryMethod.LastValue);
        double sd = Math.Sqrt((9 + 16 + 25) / 3.0);
        Assert.Equal(14, forecast.Median(2016), 9);
        Assert.Equal(14 + (1.6448536269514722 * sd * 2), forecast.Quantile(2018, 0.95), 6);
    }

    [Fact]
    public void Straight_line_is_that_of_least_squares_on_the_printed_scale()
    {
        var forecast = Trajectory.Forecast(TrajectorySeries.Rate(Ours), 2, TrajectoryMethod.StraightLine);
        var line = LinearTrend.Fit(AnnualSeries.Of("ours", Ours.Points.Select(p => (p.Year, 100 * p.Successes / p.Total)))).Forecast(2, 0.9);
        Assert.Equal(line[2017].Observation.Median, forecast.Median(2017), 9);
        Assert.Equal(line[2017].Observation.Interval(0.9).High, forecast.Interval(2017).High, 9);
    }

    [Fact]
    public void Crps_of_a_normal_is_the_closed_form()
    {
        var series = TrajectorySeries.Values(AnnualSeries.Of("x", (2011, 10), (2012, 13), (2013, 9), (2014, 14)), "points");
        var forecast = Trajectory.Forecast(series, 1, TrajectoryMethod.LastValue);
        double sd = Math.Sqrt((9 + 16 + 25) / 3.0);
        foreach (double figure in new[] { 14.0, 17.5, 6.0 })
        {
            // Gneiting and Raftery (2007), equation 21.
            double z = (figure - 14) / sd, density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
            double expected = sd * ((z * ((2 * StandardNormal.Lower(z)) - 1)) + (2 * density) - (1 / Math.Sqrt(Math.PI)));
            Assert.Equal(expected, forecast.Crps(2015, figure), 2e-3);
        }
    }

    [Fact]
    public void Forecasts_know_nothing_of_later_years()
    {
        var series = TrajectorySeries.Rate(Ours);
        var changed = TrajectorySeries.Rate(AnnualCounts.Of("ours", Ours.Points.Select(p => (p.Year, p.Year > 2013 ? 0.0 : p.Successes, p.Total))));
        Assert.Equal(Trajectory.Forecast(series.Until(2013), 2).Median(2015), Trajectory.Forecast(changed.Until(2013), 2).Median(2015), 12);
    }

    [Fact]
    public void A_smaller_cohort_has_a_wider_interval()
    {
        var small = AnnualCounts.Of("small", Ours.Points.Select(p => (p.Year, Math.Round(p.Successes / 20), Math.Round(p.Total / 20))));
        Assert.True(Trajectory.Forecast(TrajectorySeries.Rate(small), 1).Interval(2016).Width > 1.8 * Trajectory.Forecast(TrajectorySeries.Rate(Ours), 1).Interval(2016).Width);
    }

    [Fact]
    public void A_target_to_the_national_figure_moves_with_it()
    {
        var joint = Trajectory.ForecastJointly(TrajectorySeries.Rate(Ours), TrajectorySeries.Rate(England), 2);
        double[,] differences = joint.DrawDifferences(20150901, 40_000);
        double above = Enumerable.Range(0, 40_000).Count(k => differences[k, 1] >= 0) / 40_000.0, nearly = Enumerable.Range(0, 40_000).Count(k => differences[k, 1] <= -2) / 40_000.0;
        Assert.Equal(above, joint.Probability(2017), 0.01);
        Assert.Equal(nearly, joint.Probability(2017, -2, Direction.AtMost), 0.01);

        // Shared shocks: the difference is less uncertain than two futures apart would make it.
        var (ours, england) = joint.DrawPaths(20150901, 40_000);
        double Variance(Func<int, double> of) { double mean = Enumerable.Range(0, 40_000).Average(of); return Enumerable.Range(0, 40_000).Average(k => (of(k) - mean) * (of(k) - mean)); }
        Assert.True(Variance(k => ours[k, 1] - england[k, 1]) < 0.8 * (Variance(k => ours[k, 1]) + Variance(k => england[k, 1])));
    }

    [Fact]
    public void Too_short_a_series_is_refused_with_the_method_to_use()
    {
        var series = TrajectorySeries.Rate(AnnualCounts.Of("k", (2014, 10, 20), (2015, 11, 20)));
        Assert.Contains("use the pooled model", Assert.Throws<DataError>(() => Trajectory.Forecast(series, 1, TrajectoryMethod.LocalLinearTrend)).Message, StringComparison.Ordinal);
        Assert.True(Trajectory.Forecast(series, 1).Interval(2016).Width > 0);
    }
}
