namespace Research.Oracle;

/// <summary>Power of simple tests and of trials.</summary>
internal sealed class PowerAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds =>
    [
        "power-t", "power-t-n", "power-proportions", "power-anova", "power-correlation",
        "mdes-ira", "mdes-cra2", "mdes-cra3", "mdes-bira2", "mdes-bira2f1", "mdes-bcra3r2", "mrss-cra2",
    ];

    public void Answer(Block block, GivenFigures figures)
    {
        var rows = new RowFunctions(block.Data, figures);
        switch (block.Kind)
        {
            case "power-t":
                rows.Give("power", ["d", "n1", "n2", "alpha"], r => TTestPower.Power(r[0], r[1], r[2], r[3]));
                rows.Give("power_one_sided", ["d", "n1", "n2", "alpha"], r => TTestPower.Power(r[0], r[1], r[2], r[3], Sides.One));
                break;
            case "power-t-n":
                rows.Give("n_per_group", ["d", "power", "alpha"], r => TTestPower.SampleSize(r[0], r[1], r[2]));
                rows.Give("mdes", ["n1", "n2", "power", "alpha"], r => TTestPower.DetectableEffect(r[0], r[1], r[2], r[3]));
                break;
            case "power-proportions":
                rows.Give("h", ["p1", "p2"], r => EffectConversion.CohenH(r[0], r[1]));
                rows.Give("power", ["p1", "p2", "n1", "n2", "alpha"], r => ProportionPower.Power(r[0], r[1], r[2], r[3], r[4]));
                rows.Give("n_per_group", ["p1", "p2", "power", "alpha"], r => ProportionPower.SampleSize(r[0], r[1], r[2], r[3]));
                break;
            case "power-anova":
                rows.Give("power", ["f", "k", "n", "alpha"], r => AnovaPower.Power(r[0], (int)r[1], r[2], r[3]));
                break;
            case "power-correlation":
                rows.Give("power", ["r", "n", "alpha"], r => CorrelationPower.Power(r[0], r[1], r[2]));
                break;
            default:
                Trials(block, figures);
                break;
        }
    }

    private static void Trials(Block block, GivenFigures figures)
    {
        var data = block.Data;
        var designs = Enumerable.Range(0, data.Count).Select(i => Design(block.Kind.Split('-')[1], name => data.Has(name) ? data.Numbers(name)[i] : 0, data.Has("two_tailed"))).ToArray();
        double[] effect = data.Numbers("es").ToArray(), power = data.Numbers("power").ToArray();
        if (block.Kind.StartsWith("mrss", StringComparison.Ordinal))
        {
            figures.Add("J", designs.Select((d, i) => d.UnitsNeeded(effect[i], power[i])));
            return;
        }
        figures.Add("mdes", designs.Select((d, i) => d.DetectableEffect(power[i])));
        figures.Add("mdes_ci_lo", designs.Select((d, i) => d.DetectableInterval(power[i]).Low));
        figures.Add("mdes_ci_hi", designs.Select((d, i) => d.DetectableInterval(power[i]).High));
        figures.Add("df", designs.Select(d => d.DegreesOfFreedom));
        figures.Add("power", designs.Select((d, i) => d.Power(effect[i])));
    }

    private static TrialDesign Design(string name, Func<string, double> at, bool statesSides)
    {
        TrialDesign design = name switch
        {
            "ira" => new IndividualTrial(at("n")) { Explained = at("r21"), Covariates = at("g1") },
            "cra2" => new ClusterTrial(at("J"), at("n"), at("rho2")) { ExplainedWithin = at("r21"), ExplainedBetween = at("r22"), Covariates = at("g2") },
            "cra3" => new ThreeLevelClusterTrial(at("K"), at("J"), at("n")) { ClassIcc = at("rho2"), SchoolIcc = at("rho3"), Explained = (at("r21"), at("r22"), at("r23")), Covariates = at("g3") },
            "bira2" => new MultisiteTrial(at("J"), at("n"), at("rho2")) { EffectHeterogeneity = at("omega2"), ExplainedWithin = at("r21"), ExplainedEffect = at("r2t2"), Covariates = at("g2") },
            "bira2f1" => new FixedMultisiteTrial(at("J"), at("n")) { Explained = at("r21"), Covariates = at("g1") },
            _ => new BlockedClusterTrial(at("K"), at("J"), at("n")) { ClassIcc = at("rho2"), SchoolIcc = at("rho3"), EffectHeterogeneity = at("omega3"), Explained = (at("r21"), at("r22"), at("r2t3")), Covariates = at("g3") },
        };
        return design with { TreatedShare = at("p"), Alpha = at("alpha"), Sides = statesSides && at("two_tailed") == 0 ? Sides.One : Sides.Two };
    }
}
