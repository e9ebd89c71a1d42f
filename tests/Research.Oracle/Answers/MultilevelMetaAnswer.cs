namespace Research.Oracle;

/// <summary>Meta-analysis of nested effects, with robust errors and profile intervals.</summary>
internal sealed class MultilevelMetaAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["meta-multilevel"];

    public void Answer(Block block, GivenFigures figures)
    {
        string random = block.Args.Need("random"), cluster = block.Args.Need("cluster");
        var fit = MultilevelMetaAnalysis.Fit($"{block.Args.Need("yi")} {block.Args.Need("mods")} + ({random.TrimStart('~', ' ')})", MetaFigures.StudiesOf(block),
            block.Args.Need("method") == "ML" ? Likelihood.Ml : Likelihood.Reml, new() { Test = MetaFigures.Test(block.Args.Text("test")) });
        figures.Add("k", fit.Count);
        MetaFigures.Add(figures, fit.Terms);
        string[] levels = [.. fit.Variances.Select(v => string.Join('/', v.Group.Split(':').Reverse()))];
        figures.Add("sigma2", levels, fit.Variances.Select(v => v.Variance));
        figures.Add("I2_by_level", levels, fit.Variances.Select(v => v.SharePercent));
        figures.Add("I2_total", fit.ISquaredPercent);
        figures.Add("QE", fit.Q);
        figures.Add("QE_p", fit.QPValue);
        figures.Add("loglik", fit.LogLikelihood);
        figures.Add("aic", fit.Aic);
        if (fit.Moderators is { } test)
        {
            figures.Add("QM", test.Statistic);
            figures.Add("QM_p", test.PValue);
        }
        if (block.Asks("pi95_lo"))
        {
            figures.Add("pi95_lo", fit.Prediction.NewStudy.Low);
            figures.Add("pi95_hi", fit.Prediction.NewStudy.High);
        }
        if (levels.Any(l => block.Asks($"sigma2_pl_ci95.{l}")))
            foreach (var (level, interval) in levels.Zip(fit.VarianceIntervals())) figures.Add($"sigma2_pl_ci95.{level}", ["lo", "hi"], [interval.Low, interval.High]);
        Robust(fit, cluster, figures);
    }

    private static void Robust(MultilevelMetaAnalysis fit, string cluster, GivenFigures figures)
    {
        var plain = fit.With(Errors.Clustered(cluster, ErrorKind.Cr0));
        figures.Add("n_clusters", plain.Clusters ?? double.NaN);
        TermFigures.Add(figures, plain.Terms, "robust_unadjusted.");
        TermFigures.Add(figures, plain.Terms, "clubSandwich.CR0.");
        var adjusted = fit.With(Errors.Clustered(cluster, ErrorKind.Cr1p));
        TermFigures.Add(figures, adjusted.Terms, "robust_adjusted.");
        figures.Add("robust_adjusted.df", adjusted.Terms[0].DegreesOfFreedom);
        TermFigures.Add(figures, fit.With(Errors.Clustered(cluster, ErrorKind.Cr1)).Terms, "clubSandwich.CR1.");
        var reduced = fit.With(Errors.Clustered(cluster));
        TermFigures.Add(figures, reduced.Terms, "clubSandwich.CR2.");
        figures.Add("clubSandwich.CR2.df", reduced.Terms.Select(t => t.Name), reduced.Terms.Select(t => t.DegreesOfFreedom));
    }
}
