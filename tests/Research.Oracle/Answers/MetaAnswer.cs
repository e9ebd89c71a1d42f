namespace Research.Oracle;

/// <summary>Meta-analysis and meta-regression, what single studies do, and looks at publication bias.</summary>
internal sealed class MetaAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["meta", "meta-regression", "meta-leave1out", "meta-cumulative", "meta-influence", "meta-transform", "meta-trimfill", "meta-bias"];

    public void Answer(Block block, GivenFigures figures)
    {
        switch (block.Kind)
        {
            case "meta": Pooled(block, figures); break;
            case "meta-regression": Regression(block, figures); break;
            case "meta-leave1out": Partial(MetaFigures.Pooled(block).LeaveOneOut().Effects, figures); break;
            case "meta-cumulative":
                var cumulative = MetaFigures.Pooled(block).Cumulative(block.Args.Need("order")).Effects;
                figures.Add("row_order", cumulative.Select(e => (double)e.Row));
                Partial(cumulative, figures);
                break;
            case "meta-influence": Influence(MetaFigures.Pooled(block).Influence(), figures); break;
            case "meta-transform": Transformed(MetaFigures.Pooled(block), block, figures); break;
            case "meta-trimfill": Filled(block, figures); break;
            default: Bias(MetaFigures.Pooled(block).SmallStudyTests(), figures); break;
        }
    }

    private static MetaAnalysis Fit(Block block, string mods) => MetaAnalysis.Fit($"{block.Args.Need("yi")} {mods}", MetaFigures.StudiesOf(block),
        MetaFigures.Method(block.Args.Need("method")), new() { Test = MetaFigures.Test(block.Args.Text("test")) });

    private static void Pooled(Block block, GivenFigures figures)
    {
        var fit = Fit(block, "~ 1");
        figures.Add("k", fit.Count);
        Effect(fit.Effect, figures);
        figures.Add("Q", fit.Q);
        figures.Add("Q_df", fit.QDegreesOfFreedom);
        figures.Add("Q_p", fit.QPValue);
        Spread(fit, figures);
        figures.Add("tau", fit.Tau);
        figures.Add("pi95_lo", fit.Prediction.NewStudy.Low);
        figures.Add("pi95_hi", fit.Prediction.NewStudy.High);
        figures.Add("tau2_se", fit.TauSquaredStandardError);
        figures.Add("weights_percent", fit.Rows.Numbers("weight_percent").ToArray());
        figures.Add("blup", fit.Rows.Numbers("blup").ToArray());
        figures.Add("blup_se", fit.Rows.Numbers("blup_std_error").ToArray());
        figures.Add("loglik", fit.LogLikelihood);
        figures.Add("aic", fit.Aic);
        figures.Add("bic", fit.Bic);
        if (block.Asks("tau2_qp_ci95_lo")) Intervals(fit.HeterogeneityInterval(), "qp", figures);
        if (block.Asks("tau2_pl_ci95_lo")) Intervals(fit.LikelihoodInterval(), "pl", figures);
    }

    private static void Regression(Block block, GivenFigures figures)
    {
        var fit = Fit(block, block.Args.Need("mods"));
        figures.Add("k", fit.Count);
        figures.Add("n_dropped", fit.Sample.TotalDropped);
        MetaFigures.Add(figures, fit.Terms);
        if (fit.Moderators is { } test)
        {
            figures.Add("QM", test.Statistic);
            figures.Add("QM_p", test.PValue);
            if (double.IsPositiveInfinity(test.DenominatorDegreesOfFreedom)) figures.Add("QM_df", test.DegreesOfFreedom);
            else figures.Add("QM_df", [test.DegreesOfFreedom, test.DenominatorDegreesOfFreedom]);
        }
        figures.Add("QE", fit.Q);
        figures.Add("QE_df", fit.QDegreesOfFreedom);
        figures.Add("QE_p", fit.QPValue);
        Spread(fit, figures);
        if (fit.ExplainedPercent is { } explained) figures.Add("R2", explained);
        int asked = block.Figures.FirstOrDefault(f => f.Name == "fitted_first")?.Values.Length ?? 0;
        var first = fit.Predictions().Take(asked).ToList();
        figures.Add("fitted_first", first.Select(p => p.Estimate));
        figures.Add("fitted_first_se", first.Select(p => p.StandardError));
        figures.Add("fitted_first_pi95_lo", first.Select(p => p.NewStudy.Low));
        figures.Add("fitted_first_pi95_hi", first.Select(p => p.NewStudy.High));
        figures.Add("rstandard_z", fit.Rows.Numbers("standardised").ToArray());
        figures.Add("hat", fit.Rows.Numbers("leverage").ToArray());
    }

    private static void Partial(IReadOnlyList<PartialEffect> effects, GivenFigures figures)
    {
        figures.Add("estimate", effects.Select(e => e.Effect.Estimate));
        figures.Add("se", effects.Select(e => e.Effect.StandardError));
        figures.Add("p", effects.Select(e => e.Effect.PValue));
        figures.Add("ci95_lo", effects.Select(e => e.Effect.Interval.Low));
        figures.Add("ci95_hi", effects.Select(e => e.Effect.Interval.High));
        figures.Add("Q", effects.Select(e => e.Q));
        figures.Add("tau2", effects.Select(e => e.TauSquared));
        figures.Add("I2", effects.Select(e => e.ISquaredPercent));
    }

    private static void Influence(StudyInfluence influence, GivenFigures figures)
    {
        void Give(string name, Func<InfluenceOfStudy, double> value) => figures.Add(name, influence.Studies.Select(value));
        Give("rstudent", s => s.Studentised);
        Give("dffits", s => s.Dffits);
        Give("cook_d", s => s.CooksDistance);
        Give("cov_r", s => s.CovarianceRatio);
        Give("tau2_del", s => s.TauSquared);
        Give("QE_del", s => s.Q);
        Give("hat", s => s.Leverage);
        Give("weight", s => s.WeightPercent);
    }

    private static void Transformed(MetaAnalysis fit, Block block, GivenFigures figures)
    {
        Func<double, double> rising = block.Args.Need("transform") switch
        {
            "tanh" => Math.Tanh,
            "exp" => Math.Exp,
            "plogis" or "ilogit" => x => 1 / (1 + Math.Exp(-x)),
            var other => throw new InvalidOperationException($"no transformation {other}"),
        };
        var p = fit.Prediction.Transform(rising);
        figures.Add("estimate", p.Estimate);
        figures.Add("ci95_lo", p.Interval.Low);
        figures.Add("ci95_hi", p.Interval.High);
        figures.Add("pi95_lo", p.NewStudy.Low);
        figures.Add("pi95_hi", p.NewStudy.High);
    }

    private static void Filled(Block block, GivenFigures figures)
    {
        foreach (string[] parts in block.Figures.Select(f => f.Name.Split('.')).DistinctBy(p => p[0] + "." + p[1]))
        {
            string prefix = $"{parts[0]}.{parts[1]}.";
            var estimator = parts[0] switch { "L0" => MissingStudies.Linear, "R0" => MissingStudies.Run, _ => MissingStudies.Quadratic };
            // The reference's trim and fill hands its own control on to no fit: those stop at the default threshold, the first fit does not.
            var fill = MetaFigures.Pooled(block, parts[1], new() { Threshold = 1e-5 }).TrimAndFill(estimator);
            if (fill.Missing == 0) fill = MetaFigures.Pooled(block, parts[1]).TrimAndFill(estimator);
            figures.Add(prefix + "side", fill.IsRight ? "right" : "left");
            figures.Add(prefix + "k0", fill.Missing);
            figures.Add(prefix + "k0_se", fill.MissingStandardError);
            figures.Add(prefix + "tau2", fill.TauSquared);
            figures.Add(prefix + "filled_yi", fill.Filled);
            Effect(fill.Effect, figures, prefix);
        }
    }

    private static void Bias(SmallStudyTests tests, GivenFigures figures)
    {
        foreach (var (name, predictor) in (IEnumerable<(string, FunnelPredictor)>)[("sei", FunnelPredictor.StandardError), ("vi", FunnelPredictor.Variance)])
        {
            var (egger, mixed) = (tests.Egger(predictor), tests.MixedRegression(predictor));
            figures.Add($"lm.{name}.t", egger.Slope.Statistic);
            figures.Add($"lm.{name}.df", egger.Slope.DegreesOfFreedom);
            figures.Add($"lm.{name}.p", egger.Slope.PValue);
            figures.Add($"lm.{name}.slope", egger.Slope.Estimate);
            figures.Add($"lm.{name}.slope_se", egger.Slope.StandardError);
            figures.Add($"lm.{name}.limit_estimate", egger.Limit.Estimate);
            figures.Add($"lm.{name}.limit_ci95_lo", egger.Limit.Interval.Low);
            figures.Add($"lm.{name}.limit_ci95_hi", egger.Limit.Interval.High);
            figures.Add($"rma.{name}.z", mixed.Slope.Statistic);
            figures.Add($"rma.{name}.p", mixed.Slope.PValue);
        }
        figures.Add("ranktest.kendall_tau", tests.Rank.Tau);
        figures.Add("ranktest.p", tests.Rank.PValue);
        figures.Add("fsn.Rosenthal", tests.Rosenthal);
        figures.Add("fsn.Orwin", tests.Orwin);
        figures.Add("fsn.Rosenberg", tests.Rosenberg);
    }

    private static void Effect(Term effect, GivenFigures figures, string prefix = "")
    {
        figures.Add(prefix + "estimate", effect.Estimate);
        figures.Add(prefix + "se", effect.StandardError);
        figures.Add(prefix + "stat", effect.Statistic);
        figures.Add(prefix + "p", effect.PValue);
        figures.Add(prefix + "ci95_lo", effect.Interval.Low);
        figures.Add(prefix + "ci95_hi", effect.Interval.High);
    }

    private static void Spread(MetaAnalysis fit, GivenFigures figures)
    {
        figures.Add("tau2", fit.TauSquared);
        figures.Add("I2", fit.ISquaredPercent);
        figures.Add("H2", fit.HSquared);
    }

    private static void Intervals(HeterogeneityInterval interval, string method, GivenFigures figures)
    {
        foreach (var (name, bounds) in (IEnumerable<(string, Interval)>)[("tau2", interval.TauSquared), ("I2", interval.ISquaredPercent), ("H2", interval.HSquared)])
        {
            figures.Add($"{name}_{method}_ci95_lo", bounds.Low);
            figures.Add($"{name}_{method}_ci95_hi", bounds.High);
        }
    }
}
