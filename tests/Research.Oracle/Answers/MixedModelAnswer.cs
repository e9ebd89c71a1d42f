using System.Globalization;
using System.Text.Json;

namespace Research.Oracle;

/// <summary>Linear mixed models and their likelihood-ratio tests.</summary>
internal sealed class MixedModelAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["lmm", "lmm-lrt"];

    public void Answer(Block block, GivenFigures figures)
    {
        var likelihood = block.Args.Flag("reml") ? Likelihood.Reml : Likelihood.Ml;
        if (block.Kind == "lmm-lrt") Compare(block, likelihood, figures);
        else Describe(MixedModel.Fit(block.Args.Need("formula"), block.Data, likelihood), block, figures);
    }

    private static void Compare(Block block, Likelihood likelihood, GivenFigures figures)
    {
        var test = LikelihoodRatio.Test(MixedModel.Fit(block.Args.Need("formula0"), block.Data, likelihood),
            MixedModel.Fit(block.Args.Need("formula1"), block.Data, likelihood));
        figures.Add("chi2", test.ChiSquared);
        figures.Add("df", test.DegreesOfFreedom);
        figures.Add("p", test.PValue);
        figures.Add("p_mixture", test.MixturePValue);
    }

    // Whether the reference's variances or the library's are the optimum: the deviance at both.
    private static string? ReferenceOptimum(MixedModel fit, Block block)
    {
        var expected = block.Figures.Where(f => f.Name is "var" or "cov").SelectMany(f => f.Labels.Zip(f.Values)).ToDictionary(p => p.First, p => p.Second);
        var components = fit.VarianceComponents.Components;
        if (!components.All(c => expected.TryGetValue(Label(c), out var value) && value.ValueKind == JsonValueKind.Number)) return null;
        double rise = fit.DevianceAt([.. components.Select(c => c with { Value = expected[Label(c)].GetDouble() })]) - fit.Deviance;
        return string.Create(CultureInfo.InvariantCulture, $"the deviance at the reference's variances is {(rise < 0 ? "below" : "above")} the library's by {Math.Abs(rise):E1} (docs/oracle/mixed.md)");
    }

    private static string Label(VarianceComponent component) => component.Group == "Residual" ? "Residual" : component.Name;

    private static void Describe(MixedModel fit, Block block, GivenFigures figures)
    {
        var terms = fit.Terms.Where(t => !double.IsNaN(t.Estimate)).ToArray();
        string[] names = [.. terms.Select(t => t.Name)];
        figures.Remark = ReferenceOptimum(fit, block);
        figures.Add("n", fit.Sample.Used);
        figures.Add("n_dropped", fit.Sample.TotalDropped);
        figures.Add("n_groups", fit.Groups.Select(g => g.Factor), fit.Groups.Select(g => (double)g.Groups));
        var wald = fit.With(DegreesOfFreedom.Infinite).Terms.Where(t => !double.IsNaN(t.Estimate)).ToArray();
        figures.Add("coef", names, wald.Select(t => t.Estimate));
        figures.Add("se", names, wald.Select(t => t.StandardError));
        figures.Add("t", names, wald.Select(t => t.Statistic));
        figures.Add("ci95_lo_wald", names, wald.Select(t => t.Interval.Low));
        figures.Add("ci95_hi_wald", names, wald.Select(t => t.Interval.High));
        MixedFigures.Components(fit.VarianceComponents.Components, figures);
        figures.Add("loglik", fit.LogLikelihood);
        figures.Add("reml_criterion", fit.Deviance);
        figures.Add("deviance", fit.Deviance);
        figures.Add("aic", fit.Aic);
        figures.Add("bic", fit.Bic);
        figures.Add("n_parameters", fit.ParameterCount);
        figures.Add("singular", fit.IsSingular);
        var explained = fit.RSquared;
        figures.Add("icc", explained.IntraclassCorrelations.Select(c => c.Factor), explained.IntraclassCorrelations.Select(c => c.Value));
        figures.Add("r2_marginal", explained.Marginal);
        figures.Add("r2_conditional", explained.Conditional);
        MixedFigures.FirstRows(fit.Rows, figures);
        foreach (var (factor, _) in fit.Groups) MixedFigures.Effects(fit.RandomEffects(factor), figures);
        if (block.Asks("satterthwaite_df"))
        {
            figures.Add("satterthwaite_df", names, terms.Select(t => t.DegreesOfFreedom));
            figures.Add("satterthwaite_p", names, terms.Select(t => t.PValue));
        }
        if (block.Asks("type3.F"))
        {
            var tests = fit.TermTests().Tests;
            string[] labels = [.. tests.Select(t => t.Term)];
            figures.Add("type3.F", labels, tests.Select(t => t.F));
            figures.Add("type3.num_df", labels, tests.Select(t => (double)t.NumeratorDf));
            figures.Add("type3.den_df", labels, tests.Select(t => t.DenominatorDf));
            figures.Add("type3.p", labels, tests.Select(t => t.PValue));
        }
        if (block.Asks("kenward_roger_df") || block.Asks("kenward_roger_se"))
        {
            var adjusted = fit.With(DegreesOfFreedom.KenwardRoger).Terms.Where(t => !double.IsNaN(t.Estimate)).ToArray();
            figures.Add("kenward_roger_se", names, adjusted.Select(t => t.StandardError));
            figures.Add("kenward_roger_df", names, adjusted.Select(t => t.DegreesOfFreedom));
        }
        if (block.Asks("ci95_lo_profile") || block.Asks("sd_ci95_lo_profile"))
        {
            var profile = fit.ProfileIntervals();
            figures.Add("ci95_lo_profile", profile.Coefficients.Select(c => c.Name), profile.Coefficients.Select(c => c.Interval.Low));
            figures.Add("ci95_hi_profile", profile.Coefficients.Select(c => c.Name), profile.Coefficients.Select(c => c.Interval.High));
            string[] sigs = [.. profile.Variances.Select((_, i) => i == profile.Variances.Length - 1 ? ".sigma" : $".sig{i + 1:00}")];
            figures.Add("sd_ci95_lo_profile", sigs, profile.Variances.Select(v => v.Interval.Low));
            figures.Add("sd_ci95_hi_profile", sigs, profile.Variances.Select(v => v.Interval.High));
        }
    }
}

/// <summary>Figures that linear and generalised mixed models share.</summary>
internal static class MixedFigures
{
    /// <summary>var, cov and cor, labelled as the cases label them.</summary>
    public static void Components(IReadOnlyCollection<VarianceComponent> components, GivenFigures figures)
    {
        var variances = components.Where(c => c.With is null).ToArray();
        var covariances = components.Where(c => c.With is not null).ToArray();
        figures.Add("var", variances.Select(c => c.Group == "Residual" ? "Residual" : c.Name), variances.Select(c => c.Value));
        figures.Add("cov", covariances.Select(c => c.Name), covariances.Select(c => c.Value));
        figures.Add("cor", covariances.Select(c => c.Name), covariances.Select(c => c.Standardised));
    }

    /// <summary>Fitted values of the first six rows.</summary>
    public static void FirstRows(Dataset rows, GivenFigures figures)
    {
        int count = Math.Min(6, rows.Count);
        string[] labels = [.. rows.Numbers("row")[..count].ToArray().Select(r => r.ToString("F0", System.Globalization.CultureInfo.InvariantCulture))];
        figures.Add("first_rows.fitted", labels, rows.Numbers("fitted")[..count].ToArray());
        figures.Add("first_rows.fixed_only", labels, rows.Numbers("fixed_only")[..count].ToArray());
    }

    /// <summary>Conditional modes and their SDs, an effect at a time.</summary>
    public static void Effects(RandomEffects effects, GivenFigures figures)
    {
        foreach (var effect in effects.Effects.GroupBy(e => e.Effect))
        {
            figures.Add($"blup.{effects.Factor}|{effect.Key}", effect.Select(e => e.Group), effect.Select(e => e.Estimate));
            figures.Add($"blup_sd.{effects.Factor}|{effect.Key}", effect.Select(e => e.Group), effect.Select(e => e.StandardDeviation));
        }
    }
}
