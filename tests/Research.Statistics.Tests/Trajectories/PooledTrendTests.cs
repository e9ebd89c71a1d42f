using MathNet.Numerics.LinearAlgebra;

namespace Research.Tests;

public class PooledTrendTests
{
    private static SeriesPanel Simulated(int members, int years, long seed)
    {
        var stream = RandomStream.FromSeed(seed);
        double[] common = new double[years];
        for (int t = 1; t < years; t++) common[t] = common[t - 1] + 0.05 + (0.04 * stream.Normal());
        return SeriesPanel.Of("share", Enumerable.Range(0, members).Select(i =>
        {
            double level = 0.3 * stream.Normal(), wander = 0.1 * stream.Normal();
            return TrajectorySeries.Rate(AnnualCounts.Of($"authority {i}", Enumerable.Range(0, years).Select(t =>
            {
                wander = (0.7 * wander) + (0.1 * Math.Sqrt(0.51) * stream.Normal());
                return (2005 + t, (double)stream.Binomial(800, 1 / (1 + Math.Exp(-(level + common[t] + wander)))), 800.0);
            }).ToArray()));
        }));
    }

    [Fact]
    public void Variances_of_departures_are_recovered()
    {
        var figures = PooledTrend.Fit(Simulated(150, 8, 20150901)).Variances.ToDictionary(v => v.Name, v => v.Value);
        Assert.InRange(figures["spread_sd"], 0.25, 0.35);
        Assert.InRange(figures["wander_sd"], 0.075, 0.125);
        Assert.InRange(figures["persistence"], 0.5, 0.85);
        Assert.InRange(figures["design_effect"], 0.7, 1.3);
    }

    [Fact]
    public void Cohorts_calmer_than_independent_pupils_are_seen_to_be()
    {
        // Counts with a third of the binomial's variance: what teachers of the same schools, and a like intake, can bring about.
        var stream = RandomStream.FromSeed(20150904);
        var panel = SeriesPanel.Of("share", Enumerable.Range(0, 80).Select(i =>
        {
            double rate = 0.6 + (0.05 * stream.Normal());
            return TrajectorySeries.Rate(AnnualCounts.Of($"authority {i}", Enumerable.Range(0, 7).Select(t =>
                (2005 + t, Math.Round(800 * (rate + (Math.Sqrt(0.08 / 800) * stream.Normal()))), 800.0)).ToArray()));
        }));
        var figures = PooledTrend.Fit(panel).Variances.ToDictionary(v => v.Name, v => v.Value);
        Assert.InRange(figures["design_effect"], 0.2, 0.6);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(12)]
    public void The_path_of_a_gap_is_expected_to_move_by_half_of_what_a_rate_does(int years)
    {
        // A gap that has been 20 points throughout, beside a rate that has been 50%, where 25 points are 1 in log odds.
        double[] level = [.. Enumerable.Repeat(0.0, years)];
        double Width(TrajectorySeries whole, IEnumerable<TrajectorySeries> members) =>
            PooledTrend.Fit(SeriesPanel.Of("panel", members, whole)).Forecast(2).Comparator!.Interval(2000 + years + 1).Width;
        AnnualSeries At(string name, double value) => AnnualSeries.Of(name, level.Select((x, t) => (2000 + t, value + x + (0.01 * (t % 2)))));
        double gap = Width(TrajectorySeries.Gaps(At("England", 20)), Enumerable.Range(0, 3).Select(i => TrajectorySeries.Gaps(At($"authority {i}", 20 + i))));
        double rate = Width(TrajectorySeries.Percentages(At("England", 50)), Enumerable.Range(0, 3).Select(i => TrajectorySeries.Percentages(At($"authority {i}", 50 + i))));
        Assert.InRange(gap / rate, 0.4, 0.65);
    }

    [Fact]
    public void Series_share_the_shocks_to_their_common_path()
    {
        var forecast = PooledTrend.Fit(Simulated(20, 6, 20150902)).Forecast(2);
        var paths = forecast.DrawPaths(20150901, 4_000);
        double[,] a = paths["authority 1"], b = paths["authority 2"];
        double Mean(double[,] of) => Enumerable.Range(0, 4_000).Average(k => of[k, 1]);
        double ma = Mean(a), mb = Mean(b);
        double covariance = Enumerable.Range(0, 4_000).Average(k => (a[k, 1] - ma) * (b[k, 1] - mb));
        Assert.True(covariance > 0.5);
    }

    [Fact]
    public void A_departure_is_predicted_as_by_the_dense_formula()
    {
        var variances = new OwnVariances(0.3, 0.1, 0.7, 1.5, 0);
        double[,] passing = variances.Passing(4, 2);
        double[] values = [0.2, 0.25, 0.1, 0.3], noise = [0.01, 0.012, 0.009, 0.011];
        var k = Matrix<double>.Build.Dense(4, 4, (i, j) => 0.09 + (0.01 * Math.Pow(0.7, Math.Abs(i - j))) + (i == j ? 1.5 * noise[i] : 0));
        var cross = Matrix<double>.Build.Dense(2, 4, (h, j) => 0.09 + (0.01 * Math.Pow(0.7, 4 + h - j)));
        var expected = cross * k.Inverse() * Vector<double>.Build.Dense(values);
        var covariance = Matrix<double>.Build.Dense(2, 2, (g, h) => 0.09 + (0.01 * Math.Pow(0.7, Math.Abs(g - h)))) - (cross * k.Inverse() * cross.Transpose());

        double[] kzz = [.. k.ToRowMajorArray()], row = [.. cross.ToRowMajorArray()];
        var (mean, variance) = (new double[2], new double[4]);
        for (int g = 0; g < 2; g++)
            for (int h = 0; h < 2; h++) variance[(g * 2) + h] = 0.09 + passing[4 + g, 4 + h];
        double log = SmallGaussian.Condition(kzz, [.. values], row, (mean, variance));
        for (int h = 0; h < 2; h++) Assert.Equal(expected[h], mean[h], 12);
        for (int g = 0; g < 2; g++)
            for (int h = 0; h < 2; h++) Assert.Equal(covariance[g, h], variance[(g * 2) + h], 12);
        var z = Vector<double>.Build.Dense(values);
        Assert.Equal(-0.5 * ((4 * Math.Log(2 * Math.PI)) + Math.Log(k.Determinant()) + (z * (k.Inverse() * z))), log, 10);
    }

    [Fact]
    public void Settling_makes_the_shocks_of_earlier_years_larger()
    {
        double[,] passing = new OwnVariances(0, 0.1, 0.5, 1, 0.4).Passing(3, 2);
        double shock = 0.01 * 0.75;
        Assert.Equal(0.01 * Math.Exp(0.8), passing[0, 0], 12);
        Assert.Equal((0.25 * passing[0, 0]) + (shock * Math.Exp(0.4)), passing[1, 1], 12);
        Assert.Equal((0.25 * passing[2, 2]) + shock, passing[3, 3], 12);
        Assert.Equal(0.5 * passing[1, 1], passing[1, 2], 12);
    }

    [Fact]
    public void Weights_of_methods_add_up_and_favour_what_forecast_best()
    {
        var line = SeriesPanel.Of("steep", Enumerable.Range(0, 12).Select(i => TrajectorySeries.Rate(AnnualCounts.Of($"a{i}", Enumerable.Range(0, 9).Select(t =>
            (2005 + t, Math.Round(20_000 / (1 + Math.Exp(1.5 - (0.05 * i) - (0.3 * t)))), 20_000.0))))));
        var weights = MethodWeights.Learn(line);
        Assert.Equal(1, weights.Weights.Values.Sum(), 9);
        Assert.True(weights.Weights[TrajectoryMethod.LogitTrend] > 0.4, weights.ToString());
        Assert.Equal(4, weights.Origins.Length);
    }

    [Fact]
    public void Two_series_of_one_name_and_mixed_units_are_refused()
    {
        var rate = TrajectorySeries.Rate(AnnualCounts.Of("a", (2014, 10, 20)));
        Assert.Contains("2 series called a", Assert.Throws<DataError>(() => SeriesPanel.Of("x", [rate, rate])).Message, StringComparison.Ordinal);
        var gap = TrajectorySeries.Gaps(AnnualSeries.Of("b", (2014, 10)));
        Assert.Contains("one unit", Assert.Throws<DataError>(() => SeriesPanel.Of("x", [rate, gap])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_series_does_not_exhaust_the_stack()
    {
        var series = TrajectorySeries.Values(AnnualSeries.Of("x", Enumerable.Range(1900, 60).Select(y => (y, Math.Sin(y)))), "points");
        Assert.True(double.IsFinite(Trajectory.ForecastJointly(series, series, 2).Ours.Median(1961)));
    }
}
