namespace Research.Oracle;

/// <summary>Effects from tables, means and correlations, and 2×2 tables pooled.</summary>
internal sealed class MetaTableAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["escalc", "meta-mantel-haenszel", "meta-peto"];

    public void Answer(Block block, GivenFigures figures)
    {
        if (block.Kind == "escalc")
        {
            StudyEffect[] effects = [.. Enumerable.Range(0, block.Data.Count).Select(i => Effect(block, i))];
            figures.Add("yi", effects.Select(e => e.Value));
            figures.Add("vi", effects.Select(e => e.Variance));
            if (block.Args.Text("measure") == "UCOR") figures.Remark = "the reference's hypergeometric function is off for small correlations and even n: docs/oracle/meta.md";
            return;
        }
        var tables = StratifiedTables.Of(Enumerable.Range(0, block.Data.Count).Select(i => Table(block, i)));
        var pooled = block.Kind == "meta-peto" ? PooledTables.Peto(tables) : PooledTables.MantelHaenszel(tables, block.Args.Need("measure") switch
        {
            "OR" => TableScale.LogOddsRatio,
            "RR" => TableScale.LogRiskRatio,
            _ => TableScale.RiskDifference,
        });
        figures.Add("estimate", pooled.Estimate);
        figures.Add("se", pooled.StandardError);
        figures.Add("stat", pooled.Statistic);
        figures.Add("p", pooled.PValue);
        figures.Add("ci95_lo", pooled.Interval.Low);
        figures.Add("ci95_hi", pooled.Interval.High);
        figures.Add("Q", pooled.Q);
        figures.Add("Q_p", pooled.QPValue);
        figures.Add("I2", pooled.ISquaredPercent);
        figures.Add("H2", pooled.HSquared);
        figures.Add("cmh_chi2", tables.CorrectedChiSquared);
        figures.Add("cmh_p", tables.CorrectedPValue);
        figures.Add("tarone_chi2", tables.Tarone);
        figures.Add("tarone_p", tables.TaronePValue);
    }

    private static StudyEffect Effect(Block block, int i)
    {
        var (a, b) = block.Args.Inner("columns")!.Text("m1i") is null ? default : (Group(block, i, '1'), Group(block, i, '2'));
        double n(string name) => Number(block, name, i);
        return (block.Args.Need("measure"), block.Args.Text("vtype")) switch
        {
            ("OR", _) => TableEffect.LogOddsRatio(Table(block, i)),
            ("RR", _) => TableEffect.LogRiskRatio(Table(block, i)),
            ("RD", _) => TableEffect.RiskDifference(Table(block, i)),
            ("AS", _) => TableEffect.ArcsineDifference(Table(block, i)),
            ("PETO", _) => TableEffect.PetoLogOddsRatio(Table(block, i)),
            ("YUQ", _) => TableEffect.YuleQ(Table(block, i)),
            ("OR2DN", _) => TableEffect.DifferenceByNormal(Table(block, i)),
            ("OR2DL" or "OR2D", _) => TableEffect.DifferenceByLogistic(Table(block, i)),
            ("PBIT", _) => TableEffect.DifferenceByProbit(Table(block, i)),
            ("MD", "HO") => MeansEffect.DifferenceOfEqualVariance(a, b),
            ("MD", _) => MeansEffect.Difference(a, b),
            ("SMD", "UB") => MeansEffect.StandardisedUnbiased(a, b),
            ("SMD", "LS2") => MeansEffect.StandardisedCorrected(a, b),
            ("SMD", _) => MeansEffect.Standardised(a, b),
            ("SMD1", _) => MeansEffect.StandardisedBySecond(a, b),
            ("SMDH", _) => MeansEffect.StandardisedUnequal(a, b),
            ("ROM", _) => MeansEffect.LogRatioOfMeans(a, b),
            ("CVR", _) => MeansEffect.LogRatioOfVariation(a, b),
            ("VR", _) => MeansEffect.LogRatioOfDeviations(a, b),
            ("COR", _) => CorrelationEffect.Raw(n("ri"), n("ni")),
            ("UCOR", _) => CorrelationEffect.Unbiased(n("ri"), n("ni")),
            ("ZCOR", _) => CorrelationEffect.FisherZ(n("ri"), n("ni")),
            var other => throw new InvalidOperationException($"no effect {other}"),
        };
    }

    private static GroupSummary Group(Block block, int i, char group) => new(Number(block, $"n{group}i", i), Number(block, $"m{group}i", i), Number(block, $"sd{group}i", i));

    private static Stratum Table(Block block, int i) => new($"{i + 1}", Number(block, "ai", i), Number(block, "bi", i), Number(block, "ci", i), Number(block, "di", i));

    private static double Number(Block block, string role, int i) => block.Data.Numbers(block.Args.Inner("columns")!.Need(role))[i];
}
