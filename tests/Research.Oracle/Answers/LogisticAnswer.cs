namespace Research.Oracle;

/// <summary>Logistic regression: terms, tests, quality, marginal effects, robust errors, separation and Firth's fit.</summary>
internal sealed class LogisticAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["logit", "logit-robust", "logit-separation", "logit-firth"];

    public void Answer(Block block, GivenFigures figures)
    {
        string formula = block.Args.Need("formula");
        switch (block.Kind)
        {
            case "logit": Fit(LogisticModel.Fit(formula, block.Data), block, figures); break;
            case "logit-robust": Robust(block, figures); break;
            case "logit-separation": Separated(LogisticModel.Fit(formula, block.Data), figures); break;
            default: Firth(LogisticModel.Firth(formula, block.Data), block, figures); break;
        }
    }

    private static void Fit(GeneralisedModel fit, Block block, GivenFigures figures)
    {
        string[] names = [.. fit.Terms.Select(t => t.Name)];
        void Give(string name, Func<Term, double> value) => figures.Add(name, names, fit.Terms.Select(value));
        figures.Add("n", fit.Sample.Used);
        figures.Add("n_dropped", fit.Sample.TotalDropped);
        Give("coef", t => t.Estimate);
        Give("se", t => t.StandardError);
        Give("z", t => t.Statistic);
        Give("p", t => t.PValue);
        Give("ci95_lo_wald", t => t.Interval.Low);
        Give("ci95_hi_wald", t => t.Interval.High);
        Give("odds_ratio", t => Math.Exp(t.Estimate));
        Give("or_ci95_lo_wald", t => Math.Exp(t.Interval.Low));
        Give("or_ci95_hi_wald", t => Math.Exp(t.Interval.High));
        var profile = fit.ProfileIntervals();
        figures.Add("or_ci95_lo_profile", profile.Select(p => p.Name), profile.Select(p => Math.Exp(p.Interval.Low)));
        figures.Add("or_ci95_hi_profile", profile.Select(p => p.Name), profile.Select(p => Math.Exp(p.Interval.High)));
        figures.Add("deviance", fit.Deviance);
        figures.Add("null_deviance", fit.NullDeviance);
        figures.Add("df_resid", fit.ResidualDegreesOfFreedom);
        figures.Add("df_null", fit.NullDegreesOfFreedom);
        figures.Add("loglik", fit.LogLikelihood);
        figures.Add("aic", fit.Aic);
        figures.Add("bic", fit.Bic);
        figures.Add("pearson_chi2", fit.PearsonChiSquared);
        figures.Add("lr_chi2", fit.LikelihoodRatio);
        figures.Add("lr_p", fit.LikelihoodRatioPValue);
        var tests = fit.TypeTwoTests();
        figures.Add("type2.lr_chi2", tests.Select(t => t.Term), tests.Select(t => t.ChiSquared));
        figures.Add("type2.df", tests.Select(t => t.Term), tests.Select(t => t.DegreesOfFreedom));
        figures.Add("type2.p", tests.Select(t => t.Term), tests.Select(t => t.PValue));
        Rows(fit, block, figures);
        var effects = fit.MarginalEffects().Terms;
        string[] variables = [.. effects.Select(t => t.Name)];
        figures.Add("ame", variables, effects.Select(t => t.Estimate));
        figures.Add("ame_se", variables, effects.Select(t => t.StandardError));
        figures.Add("ame_ci95_lo", variables, effects.Select(t => t.Interval.Low));
        figures.Add("ame_ci95_hi", variables, effects.Select(t => t.Interval.High));
        figures.Add("ame_p", variables, effects.Select(t => t.PValue));
        if (block.Asks("auc")) Quality(fit, figures);
    }

    private static void Rows(GeneralisedModel fit, Block block, GivenFigures figures)
    {
        if (block.Figures.FirstOrDefault(f => f.Name == "first_rows.fitted") is not { } asked) return;
        int count = asked.Values.Length;
        double[] link = fit.Rows.Numbers("link").ToArray()[..count], error = fit.Rows.Numbers("link_std_error").ToArray()[..count];
        figures.Add("first_rows.fitted", fit.Rows.Numbers("fitted").ToArray()[..count]);
        figures.Add("first_rows.link_se", error);
        double z = StandardNormal.Quantile(0.975);
        figures.Add("first_rows.ci95_lo", link.Select((e, i) => 1 / (1 + Math.Exp(-(e - z * error[i])))));
        figures.Add("first_rows.ci95_hi", link.Select((e, i) => 1 / (1 + Math.Exp(-(e + z * error[i])))));
    }

    private static void Quality(GeneralisedModel fit, GivenFigures figures)
    {
        figures.Add("mcfadden_r2", fit.McFaddenRSquared);
        figures.Add("cox_snell_r2", fit.CoxSnellRSquared);
        figures.Add("nagelkerke_r2", fit.NagelkerkeRSquared);
        figures.Add("tjur_r2", fit.TjurRSquared);
        var auc = fit.Discrimination();
        figures.Add("auc", auc.Area);
        figures.Add("auc_se_delong", auc.StandardError);
        figures.Add("auc_ci95_lo_delong", auc.Interval.Low);
        figures.Add("auc_ci95_hi_delong", auc.Interval.High);
        var calibration = fit.Calibration();
        figures.Add("brier", calibration.Brier);
        figures.Add("logloss", calibration.LogLoss);
        var (tp, fp, fn, tn) = fit.Confusion();
        figures.Add("confusion_p_gt_0.5", ["tp", "fp", "fn", "tn"], [tp, fp, fn, tn]);
        figures.Add("hosmer_lemeshow_chi2", calibration.HosmerLemeshow);
        figures.Add("hosmer_lemeshow_df", calibration.DegreesOfFreedom);
        figures.Add("hosmer_lemeshow_p", calibration.PValue);
        figures.Add("hosmer_lemeshow_groups_n", calibration.Groups.Select(g => (double)g.Rows));
    }

    private static void Robust(Block block, GivenFigures figures)
    {
        GeneralisedModel With(Errors errors) => LogisticModel.Fit(block.Args.Need("formula"), block.Data, new() { Errors = errors });
        void Give(string name, Errors errors) { var fit = With(errors); figures.Add(name, fit.Terms.Select(t => t.Name), fit.Terms.Select(t => t.StandardError)); }
        foreach (var (name, kind) in new[] { ("HC0", ErrorKind.Hc0), ("HC1", ErrorKind.Hc1), ("HC2", ErrorKind.Hc2), ("HC3", ErrorKind.Hc3) })
            if (block.Asks($"{name}.se")) Give($"{name}.se", Errors.Robust(kind));
        if (block.Args.Text("cluster") is not { } cluster) return;
        Give("CL_HC0_cadjust.se", Errors.Clustered(cluster, ErrorKind.Cr1));
        Give("CL_HC1_cadjust.se", Errors.Clustered(cluster, ErrorKind.Cr1S));
        Give("CR0.se", Errors.Clustered(cluster, ErrorKind.Cr0));
        Give("CR1.se", Errors.Clustered(cluster, ErrorKind.Cr1));
        Give("CR1S.se", Errors.Clustered(cluster, ErrorKind.Cr1S));
        Give("CR2.se", Errors.Clustered(cluster));
        var reduced = With(Errors.Clustered(cluster));
        figures.Add("n_clusters", reduced.Clusters ?? double.NaN);
        figures.Add("CR2.satterthwaite_df", reduced.Terms.Select(t => t.Name), reduced.Terms.Select(t => t.DegreesOfFreedom));
        figures.Add("CR2.p", reduced.Terms.Select(t => t.Name), reduced.Terms.Select(t => t.PValue));
    }

    private static void Separated(GeneralisedModel fit, GivenFigures figures)
    {
        figures.Add("separation", fit.Separation.Kind);
        figures.Add("infinite_estimates", fit.Separation.InfiniteCoefficients.Select(n => (string?)n));
        figures.Add("limit_deviance", fit.Deviance);
        // R has no word for separation: what it says instead, by whether fitted shares all run to 0 and 1.
        string extreme = "glm.fit: fitted probabilities numerically 0 or 1 occurred";
        figures.Add("r_warnings", fit.Separation.Kind switch { "complete" => ["glm.fit: algorithm did not converge", extreme], "none" => [], _ => (string?[])[extreme] });
    }

    private static void Firth(GeneralisedModel fit, Block block, GivenFigures figures)
    {
        string[] names = [.. fit.Terms.Select(t => t.Name)];
        figures.Add("coef", names, fit.Terms.Select(t => t.Estimate));
        figures.Add("se", names, fit.Terms.Select(t => t.StandardError));
        figures.Add("loglik", fit.LogLikelihood);
        figures.Add("penalised_loglik", fit.PenalisedLogLikelihood);
        if (!block.Asks("ci95_lo_profile")) return;
        var profile = fit.ProfileIntervals();
        figures.Add("ci95_lo_profile", names, profile.Select(p => p.Interval.Low));
        figures.Add("ci95_hi_profile", names, profile.Select(p => p.Interval.High));
    }
}
