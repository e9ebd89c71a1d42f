namespace Research.Cli.Tests;

[Collection(ConsoleTests.Name)]
public sealed class EvidenceCommandTests
{
    private static readonly string Review = Path.Combine(Architecture.Repository.Root, "data-samples", "evidence", "review.csv");

    [Fact]
    public void A_review_is_told_in_figures_and_words()
    {
        var run = CommandRun.Of(EvidenceCommand.Create(), Review);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("46 studies of 2 interventions", run.Output, StringComparison.Ordinal);
        Assert.Contains("together find +0.21 SD", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_each_intervention_with_its_studies_and_the_page_its_forest_plot()
    {
        string page = Path.Combine(Path.GetTempPath(), $"review-{Guid.NewGuid():N}.html");
        try
        {
            var json = CommandRun.Of(EvidenceCommand.Create(), Review, "--intervention", "writing-to-learn", "--json", "--html", page).Json();
            var one = json["interventions"]!.AsArray().Single()!;
            Assert.Equal(0.2073, one["effect_sd"]!.GetValue<double>(), 5e-4);
            Assert.Equal(29, one["studies"]!["rows"]!.AsArray().Count);
            string html = File.ReadAllText(page);
            Assert.Contains("class=\"research-chart\"", html, StringComparison.Ordinal);
            Assert.Contains("in 95 of 100 new places", html, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(page);
        }
    }

    [Fact]
    public void An_unknown_intervention_is_answered_with_the_nearest()
    {
        var run = CommandRun.Of(EvidenceCommand.Create(), Review, "--intervention", "writing");
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("writing-to-learn", run.Output + run.Error, StringComparison.Ordinal);
    }
}
