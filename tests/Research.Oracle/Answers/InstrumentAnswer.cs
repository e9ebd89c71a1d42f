namespace Research.Oracle;

/// <summary>Two-stage least squares with its diagnostics, and the complier effect taken apart.</summary>
internal sealed class InstrumentAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["iv-2sls"];

    public void Answer(Block block, GivenFigures figures)
    {
        var fit = TwoStageLeastSquares.Fit(block.Args.Need("formula"), block.Data);
        figures.Add("n", fit.Sample.Used);
        figures.Add("coef", fit.Terms.Select(t => t.Name), fit.Terms.Select(t => t.Estimate));
        TermFigures.Add(figures, fit.Terms, "");
        figures.Add("sigma", fit.Sigma);
        figures.Add("r2", fit.RSquared);
        TermFigures.Add(figures, fit.With(Errors.Robust(ErrorKind.Hc0)).Terms, "HC0.");
        TermFigures.Add(figures, fit.With(Errors.Robust(ErrorKind.Hc1)).Terms, "HC1.");
        var tests = fit.Diagnostics.Tests;
        string[] names = [.. tests.Select(t => t.Name)];
        figures.Add("diagnostics.statistic", names, tests.Select(t => t.Statistic));
        figures.Add("diagnostics.df1", names, tests.Select(t => t.NumeratorDegreesOfFreedom));
        figures.Add("diagnostics.df2", names, tests.Select(t => t.DenominatorDegreesOfFreedom));
        figures.Add("diagnostics.p", names, tests.Select(t => t.PValue));
        if (block.Args.Text("cluster") is { } cluster)
        {
            (string Name, ErrorKind Kind)[] kinds = [("CR0", ErrorKind.Cr0), ("CR1", ErrorKind.Cr1), ("CR1S", ErrorKind.Cr1S), ("CR2", ErrorKind.Cr2)];
            foreach (var (name, kind) in kinds) TermFigures.Add(figures, fit.With(Errors.Clustered(cluster, kind)).Terms, $"{name}.");
            var reduced = fit.With(Errors.Clustered(cluster));
            figures.Add("CR2.df", reduced.Terms.Select(t => t.Name), reduced.Terms.Select(t => t.DegreesOfFreedom));
            figures.Add("n_clusters", reduced.Clusters ?? double.NaN);
        }
        if (block.Args.Inner("cace") is not { } cace) return;
        var effect = ComplierEffect.Of(block.Data, cace.Need("y"), cace.Need("d"), cace.Need("z"));
        figures.Add("itt_unadjusted", effect.IntentionToTreat);
        figures.Add("first_stage_unadjusted", effect.FirstStage);
        figures.Add("wald_ratio", effect.Estimate);
        figures.Add("takeup_treated", effect.TakeupTreated);
        figures.Add("takeup_control", effect.TakeupControl);
    }
}
