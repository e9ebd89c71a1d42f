using Research.Cli.Tests.Architecture;

namespace Research.Cli.Tests;

[Collection(ConsoleTests.Name)]
public class InterventionCommandTests
{
    private static string Folder => Path.Combine(Repository.Root, "data-samples", "interventions");

    private static string Plan(string id) => Path.Combine(Folder, "plans", id + ".yaml");

    [Fact]
    public void Evaluate_writes_the_planned_effect_its_hash_and_what_lies_beyond_the_plan()
    {
        var json = CommandRun.Of(EvaluateCommand.Create(), Plan("phonics-partners"), "--data", Folder, "--json").Json();
        var report = PlannedEvaluation.Run(AnalysisPlan.Read(Plan("phonics-partners")), Folder);
        Assert.Equal(report.Plan.Hash, json["plan"]!.GetValue<string>());
        Assert.Equal(report.Effect.Estimate, json["effect"]!["estimate"]!.GetValue<double>());
        Assert.Equal(report.Security.Padlocks, json["padlocks"]!.GetValue<int>());
        Assert.Equal(["exploratory"], json["sections"]!.AsArray().Where(s => !s!["planned"]!.GetValue<bool>()).Select(s => s!["name"]!.GetValue<string>()));
    }

    [Fact]
    public void The_same_plan_gives_the_same_output() =>
        Assert.Equal(CommandRun.Of(EvaluateCommand.Create(), Plan("fast"), "--data", Folder).Output, CommandRun.Of(EvaluateCommand.Create(), Plan("fast"), "--data", Folder).Output);

    [Fact]
    public void Data_in_the_folder_above_the_plans_are_found() =>
        Assert.Equal(CommandRun.Of(EvaluateCommand.Create(), Plan("fast"), "--data", Folder).Output, CommandRun.Of(EvaluateCommand.Create(), Plan("fast")).Output);

    [Fact]
    public void A_plan_that_is_not_there_is_one_message() => CommandRun.Of(EvaluateCommand.Create(), "nowhere.yaml").Complains("no such file");

    [Fact]
    public void A_data_file_that_is_not_there_is_one_message() => CommandRun.Of(EvaluateCommand.Create(), Plan("fast"), "--data", Path.GetTempPath()).Complains("fast.csv");

    [Theory]
    [InlineData("nearest")]
    [InlineData("optimal")]
    [InlineData("full")]
    [InlineData("coarsened")]
    [InlineData("subclass")]
    [InlineData("weights")]
    public void Match_writes_sample_balance_and_effect(string method)
    {
        var json = CommandRun.Of(MatchCommand.Create(), Path.Combine(Folder, "fast.csv"), "--formula", "treated ~ baseline + ever6 + sen", "--method", method, "--outcome", "outcome", "--json").Json();
        Assert.Equal(2, json["rows"]!.AsArray().Count);
        Assert.NotEmpty(json["balance"]!["rows"]!.AsArray());
        Assert.Contains("treated", json["effect"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_slip_in_a_choice_is_answered_with_the_nearest() =>
        CommandRun.Of(MatchCommand.Create(), Path.Combine(Folder, "fast.csv"), "--formula", "treated ~ baseline", "--method", "nearst").Complains("nearest");

    [Fact]
    public void Power_of_a_county_has_a_row_a_group_and_a_column_a_number_of_schools()
    {
        var json = CommandRun.Of(PowerCommand.Create(), "county", "--measure", "ks2_rwm_4plus", "--year", "2013", "--schools", "12", "40", "--json").Json();
        Assert.Contains("schools_12", json["columns"]!.AsArray().Select(c => c!.GetValue<string>()));
        Assert.True(json["rows"]!.AsArray().Count > 20);
        Assert.Contains("schools_12_sd", json["effect_sizes"]!["columns"]!.AsArray().Select(c => c!.GetValue<string>()));
        Assert.True(json["explained"]!["measured"]!.GetValue<bool>());
        Assert.Contains("Prior attainment explains", json["words"]!.AsArray()[^1]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Power_of_a_county_is_a_page_with_words_tables_and_a_chart()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("power").FullName, "power.html");
        try
        {
            Assert.Equal(0, CommandRun.Of(PowerCommand.Create(), "county", "--html", file).ExitCode);
            string page = File.ReadAllText(file);
            foreach (string part in new[] { "<h1", "The smallest change worth claiming", "is within what chance does", "data-research-chart=", "in standard deviations", "<html lang" })
                Assert.Contains(part, page, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public void A_share_that_cannot_be_is_answered() => CommandRun.Of(PowerCommand.Create(), "county", "--r2", "1.4").Complains("0 or more and below 1");

    [Fact]
    public void Power_of_a_design_is_still_there() =>
        Assert.Equal(new ClusterTrial(40, 25, 0.15).DetectableEffect(), CommandRun.Of(PowerCommand.Create(), "cluster", "--units", "40", "--pupils", "25", "--icc", "0.15", "--json").Json()["figures"]!["mdes"]!.GetValue<double>(), 1e-12);

    [Fact]
    public void Sample_programmes_are_the_same_for_the_same_seed_and_others_for_another()
    {
        string one = Written("1"), again = Written("1"), other = Written("2");
        Assert.Equal(one, again);
        Assert.NotEqual(one, other);

        static string Written(string seed)
        {
            string folder = Directory.CreateTempSubdirectory("programmes").FullName;
            try
            {
                Assert.Equal(0, CommandRun.Of(SampleInterventionsCommand.Create(), "--seed", seed, "--out", folder).ExitCode);
                return string.Concat(Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllText));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
