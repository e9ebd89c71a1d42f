using CsCheck;

namespace Research.Tests;

/// <summary>Meta-analysis and meta-regression, against metafor and by what must hold for any studies.</summary>
public class MetaAnalysisTests
{
    private static readonly ReferenceFigures Reference = new("meta.csv");

    private static readonly Dictionary<string, Heterogeneity> Methods = new()
    {
        ["EE"] = Heterogeneity.None,
        ["DL"] = Heterogeneity.DerSimonianLaird,
        ["HE"] = Heterogeneity.Hedges,
        ["HS"] = Heterogeneity.HunterSchmidt,
        ["SJ"] = Heterogeneity.SidikJonkman,
        ["ML"] = Heterogeneity.Ml,
        ["REML"] = Heterogeneity.Reml,
        ["EB"] = Heterogeneity.EmpiricalBayes,
        ["PM"] = Heterogeneity.PauleMandel,
    };

    internal static Studies Given { get; } = Studies.WithVariances(Dataset.FromCsv(ReferenceFile.Path("meta-data.csv")), "g", "v") with { Label = "study" };

    public static TheoryData<string, string, MetaTest> Fits => [.. from mods in (string[])["~ 1", "~ weeks + setting"]
        from method in Methods.Keys
        from test in Enum.GetValues<MetaTest>()
        select new TheoryDataRow<string, string, MetaTest>(mods, method, test)];

    [Theory, MemberData(nameof(Fits))]
    public void Every_estimator_and_test_agrees_with_metafor(string mods, string method, MetaTest test)
    {
        var fit = MetaAnalysis.Fit($"g {mods}", Given, Methods[method], new() { Test = test });
        string name = $"{mods} {method} {test switch { MetaTest.Wald => "z", MetaTest.KnappHartung => "knha", _ => "t" }}";
        Reference.Check(name, "estimate", t => fit[t].Estimate);
        Reference.Check(name, "se", t => fit[t].StandardError);
        Reference.Check(name, "p", t => fit[t].PValue);
        Reference.Check(name, "low", t => fit[t].Interval.Low);
        Reference.Check(name, "tau2", _ => fit.TauSquared);
        Reference.Check(name, "I2", _ => fit.ISquaredPercent);
        Reference.Check(name, "Q", _ => fit.Q);
        if (method != "EE") Reference.Check(name, "tau2_se", _ => fit.TauSquaredStandardError);
        if (mods == "~ 1" && method != "EE") Reference.Check(name, "pi_low", _ => fit.Prediction.NewStudy.Low);
        if (mods == "~ 1") return;
        Reference.Check(name, "QM", _ => fit.Moderators!.Statistic);
        Reference.Check(name, "QMp", _ => fit.Moderators!.PValue);
    }

    [Fact]
    public void Intervals_of_the_variance_agree_with_metafor()
    {
        var fit = MetaAnalysis.Fit("g ~ 1", Given, Heterogeneity.Reml);
        Reference.Check("intervals", "tau2", t => t == "low" ? fit.HeterogeneityInterval().TauSquared.Low : fit.HeterogeneityInterval().TauSquared.High);
        Reference.Check("intervals", "tau2_pl", t => t == "low" ? fit.LikelihoodInterval().TauSquared.Low : fit.LikelihoodInterval().TauSquared.High);
        Assert.Throws<DataError>(() => MetaAnalysis.Fit("g ~ 1", Given, Heterogeneity.Hedges).LikelihoodInterval());
    }

    [Fact]
    public void Influence_agrees_with_metafor_also_with_moderators()
    {
        var influence = MetaAnalysis.Fit("g ~ weeks + setting", Given, Heterogeneity.Reml, new() { Test = MetaTest.KnappHartung }).Influence().Studies;
        void Check(string quantity, Func<InfluenceOfStudy, double> value) => Reference.Check("influence", quantity, t => value(influence[int.Parse(t) - 1]));
        Check("rstudent", s => s.Studentised);
        Check("dffits", s => s.Dffits);
        Check("cook.d", s => s.CooksDistance);
        Check("cov.r", s => s.CovarianceRatio);
        Check("tau2.del", s => s.TauSquared);
        Check("QE.del", s => s.Q);
        Check("hat", s => s.Leverage);
        Check("weight", s => s.WeightPercent);
    }

    [Fact]
    public void Leaving_one_out_and_shrunken_effects_agree_with_metafor()
    {
        var fit = MetaAnalysis.Fit("g ~ 1", Given, Heterogeneity.Reml);
        var partial = fit.LeaveOneOut().Effects;
        Reference.Check("leave", "estimate", t => partial[int.Parse(t) - 1].Effect.Estimate);
        Reference.Check("leave", "se", t => partial[int.Parse(t) - 1].Effect.StandardError);
        Reference.Check("leave", "tau2", t => partial[int.Parse(t) - 1].TauSquared);
        Reference.Check("leave", "I2", t => partial[int.Parse(t) - 1].ISquaredPercent);
        Reference.Check("leave", "Q", t => partial[int.Parse(t) - 1].Q);
        Reference.Check("blup", "value", t => fit.Rows.Numbers("blup")[int.Parse(t) - 1]);
        Reference.Check("blup", "se", t => fit.Rows.Numbers("blup_std_error")[int.Parse(t) - 1]);
    }

    [Fact]
    public void Small_study_tests_agree_with_metafor()
    {
        var tests = MetaAnalysis.Fit("g ~ 1", Given, Heterogeneity.Reml).SmallStudyTests();
        Reference.Check("egger", "t", _ => tests.Egger().Slope.Statistic);
        Reference.Check("egger", "p", _ => tests.Egger().Slope.PValue);
        Reference.Check("egger", "limit", _ => tests.Egger().Limit.Estimate);
        Reference.Check("rank", "tau", _ => tests.Rank.Tau);
        Reference.Check("rank", "p", _ => tests.Rank.PValue);
    }

    [Theory]
    [InlineData("~ 1 | place/study", "g ~ weeks + (1 | place/study)")]
    [InlineData("crossed", "g ~ weeks + (1 | place) + (1 | author)")]
    public void Multilevel_fits_agree_with_metafor(string name, string formula)
    {
        var fit = MultilevelMetaAnalysis.Fit(formula, Given, Likelihood.Reml, new() { Test = MetaTest.StudentT });
        Reference.Check(name, "estimate", t => fit[t].Estimate);
        Reference.Check(name, "se", t => fit[t].StandardError);
        Reference.Check(name, "p", t => fit[t].PValue);
        Reference.Check(name, "loglik", _ => fit.LogLikelihood);
        // The crossed groupings: authors are fewer than places, and come first.
        string[] order = name == "crossed" ? ["place", "author"] : ["place", "study:place"];
        Reference.Check(name, "sigma2", t => fit.Variances.Single(v => v.Group == order[int.Parse(t) - 1]).Variance);
        if (name == "crossed")
        {
            Assert.Throws<DataError>(() => fit.With(Errors.Clustered("place")));
            return;
        }
        foreach (var kind in (ErrorKind[])[ErrorKind.Cr0, ErrorKind.Cr1, ErrorKind.Cr1p, ErrorKind.Cr2])
            Reference.Check(name, $"{(kind == ErrorKind.Cr1p ? "CR1p" : kind.ToString().ToUpperInvariant())}_se", t => fit.With(Errors.Clustered("place", kind))[t].StandardError);
        Reference.Check(name, "CR2_df", t => fit.With(Errors.Clustered("place"))[t].DegreesOfFreedom);
    }

    [Fact]
    public void Studies_without_a_value_are_dropped_and_counted()
    {
        var fit = MetaAnalysis.Fit("g ~ weeks", Given, Heterogeneity.Reml);
        Assert.Equal(21, fit.Count);
        Assert.Equal(3, fit.Sample.TotalDropped);
        Assert.Contains("1 without g", fit.ToTable().Title, StringComparison.Ordinal);
        Assert.Contains("2 without weeks", fit.ToTable().Title, StringComparison.Ordinal);
    }

    [Fact]
    public void The_forest_plot_says_pooled_effect_and_new_place_in_words_and_table()
    {
        var forest = MetaAnalysis.Fit("g ~ 1", Given, Heterogeneity.Reml).Forest();
        Assert.Equal(25, forest.Data.Rows.Length);
        Assert.Contains("23 studies, pooled", forest.Title, StringComparison.Ordinal);
        Assert.Contains("25 estimates with intervals", forest.Alternative, StringComparison.Ordinal);
        Assert.Equal("True effect in a new place", forest.Data.Rows[24][0].Words);
    }

    [Fact]
    public void A_wrong_formula_or_variance_says_how_to_mend_it()
    {
        Assert.Contains("Write g ~ 1", Assert.Throws<DataError>(() => MetaAnalysis.Fit("weeks ~ 1", Given, Heterogeneity.Reml)).Message, StringComparison.Ordinal);
        var zero = Studies.WithStandardErrors(new(new NumberColumn("g", [0.1, 0.2]), new NumberColumn("se", [0.1, 0])), "g", "se");
        Assert.Contains("found 0 in row 2; expected a standard error above 0", Assert.Throws<DataError>(() => MetaAnalysis.Fit("g ~ 1", zero, Heterogeneity.Reml)).Message, StringComparison.Ordinal);
        Assert.Throws<DataError>(() => MultilevelMetaAnalysis.Fit("g ~ 1", Given));
    }

    public static TheoryData<Heterogeneity> All => [.. Enum.GetValues<Heterogeneity>()];

    [Theory, MemberData(nameof(All))]
    public void One_study_two_equal_and_dominant_studies_give_finite_pooled_effects(Heterogeneity method)
    {
        (double[] G, double[] V)[] hostile = [([0.3], [0.02]), ([0.3, 0.3], [0.02, 0.02]), ([0.1, 5, -4], [1e-9, 3, 4]), ([0.2, 0.2, 0.2, 0.2001], [0.01, 0.02, 0.05, 0.01]), ([1e6, -1e6, 3e6], [1e-4, 2e-4, 1e-4])];
        foreach (var (g, v) in hostile)
            foreach (var test in Enum.GetValues<MetaTest>())
            {
                var fit = MetaAnalysis.Fit("g ~ 1", Of(g, v), method, new() { Test = test });
                Assert.True(double.IsFinite(fit.Effect.Estimate) && fit.TauSquared >= 0, $"{method} {test} {g.Length}");
                Assert.Contains("Meta-analysis", fit.ToString(), StringComparison.Ordinal);
                Assert.NotNull(fit.Forest());
                Assert.NotEmpty(fit.Report());
                _ = fit.HeterogeneityInterval();
            }
    }

    [Fact]
    public void Estimators_follow_the_unit_and_the_origin_of_the_effects() =>
        Drawn.Sample(s =>
        {
            foreach (var method in Enum.GetValues<Heterogeneity>())
            {
                var fit = MetaAnalysis.Fit("g ~ 1", Of(s.G, s.V), method);
                var other = MetaAnalysis.Fit("g ~ 1", Of([.. s.G.Select(g => 7 + (100 * g))], [.. s.V.Select(v => 10_000 * v)]), method);
                Near(7 + (100 * fit.Effect.Estimate), other.Effect.Estimate, 1e-6);
                Near(10_000 * fit.TauSquared, other.TauSquared, 1e-6 * 10_000 * (fit.TauSquared + 0.01));
            }
        }, iter: 60);

    [Fact]
    public void Paule_Mandel_and_empirical_Bayes_agree_and_REML_is_at_least_as_likely_as_any() =>
        Drawn.Sample(s =>
        {
            var studies = Of(s.G, s.V);
            Near(MetaAnalysis.Fit("g ~ 1", studies, Heterogeneity.PauleMandel).TauSquared, MetaAnalysis.Fit("g ~ 1", studies, Heterogeneity.EmpiricalBayes).TauSquared, 1e-12);
            var design = StudyDesign.Mean(s.G, s.V);
            double best = HeterogeneityVariance.Of(design, Heterogeneity.Reml).Value, at = HeterogeneityVariance.LogLikelihood(design, best, true);
            foreach (double factor in (double[])[0, 0.9, 1.1]) Assert.True(HeterogeneityVariance.LogLikelihood(design, factor * best, true) <= at + 1e-9);
        }, iter: 100);

    [Fact]
    public void A_symmetric_funnel_needs_no_studies_filled_in()
    {
        var fit = MetaAnalysis.Fit("g ~ 1", Of([0.2, 0.1, 0.3, 0, 0.4], [0.01, 0.02, 0.02, 0.04, 0.04]), Heterogeneity.None);
        Assert.Equal(0, fit.TrimAndFill().Missing);
        Assert.Equal(fit.Effect.Estimate, fit.TrimAndFill().Effect.Estimate);
    }

    [Fact]
    public void Cumulative_pooling_ends_at_the_pooled_effect()
    {
        var data = Given.Data.With(new NumberColumn("year", [.. Enumerable.Range(0, 24).Select(i => 2000.0 + (i % 5))]));
        var fit = MetaAnalysis.Fit("g ~ 1", Studies.WithVariances(data, "g", "v"), Heterogeneity.Reml);
        var effects = fit.Cumulative("year").Effects;
        Assert.Equal(1, effects[0].Row);
        Assert.Equal(6, effects[1].Row);
        Assert.Equal(fit.Effect.Estimate, effects[^1].Effect.Estimate, 1e-10);
    }

    private static Gen<(double[] G, double[] V)> Drawn => Gen.Select(Gen.Int[-1000, 1000], Gen.Int[5, 200]).Array[3, 12].Select(a => (a.Select(x => x.Item1 / 1000.0).ToArray(), a.Select(x => x.Item2 / 1000.0).ToArray()));

    private static Studies Of(double[] g, double[] v) => Studies.WithVariances(new(new NumberColumn("g", g), new NumberColumn("v", v)), "g", "v");

    private static void Near(double expected, double found, double tolerance) => Assert.True(Math.Abs(expected - found) <= tolerance, $"{found:R} for {expected:R}");
}
