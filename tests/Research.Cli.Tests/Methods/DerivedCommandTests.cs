namespace Research.Cli.Tests;

/// <summary>What is worked out from fits and tables: effects, profiles, comparisons, decompositions, strata, wild bootstraps.</summary>
[Collection(ConsoleTests.Name)]
public sealed class DerivedCommandTests
{
    private static readonly string Linear = CommandRun.Reference("linear-data.csv"), Infert = CommandRun.Reference("generalised/infert.csv"), Sleep = CommandRun.Reference("mixed-sleepstudy.csv");

    private static Dataset Cases => Dataset.FromCsv(Infert);

    private static Dataset Scores => Dataset.FromCsv(Linear);

    [Fact]
    public void A_logistic_model_shows_effects_discrimination_calibration_profile_and_tests()
    {
        const string formula = "case ~ spontaneous + age";
        var fit = LogisticModel.Fit(formula, Cases, new() { Level = 0.9 });
        string[] args = [Infert, "--formula", formula, "--family", "binomial", "--level", "0.9", "--json", "--show"];
        MethodCommandTests.Same(fit.MarginalEffects().ToTable(), CommandRun.Of(FitCommand.Create(), [.. args, "effects"]).Json());
        MethodCommandTests.Same(fit.Discrimination().ToTable(), CommandRun.Of(FitCommand.Create(), [.. args, "discrimination"]).Json());
        MethodCommandTests.Same(fit.Calibration().ToTable(), CommandRun.Of(FitCommand.Create(), [.. args, "calibration"]).Json());
        var profile = CommandRun.Of(FitCommand.Create(), [.. args, "profile"]).Json()["rows"]!;
        Assert.Equal(fit.ProfileIntervals()[1].Interval.High, (double)profile[1]![3]!);
        Assert.Equal(fit.TypeTwoTests()[0].PValue, (double)CommandRun.Of(FitCommand.Create(), [.. args, "tests"]).Json()["rows"]![0]![3]!);
    }

    [Fact]
    public void A_mixed_model_has_intervals_of_any_level_a_profile_and_tests()
    {
        const string formula = "Reaction ~ Days + (1 | Subject)";
        var fit = MixedModel.Fit(formula, Dataset.FromCsv(Sleep)).WithLevel(0.9);
        string[] args = [Sleep, "--formula", formula, "--level", "0.9", "--json"];
        Assert.Equal(fit["Days"].Interval.Low, (double)CommandRun.Of(FitCommand.Create(), args).Json()["terms"]![1]!["conf_low"]!);
        MethodCommandTests.Same(fit.ProfileIntervals(0.9).ToTable(), CommandRun.Of(FitCommand.Create(), [.. args, "--show", "profile"]).Json());
        MethodCommandTests.Same(fit.TermTests().ToTable(), CommandRun.Of(FitCommand.Create(), [.. args, "--show", "tests"]).Json());
        MethodCommandTests.Same(LinearModel.Fit("score ~ prior + band", Scores).Anova().ToTable(),
            CommandRun.Of(FitCommand.Create(), Linear, "--formula", "score ~ prior + band", "--show", "tests", "--json").Json());
    }

    [Theory]
    [InlineData("score ~ prior", "effects", "generalised model")]
    [InlineData("score ~ prior", "profile", "mixed model")]
    [InlineData("score ~ prior", "efects", "Did you mean 'effects'?")]
    [InlineData("score ~ prior + (1 | school)", "calibration", "generalised model")]
    public void What_a_fit_does_not_have_is_answered_with_one_message(string formula, string view, string about) =>
        CommandRun.Of(FitCommand.Create(), Linear, "--formula", formula, "--show", view).Complains(about);

    [Fact]
    public void Nested_models_are_compared_by_the_test_that_suits_them()
    {
        MethodCommandTests.Same(LinearModel.Compare(LinearModel.Fit("score ~ band", Scores), LinearModel.Fit("score ~ band + pupils", Scores)).ToTable(),
            CommandRun.Of(CompareCommand.Create(), Linear, "--formula", "score ~ band + pupils", "--within", "score ~ band", "--json").Json());
        MethodCommandTests.Same(GeneralisedModel.Compare(LogisticModel.Fit("case ~ age", Cases), LogisticModel.Fit("case ~ age + spontaneous", Cases)).ToTable(),
            CommandRun.Of(CompareCommand.Create(), Infert, "--formula", "case ~ age + spontaneous", "--within", "case ~ age", "--family", "binomial", "--json").Json());
        var sleep = Dataset.FromCsv(Sleep);
        MethodCommandTests.Same(LikelihoodRatio.Test(MixedModel.Fit("Reaction ~ 1 + (1 | Subject)", sleep, Likelihood.Ml), MixedModel.Fit("Reaction ~ Days + (1 | Subject)", sleep, Likelihood.Ml)).ToTable(),
            CommandRun.Of(CompareCommand.Create(), Sleep, "--formula", "Reaction ~ Days + (1 | Subject)", "--within", "Reaction ~ 1 + (1 | Subject)", "--json").Json());
        CommandRun.Of(CompareCommand.Create(), Sleep, "--formula", "Reaction ~ Days + (1 | Subject)", "--within", "Reaction ~ Days").Complains("random terms");
        CommandRun.Of(CompareCommand.Create(), Infert, "--formula", "case ~ age", "--within", "case ~ spontaneous", "--family", "binomial").Complains("holds all its terms");
    }

    [Fact]
    public void Two_groups_are_decomposed_by_means_and_by_rates()
    {
        MethodCommandTests.Same(OaxacaBlinder.Of("score ~ prior", Scores, "treat", ("1", "0")).ToTable(),
            CommandRun.Of(DecomposeCommand.Create(), Linear, "--formula", "score ~ prior", "--group", "treat", "--levels", "1", "0", "--json").Json());
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        File.WriteAllText(path, "band,n1,x1,n2,x2\nlow,40,10,60,12\nhigh,60,40,30,21\n");
        try
        {
            MethodCommandTests.Same(Kitagawa.Of([new("low", 40, 10, 60, 12), new("high", 60, 40, 30, 21)]).ToTable(),
                CommandRun.Of(DecomposeCommand.Create(), path, "--group", "band", "--counts", "n1", "x1", "n2", "x2", "--json").Json());
            CommandRun.Of(DecomposeCommand.Create(), path, "--group", "band", "--counts", "n1", "x1").Complains("four");
            CommandRun.Of(DecomposeCommand.Create(), path, "--group", "band").Complains("--formula for a mean");
        }
        finally
        {
            File.Delete(path);
        }
        CommandRun.Of(DecomposeCommand.Create(), Linear, "--formula", "score ~ prior", "--group", "treat", "--levels", "1").Complains("two groups");
    }

    [Fact]
    public void Tables_are_tested_by_trend_by_strata_and_by_pairs()
    {
        double[] y = Cases.Numbers("case").ToArray(), x = Cases.Numbers("spontaneous").ToArray();
        double Count(double score, double least) => y.Where((v, i) => x[i] == score && v >= least).Count();
        MethodCommandTests.Same(TrendTest.Of([Count(0, 1), Count(1, 1), Count(2, 1)], [Count(0, 0), Count(1, 0), Count(2, 0)], [0, 1, 2]).ToTable(),
            CommandRun.Of(TestCommand.Create(), Infert, "--formula", "case ~ spontaneous", "--method", "trend", "--json").Json());
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        File.WriteAllText(path, "passed,arm,site,again\nno,a,x,no\nyes,a,x,yes\nyes,a,x,no\nno,b,x,yes\nyes,b,x,yes\nno,b,x,no\nyes,a,y,no\nno,a,y,no\nyes,a,y,yes\nno,b,y,yes\nno,b,y,no\nyes,b,y,no\n");
        try
        {
            MethodCommandTests.Same(StratifiedTables.Of([new("x", 2, 1, 1, 2), new("y", 2, 1, 1, 2)]).ToTable(),
                CommandRun.Of(TestCommand.Create(), path, "--formula", "passed ~ arm", "--method", "mantel-haenszel", "--strata", "site", "--json").Json());
            MethodCommandTests.Same(McNemarTest.Of(3, 2).ToTable(), CommandRun.Of(TestCommand.Create(), path, "--formula", "passed ~ again", "--method", "mcnemar", "--json").Json());
            CommandRun.Of(TestCommand.Create(), path, "--formula", "passed ~ arm", "--method", "mantel-haenszel").Complains("--strata");
        }
        finally
        {
            File.Delete(path);
        }
        CommandRun.Of(TestCommand.Create(), Linear, "--formula", "band ~ treat", "--method", "trend").Complains("3 values");
    }

    [Fact]
    public void Groups_are_dealt_among_clusters_or_within_blocks()
    {
        string[] args = [Linear, "--formula", "score ~ treat", "--method", "permutation", "--draws", "200", "--seed", "7", "--json"];
        // Eight schools, of which some were treated: all deals of the schools are gone through.
        Assert.Contains("gone through", (string?)CommandRun.Of(TestCommand.Create(), [.. args, "--cluster", "school"]).Json()["title"], StringComparison.Ordinal);
        Assert.Contains("200 deals of treat", (string?)CommandRun.Of(TestCommand.Create(), [.. args, "--block", "band"]).Json()["title"], StringComparison.Ordinal);
        CommandRun.Of(TestCommand.Create(), [.. args, "--block", "school", "--cluster", "school"]).Complains("one of them");
        CommandRun.Of(TestCommand.Create(), [.. args, "--block", "scool"]).Complains("Did you mean 'school'?");
    }

    [Fact]
    public void A_coefficient_is_tested_by_the_wild_cluster_bootstrap()
    {
        var expected = LinearModel.Fit("score ~ prior + treat", Scores, Errors.Clustered("school")).WildBootstrap("treat", new("school", 999, 1));
        string[] args = [Linear, "--formula", "score ~ prior + treat", "--wild", "treat", "--draws", "999", "--seed", "1", "--json"];
        MethodCommandTests.Same(expected.ToTable(), CommandRun.Of(BootstrapCommand.Create(), [.. args, "--cluster", "school"]).Json());
        CommandRun.Of(BootstrapCommand.Create(), args).Complains("--cluster");
        CommandRun.Of(BootstrapCommand.Create(), Linear, "--formula", "score ~ prior + (1 | school)", "--wild", "prior", "--cluster", "school", "--seed", "1").Complains("without random terms");
    }

    [Fact]
    public void Trials_with_classes_have_power_too()
    {
        MethodCommandTests.Same(new ThreeLevelClusterTrial(30, 4, 25) { SchoolIcc = 0.1, ClassIcc = 0.08, Explained = (0.4, 0.3, 0.2) }.ToTable(),
            CommandRun.Of(PowerCommand.Create(), "three-level", "--units", "30", "--classes", "4", "--pupils", "25", "--icc", "0.1", "--class-icc", "0.08", "--r2", "0.4", "--r2-classes", "0.3", "--r2-schools", "0.2", "--json").Json());
        MethodCommandTests.Same(new BlockedClusterTrial(30, 4, 25) { SchoolIcc = 0.1, ClassIcc = 0.08, EffectHeterogeneity = 0.3 }.ToTable(),
            CommandRun.Of(PowerCommand.Create(), "blocked", "--units", "30", "--classes", "4", "--pupils", "25", "--icc", "0.1", "--class-icc", "0.08", "--heterogeneity", "0.3", "--json").Json());
        CommandRun.Of(PowerCommand.Create(), "three-level", "--units", "30", "--pupils", "25", "--icc", "0.1", "--class-icc", "0.08").Complains("--classes");
    }
}
