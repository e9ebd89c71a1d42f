namespace Research.Oracle;

/// <summary>Analyses of variance of types I to III, adjusted means and their differences.</summary>
internal sealed class AncovaAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["anova-ancova"];

    public void Answer(Block block, GivenFigures figures)
    {
        var fit = LinearModel.Fit(block.Args.Need("formula"), block.Data);
        foreach (var (name, type) in (IEnumerable<(string, SumsOfSquares)>)[("type1", SumsOfSquares.TypeI), ("type2", SumsOfSquares.TypeII), ("type3", SumsOfSquares.TypeIII)])
        {
            var table = fit.Anova(type);
            string[] terms = [.. table.Rows.Select(r => r.Term)];
            figures.Add($"{name}.ss", terms, table.Rows.Select(r => r.SumOfSquares));
            figures.Add($"{name}.df", terms, table.Rows.Select(r => r.DegreesOfFreedom));
            figures.Add($"{name}.F", terms, table.Rows.Select(r => r.Statistic));
            figures.Add($"{name}.p", terms, table.Rows.Select(r => r.PValue));
            figures.Add($"{name}.partial_eta2", terms, table.Rows.Select(r => r.PartialEtaSquared));
            figures.Add($"{name}.ss_resid", table.ResidualSumOfSquares);
            figures.Add($"{name}.df_resid", table.ResidualDegreesOfFreedom);
        }
        if (block.Args.Text("adjusted_means_of") is not { } factor) return;
        var adjusted = fit.AdjustedMeans(factor);
        string[] levels = [.. adjusted.Means.Select(m => m.Level)], pairs = [.. adjusted.Differences.Select(d => d.Difference.Name)];
        figures.Add("adjusted_mean", levels, adjusted.Means.Select(m => m.Mean.Estimate));
        figures.Add("adjusted_mean.se", levels, adjusted.Means.Select(m => m.Mean.StandardError));
        figures.Add("adjusted_mean.ci95_lo", levels, adjusted.Means.Select(m => m.Mean.Interval.Low));
        figures.Add("adjusted_mean.ci95_hi", levels, adjusted.Means.Select(m => m.Mean.Interval.High));
        figures.Add("contrast.estimate", pairs, adjusted.Differences.Select(d => d.Difference.Estimate));
        figures.Add("contrast.se", pairs, adjusted.Differences.Select(d => d.Difference.StandardError));
        figures.Add("contrast.t", pairs, adjusted.Differences.Select(d => d.Difference.Statistic));
        figures.Add("contrast.p_unadjusted", pairs, adjusted.Differences.Select(d => d.Difference.PValue));
        figures.Add("contrast.p_tukey", pairs, adjusted.Differences.Select(d => d.TukeyPValue));
        figures.Add("contrast.p_holm", pairs, adjusted.Differences.Select(d => d.HolmPValue));
        figures.Add("contrast.p_bonferroni", pairs, adjusted.Differences.Select(d => d.BonferroniPValue));
    }
}
