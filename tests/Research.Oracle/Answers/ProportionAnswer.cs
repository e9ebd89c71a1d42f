namespace Research.Oracle;

/// <summary>Single shares with their intervals and tests.</summary>
internal sealed class ProportionAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["proportion-ci"];

    public void Answer(Block block, GivenFigures figures)
    {
        var rows = new RowFunctions(block.Data, figures);
        string[] counts = block.Args.Texts("columns");
        rows.Give("p", counts, r => Proportion.Of(r[0], r[1]).Estimate);
        foreach (var (name, method) in new (string, Func<double, double, double, Interval>)[]
                 {
                     ("wald", Proportion.Wald), ("wilson", Proportion.Wilson), ("wilson_cc", Proportion.WilsonCorrected), ("clopper_pearson", Proportion.ClopperPearson),
                     ("agresti_coull", Proportion.AgrestiCoull), ("jeffreys", Proportion.Jeffreys), ("mid_p", Proportion.MidP),
                 })
            rows.Give($"{name}.lo", $"{name}.hi", counts, r => method(r[0], r[1], 0.95));
        rows.Give("binom_test_p_vs_half", counts, r => Proportion.ExactTest(r[0], r[1], 0.5));
        rows.Give("score_test_p_vs_half", counts, r => Proportion.ScoreTest(r[0], r[1], 0.5));
    }
}

/// <summary>Two shares compared: differences, ratios, tests.</summary>
internal sealed class TwoProportionsAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["two-proportions"];

    public void Answer(Block block, GivenFigures figures)
    {
        var rows = new RowFunctions(block.Data, figures);
        string[] counts = block.Args.Texts("columns");
        rows.Give("rd", counts, r => r[0] / r[1] - r[2] / r[3]);
        rows.Give("rr", counts, r => RiskRatio.Estimate(r[0], r[1], r[2], r[3]));
        rows.Give("or", counts, r => OddsRatio.Estimate(r[0], r[1], r[2], r[3]));
        foreach (var (name, method) in new (string, Func<double, double, double, double, double, Interval>)[]
                 {
                     ("rd_wald", ProportionDifference.Wald), ("rd_newcombe", ProportionDifference.Newcombe), ("rd_agresti_caffo", ProportionDifference.AgrestiCaffo),
                     ("rd_miettinen_nurminen", ProportionDifference.MiettinenNurminen), ("rd_mee", ProportionDifference.Mee),
                     ("rr_miettinen_nurminen", RiskRatio.MiettinenNurminen), ("rr_koopman", RiskRatio.Koopman), ("rr_katz_log", RiskRatio.Katz),
                     ("or_woolf", OddsRatio.Woolf), ("or_haldane", OddsRatio.Haldane), ("or_fisher_exact", OddsRatio.Exact),
                 })
            rows.Give($"{name}.lo", $"{name}.hi", counts, r => method(r[0], r[1], r[2], r[3], 0.95));
        // Where the margins allow one table only nothing can be estimated; R says 0.
        rows.Give("or_conditional_mle", counts, r => OddsRatio.ConditionalEstimate(r[0], r[1], r[2], r[3]) is var or && double.IsNaN(or) ? 0 : or);
        rows.Give("fisher_p_two_sided", counts, r => OddsRatio.FisherTest(r[0], r[1], r[2], r[3]));
        rows.Give("chisq", counts, r => TableOf(r).ChiSquared);
        rows.Give("chisq_p", counts, r => TableOf(r).PValue);
        rows.Give("chisq_yates", counts, r => TableOf(r).YatesChiSquared);
        rows.Give("chisq_yates_p", counts, r => TableOf(r).YatesPValue);
        rows.Give("g_test", counts, r => TableOf(r).G);
        rows.Give("z_pooled", counts, r => Math.Sqrt(TableOf(r).ChiSquared) is var z && r[0] / r[1] < r[2] / r[3] ? -z : z);
        rows.Give("phi", counts, r => TableOf(r).CramersV);
    }

    private static ContingencyTable TableOf(double[] r) => ContingencyTable.FromCounts(new double[,] { { r[0], r[1] - r[0] }, { r[2], r[3] - r[2] } });
}
