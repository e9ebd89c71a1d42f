namespace Research.Oracle;

/// <summary>Standardised differences from summaries, values and pairs; conversions.</summary>
internal sealed class EffectSizeAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["effect-size-summary", "effect-size-raw", "effect-size-paired", "effect-size-conversion"];

    public void Answer(Block block, GivenFigures figures)
    {
        switch (block.Kind)
        {
            case "effect-size-summary": Summaries(block, figures); break;
            case "effect-size-raw": Values(block, figures); break;
            case "effect-size-paired": Paired(block, figures); break;
            default: Conversions(new(block.Data, figures)); break;
        }
    }

    private static void Summaries(Block block, GivenFigures figures)
    {
        var rows = new RowFunctions(block.Data, figures);
        void Give(string name, Func<StandardisedDifference, double> value) => rows.Give(name, block.Args.Texts("columns"), r => value(Of(r)));
        void Bounds(string low, string high, Func<StandardisedDifference, Interval> value) => rows.Give(low, high, block.Args.Texts("columns"), r => value(Of(r)));
        static StandardisedDifference Of(double[] r) => StandardisedDifference.Of(new GroupSummary(r[0], r[1], r[2]), new GroupSummary(r[3], r[4], r[5]));
        Give("sd_pooled", d => d.PooledStandardDeviation);
        Give("cohen_d", d => d.CohenD);
        Give("J_exact", d => d.Correction);
        Give("J_approx", d => HedgesCorrection.Approximate(d.DegreesOfFreedom));
        Give("hedges_g", d => d.HedgesG);
        Give("hedges_g_approx_J", d => HedgesCorrection.Approximate(d.DegreesOfFreedom) * d.CohenD);
        Give("t", d => d.T);
        Give("p", d => d.PValue);
        Bounds("d_ci95_lo_nct", "d_ci95_hi_nct", d => d.CohenDInterval);
        Bounds("g_ci95_lo_nct", "g_ci95_hi_nct", d => d.HedgesGInterval);
        Give("d_var", d => d.CohenDVariance);
        Give("g_var_J2", d => d.HedgesGVariance);
        Give("g_var_LS", d => d.HedgesGLargeSampleVariance);
        Bounds("g_ci95_lo_wald", "g_ci95_hi_wald", d => d.HedgesGWaldInterval);
        Give("glass_delta", d => d.GlassDelta);
        Give("glass_delta_corrected", d => d.CorrectedGlassDelta);
        Bounds("glass_ci95_lo_nct", "glass_ci95_hi_nct", d => d.GlassInterval);
        Give("glass_var", d => d.GlassVariance);
        Give("d_average_sd", d => d.AverageStandardDeviationD);
        Give("cohen_u3", d => d.CohenU3);
        Give("prob_superiority", d => d.ProbabilityOfSuperiority);
        Give("overlap", d => d.Overlap);
        Give("welch_t", d => d.WelchT);
        Give("welch_df", d => d.WelchDegreesOfFreedom);
    }

    private static void Values(Block block, GivenFigures figures)
    {
        var (first, second) = ComparedGroups.Of(block);
        var d = StandardisedDifference.Of(first, second);
        var rank = MannWhitneyTest.Of(first, second);
        figures.Add("n", [first.Count, second.Count]);
        figures.Add("mean", [first.Mean, second.Mean]);
        figures.Add("sd", [first.StandardDeviation, second.StandardDeviation]);
        figures.Add("cohen_d", d.CohenD);
        figures.Add("d_ci95_lo_nct", d.CohenDInterval.Low);
        figures.Add("d_ci95_hi_nct", d.CohenDInterval.High);
        figures.Add("hedges_g", d.HedgesG);
        figures.Add("g_ci95_lo_nct", d.HedgesGInterval.Low);
        figures.Add("g_ci95_hi_nct", d.HedgesGInterval.High);
        figures.Add("glass_delta", d.GlassDelta);
        figures.Add("cliffs_delta", rank.RankBiserial);
        figures.Add("prob_superiority_np", rank.ProbabilityOfSuperiority);
    }

    private static void Paired(Block block, GivenFigures figures)
    {
        var d = PairedDifference.Of(block.Data.Numbers(block.Args.Need("x")).ToArray(), block.Data.Numbers(block.Args.Need("y")).ToArray());
        figures.Add("n", d.Count);
        figures.Add("r", d.Correlation);
        figures.Add("dz", d.Dz);
        figures.Add("dz_ci95_lo_nct", d.DzInterval.Low);
        figures.Add("dz_ci95_hi_nct", d.DzInterval.High);
        figures.Add("gz", d.Gz);
        figures.Add("d_av", d.DAverage);
        figures.Add("d_rm", d.DRepeated);
        figures.Add("t", d.Test.T);
        figures.Add("p", d.Test.PValue);
        figures.Add("ci95_lo", d.Test.Interval.Low);
        figures.Add("ci95_hi", d.Test.Interval.High);
    }

    private static void Conversions(RowFunctions rows)
    {
        rows.Give("cohen_h", ["p1", "p2"], r => EffectConversion.CohenH(r[0], r[1]));
        rows.Give("log_or_from_p", ["p1", "p2"], r => EffectConversion.LogOddsRatio(r[0], r[1]));
        rows.Give("d_from_p_logit", ["p1", "p2"], r => EffectConversion.DFromLogOddsRatio(EffectConversion.LogOddsRatio(r[0], r[1])));
        rows.Give("d_from_p_cox", ["p1", "p2"], r => EffectConversion.DFromLogOddsRatioCox(EffectConversion.LogOddsRatio(r[0], r[1])));
        rows.Give("d_from_p_probit", ["p1", "p2"], r => EffectConversion.DFromShares(r[0], r[1]));
        rows.Give("d_from_or_logit", ["or"], r => EffectConversion.DFromLogOddsRatio(Math.Log(r[0])));
        rows.Give("d_from_or_cox", ["or"], r => EffectConversion.DFromLogOddsRatioCox(Math.Log(r[0])));
        rows.Give("or_from_d", ["d_"], r => EffectConversion.OddsRatioFromD(r[0]));
        rows.Give("r_from_d", ["d_", "n1", "n2"], r => EffectConversion.RFromD(r[0], r[1], r[2]));
        rows.Give("d_from_r", ["d_", "n1", "n2"], r => EffectConversion.DFromR(EffectConversion.RFromD(r[0], r[1], r[2]), r[1], r[2]));
        rows.Give("fisher_z_from_d", ["d_", "n1", "n2"], r => Math.Atanh(EffectConversion.RFromD(r[0], r[1], r[2])));
        rows.Give("rr_from_or_zhang_yu", ["or", "p2"], r => EffectConversion.RiskRatioFromOddsRatio(r[0], r[1]));
        rows.Give("rd_from_or", ["or", "p2"], r => EffectConversion.RiskDifferenceFromOddsRatio(r[0], r[1]));
        rows.Give("nnt", ["p1", "p2"], r => EffectConversion.NumberNeededToTreat(r[0], r[1]));
        rows.Give("rr_from_p", ["p1", "p2"], r => r[0] / r[1]);
    }
}
