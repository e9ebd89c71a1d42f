namespace Research.Oracle;

/// <summary>Several groups compared.</summary>
internal sealed class KSampleTestsAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["k-sample-tests"];

    public void Answer(Block block, GivenFigures figures)
    {
        var groups = OutcomeGroup.From(block.Data, block.Args.Need("outcome"), block.Args.Need("group"));
        var anova = OneWayAnova.Of(groups);
        var kruskal = KSampleTest.KruskalWallis(groups);
        figures.Add("kruskal_chi2", kruskal.Statistic);
        figures.Add("kruskal_df", kruskal.DegreesOfFreedom);
        figures.Add("kruskal_p", kruskal.PValue);
        figures.Add("anova_F", anova.F);
        figures.Add("anova_df", ["between", "within"], [anova.BetweenDegreesOfFreedom, anova.WithinDegreesOfFreedom]);
        figures.Add("anova_p", anova.PValue);
        figures.Add("eta2", anova.EtaSquared);
        figures.Add("omega2", anova.OmegaSquared);
        figures.Add("welch_F", anova.WelchF);
        figures.Add("welch_df2", anova.WelchDegreesOfFreedom);
        figures.Add("welch_p", anova.WelchPValue);
        var tukey = anova.Tukey();
        string[] pairs = [.. tukey.Select(p => $"{p.First}-{p.Second}")];
        figures.Add("tukey_diff", pairs, tukey.Select(p => p.Difference));
        figures.Add("tukey_lo", pairs, tukey.Select(p => p.Interval.Low));
        figures.Add("tukey_hi", pairs, tukey.Select(p => p.Interval.High));
        figures.Add("tukey_p", pairs, tukey.Select(p => p.PValue));
        var bartlett = KSampleTest.Bartlett(groups);
        figures.Add("bartlett_chi2", bartlett.Statistic);
        figures.Add("bartlett_p", bartlett.PValue);
        figures.Add("levene_median_F", KSampleTest.LeveneAboutMedians(groups).Statistic);
        figures.Add("levene_mean_F", KSampleTest.LeveneAboutMeans(groups).Statistic);
        figures.Add("fligner_chi2", KSampleTest.FlignerKilleen(groups).Statistic);
        figures.Add("pairwise_t_holm_p", pairs, anova.PairwiseT(Adjustment.Holm).Select(p => p.PValue));
    }
}
