using System.Globalization;
using System.Text;

namespace Research.Cli.Tests;

[Collection(ConsoleTests.Name)]
public sealed class PublishedCommandTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");

    public PublishedCommandTests()
    {
        var text = new StringBuilder("time_period,time_identifier,geographic_level,old_la_code,la_name,fsm,number_of_pupils,gld_number,gld_percent\n");
        var stream = RandomStream.FromSeed(20150901);
        for (int la = 0; la <= 12; la++)
            for (int t = 0; t < 6; t++)
                foreach (string fsm in new[] { "Total", "FSM", "All other pupils" })
                {
                    int pupils = la == 0 ? 500_000 : fsm == "FSM" ? 300 : 2_000;
                    double odds = -0.2 + (0.1 * t) - (fsm == "FSM" ? 0.8 : 0) + (0.02 * la);
                    int passed = stream.Binomial(pupils, 1 / (1 + Math.Exp(-odds)));
                    text.Append(CultureInfo.InvariantCulture, $"{2011 + t}{(12 + t) % 100:00},Academic year,{(la == 0 ? "National" : "Local authority")},{(la == 0 ? "" : $"{800 + la}")},{(la == 0 ? "" : $"Town {la}")},{fsm},{pupils},{passed},{100.0 * passed / pupils:F1}\n");
                }
        File.WriteAllText(file, text.ToString());
    }

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Published_describes_a_file_as_json()
    {
        var json = CommandRun.Of(PublishedCommand.Create(), file, "--json").Json();
        Assert.Equal([2012, 2013, 2014, 2015, 2016, 2017], json["years"]!.AsArray().Select(y => (int)y!));
        Assert.Equal("gld_number", (string)json["indicators"]![2]!["numerator"]!);
        Assert.Equal("FSM", (string)json["filters"]![0]!["values"]![1]!);
        Assert.Contains("LocalAuthority, 12 places", CommandRun.Of(PublishedCommand.Create(), file).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Backtest_scores_every_method_of_a_group_as_json()
    {
        var json = CommandRun.Of(BacktestCommand.Create(), file, "--group", "fsm=FSM", "--origin", "2015", "--json").Json();
        Assert.Equal("partially_pooled", (string)json["default_method"]!);
        string[] methods = [.. json["methods"]!.AsArray().Select(m => (string)m!["method"]!)];
        Assert.Contains("last_value_carried_forward", methods);
        Assert.Contains("straight_line", methods);
        Assert.Contains("weighted_average", methods);
        var pooled = json["methods"]!.AsArray().First(m => (string)m!["method"]! == "partially_pooled")!;
        Assert.Equal(24, (int)pooled["forecasts"]!);
        Assert.InRange((double)pooled["coverage"]!["90"]!, 0.5, 1);
        Assert.Equal(["2016", "2017"], pooled["coverage_90_by_year"]!.AsObject().Select(y => y.Key));
        Assert.True((double)pooled["interval_score_90"]! > 0);
    }

    [Fact]
    public void Backtest_of_a_gap_is_in_points_and_needs_no_more_than_its_filter()
    {
        var json = CommandRun.Of(BacktestCommand.Create(), file, "--gap", "FSM", "--json").Json();
        Assert.Equal("ppt", (string)json["unit"]!);
        Assert.Equal(2015, (int)json["panels"]![0]!["origin"]!);
        Assert.Contains("fsm: FSM behind All other pupils", (string)json["panels"]![0]!["panel"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_can_be_counted_again_from_the_intervals_printed()
    {
        var json = CommandRun.Of(BacktestCommand.Create(), file, "--gap", "FSM", "--origin", "2014/15", "201314", "--by-forecast", "--by-origin", "--json").Json();
        Assert.Equal([2014, 2015], json["panels"]!.AsArray().Select(p => (int)p!["origin"]!));
        Assert.Equal(3, json["by_origin"]!["rows"]!.AsArray().Count);
        var rows = json["by_forecast"]!["rows"]!.AsArray().Select(r => r!.AsArray()).Where(r => (string)r[2]! == "Partially pooled").Select(r => (Low: (double)r[6]!, High: (double)r[7]!, Came: (double)r[8]!)).ToArray();
        var pooled = json["methods"]!.AsArray().First(m => (string)m!["method"]! == "partially_pooled")!;
        Assert.Equal(48, rows.Length);
        Assert.Equal((double)pooled["coverage"]!["90"]!, rows.Average(r => r.Low <= r.Came && r.Came <= r.High ? 1.0 : 0), 9);
        Assert.Equal((double)pooled["interval_score_90"]!, rows.Average(r => r.High - r.Low + (20 * Math.Max(0, Math.Max(r.Low - r.Came, r.Came - r.High)))), 9);
    }

    [Fact]
    public void A_series_that_is_not_scored_is_counted_with_its_reason()
    {
        File.WriteAllLines(file, File.ReadAllLines(file).Where(l => !(l.Contains(",803,", StringComparison.Ordinal) && string.CompareOrdinal(l[..6], "201516") >= 0) && !(l.Contains(",804,", StringComparison.Ordinal) && string.CompareOrdinal(l[..6], "201516") < 0)));
        var json = CommandRun.Of(BacktestCommand.Create(), file, "--group", "FSM", "--origin", "2015", "--json").Json();
        Assert.Equal((1, 1), ((int)json["panels"]![0]!["not_scored"]!["without a figure up to 2015"]!, (int)json["panels"]![0]!["not_scored"]!["without a figure from 2016 to 2017"]!));
        Assert.Contains("gld_percent, fsm = FSM, fitted to 2015: 2 of 12 series not scored (1 without a figure from 2016 to 2017; 1 without a figure up to 2015).", json["notes"]!.AsArray().Select(n => (string)n!));
    }

    [Fact]
    public void A_series_is_cut_where_its_definition_changes_unless_told_not_to()
    {
        string[] lines = File.ReadAllLines(file);
        File.WriteAllLines(file, lines.Select((l, i) => l + (i == 0 ? ",basis" : int.Parse(l[..4], CultureInfo.InvariantCulture) < 2013 ? ",five half terms" : ",six half terms")));
        var cut = CommandRun.Of(BacktestCommand.Create(), file, "--group", "FSM", "--origin", "2015", "2012", "--json").Json();
        string[] notes = [.. cut["notes"]!.AsArray().Select(n => (string)n!)];
        Assert.Contains("basis changes in 2014 from 'five half terms' to 'six half terms': the series are cut there (--breaks keep runs them on).", notes);
        Assert.Contains("Not fitted to 2012: fewer than two comparable years up to it, or none after.", notes);
        Assert.Equal("gld_percent, fsm = FSM, 2014 to 2017", (string)Assert.Single(cut["panels"]!.AsArray())!["panel"]!);
        var kept = CommandRun.Of(BacktestCommand.Create(), file, "--group", "FSM", "--origin", "2015", "--breaks", "keep", "--json").Json();
        Assert.Equal("gld_percent, fsm = FSM", (string)kept["panels"]![0]!["panel"]!);
    }

    [Fact]
    public void A_wrong_name_is_one_message_with_what_the_file_has()
    {
        CommandRun.Of(BacktestCommand.Create(), file, "--group", "fsm=Eligible").Complains("Total, FSM, All other pupils");
        CommandRun.Of(BacktestCommand.Create(), file, "--indicator", "gld_percnt").Complains("Did you mean 'gld_percent'?");
        CommandRun.Of(BacktestCommand.Create(), file, "--origin", "2017").Complains("a year from 2013 to 2016");
        CommandRun.Of(BacktestCommand.Create(), file, "--origin", "last").Complains("a year such as 2015, 201415 or 2014/15");
        CommandRun.Of(PublishedCommand.Create(), "nowhere.csv").Complains("no such file");
    }
}
