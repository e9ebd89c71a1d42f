namespace Research;

/// <summary>McNemar's test (1947) for two paired shares: the same pupils asked twice. Only the pairs that changed speak. R: <c>mcnemar.test</c>.</summary>
public sealed record McNemarTest : Result
{
    private McNemarTest(double yesNo, double noYes) => (YesNo, NoYes) = (yesNo, noYes);

    /// <summary>Pairs with the outcome the first time only.</summary>
    public double YesNo { get; }

    /// <summary>Pairs with the outcome the second time only.</summary>
    public double NoYes { get; }

    /// <summary>(b − c)²/(b + c); not a number when no pair changed.</summary>
    public double ChiSquared => (YesNo - NoYes) * (YesNo - NoYes) / (YesNo + NoYes);

    /// <summary>With continuity correction: (|b − c| − 1)²/(b + c), 0 when b = c as in R.</summary>
    public double CorrectedChiSquared => YesNo == NoYes ? ChiSquared : (Math.Abs(YesNo - NoYes) - 1) * (Math.Abs(YesNo - NoYes) - 1) / (YesNo + NoYes);

    /// <summary>p-value without correction.</summary>
    public double PValue => new ChiSquaredDistribution(1).Upper(ChiSquared);

    /// <summary>p-value with continuity correction.</summary>
    public double CorrectedPValue => new ChiSquaredDistribution(1).Upper(CorrectedChiSquared);

    /// <summary>The exact p-value: b of b + c against a half. R: <c>binom.test(b, b + c)</c>. 1 when no pair changed.</summary>
    public double ExactPValue => YesNo + NoYes == 0 ? 1 : Proportion.ExactTest(YesNo, YesNo + NoYes, 0.5);

    /// <summary>The test from the pairs that changed.</summary>
    /// <param name="yesNo">Pairs with the outcome the first time only.</param>
    /// <param name="noYes">Pairs with the outcome the second time only.</param>
    public static McNemarTest Of(double yesNo, double noYes)
    {
        Counts.CheckWhole(yesNo, yesNo + noYes);
        return new(yesNo, noYes);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"McNemar's test: {YesNo + NoYes:G} pairs changed",
        [new("test", "Test"), new("chi_squared", "χ²"), new("p_value", "p")],
        [["Without correction", ChiSquared, PValue], ["With continuity correction", CorrectedChiSquared, CorrectedPValue], ["Exact", Cell.Without(Symbol.NotApplicable), ExactPValue]],
        [$"{YesNo:G} pairs had the outcome the first time only, {NoYes:G} the second time only."]);

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of("Share of changed pairs that had the outcome the first time", "Share (%)",
        [new("First time only", 100 * YesNo / (YesNo + NoYes), Proportion.ClopperPearson(YesNo, YesNo + NoYes).Scale(100))], 50);
}
