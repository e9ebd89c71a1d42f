using System.Text.Json.Nodes;

namespace Research.Cli.Tests;

[Collection(ConsoleTests.Name)]
public sealed class MethodCommandTests
{
    private static readonly string Linear = CommandRun.Reference("linear-data.csv");

    private static Dataset Data => Dataset.FromCsv(Linear);

    public static TheoryData<string, string> Methods => new()
    {
        { "score ~ treat", "welch" }, { "score ~ treat", "student" }, { "score ~ prior", "paired" }, { "score ~ treat", "mann-whitney" }, { "score ~ prior", "wilcoxon" },
        { "score ~ band", "kruskal" }, { "score ~ band", "anova" }, { "score ~ band", "levene" }, { "score ~ band", "bartlett" }, { "score ~ band", "fligner" },
        { "score ~ treat", "kolmogorov-smirnov" }, { "score ~ treat", "effect-size" }, { "band ~ treat", "chi-squared" }, { "band ~ treat", "fisher" },
        { "score ~ prior", "pearson" }, { "score ~ prior", "spearman" }, { "score ~ prior", "kendall" },
    };

    [Theory, MemberData(nameof(Methods))]
    public void A_test_writes_the_library_s_table(string formula, string method)
    {
        string[] sides = formula.Split(" ~ ");
        var written = CommandRun.Of(TestCommand.Create(), Linear, "--formula", formula, "--method", method, "--json").Json();
        OutcomeGroup[] groups = sides[0] == "band" ? [] : [.. OutcomeGroup.From(Data, sides[0], sides[1])];
        double[] x = sides[1] == "prior" ? Data.Numbers("score").ToArray() : [], y = Data.Numbers("prior").ToArray();
        Result expected = method switch
        {
            "welch" => TTest.Welch(groups[0], groups[1]),
            "student" => TTest.Student(groups[0], groups[1]),
            "paired" => TTest.Paired(x, y),
            "mann-whitney" => MannWhitneyTest.Of(groups[0], groups[1]),
            "wilcoxon" => PairedRankTest.Of(x, y),
            "kruskal" => KSampleTest.KruskalWallis(groups),
            "anova" => OneWayAnova.Of(groups),
            "levene" => KSampleTest.LeveneAboutMedians(groups),
            "bartlett" => KSampleTest.Bartlett(groups),
            "fligner" => KSampleTest.FlignerKilleen(groups),
            "kolmogorov-smirnov" => SpreadTest.KolmogorovSmirnov(groups[0], groups[1]),
            "effect-size" => StandardisedDifference.Of(groups[0], groups[1]),
            "pearson" => Correlation.Pearson(x, y),
            "spearman" => Correlation.Spearman(x, y),
            "kendall" => Correlation.Kendall(x, y),
            _ => ContingencyTable.FromColumns(Data, "treat", "band"),
        };
        Same(expected.ToTable(), written);
    }

    [Fact]
    public void Tests_of_tables_give_their_figures()
    {
        var table = ContingencyTable.FromColumns(Data, "treat", "band");
        var chi = CommandRun.Of(TestCommand.Create(), Linear, "--formula", "band ~ treat", "--method", "chi-squared", "--json").Json()["figures"]!;
        Assert.Equal(table.ChiSquared, (double)chi["chi_squared"]!);
        Assert.Equal(table.PValue, (double)chi["p_value"]!);
        Assert.Null(chi["yates_p_value"]);
        Assert.Equal(table.FisherTest(), (double)CommandRun.Of(TestCommand.Create(), Linear, "--formula", "band ~ treat", "--method", "fisher", "--json").Json()["figures"]!["p_value"]!);
    }

    [Fact]
    public void A_permutation_test_takes_its_difference_from_the_first_level_and_repeats_with_its_seed()
    {
        string[] args = [Linear, "--formula", "score ~ treat", "--method", "permutation", "--draws", "300", "--json"];
        var run = CommandRun.Of(TestCommand.Create(), [.. args, "--seed", "7"]);
        var groups = OutcomeGroup.From(Data, "score", "treat");
        Assert.Equal(groups[0].Mean - groups[1].Mean, (double)run.Json()["rows"]![0]![0]!);
        Assert.InRange((double)run.Json()["rows"]![0]![1]!, 1 / 301.0, 0.02);
        Assert.Equal(run.Output, CommandRun.Of(TestCommand.Create(), [.. args, "--seed", "7"]).Output);
        CommandRun.Of(TestCommand.Create(), args).Complains("--seed");
    }

    [Theory]
    [InlineData("score ~ band", "welch", "3 groups")]
    [InlineData("band ~ treat", "welch", "words")]
    [InlineData("score ~ treet", "welch", "Did you mean 'treat'?")]
    [InlineData("score ~ treat + band", "welch", "one column on each side")]
    [InlineData("score ~ treat", "welsh", "Did you mean 'welch'?")]
    [InlineData("score ~ band", "paired", "words")]
    public void A_test_that_cannot_be_made_is_answered_with_one_message(string formula, string method, string about) =>
        CommandRun.Of(TestCommand.Create(), Linear, "--formula", formula, "--method", method).Complains(about);

    [Fact]
    public void A_share_has_all_its_intervals()
    {
        Same(Proportion.Of(12, 40).ToTable(), CommandRun.Of(ProportionCommand.Create(), "12", "40", "--json").Json());
        Same(TwoProportions.Compare(Proportion.Of(12, 40, 0.9), Proportion.Of(9, 41, 0.9)).ToTable(), CommandRun.Of(ProportionCommand.Create(), "12", "40", "9", "41", "--level", "0.9", "--json").Json());
        CommandRun.Of(ProportionCommand.Create(), "12", "40", "9").Complains("3 numbers");
        CommandRun.Of(ProportionCommand.Create(), "50", "40").Complains("50 of 40");
    }

    [Fact]
    public void Holm_and_Benjamini_Hochberg_adjust()
    {
        Assert.Equal([0.03, 0.04, 0.04], Column(CommandRun.Of(AdjustCommand.Create(), "0.01", "0.02", "0.04", "--json").Json(), 1), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.03, 0.03, 0.04], Column(CommandRun.Of(AdjustCommand.Create(), "0.01", "0.02", "0.04", "--method", "bh", "--json").Json(), 1), (a, b) => Math.Abs(a - b) < 1e-12);
        CommandRun.Of(AdjustCommand.Create(), "1.5").Complains("p-values");
        CommandRun.Of(AdjustCommand.Create(), "0.5", "--method", "holmes").Complains("Did you mean 'holm'?");
    }

    [Fact]
    public void Power_gives_effect_power_and_units()
    {
        var trial = new ClusterTrial(40, 25, 0.15) { ExplainedWithin = 0.4, ExplainedBetween = 0.5, Covariates = 1 };
        var figures = CommandRun.Of(PowerCommand.Create(), "cluster", "--units", "40", "--pupils", "25", "--icc", "0.15", "--r2", "0.4", "--r2-schools", "0.5", "--covariates", "1",
            "--power", "0.9", "--effect", "0.25", "--json").Json()["figures"]!;
        Assert.Equal(trial.DetectableEffect(0.9), (double)figures["mdes"]!);
        Assert.Equal(trial.Power(0.25), (double)figures["power"]!);
        Assert.Equal(trial.UnitsNeeded(0.25, 0.9), (double)figures["units_needed"]!);
        Same(new MultisiteTrial(40, 25, 0.15) { EffectHeterogeneity = 0.1 }.ToTable(),
            CommandRun.Of(PowerCommand.Create(), "multisite", "--units", "40", "--pupils", "25", "--icc", "0.15", "--heterogeneity", "0.1", "--json").Json());
        Same((new IndividualTrial(200) with { Sides = Sides.One }).ToTable(), CommandRun.Of(PowerCommand.Create(), "two-sample", "--units", "200", "--one-sided", "--json").Json());
    }

    [Theory]
    [InlineData("cluster --units 40", "--pupils")]
    [InlineData("cluster --units 2 --pupils 25 --icc 0.15", "more units")]
    [InlineData("cluster --units 40 --pupils 25 --icc 15", "--icc")]
    [InlineData("cluster --units 0 --pupils 25 --icc 0.1", "--units")]
    [InlineData("two-sample --units 40 --alpha 5", "significance level")]
    [InlineData("two-samples --units 40", "Did you mean 'two-sample'?")]
    public void A_design_without_an_answer_is_answered_with_one_message(string args, string about) => CommandRun.Of(PowerCommand.Create(), args.Split(' ')).Complains(about);

    [Fact]
    public void A_bootstrap_repeats_with_its_seed()
    {
        string[] args = [Linear, "--formula", "score ~ prior", "--draws", "100", "--json"];
        Same(Bootstrap.Clusters("score ~ prior", Data, "school", 5, 100).ToTable(), CommandRun.Of(BootstrapCommand.Create(), [.. args, "--cluster", "school", "--seed", "5"]).Json());
        Same(Bootstrap.Cases(Data, d => LinearModel.Fit("score ~ prior", d), 5, 100).ToTable(), CommandRun.Of(BootstrapCommand.Create(), [.. args, "--seed", "5"]).Json());
        CommandRun.Of(BootstrapCommand.Create(), args).Complains("--seed");
        CommandRun.Of(BootstrapCommand.Create(), [.. args, "--cluster", "scool", "--seed", "5"]).Complains("scool");
    }

    [Fact]
    public void Imputation_pools_the_model()
    {
        var expected = Imputation.Chained(Data, 5, 3, new() { School = "school", LeaveOut = ["z1", "z2", "z3"] }).Fit(d => LinearModel.Fit("score ~ prior", d));
        string[] args = [Linear, "--formula", "score ~ prior", "--imputations", "3", "--school", "school", "--leave-out", "z1", "z2", "z3", "--json"];
        var json = CommandRun.Of(ImputeCommand.Create(), [.. args, "--seed", "5"]).Json();
        Assert.Equal(expected.Method, (string?)json["method"]);
        Assert.Equal(expected.Terms.Select(t => t.Estimate), json["terms"]!.AsArray().Select(t => (double)t!["estimate"]!));
        Assert.Equal(expected.Terms.Select(t => t.StandardError), json["terms"]!.AsArray().Select(t => (double)t!["std_error"]!));
        CommandRun.Of(ImputeCommand.Create(), args).Complains("--seed");
    }

    [Fact]
    public void A_series_is_forecast()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        File.WriteAllText(path, "year,passed,total,score\n2010,50,100,5\n2011,55,101,5.5\n2012,58,99,5.2\n2013,61,105,6\n2014,66,110,6.3\n2015,64,100,6.1\n");
        try
        {
            var data = Dataset.FromCsv(path);
            var json = CommandRun.Of(SeriesCommand.Create(), path, "--value", "score", "--year", "year", "--forecast", "2", "--json").Json();
            var level = LocalLevel.Fit(AnnualSeries.From(data, "score", "year"));
            Assert.Equal(level.Method, (string?)json["method"]);
            Same(level.Forecast(2).ToTable(), json["forecast"]!.AsObject());
            json = CommandRun.Of(SeriesCommand.Create(), path, "--value", "passed", "--count", "total", "--year", "year", "--model", "logit", "--forecast", "1", "--level", "0.8", "--json").Json();
            Same(LogitTrend.Fit(AnnualCounts.From(data, "passed", "total", "year")).Forecast(1, 0.8).ToTable(), json["forecast"]!.AsObject());
            Assert.Null(CommandRun.Of(SeriesCommand.Create(), path, "--value", "score", "--year", "year", "--model", "line", "--json").Json()["forecast"]);
            CommandRun.Of(SeriesCommand.Create(), path, "--value", "passed", "--year", "year", "--model", "logit").Complains("--count");
            CommandRun.Of(SeriesCommand.Create(), path, "--value", "scores", "--year", "year").Complains("Did you mean 'score'?");
            CommandRun.Of(SeriesCommand.Create(), path, "--value", "score", "--year", "year", "--forecast", "-1").Complains("--forecast");
        }
        finally
        {
            File.Delete(path);
        }
    }

    internal static void Same(Table expected, JsonObject written)
    {
        Assert.Equal(expected.Title, (string?)written["title"]);
        Assert.Equal(expected.Columns.Select(c => c.Name), written["columns"]!.AsArray().Select(c => (string)c!));
        var rows = written["rows"]!.AsArray();
        Assert.Equal(expected.Rows.Length, rows.Count);
        for (int i = 0; i < rows.Count; i++)
            for (int j = 0; j < expected.Columns.Length; j++)
            {
                var cell = expected.Rows[i][j];
                if (cell.Words is { } words) Assert.Equal(words, (string?)rows[i]![j]);
                else if (cell.Number is { } number && double.IsFinite(number)) Assert.Equal(number, (double)rows[i]![j]!);
                else if (cell.Symbol is Symbol.None or Symbol.Missing) Assert.Null(rows[i]![j]);
                else Assert.Equal(cell.Raw, (string?)rows[i]![j]);
            }
    }

    private static double[] Column(JsonObject written, int column) => [.. written["rows"]!.AsArray().Select(r => (double)r![column]!)];
}
