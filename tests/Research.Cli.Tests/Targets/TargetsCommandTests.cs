namespace Research.Cli.Tests;

[Collection(ConsoleTests.Name)]
public sealed class TargetsCommandTests
{
    private static readonly string Samples = Path.Combine(Architecture.Repository.Root, "data-samples");
    private static readonly string Programmes = Path.Combine(Samples, "targets", "programmes.csv");

    private static string[] AsOf(string time, params string[] more) => ["--as-of", time, "--data", Path.Combine(Samples, "county"), .. more];

    [Fact]
    public void Json_has_every_target_with_its_readings_and_conditions()
    {
        var json = CommandRun.Of(TargetsCommand.Create(), AsOf("2014", "--json")).Json();
        Assert.Equal(39, json["targets"]!.AsArray().Count);
        var t15 = json["targets"]!.AsArray().Single(t => t!["id"]!.GetValue<string>() == "T15")!;
        Assert.Equal(["a", "b", "c", "d", "e", "f"], t15["readings"]!.AsArray().Select(r => r!["reading"]!.GetValue<string>()));
        var condition = t15["readings"]![0]!["conditions"]![0]!;
        Assert.Equal(18.5, condition["goal"]!.GetValue<double>(), 1e-9);
        Assert.InRange(condition["probability"]!.GetValue<double>(), 0, 0.3);
        Assert.True(condition["low_90"]!.GetValue<double>() < condition["expected"]!.GetValue<double>());
        Assert.Contains(json["contradictions"]!.AsArray(), c => c!["rule"]!.GetValue<string>() == "met together only if others fall");
    }

    [Fact]
    public void A_month_shows_its_early_signs()
    {
        var run = CommandRun.Of(TargetsCommand.Create(), AsOf("2015-03"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("in 2015-03, results to 2014", run.Output, StringComparison.Ordinal);
        Assert.Contains("spring tracking", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_target_is_shown_with_its_readings()
    {
        var run = CommandRun.Of(TargetsCommand.Create(), AsOf("2016", "--target", "T27"));
        Assert.Contains("a  percentage points: 5 by 2015 and 15 in all by 2016: not met", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_answers_for_every_target_and_for_one()
    {
        var json = CommandRun.Of(ScenarioCommand.Create(), [Programmes, .. AsOf("2014", "--target", "T24", "--budget", "900000", "--futures", "1000", "--json")]).Json();
        foreach (string part in (string[])["outcome", "requirement", "tornado", "smallest_set"]) Assert.NotEmpty(json[part]!["rows"]!.AsArray());
    }

    [Theory]
    [InlineData("no target 'T99'", "2015", "--target", "T99")]
    [InlineData("a year such as 2015, or a month such as 2015-03", "spring")]
    [InlineData("no such file", "2015", "--indicators", "signs.csv")]
    [InlineData("no such file", "2015", "--targets", "none.csv")]
    public void What_cannot_be_answered_says_why(string about, string time, params string[] more) => CommandRun.Of(TargetsCommand.Create(), AsOf(time, more)).Complains(about);

    [Fact]
    public void A_budget_needs_its_target() => CommandRun.Of(ScenarioCommand.Create(), [Programmes, .. AsOf("2014", "--budget", "1")]).Complains("the target to put on track");
}
