using System.Globalization;

namespace Research.Tests;

public sealed class BacktestTests
{
    private static SeriesPanel Panel(int members, long seed)
    {
        var stream = RandomStream.FromSeed(seed);
        double[] national = new double[7];
        for (int t = 1; t < 7; t++) national[t] = national[t - 1] + 0.06 + (0.03 * stream.Normal());
        TrajectorySeries Of(string name, double level, int pupils, double wander) => TrajectorySeries.Rate(AnnualCounts.Of(name, Enumerable.Range(0, 7).Select(t =>
            (2011 + t, (double)stream.Binomial(pupils, 1 / (1 + Math.Exp(-(level + national[t] + (wander * stream.Normal()))))), (double)pupils)).ToArray()));
        return SeriesPanel.Of("rate", Enumerable.Range(0, members).Select(i => Of(i.ToString(CultureInfo.InvariantCulture), 0.25 * stream.Normal(), 400, 0.05)), Of("England", 0, 600_000, 0));
    }

    [Fact]
    public void Scores_are_those_counted_by_hand()
    {
        var panel = Panel(12, 20150901);
        var report = Backtest.Run(panel, 2015);
        var line = report[TrajectoryMethod.StraightLine];
        // The same by R's formulas for a straight line: lm, predict(interval = "prediction").
        double covered = 0, score = 0, width = 0;
        foreach (var member in panel.Members)
        {
            double[] x = [.. Enumerable.Range(2011, 5).Select(y => (double)y)], v = [.. x.Select(y => member[(int)y])];
            double mx = x.Average(), mv = v.Average(), sxx = x.Sum(a => (a - mx) * (a - mx)), slope = x.Zip(v, (a, b) => (a - mx) * (b - mv)).Sum() / sxx;
            double sigma = Math.Sqrt(x.Zip(v, (a, b) => b - mv - (slope * (a - mx))).Sum(e => e * e) / 3);
            foreach (int year in new[] { 2016, 2017 })
            {
                // t with 3 degrees of freedom, 95%: 2.353363.
                double half = 2.3533634348018264 * sigma * Math.Sqrt(1 + (1.0 / 5) + ((year - mx) * (year - mx) / sxx)), centre = mv + (slope * (year - mx)), figure = member[year];
                double low = Math.Max(0, centre - half), high = Math.Min(100, centre + half);
                covered += figure >= low && figure <= high ? 1 : 0;
                width += high - low;
                score += high - low + (20 * Math.Max(0, Math.Max(low - figure, figure - high)));
            }
        }
        Assert.Equal(24, line.Count);
        Assert.Equal(covered / 24, line.Coverage[0.9], 9);
        Assert.Equal(width / 24, line.Width, 6);
        Assert.Equal(score / 24, line.IntervalScore, 6);
    }

    [Fact]
    public void Brier_and_calibration_come_from_the_same_targets()
    {
        var report = Backtest.Run(Panel(30, 20150902), 2015);
        foreach (var score in report.Scores)
        {
            Assert.Equal(4 * score.Count, score.Calibration.Sum(b => b.Count));
            Assert.InRange(score.Brier, 0, 1);
            Assert.All(score.Calibration.Where(b => b.Count > 0), b => Assert.InRange(b.MeanProbability, b.From - 1e-12, b.To + 1e-12));
        }
    }

    [Fact]
    public void The_pooled_model_beats_the_benchmarks_on_short_series_of_one_kind()
    {
        var report = Backtest.Run([Panel(60, 20150903)], [2014, 2015]);
        Assert.True(report.Default.IntervalScore < report[TrajectoryMethod.LastValue].IntervalScore);
        Assert.True(report.Default.IntervalScore < report[TrajectoryMethod.StraightLine].IntervalScore);
        Assert.True(report.Default.Crps < report[TrajectoryMethod.StraightLine].Crps);
        Assert.Contains(report.Scores, s => s.Name.EndsWith("whole's figure known", StringComparison.Ordinal));
    }

    [Fact]
    public void Later_figures_do_not_reach_the_forecast()
    {
        var panel = Panel(8, 20150904);
        var altered = SeriesPanel.Of("rate", panel.Members.Select(m => TrajectorySeries.Rate(AnnualCounts.Of(m.Name, m.Counts!.Points.Select(p => (p.Year, p.Year > 2015 ? p.Total : p.Successes, p.Total))))));
        var bare = SeriesPanel.Of("rate", panel.Members);
        Assert.Equal(Backtest.Run(bare, 2015).Default.Width, Backtest.Run(altered, 2015).Default.Width, 12);
    }

    [Fact]
    public void An_origin_without_years_either_side_is_refused_with_those_that_have() =>
        Assert.Contains("a year from 2012 to 2016", Assert.Throws<DataError>(() => Backtest.Run(Panel(3, 20150905), 2017)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_panel_of_one_year_says_that_more_are_needed()
    {
        var one = SeriesPanel.Of("rate", [TrajectorySeries.Rate(AnnualCounts.Of("873", (2022, 10, 20)))]);
        Assert.Contains("three years or more, it has 2022 only", Assert.Throws<DataError>(() => Backtest.Run(one, 2021)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_county_and_its_published_series_make_panels()
    {
        using var county = County.Open(Path.Combine(Root(), "data-samples", "county"));
        var rates = county.RatePanel(Measures.Ks2ReadingWritingMathsLevel4, [Groups.FreeSchoolMeals, Groups.Boys]);
        Assert.Equal(["fsm", "boys"], rates.Members.Select(m => m.Name));
        Assert.Equal((2011, 2015), (rates.FirstYear, rates.LastYear));
        var cohort = county.Cohort(Phase.KeyStage2, 2013);
        Assert.Equal(cohort.Rate(Measures.Ks2ReadingWritingMathsLevel4, Groups.FreeSchoolMeals).Value, rates.Members[0][2013], 9);
        var gaps = county.GapPanel(Measures.Ks2ReadingWritingMathsLevel4, [Groups.FreeSchoolMeals]);
        Assert.Equal(cohort.Gap(Measures.Ks2ReadingWritingMathsLevel4, Groups.FreeSchoolMeals).Difference, gaps.Members[0][2013], 9);
        Assert.Equal(66.3, county.Comparators.Panel("eyfs_gld").Comparator![2015], 0.5);
        var other = new Comparator("eyfs_gld", "all", Place.England, 2015, 70.0, 100, "a later release");
        var with = county.Comparators.With(other);
        Assert.Equal((70, county.Comparators.All.Length), (with.Find("eyfs_gld", "all", Place.England, 2015)!.Value.Number, with.All.Length));
        Assert.Contains("Did you mean 'eyfs_gld'?", Assert.Throws<DataError>(() => county.Comparators.Panel("eyfs_gdl")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_runs_nothing_and_says_so() =>
        Assert.Contains("name one", FolderBacktest.Run("nowhere", 2015).ToTable().Title, StringComparison.Ordinal);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Research.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
