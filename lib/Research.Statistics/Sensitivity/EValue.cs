namespace Research;

/// <summary>How strongly something not measured would have to go with both programme and outcome, as risk ratios, to explain an effect away.</summary>
/// <remarks>E = RR + √(RR(RR − 1)) for RR ≥ 1, 1/RR taken below; of the interval's bound nearer to 1, and 1 where it holds 1. A standardised difference d counts as
/// RR = exp(0.91 d), its bounds as exp(0.91 d ∓ 1.78 se). Source: VanderWeele and Ding (2017), Annals of Internal Medicine 167(4). R: <c>EValue</c>.</remarks>
/// <param name="RiskRatio">The effect as a risk ratio.</param>
/// <param name="Interval">Its interval.</param>
public sealed record EValue(double RiskRatio, Interval Interval) : Result
{
    /// <summary>E of the estimate.</summary>
    public double Point => Of(RiskRatio);

    /// <summary>E of the bound nearer to no effect.</summary>
    public double Bound => Interval.Contains(1) ? 1 : Of(RiskRatio > 1 ? Interval.Low : Interval.High);

    /// <summary>Of a risk ratio.</summary>
    public static EValue OfRiskRatio(double ratio, Interval interval) => ratio > 0 ? new(ratio, interval) : throw new DataError("E-value", $"a risk ratio of {ratio}", "a ratio above 0", "Give the ratio, not its logarithm.");

    /// <summary>Of an odds ratio of a common outcome: its square root is near the risk ratio.</summary>
    public static EValue OfOddsRatio(double ratio, Interval interval) => OfRiskRatio(Math.Sqrt(ratio), new(Math.Sqrt(interval.Low), Math.Sqrt(interval.High), interval.Level));

    /// <summary>Of a standardised difference.</summary>
    public static EValue OfStandardisedDifference(double d, double standardError) =>
        new(Math.Exp(0.91 * d), new(Math.Exp((0.91 * d) - (1.78 * standardError)), Math.Exp((0.91 * d) + (1.78 * standardError))));

    private static double Of(double ratio) => ratio < 1 ? Of(1 / ratio) : ratio + Math.Sqrt(ratio * (ratio - 1));

    /// <inheritdoc/>
    public override Table ToTable() => new("E-value: what a confounder not measured would need", [new("quantity", "Of"), new("risk_ratio", "Risk ratio", "", 2), new("e_value", "E-value", "", 2)],
        [["the estimate", RiskRatio, Point], ["the bound nearer to no effect", Interval.Contains(1) ? 1 : RiskRatio > 1 ? Interval.Low : Interval.High, Bound]],
        "Both its ties, to the programme and to the outcome given all that was measured, must be as strong as this ratio to explain the effect away.");
}
