namespace Research.Tests;

public class CountTrendTests
{
    private const int Years = 10, Ahead = 2;

    // Counts of the model itself: sizes, a shared level that falls, sizes that drift, Poisson chance.
    private static (SeriesPanel Known, SeriesPanel All) Simulated(double level, double drift, long seed, int members = 40)
    {
        var stream = RandomStream.FromSeed(seed);
        var series = Enumerable.Range(0, members).Select(i =>
        {
            double size = stream.Gamma(1.5) / 1.5;
            return TrajectorySeries.Numbers(AnnualSeries.Of($"authority {i}", Enumerable.Range(0, Years + Ahead).Select(t =>
            {
                size *= Math.Exp((drift * stream.Normal()) - (drift * drift / 2));
                return (2005 + t, (double)stream.Poisson(level * Math.Exp(-0.03 * t) * size));
            }).ToArray()));
        }).ToArray();
        var all = SeriesPanel.Of("exclusions", series);
        return (all.Until(2004 + Years), all);
    }

    [Theory, InlineData(1, 88), InlineData(8, 86), InlineData(200, 85)]
    public void Intervals_of_whole_numbers_hold_what_comes(double level, double least)
    {
        var tallies = Enumerable.Range(0, 3).Select(k =>
        {
            var (known, all) = Simulated(level, 0.15, 20151001 + k);
            var forecast = Trajectory.ForecastPanel(known, Ahead);
            var came = all.Members.SelectMany(m => forecast.Members[0].Years.Select(y => (Interval: forecast[m.Name].Interval(y), Figure: m[y]))).ToArray();
            Assert.All(came, c => Assert.Equal(Math.Floor(c.Interval.Low), c.Interval.Low));
            return 100.0 * came.Count(c => c.Interval.Contains(c.Figure)) / came.Length;
        }).Average();
        // Whole numbers hold more than their level where counts are small.
        Assert.InRange(tallies, least, level < 20 ? 99.5 : 95);
    }

    [Fact]
    public void Variances_are_recovered()
    {
        var found = CountTrend.Fit(Simulated(300, 0.15, 20151002, 120).Known).Variances.ToDictionary(v => v.Name, v => v.Value);
        Assert.InRange(found["drift_sd"], 0.12, 0.18);
        Assert.InRange(found["chance_factor"], 0.5, 2.5);
        Assert.InRange(found["swing_sd"], 0, 0.06);
        Assert.InRange(found["spread_sd"], 0.6, 1.1);
    }

    [Fact]
    public void A_series_without_any_is_forecast_none()
    {
        var some = Simulated(4, 0.1, 20151003).Known;
        var none = TrajectorySeries.Numbers(AnnualSeries.Of("none", Enumerable.Range(2005, Years).Select(y => (y, 0.0))));
        var forecast = Trajectory.ForecastPanel(SeriesPanel.Of("with none", [.. some.Members, none]), 1)["none"];
        Assert.Equal(0, forecast.Median(2015));
        Assert.Equal(0, forecast.Interval(2015).Low);
        Assert.InRange(forecast.Interval(2015).High, 0, 1);
        Assert.Equal(1, forecast.Probability(2015, 0));
        Assert.Equal(1, forecast.Probability(2015, 0, Direction.AtMost) + forecast.Probability(2015, 1), 12);
    }

    [Fact]
    public void A_series_of_none_beside_thousands_does_not_widen_the_others()
    {
        var large = Simulated(3000, 0.03, 20151004, 40).Known;
        var none = Enumerable.Range(0, 4).Select(i => TrajectorySeries.Numbers(AnnualSeries.Of($"none {i}", Enumerable.Range(2005, Years).Select(y => (y, i == 0 && y == 2009 ? 40.0 : 0.0)))));
        var alone = Trajectory.ForecastPanel(large, 1);
        var beside = Trajectory.ForecastPanel(SeriesPanel.Of("both", [.. large.Members, .. none]), 1);
        Assert.InRange(large.Members.Average(m => beside[m.Name].Interval(2015).Width) / large.Members.Average(m => alone[m.Name].Interval(2015).Width), 0.8, 1.3);
        Assert.All(beside.Members.Where(m => m.Series.Name.StartsWith("none", StringComparison.Ordinal)), m => Assert.InRange(m.Interval(2015).High, 0, 600));
    }

    [Fact]
    public void The_whole_is_forecast_at_its_own_size()
    {
        var (known, _) = Simulated(50, 0.1, 20151005);
        var whole = TrajectorySeries.Numbers(AnnualSeries.Of("England", Enumerable.Range(2005, Years).Select(y => (y, known.Members.Sum(m => m[y])))));
        var forecast = Trajectory.ForecastPanel(SeriesPanel.Of("exclusions", known.Members, whole), 1);
        Assert.InRange(forecast.Comparator!.Median(2015), 0.85 * whole[2014], 1.1 * whole[2014]);
        // It does not change what is said of its parts.
        var without = Trajectory.ForecastPanel(known, 1);
        Assert.Equal(without["authority 3"].Interval(2015).High, forecast["authority 3"].Interval(2015).High);
    }

    [Fact]
    public void Draws_follow_the_distribution_and_share_the_level()
    {
        var forecast = Trajectory.ForecastPanel(Simulated(20, 0.1, 20151006, 6).Known, 2);
        var paths = forecast.DrawPaths(20151001, 4000);
        var one = forecast.Members[0];
        double[] draws = [.. Enumerable.Range(0, 4000).Select(k => paths[one.Series.Name][k, 1]).Order()];
        foreach (double p in new[] { 0.1, 0.5, 0.9 }) Assert.InRange(draws[(int)(p * 4000)], one.Quantile(2016, p) - 2, one.Quantile(2016, p) + 2);
        Assert.All(draws, d => Assert.Equal(Math.Floor(d), d));
    }

    [Theory, MemberData(nameof(Methods))]
    public void Every_method_but_the_benchmarks_forecasts_whole_numbers(TrajectoryMethod method)
    {
        var forecast = Trajectory.ForecastPanel(Simulated(12, 0.1, 20151007, 12).Known, 1, method).Members[0];
        Assert.Equal(Math.Floor(forecast.Interval(2015).High), forecast.Interval(2015).High);
        Assert.InRange(Enumerable.Range(0, 4000).Sum(k => forecast.Probability(2015, k) - forecast.Probability(2015, k + 1)), 0.9, 1.0000001);
        // The ranked score is least for the figure in the middle.
        Assert.True(forecast.Crps(2015, forecast.Median(2015)) < forecast.Crps(2015, forecast.Interval(2015).High + 5));
    }

    public static TheoryData<TrajectoryMethod> Methods => [TrajectoryMethod.LocalLevel, TrajectoryMethod.LocalLinearTrend, TrajectoryMethod.Pooled, TrajectoryMethod.Average];

    [Fact]
    public void Ranked_score_of_a_count_is_that_of_its_distribution()
    {
        // scoringRules::crps_pois(3, 2.5), from its sum by hand.
        double expected = Enumerable.Range(0, 60).Sum(k => Math.Pow(new NegativeBinomialDistribution(2.5, double.PositiveInfinity).Lower(k) - (k >= 3 ? 1 : 0), 2));
        Assert.Equal(expected, new WholeNumberDistribution([new CountPart(1, 2.5, 2.5 * (1 + 1e-12))]).RankedScore(3), 5e-3);
    }
}
