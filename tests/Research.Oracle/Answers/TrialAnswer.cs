using System.Text;

namespace Research.Oracle;

/// <summary>Randomised trials as eefAnalytics analyses them.</summary>
internal sealed class TrialAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["srtFREQ", "crtFREQ", "mstFREQ", "srtFREQ-bootstrap", "srtFREQ-permutation", "crtFREQ-bootstrap", "crtFREQ-permutation", "mstFREQ-bootstrap", "mstFREQ-permutation"];

    public void Answer(Block block, GivenFigures figures)
    {
        var model = new TrialModel(block.Args.Need("formula"), block.Args.Need("intervention"), block.Args.Text("random"));
        var data = WithBaseline(block.Data, model.Arm, block.Args.Text("baseln"));
        TrialAnalysis trial = block.Kind[..3] switch
        {
            "srt" => SimpleTrialAnalysis.Fit(model, data),
            "crt" => ClusterTrialAnalysis.Fit(model, data),
            _ => MultisiteTrialAnalysis.Fit(model, data),
        };
        if (block.Kind.EndsWith("bootstrap", StringComparison.Ordinal)) Bootstrap(block, trial, figures);
        else if (block.Kind.EndsWith("permutation", StringComparison.Ordinal)) Permute(block, trial, figures);
        else Describe(trial, figures);
    }

    // eefAnalytics' baseln: the arm that the others are compared with.
    private static Dataset WithBaseline(Dataset data, string arm, string? control)
    {
        if (control is null) return data;
        data = data.AsFactor(arm);
        return data.AsFactor(arm, [control, .. ((FactorColumn)data[arm]).Levels.Where(l => l != control)]);
    }

    private static void Describe(TrialAnalysis trial, GivenFigures figures)
    {
        Term[] terms = [.. trial.Model.Terms.Where(t => !double.IsNaN(t.Estimate))];
        string[] names = [.. terms.Select(t => Label(t.Name))];
        figures.Add("beta", names, terms.Select(t => t.Estimate));
        foreach (var e in trial.Effects.Where(e => e.Basis != EffectBasis.Guidance))
        {
            string name = $"{(e.Basis == EffectBasis.Conditional ? "cond" : "uncond")}.{Label(e.Arm)}{(trial is SimpleTrialAnalysis ? "" : e.Scale == EffectScale.Total ? ".Total" : ".Within")}";
            figures.Add($"{name}.g", e.G);
            figures.Add($"{name}.ci95_lo", e.Interval.Low);
            figures.Add($"{name}.ci95_hi", e.Interval.High);
        }
        switch (trial)
        {
            case SimpleTrialAnalysis simple:
                figures.Add("beta_ci95_lo", names, terms.Select(t => t.Interval.Low));
                figures.Add("beta_ci95_hi", names, terms.Select(t => t.Interval.High));
                figures.Add("cond.sigma2", simple.Linear.Summary.Sigma * simple.Linear.Summary.Sigma);
                figures.Add("uncond.sigma2", simple.OutcomeVariance);
                break;
            case ClusterTrialAnalysis cluster:
                Profile(cluster.Mixed, figures);
                foreach (var (prefix, v) in (IEnumerable<(string, TrialVariances)>)[("cond", cluster.VariancesOf(EffectBasis.Conditional)), ("uncond", cluster.VariancesOf(EffectBasis.Unconditional))])
                {
                    figures.Add($"{prefix}.var", ["Schools", "Pupils", "Total"], [v.Schools, v.Pupils, v.Total]);
                    figures.Add($"{prefix}.icc", v.Icc);
                }
                var effects = cluster.Mixed.RandomEffects(cluster.Mixed.Groups[0].Factor);
                figures.Add("school_effects", effects.Effects.Select(e => e.Group), effects.Effects.Select(e => e.Estimate));
                break;
            case MultisiteTrialAnalysis multisite:
                Profile(multisite.Mixed, figures);
                var (fitted, plain) = (multisite.VariancesOf(EffectBasis.Conditional), multisite.VariancesOf(EffectBasis.Unconditional));
                string[] sides = ["(Intercept)", .. multisite.Arms.Select((_, i) => $"trt{multisite.ArmLevels[i + 1]}")];
                figures.Add("cond.school_cov", sides.SelectMany(b => sides.Select(a => $"{a}~{b}")), fitted.SchoolCovariance);
                figures.Add("cond.pupils_var", fitted.Pupils);
                figures.Add("cond.total_var", fitted.Total);
                figures.Add("cond.icc", fitted.Icc);
                figures.Add("uncond.school_var", plain.Schools);
                figures.Add("uncond.pupils_var", plain.Pupils);
                figures.Add("uncond.total_var", plain.Total);
                figures.Add("uncond.icc", plain.Icc);
                break;
        }
    }

    private static void Profile(MixedModel model, GivenFigures figures)
    {
        var profile = model.ProfileIntervals().Coefficients;
        figures.Add("beta_ci95_lo_profile", profile.Select(c => Label(c.Name)), profile.Select(c => c.Interval.Low));
        figures.Add("beta_ci95_hi_profile", profile.Select(c => Label(c.Name)), profile.Select(c => c.Interval.High));
    }

    private static void Bootstrap(Block block, TrialAnalysis trial, GivenFigures figures)
    {
        var units = block.Args.Text("type") switch
        {
            "case(2)" => TrialResampling.Schools,
            "case(1,2)" => TrialResampling.SchoolsAndPupils,
            "residual" => TrialResampling.Residuals,
            _ => TrialResampling.Pupils,
        };
        var plan = new TrialBootstrapPlan(units, 2024, (int)(block.Args.Number("nBoot") ?? 1000)) { MergeRepeatedSchools = true };
        var result = trial.Bootstrap(plan);
        foreach (string arm in trial.Arms)
            foreach (var scale in (EffectScale[])[EffectScale.Within, EffectScale.Total])
                foreach (var (prefix, basis) in (IEnumerable<(string, EffectBasis)>)[("", EffectBasis.Conditional), ("uncond.", EffectBasis.Unconditional)])
                {
                    var drawn = result[TrialBootstrapPlan.NameOf(arm, scale, basis)];
                    var interval = drawn.Interval(BootstrapInterval.Percentile);
                    string name = $"{prefix}{Label(arm)}.{scale}";
                    figures.Add($"{name}.ci95_lo", interval.Low);
                    figures.Add($"{name}.ci95_hi", interval.High);
                    figures.Add($"{name}.boot_mean", drawn.Draws.Average());
                    figures.Add($"{name}.boot_sd", drawn.StandardError);
                }
    }

    private static void Permute(Block block, TrialAnalysis trial, GivenFigures figures)
    {
        foreach (string arm in trial.Arms)
            foreach (var scale in (EffectScale[])[EffectScale.Within, EffectScale.Total])
            {
                var test = trial.Permute(arm, 77, (int)(block.Args.Number("nPerm") ?? 1000), scale);
                double mean = test.Dealt.Average();
                figures.Add($"{Label(arm)}.{scale}.perm_p_two_sided", test.PValue);
                figures.Add($"{Label(arm)}.{scale}.perm_sd", Math.Sqrt(test.Dealt.Sum(d => (d - mean) * (d - mean)) / (test.Dealt.Length - 1)));
            }
    }

    // R's data.frame turns what is not a letter, a digit, a dot or a line into a dot.
    private static string Label(string name)
    {
        if (name == "(Intercept)") return "Intercept";
        var label = new StringBuilder(name.Length);
        foreach (char c in name) label.Append(char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '.');
        return label.ToString();
    }
}
