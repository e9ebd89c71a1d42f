namespace Research.Oracle;

/// <summary>Linear models: classical figures, HC errors, errors by clusters, certified fits.</summary>
internal sealed class LinearAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["ols", "ols-hc", "ols-cluster", "ols-certified"];

    public void Answer(Block block, GivenFigures figures)
    {
        var fit = LinearModel.Fit(block.Args.Need("formula"), block.Data, options: new() { Weights = block.Args.Text("weights") });
        switch (block.Kind)
        {
            case "ols-hc": Robust(fit, figures); break;
            case "ols-cluster": Clustered(fit, block.Args.Need("cluster"), figures); break;
            default: Classical(fit, figures); break;
        }
    }

    private static void Classical(LinearModel fit, GivenFigures figures)
    {
        var summary = fit.Summary;
        figures.Add("n", fit.Sample.Used);
        figures.Add("n_dropped", fit.Sample.TotalDropped);
        figures.Add("rank", fit.Rank);
        figures.Add("df_resid", fit.ResidualDegreesOfFreedom);
        figures.Add("coef", fit.Terms.Select(t => t.Name), fit.Terms.Select(t => t.Estimate));
        TermFigures.Add(figures, fit.Terms, "");
        figures.Add("sigma", summary.Sigma);
        figures.Add("rss", summary.ResidualSumOfSquares);
        figures.Add("r2", summary.RSquared);
        figures.Add("adj_r2", summary.AdjustedRSquared);
        TermFigures.AddCovariance(figures, fit.Covariance);
        figures.Add("F", summary.FStatistic);
        figures.Add("F_df1", summary.FNumerator);
        figures.Add("F_df2", summary.FDenominator);
        figures.Add("F_p", summary.FPValue);
        figures.Add("loglik", summary.LogLikelihood);
        figures.Add("aic", summary.Aic);
        figures.Add("bic", summary.Bic);
        figures.Add("max_leverage", Largest("leverage"));
        figures.Add("max_cooks_d", Largest("cooks_distance"));
        figures.Add("max_abs_rstudent", Largest("studentised"));

        double Largest(string column) => fit.Rows.Numbers(column).ToArray().Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(double.NaN).Max();
    }

    private static void Robust(LinearModel fit, GivenFigures figures)
    {
        (string Name, ErrorKind Kind)[] kinds = [("HC0", ErrorKind.Hc0), ("HC1", ErrorKind.Hc1), ("HC2", ErrorKind.Hc2), ("HC3", ErrorKind.Hc3),
            ("HC4", ErrorKind.Hc4), ("HC4m", ErrorKind.Hc4m), ("HC5", ErrorKind.Hc5)];
        foreach (var (name, kind) in kinds) TermFigures.Add(figures, fit.With(Errors.Robust(kind)).Terms, $"{name}.");
        if (fit.Terms.Length < 2) return;
        var wald = fit.With(Errors.Robust(ErrorKind.Hc1)).Test();
        figures.Add("HC1.wald_F_all_slopes", wald.Statistic);
        figures.Add("HC1.wald_p", wald.PValue);
    }

    private static void Clustered(LinearModel fit, string cluster, GivenFigures figures)
    {
        foreach (var (name, kind) in (IEnumerable<(string, ErrorKind)>)[("CR0", ErrorKind.Cr0), ("CR1", ErrorKind.Cr1), ("CR1S", ErrorKind.Cr1S)])
            TermFigures.Add(figures, fit.With(Errors.Clustered(cluster, kind)).Terms, $"{name}.", "_t_Gminus1");
        TermFigures.Add(figures, fit.With(Errors.Clustered(cluster, ErrorKind.Cr1p)).Terms, "CR1p.");
        TermFigures.Add(figures, fit.With(Errors.Clustered(cluster, ErrorKind.Cr3)).Terms, "CR3.");
        var stata = fit.With(Errors.Clustered(cluster, ErrorKind.Cr1S)).Terms;
        figures.Add("sandwich_vcovCL_HC1.se", stata.Select(t => t.Name), stata.Select(t => t.StandardError));
        var reduced = fit.With(Errors.Clustered(cluster));
        figures.Add("n_clusters", reduced.Clusters ?? double.NaN);
        TermFigures.Add(figures, reduced.Terms, "CR2.");
        figures.Add("CR2.satterthwaite_df", reduced.Terms.Select(t => t.Name), reduced.Terms.Select(t => t.DegreesOfFreedom));
        if (reduced.Terms.Length < 2) return;
        var wald = reduced.Test();
        figures.Add("CR2.HTZ_F_all_slopes", wald.Statistic);
        figures.Add("CR2.HTZ_df_denom", wald.DenominatorDegreesOfFreedom);
        figures.Add("CR2.HTZ_p", wald.PValue);
    }
}
