namespace Research.Oracle;

/// <summary>Difference-in-differences: two periods, two-way fixed effects, event study, effects by cohort and period.</summary>
internal sealed class DifferenceInDifferencesAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["did-2x2", "did-twfe", "did-event-study", "did-callaway-santanna"];

    public void Answer(Block block, GivenFigures figures)
    {
        switch (block.Kind)
        {
            case "did-2x2": TwoByTwo(block, figures); break;
            case "did-twfe": TwoWay(block, figures); break;
            case "did-event-study": Event(block, figures); break;
            default: Staggered(block, figures); break;
        }
    }

    private static void TwoByTwo(Block block, GivenFigures figures)
    {
        string outcome = block.Args.Need("outcome"), treat = block.Args.Need("treat"), post = block.Args.Need("post"), unit = block.Args.Need("unit");
        var fit = LinearModel.Fit(block.Args.Need("formula"), block.Data);
        figures.Add("n", fit.Sample.Used);
        figures.Add("coef", fit.Terms.Select(t => t.Name), fit.Terms.Select(t => t.Estimate));
        TermFigures.Add(figures, fit.Terms, "");
        TermFigures.Add(figures, fit.With(Errors.Robust(ErrorKind.Hc1)).Terms, "HC1.");
        foreach (var (name, kind) in (IEnumerable<(string, ErrorKind)>)[("CR0", ErrorKind.Cr0), ("CR1", ErrorKind.Cr1), ("CR1S", ErrorKind.Cr1S), ("CR2", ErrorKind.Cr2)])
            TermFigures.Add(figures, fit.With(Errors.Clustered(unit, kind)).Terms, $"{name}.");
        var reduced = fit.With(Errors.Clustered(unit)).Terms;
        figures.Add("CR2.df", reduced.Select(t => t.Name), reduced.Select(t => t.DegreesOfFreedom));
        var change = TwoPeriodDifference.Of(new(outcome, unit, treat, post), block.Data);
        figures.Add("cell_means", ["control,pre", "control,post", "treated,pre", "treated,post"], [change.ControlBefore, change.ControlAfter, change.TreatedBefore, change.TreatedAfter]);
        figures.Add("did", change.Estimate);
        figures.Add("first_difference.coef", change.Changes["treated"].Estimate);
        figures.Add("first_difference.se", change.Changes["treated"].StandardError);
        figures.Add("first_difference.HC2_se", change.Changes.With(Errors.Robust(ErrorKind.Hc2))["treated"].StandardError);
        figures.Add("first_difference.HC0_se", change.Changes.With(Errors.Robust(ErrorKind.Hc0))["treated"].StandardError);
    }

    private static void TwoWay(Block block, GivenFigures figures)
    {
        var panel = new PanelColumns(block.Args.Need("unit"), block.Args.Need("time"), block.Args.Text("cluster"));
        string formula = block.Args.Need("formula"), cluster = panel.Cluster ?? panel.Unit;
        LinearModel Fit(ErrorKind kind) => TwoWayFixedEffects.Fit(formula, block.Data, panel, kind);
        var classical = LinearModel.Fit(formula, block.Data, null, new() { Absorb = [panel.Unit, panel.Time] });
        double n = classical.Sample.Used, units = block.Data.AsFactor(panel.Unit) is var d && d[panel.Unit] is FactorColumn u ? u.Levels.Length : 0;
        double times = ((FactorColumn)block.Data.AsFactor(panel.Time)[panel.Time]).Levels.Length, slopes = classical.Rank;
        figures.Add("n", n);
        figures.Add("n_units", units);
        figures.Add("n_times", times);
        figures.Add("coef", classical.Terms.Select(t => t.Name), classical.Terms.Select(t => t.Estimate));
        TermFigures.Add(figures, classical.Terms, "");
        figures.Add("df_resid", classical.ResidualDegreesOfFreedom);
        figures.Add("within_r2", classical.Summary.WithinRSquared);
        var plain = Fit(ErrorKind.Cr0);
        TermFigures.Add(figures, plain.Terms, "CR0.");
        TermFigures.Add(figures, Fit(ErrorKind.Cr1).Terms, "CR1.");
        TermFigures.Add(figures, Fit(ErrorKind.Cr1S).Terms, "CR1_reghdfe.", "_t_Gminus1");
        double groups = plain.Clusters ?? double.NaN, every = Math.Sqrt(groups / (groups - 1) * (n - 1) / (n - (slopes + units + times - 1)));
        figures.Add("CR1_all_dummies.se", plain.Terms.Select(t => t.Name), plain.Terms.Select(t => t.StandardError * every));
        var reduced = Fit(ErrorKind.Cr2).Terms.Where(t => classical.Terms.Any(c => c.Name == t.Name)).ToArray();
        TermFigures.Add(figures, reduced, "CR2.");
        figures.Add("CR2.df", reduced.Select(t => t.Name), reduced.Select(t => t.DegreesOfFreedom));
    }

    private static void Event(Block block, GivenFigures figures)
    {
        double[] window = block.Args.Numbers("window");
        var design = new StaggeredDesign(block.Args.Need("outcome"), block.Args.Need("unit"), block.Args.Need("time"), block.Args.Need("first_treated")) { Cluster = block.Args.Text("cluster") };
        var study = EventStudy.Fit(design, block.Data, ((int)window.Min(), (int)window.Max()), (int)(block.Args.Number("reference") ?? -1));
        string[] labels = [.. study.Effects.Select(e => e.Name)];
        figures.Add("coef", labels, study.Effects.Select(e => e.Estimate));
        figures.Add("ci95_lo", labels, study.Effects.Select(e => e.Interval.Low));
        figures.Add("ci95_hi", labels, study.Effects.Select(e => e.Interval.High));
        figures.Add("CR1_reghdfe.se", labels, study.Effects.Select(e => e.StandardError));
        figures.Add("CR0.se", labels, study.Model.With(Errors.Clustered(design.Cluster ?? design.Unit, ErrorKind.Cr0)).Terms.Select(t => t.StandardError));
        figures.Add("pretrend_wald_chi2", study.PreTrend.Statistic);
        figures.Add("pretrend_df", study.PreTrend.DegreesOfFreedom);
        figures.Add("pretrend_p_chi2", study.PreTrend.PValue);
    }

    private static void Staggered(Block block, GivenFigures figures)
    {
        var args = block.Args;
        var design = new StaggeredDesign(args.Need("outcome"), args.Text("unit") ?? args.Need("time"), args.Need("time"), args.Need("first_treated"))
        {
            Covariates = args.Text("covariates") ?? "~ 1",
            Controls = args.Text("control_group") == "notyettreated" ? ControlGroup.NotYetTreated : ControlGroup.NeverTreated,
            Estimator = args.Text("est_method") switch { "reg" => DifferenceEstimator.Regression, "ipw" => DifferenceEstimator.InverseProbability, _ => DifferenceEstimator.DoublyRobust },
            Base = args.Text("base_period") == "universal" ? BasePeriod.Universal : BasePeriod.Varying,
            Anticipation = (int)(args.Number("anticipation") ?? 0),
            Records = args.Text("panel") == "false" ? PanelRecords.RepeatedCrossSections : args.Flag("allow_unbalanced_panel") ? PanelRecords.UnbalancedPanel : PanelRecords.BalancedPanel,
        };
        var effects = GroupTimeEffects.Fit(design, block.Data);
        string[] labels = [.. effects.Effects.Select(e => e.Effect.Name)];
        figures.Add("att", labels, effects.Effects.Select(e => e.Effect.Estimate));
        figures.Add("se", labels, effects.Effects.Select(e => e.Effect.StandardError));
        figures.Add("pretest_wald", effects.PreTrend.Statistic);
        // did rounds its p-value to five digits.
        figures.Add("pretest_p", Math.Round(effects.PreTrend.PValue, 5));
        foreach (var (name, by) in (IEnumerable<(string, EffectAggregation)>)[("simple", EffectAggregation.Simple), ("dynamic", EffectAggregation.EventTime), ("group", EffectAggregation.Cohort), ("calendar", EffectAggregation.Calendar)])
        {
            var average = effects.Aggregate(by);
            figures.Add($"{name}.overall", average.Overall.Estimate);
            figures.Add($"{name}.overall_se", average.OverallAsDid.StandardError);
            if (by == EffectAggregation.Simple) continue;
            figures.Add($"{name}.att", average.Effects.Select(e => e.Name), average.Effects.Select(e => e.Estimate));
            figures.Add($"{name}.se", average.Effects.Select(e => e.Name), average.Effects.Select(e => e.StandardError));
        }
    }
}
