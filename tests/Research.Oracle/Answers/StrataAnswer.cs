namespace Research.Oracle;

/// <summary>Mantel–Haenszel over strata, and Kitagawa's decomposition.</summary>
internal sealed class StrataAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["cmh", "kitagawa"];

    public void Answer(Block block, GivenFigures figures)
    {
        if (block.Kind == "cmh") MantelHaenszel(block, figures);
        else Decompose(block, figures);
    }

    private static void MantelHaenszel(Block block, GivenFigures figures)
    {
        var strata = StratifiedTables.Of(Rows(block).Select(r => new Stratum(r.Name, r.Counts[0], r.Counts[1], r.Counts[2], r.Counts[3])));
        figures.Add("chi2", strata.ChiSquared);
        figures.Add("p", strata.PValue);
        figures.Add("chi2_cc", strata.CorrectedChiSquared);
        figures.Add("p_cc", strata.CorrectedPValue);
        figures.Add("common_or", strata.CommonOddsRatio);
        figures.Add("common_or_ci95_lo", strata.CommonOddsRatioInterval.Low);
        figures.Add("common_or_ci95_hi", strata.CommonOddsRatioInterval.High);
        if (block.Asks("exact_or")) figures.Add("exact_or", strata.ExactOddsRatio);
        if (block.Asks("exact_p")) figures.Add("exact_p", strata.ExactPValue);
        figures.Add("breslow_day_chi2", strata.BreslowDay);
        figures.Add("breslow_day_p", strata.BreslowDayPValue);
        figures.Add("tarone_chi2", strata.Tarone);
        figures.Add("tarone_p", strata.TaronePValue);
        figures.Add("mh_rr", strata.CommonRiskRatio);
        figures.Add("mh_rr_ci95_lo", strata.CommonRiskRatioInterval.Low);
        figures.Add("mh_rr_ci95_hi", strata.CommonRiskRatioInterval.High);
        figures.Add("mh_rd", strata.CommonRiskDifference);
        figures.Add("mh_rd_se", strata.CommonRiskDifferenceStandardError);
    }

    private static void Decompose(Block block, GivenFigures figures)
    {
        var parts = Kitagawa.Of(Rows(block).Select(r => new PopulationGroup(r.Name, r.Counts[0], r.Counts[1], r.Counts[2], r.Counts[3])));
        figures.Add("rate_A", parts.RateA);
        figures.Add("rate_B", parts.RateB);
        figures.Add("difference", parts.Difference);
        figures.Add("composition", parts.Composition);
        figures.Add("rate_effect", parts.RateEffect);
        figures.Add("composition_by_group", parts.Components.Select(c => c.Name), parts.Components.Select(c => c.Composition));
        figures.Add("rate_effect_by_group", parts.Components.Select(c => c.Name), parts.Components.Select(c => c.Rate));
        figures.Add("directly_standardised_A_to_B", parts.StandardisedAToB);
        figures.Add("directly_standardised_B_to_A", parts.StandardisedBToA);
    }

    // The first column names the row, the next four hold counts.
    private static IEnumerable<(string Name, double[] Counts)> Rows(Block block)
    {
        string[] columns = block.Args.Texts("columns");
        var data = block.Data;
        for (int i = 0; i < data.Count; i++) yield return (data[columns[0]].TextAt(i) ?? "", [.. columns.Skip(1).Select(c => data.Numbers(c)[i])]);
    }
}
