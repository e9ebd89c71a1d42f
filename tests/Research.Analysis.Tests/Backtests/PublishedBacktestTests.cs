namespace Research.Tests;

/// <summary>The Department's own files, where they are at hand: coverage and scores over authorities, fitted to 2015.</summary>
public sealed class PublishedBacktestTests
{
    private static string Real(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Research.sln"))) folder = folder.Parent;
        string path = Path.Combine(folder!.FullName, "..", "shared", "realdata", file);
        Assert.SkipUnless(File.Exists(path), "The Department's file is not committed here.");
        return path;
    }

    private static BacktestReport Run(string file, string[] groups, string? gap)
    {
        var tidy = TidyFile.Open(Real(file));
        return Backtest.Run([.. tidy.Choose(null, groups, gap, null).Select(s => tidy.Series(s).Panel)], [2015]);
    }

    [Theory]
    [InlineData("eyfsp_areas_by_fsm_2013_2019.csv", "fsm=FSM", null)]
    [InlineData("eyfsp_areas_by_fsm_2013_2019.csv", null, "FSM")]
    public void Intervals_by_free_school_meals_cover_as_they_say_and_beat_the_benchmarks(string file, string? group, string? gap)
    {
        var report = Run(file, group is null ? [] : [group], gap);
        Assert.InRange(report.Default.Coverage[0.9], 0.85, 0.95);
        Assert.InRange(report.Default.CoverageByYear[2016], 0.85, 0.96);
        Assert.InRange(report.Default.CoverageByYear[2017], 0.85, 0.96);
        Assert.True(report.Default.IntervalScore < report[TrajectoryMethod.LastValue].IntervalScore);
        Assert.True(report.Default.IntervalScore < report[TrajectoryMethod.StraightLine].IntervalScore);
        Assert.True(report.Default.Brier < report[TrajectoryMethod.LastValue].Brier);
    }

    [Theory]
    [InlineData("eyfsp_gld_2013_2019.csv")]
    [InlineData("absence_la_2007_2019.csv")]
    public void Intervals_of_totals_beat_the_benchmarks_though_quiet_years_overcover(string file)
    {
        var report = Run(file, [], null);
        Assert.True(report.Default.Coverage[0.9] >= 0.85);
        Assert.True(report.Default.IntervalScore < report[TrajectoryMethod.LastValue].IntervalScore);
        Assert.True(report.Default.IntervalScore < report[TrajectoryMethod.StraightLine].IntervalScore);
    }

    [Fact]
    public void The_marks_of_the_published_exclusions_are_counted()
    {
        var description = TidyFile.Open(Real("exclusions_by_reason.csv")).Describe();
        Assert.Equal(1367, description.Coverage.Single(c => c.Indicator.Name == "perm_physical_pupils").Marks["x"]);
        Assert.Equal(154, description.Levels.Single(l => l.Level == TidyLevel.LocalAuthority).Places);
    }

    [Fact]
    public void Names_codes_and_national_series_open_as_they_come()
    {
        Assert.Equal("Record type", ColumnMeanings.Open(Real("ks2_meta_2016-2017.csv"))["RECTYPE"]);
        Assert.Equal("Community school", ColumnMeanings.Open(Real("abbreviations_2016-2017.xlsx"))["CY"]);
        Assert.StartsWith("East of England", AuthorityCodes.Open(Real("la_and_region_codes_meta_2016-2017.csv"))["873"].Region, StringComparison.Ordinal);
        Assert.Equal(3.341, StateOfTheNation.Open(Real("state_of_the_nation_in12.csv"))["Disadvantage index"].Figures[2011]);
        Assert.Equal(36, StateOfTheNation.Open(Real("state_of_the_nation_in11.csv"))["Eligible for free school meals"].Figures[2013]);
    }
}
