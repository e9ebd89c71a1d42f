using System.Globalization;

namespace Research.Tests;

public class BootstrapTests
{
    private static readonly Dictionary<string, double[]> Reference = File.ReadLines(ReferenceFile.Path("bootstrap.csv")).Skip(1).Select(l => l.Split(','))
        .GroupBy(f => f[0], f => double.Parse(f[2], CultureInfo.InvariantCulture)).ToDictionary(g => g.Key, g => g.ToArray());

    /// <summary>Thirty schools of two to nine pupils with school effects.</summary>
    internal static Dataset Schools(long seed, int schools = 30)
    {
        var stream = RandomStream.FromSeed(seed);
        var (x, y, school) = (new List<double>(), new List<double>(), new List<string?>());
        for (int s = 0; s < schools; s++)
        {
            double effect = stream.Normal();
            int pupils = 2 + stream.Below(8);
            for (int i = 0; i < pupils; i++)
            {
                x.Add(stream.Normal());
                y.Add(1 + (0.5 * x[^1]) + effect + stream.Normal());
                school.Add($"s{s}");
            }
        }
        return new(new NumberColumn("x", [.. x]), new NumberColumn("y", [.. y]), FactorColumn.From("school", school));
    }

    private static double Mean(Dataset data) => Average(data.Numbers("y"));

    private static double Average(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double v in values) sum += v;
        return sum / values.Length;
    }

    private static double Slope(Dataset data)
    {
        double mx = Average(data.Numbers("x")), my = Average(data.Numbers("y")), xy = 0, xx = 0;
        for (int i = 0; i < data.Count; i++)
        {
            xy += (data.Numbers("x")[i] - mx) * (data.Numbers("y")[i] - my);
            xx += (data.Numbers("x")[i] - mx) * (data.Numbers("x")[i] - mx);
        }
        return xy / xx;
    }

    [Theory]
    [InlineData(BootstrapInterval.Normal, "normal")]
    [InlineData(BootstrapInterval.Basic, "basic")]
    [InlineData(BootstrapInterval.Percentile, "percentile")]
    [InlineData(BootstrapInterval.BCa, "bca")]
    public void Intervals_of_given_draws_are_those_of_boot(BootstrapInterval kind, string name)
    {
        double[] x = Reference["data"];
        double Ratio(IEnumerable<double> values)
        {
            double[] v = [.. values];
            double mean = v.Average();
            return mean / Math.Sqrt(v.Sum(a => (a - mean) * (a - mean)) / (v.Length - 1));
        }
        var estimate = new BootstrapEstimate("ratio", Ratio(x), [.. Reference["draws"].Order()], (0, 10), () => [.. x.Select((_, i) => Ratio(x.Where((_, j) => j != i)))]);
        foreach (double level in (double[])[0.9, 0.95])
        {
            double[] expected = Reference[$"{name} {level.ToString(CultureInfo.InvariantCulture)}"];
            var interval = estimate.Interval(kind, level);
            Assert.Equal(expected[0], interval.Low, 1e-10);
            Assert.Equal(expected[1], interval.High, 1e-10);
        }
        Assert.Equal(Reference["bias"][0], estimate.Bias, 1e-12);
        Assert.Equal(Reference["std_error"][0], estimate.StandardError, 1e-12);
    }

    [Fact]
    public void Expanded_percentiles_are_those_of_a_wider_level()
    {
        var few = new BootstrapEstimate("x", 0, [.. Reference["draws"].Order()], (0, 8), null);
        double tail = StandardNormal.Lower(-Math.Sqrt(8 / 7.0) * new StudentTDistribution(7).ForLevel(0.95));
        Assert.Equal(few.Interval(BootstrapInterval.Percentile, 1 - (2 * tail)).Low, few.Interval(BootstrapInterval.ExpandedPercentile).Low, 1e-12);
        Assert.True(few.Interval(BootstrapInterval.ExpandedPercentile).Width > 1.2 * few.Interval(BootstrapInterval.Percentile).Width);
    }

    [Fact]
    public void The_same_seed_gives_the_same_draws_for_any_number_of_threads()
    {
        var data = Schools(1);
        double[][] Draws(int threads) => Replicates.Run(200, 20240901, stream =>
        {
            var rows = new int[data.Count];
            stream.Resample(rows, data.Count);
            return [Slope(data.Take(rows))];
        }, threads);
        var one = Draws(1);
        foreach (int threads in (int[])[2, 7, -1]) Assert.Equal(one.Select(v => v[0]), Draws(threads).Select(v => v[0]));
        Assert.Equal(one.Select(v => v[0]).Order(), Bootstrap.Cases(data, Slope, seed: 20240901, draws: 200).Estimates[0].Draws);
        Assert.NotEqual(Bootstrap.Cases(data, Slope, seed: 2, draws: 200).Estimates[0].Draws, Bootstrap.Cases(data, Slope, seed: 1, draws: 200).Estimates[0].Draws);
    }

    [Fact]
    public void Case_draws_of_a_mean_have_its_standard_error()
    {
        var data = Schools(2);
        double mean = Mean(data);
        double expected = Math.Sqrt(data.Numbers("y").ToArray().Sum(v => (v - mean) * (v - mean))) / data.Count;
        var result = Bootstrap.Cases(data, Mean, seed: 5, draws: 4000)["statistic"];
        Assert.Equal(expected, result.StandardError, 5 * expected / Math.Sqrt(2 * 4000));
        Assert.Equal(0, result.Bias, 5 * expected / Math.Sqrt(4000));
    }

    [Fact]
    public void Drawing_schools_counts_what_pupils_share_and_both_levels_count_more()
    {
        var data = Schools(3);
        double cases = Bootstrap.Cases(data, Mean, seed: 5).Estimates[0].StandardError;
        double clusters = Bootstrap.Clusters(data, "school", Mean, seed: 5).Estimates[0].StandardError;
        double both = Bootstrap.BothLevels(data, "school", Mean, seed: 5).Estimates[0].StandardError;
        Assert.True(clusters > 1.3 * cases);
        Assert.True(both > 1.02 * clusters);
    }

    [Fact]
    public void A_school_drawn_twice_counts_as_two_schools()
    {
        var data = Schools(4);
        var result = Bootstrap.Clusters(data, "school", d => ((FactorColumn)d["school"]).Codes.ToArray().Distinct().Count(), seed: 1, draws: 50);
        Assert.All(result.Estimates[0].Draws, schools => Assert.Equal(30, schools));
    }

    [Fact]
    public void Least_squares_from_cross_products_are_those_of_the_rows()
    {
        var data = Schools(6);
        var fast = Bootstrap.Clusters("y ~ x", data, "school", seed: 20240901, draws: 300);
        var slow = Bootstrap.Clusters(data, "school", Slope, seed: 20240901, draws: 300);
        Assert.Equal(slow.Estimates[0].Estimate, fast["x"].Estimate, 1e-12);
        for (int i = 0; i < 300; i++) Assert.Equal(slow.Estimates[0].Draws[i], fast["x"].Draws[i], 1e-11);
        var (a, b) = (slow.Estimates[0].Interval(BootstrapInterval.BCa), fast["x"].Interval(BootstrapInterval.BCa));
        Assert.Equal(a.Low, b.Low, 1e-10);
        Assert.Equal(a.High, b.High, 1e-10);
    }

    [Fact]
    public void A_random_intercept_from_cross_products_is_that_of_the_rows()
    {
        var data = Schools(6);
        var fast = Bootstrap.Clusters("y ~ x + (1 | school)", data, "school", seed: 20240901, draws: 40);
        var slow = Bootstrap.Clusters(data, "school", d => MixedModel.Fit("y ~ x + (1 | school)", d), seed: 20240901, draws: 40);
        foreach (string name in (string[])["(Intercept)", "x"])
        {
            Assert.Equal(slow[name].Estimate, fast[name].Estimate, 1e-5);
            for (int i = 0; i < 40; i++) Assert.Equal(slow[name].Draws[i], fast[name].Draws[i], 1e-4);
        }
    }

    [Fact]
    public void The_parametric_bootstrap_draws_from_what_it_is_given()
    {
        var series = SeriesReference.Nile;
        var data = new Dataset(new NumberColumn("year", [.. series.Years.Select(y => (double)y)]), new NumberColumn("y", [.. series.Values]));
        static Fit Line(Dataset d) => LinearTrend.Fit(AnnualSeries.From(d, "y", "year"));
        var fit = (LinearTrend)Line(data);
        double[] fitted = fit.Rows.Numbers("fitted").ToArray();
        var result = Bootstrap.Parametric(data, stream => data.With(new NumberColumn("y", [.. fitted.Select(f => stream.Normal(f, fit.Sigma))])), Line, seed: 11);
        Assert.Equal(fit["year"].StandardError, result["year"].StandardError, fit["year"].StandardError * 5 / Math.Sqrt(2 * 2000));
        Assert.Contains("draws from a model", Assert.Throws<DataError>(() => result["year"].Interval(BootstrapInterval.BCa)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Residuals_are_drawn_about_the_fit()
    {
        var series = SeriesReference.Nile;
        var data = new Dataset(new NumberColumn("year", [.. series.Years.Select(y => (double)y)]), new NumberColumn("y", [.. series.Values]));
        static Fit Line(Dataset d) => LinearTrend.Fit(AnnualSeries.From(d, "y", "year"));
        var result = Bootstrap.Residuals(data, Line, seed: 7, draws: 4000);
        // Without leverages the draws have the residual variance with divisor n.
        double expected = Line(data)["year"].StandardError * Math.Sqrt(18 / 20.0);
        Assert.Equal(expected, result["year"].StandardError, expected * 5 / Math.Sqrt(2 * 4000));
        Assert.StartsWith("4000 draws of residuals", result.Scheme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_says_what_was_drawn_and_warns_of_few_clusters()
    {
        var table = Bootstrap.Clusters(Schools(7, schools: 8), "school", Mean, seed: 3, draws: 100).ToTable();
        Assert.Contains("100 draws of 8 clusters (school), seed 3", table.Title, StringComparison.Ordinal);
        Assert.Contains(table.Notes, n => n.Contains("too narrow", StringComparison.Ordinal));
    }

    [Fact]
    public void Hostile_input_ends_in_a_message()
    {
        var data = Schools(8);
        Assert.Throws<DataError>(() => Bootstrap.Cases(new Dataset(new NumberColumn("y", [])), Mean, seed: 1));
        Assert.Throws<DataError>(() => Bootstrap.Cases(data, Mean, seed: 1, draws: 0));
        Assert.Throws<DataError>(() => Bootstrap.Cases(data, _ => double.NaN, seed: 1));
        Assert.Contains("one of", Assert.Throws<DataError>(() => Bootstrap.Cases(data, Mean, seed: 1, draws: 10)["x"]).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'school'", Assert.Throws<DataError>(() => Bootstrap.Clusters(data, "schol", Mean, seed: 1)).Message, StringComparison.Ordinal);
        Assert.Contains("at least two", Assert.Throws<DataError>(() => Bootstrap.Clusters(Schools(9, 1), "school", Mean, seed: 1)).Message, StringComparison.Ordinal);
        Assert.Contains("random term", Assert.Throws<DataError>(() => Bootstrap.Clusters("y ~ x + (x | school)", data, "school", seed: 1)).Message, StringComparison.Ordinal);
        Assert.Contains("columns that say the same", Assert.Throws<DataError>(() => Bootstrap.Clusters("y ~ x + I(2 * x)", data, "school", seed: 1)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Bootstrap.Cases(data, d => d.Count == 0 ? 0 : throw new InvalidOperationException("a slip in the statistic"), seed: 1));
    }

    [Fact]
    public void A_statistic_that_seldom_exists_is_refused_and_rare_failures_are_counted()
    {
        var data = new Dataset(new NumberColumn("y", [1, 2, 3, 4, 5, 6, 7, 8, 9, 100]));
        double Rare(Dataset d) => d.Numbers("y").ToArray().Contains(100) ? 1 : double.NaN;
        Assert.Contains("no value in", Assert.Throws<DataError>(() => Bootstrap.Cases(data, Rare, seed: 1)).Message, StringComparison.Ordinal);
        double Varies(Dataset d) => d.Numbers("y").ToArray().Count(v => v == 1) > 3 ? double.NaN : Mean(d);
        var result = Bootstrap.Cases(data, Varies, seed: 1).Estimates[0];
        Assert.InRange(result.Failed, 1, 100);
        Assert.Equal(2000, result.Failed + result.Draws.Length);
    }
}
