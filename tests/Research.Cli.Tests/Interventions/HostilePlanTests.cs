using System.Diagnostics;
using Research.Cli.Tests.Architecture;

namespace Research.Cli.Tests;

/// <summary>Whatever is wrong with a plan or its data ends in one message that says where and how to mend it.</summary>
[Collection(ConsoleTests.Name)]
public sealed class HostilePlanTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("plans").FullName;

    private static string Samples => Path.Combine(Repository.Root, "data-samples", "interventions");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("phonics-partners", "design: cluster-trial", "design: cluster_trial", "Did you mean 'cluster-trial'?")]
    [InlineData("phonics-partners", "baseline: baseline", "base line: baseline", "the key 'base line'")]
    [InlineData("phonics-partners", "outcome: outcome", "outcome: outcom", "Did you mean 'outcome'?")]
    [InlineData("phonics-partners", "outcome: outcome", "outcome: area", "found words; expected numbers")]
    [InlineData("phonics-partners", "outcome: outcome", "outcome: [outcome, later]", "one value")]
    [InlineData("phonics-partners", "school: urn", "\tschool: urn", "not YAML")]
    [InlineData("phonics-partners", "school: urn", "school: urn\nschool: area", "not YAML")]
    [InlineData("phonics-partners", "treatment: treated", "treatment: absence", "1 for the programme, 0 for none")]
    [InlineData("phonics-partners", "alpha: 0.05", "alpha: 0", "above 0 and below 1")]
    [InlineData("phonics-partners", "alpha: 0.05", "alpha: 1", "above 0 and below 1")]
    [InlineData("phonics-partners", "alpha: 0.05", "alpha: NaN", "above 0 and below 1")]
    [InlineData("phonics-partners", "alpha: 0.05", "alpha: 5%", "a number")]
    [InlineData("phonics-partners", "alpha: 0.05", "seed: -4", "above -1")]
    [InlineData("phonics-partners", "subgroups: [fsm]", "subgroups: [absence]", "1 for the subgroup")]
    [InlineData("phonics-partners", "subgroups: [fsm]", "subgroups: { fsm: 1 }", "a list of columns")]
    [InlineData("phonics-partners", "definitions: { fsm: ever6 }", "definitions: [fsm]", "pairs of name: value")]
    [InlineData("phonics-partners", "definitions: { fsm: ever6 }", "definitions: { fsm: ever 6 }", "no column 'ever 6'")]
    [InlineData("phonics-partners", "data: phonics-partners.csv", "data: nowhere.csv", "nowhere.csv")]
    [InlineData("phonics-partners", "design: cluster-trial", "design: simple-trial", "design: cluster-trial")]
    [InlineData("phonics-partners", "design: cluster-trial", "design: synthetic-control", "no 'year'")]
    [InlineData("together-for-families", "design: simple-trial", "design: cluster-trial", "design: multisite-trial")]
    [InlineData("fsm-project", "from: 2014", "from: 2050", "no year from 2050 on")]
    [InlineData("fsm-project", "from: 2014", "from: soon", "a number")]
    [InlineData("fsm-project", "year: year", "year: area", "found words; expected numbers")]
    [InlineData("fsm-project", "alpha: 0.05", "estimator: twoway", "Did you mean 'two-way'?")]
    [InlineData("fsm-project", "design: difference-in-differences", "design: staggered-adoption", "no 'start'")]
    [InlineData("real", "unit: centre", "unit: pupil", "without that have periods before and after")]
    [InlineData("real", "design: few-units", "design: synthetic-control\nalpha: 0.1", "not YAML")]
    [InlineData("real", "design: few-units", "design: difference-in-differences", "design: few-units")]
    [InlineData("closing-the-gap", "cutoff: 90", "cutoff: 200", "design: matched")]
    [InlineData("closing-the-gap", "running: profile", "running: fsm", "design: matched")]
    [InlineData("fast", "caliper: 0.2", "caliper: 0", "above 0")]
    [InlineData("fast", "caliper: 0.2", "caliper: 0.0000001", "Widen the caliper")]
    [InlineData("fast", "baseline: baseline", "baseline: treated", "it is the plan's treatment")]
    [InlineData("early-help-assessment", "baseline: baseline", "", "Add baseline")]
    public void A_plan_that_cannot_be_run_is_one_message(string id, string from, string to, string message)
    {
        string text = File.ReadAllText(Path.Combine(Samples, "plans", id + ".yaml"));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Run(text.Replace(from, to, StringComparison.Ordinal), Samples).Complains(message);
    }

    [Theory]
    [InlineData("", "no keys")]
    [InlineData("# nothing\n", "no keys")]
    [InlineData("programme,design\nphonics-partners,cluster-trial\n", "no keys")]
    [InlineData("- programme\n- design\n", "no keys")]
    [InlineData("programme: a\n---\nprogramme: b\n", "no keys")]
    [InlineData("programme: &a [*a]\n", "no 'design'")]
    [InlineData("\u0000\u0001\u0002", "")]
    [InlineData("{\"programme\": \"a\"}", "no 'design'")]
    public void Text_that_is_no_plan_is_one_message(string text, string message) => Run(text, Samples).Complains(message);

    [Fact]
    public void A_huge_plan_is_one_message() => Run("programme: a\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"key{i}: {i}\n")), Samples).Complains("a plan of 100000 at most");

    [Fact]
    public void A_plan_nested_without_end_is_one_message() => Run("programme: " + new string('[', 50_000), Samples).Complains("more than 8 deep");

    [Theory]
    [InlineData("", "")]
    [InlineData("pupil,urn,treated,outcome\n", "no rows")]
    [InlineData("pupil,urn,treated,outcome\nP1,1,1,5\nP2,2,1,6\nP3,3,1,7\n", "every row with the programme")]
    [InlineData("pupil,urn,treated,outcome\nP1,1,0,5\nP2,2,0,6\nP3,3,0,7\n", "no row with the programme")]
    [InlineData("pupil,urn,treated,outcome\nP1,1,0,\nP2,2,1,\n", "no outcome in any row")]
    [InlineData("pupil,urn,treated,outcome\nP1,1,0,5\nP2,2,1,5\n", "the same outcome in every row")]
    [InlineData("pupil,urn,treated,outcome\nP1,1,0,5\nP2,2,1,6\n", "10 or more in each arm")]
    [InlineData("pupil,urn,treated,outcome\nP1,1,yes,5\nP2,2,no,6\n", "found words; expected numbers")]
    [InlineData("pupil,urn,treated,outcome\nP1,1,2,5\nP2,2,1,6\n", "the value 2")]
    public void Data_that_bear_nothing_are_one_message(string csv, string message)
    {
        File.WriteAllText(Path.Combine(folder, "pupils.csv"), csv);
        Run("programme: a\ntitle: A\ndesign: cluster-trial\ndata: pupils.csv\noutcome: outcome\ntreatment: treated\nschool: urn\n", folder).Complains(message);
    }

    [Fact]
    public void A_folder_for_a_plan_is_one_message() => CommandRun.Of(EvaluateCommand.Create(), folder).Complains("");

    [Fact]
    public void A_page_that_cannot_be_written_is_one_message() =>
        CommandRun.Of(EvaluateCommand.Create(), Path.Combine(Samples, "plans", "fast.yaml"), "--html", folder).Complains("Check the path");

    [Theory]
    [InlineData("phonics-partners")]
    [InlineData("achievement-for-all")]
    [InlineData("fast")]
    [InlineData("together-for-families")]
    public async Task One_processor_and_two_write_the_same_bytes(string id)
    {
        var pages = await Task.WhenAll(Page(id, "1"), Page(id, "2"));
        Assert.True(pages[0].Length > 100_000);
        Assert.Equal(pages[0], pages[1]);
    }

    // A process of its own: how many processors there are is read once, when it starts.
    private async Task<byte[]> Page(string id, string processors)
    {
        string page = Path.Combine(folder, $"{id}-{processors}.html");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, ArgumentList = { typeof(EvaluateCommand).Assembly.Location, "evaluate", Path.Combine(Samples, "plans", id + ".yaml"), "--html", page } };
        start.Environment["DOTNET_PROCESSOR_COUNT"] = processors;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", error);
        Assert.Contains(id == "fast" ? "FAST" : "Plan", await output, StringComparison.Ordinal);
        return await File.ReadAllBytesAsync(page, TestContext.Current.CancellationToken);
    }

    private CommandRun Run(string plan, string data)
    {
        string path = Path.Combine(folder, "plan.yaml");
        File.WriteAllText(path, plan);
        return CommandRun.Of(EvaluateCommand.Create(), path, "--data", data);
    }
}
