namespace Research.Oracle;

/// <summary>Mixed logistic and Poisson models.</summary>
internal sealed class GeneralisedMixedModelAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["glmm-logit", "glmm-poisson"];

    public void Answer(Block block, GivenFigures figures)
    {
        string formula = block.Args.Need("formula");
        int points = (int)(block.Args.Number("nAGQ") ?? 1);
        var fit = block.Kind == "glmm-logit" ? GeneralisedMixedModel.Logistic(formula, block.Data, points) : GeneralisedMixedModel.Poisson(formula, block.Data, points);
        var terms = fit.Terms.Where(t => !double.IsNaN(t.Estimate)).ToArray();
        string[] names = [.. terms.Select(t => t.Name)];
        figures.Add("n", fit.Sample.Used);
        figures.Add("n_dropped", fit.Sample.TotalDropped);
        figures.Add("n_groups", fit.Groups.Select(g => g.Factor), fit.Groups.Select(g => (double)g.Groups));
        figures.Add("coef", names, terms.Select(t => t.Estimate));
        figures.Add("se_hessian", names, terms.Select(t => t.StandardError));
        figures.Add("se_conditional", names, fit.ConditionalTerms.Where(t => !double.IsNaN(t.Estimate)).Select(t => t.StandardError));
        figures.Add("z", names, terms.Select(t => t.Statistic));
        figures.Add("p", names, terms.Select(t => t.PValue));
        foreach (string ratio in (string[])["odds_ratio", "rate_ratio"]) figures.Add(ratio, names, terms.Select(t => Math.Exp(t.Estimate)));
        foreach (string prefix in (string[])["or", "rr"])
        {
            figures.Add($"{prefix}_ci95_lo", names, terms.Select(t => Math.Exp(t.Interval.Low)));
            figures.Add($"{prefix}_ci95_hi", names, terms.Select(t => Math.Exp(t.Interval.High)));
        }
        MixedFigures.Components(fit.VarianceComponents.Components, figures);
        figures.Add("loglik", fit.LogLikelihood);
        figures.Add("aic", fit.Aic);
        figures.Add("bic", fit.Bic);
        figures.Add("n_parameters", fit.ParameterCount);
        figures.Add("singular", fit.IsSingular);
        if (fit.Latent is { } latent) figures.Add("icc_latent", latent.IntraclassCorrelations.Select(c => c.Factor), latent.IntraclassCorrelations.Select(c => c.Value));
        if (block.Asks("median_odds_ratio")) figures.Add("median_odds_ratio", fit.Groups.Select(g => g.Factor), fit.Groups.Select(g => fit.MedianOddsRatio(g.Factor)));
        MixedFigures.FirstRows(fit.Rows, figures);
        foreach (var (factor, _) in fit.Groups) MixedFigures.Effects(fit.RandomEffects(factor), figures);
        // lme4 leaves the saturated model's likelihood out where it uses quadrature; the optimum is the same.
        figures.Add("lme4_default.loglik", points > 1 ? fit.LogLikelihood - fit.SaturatedLogLikelihood : fit.LogLikelihood);
        figures.Add("lme4_default.coef", names, terms.Select(t => t.Estimate));
    }
}
