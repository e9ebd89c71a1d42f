namespace Research;

/// <summary>From one effect measure to another. Sources: Borenstein et al. (2009), ch. 7; Cox (1970); Zhang and Yu (1998). R: <c>effectsize</c>, <c>esc</c>.</summary>
public static class EffectConversion
{
    private const double CoxScale = 1.65;

    /// <summary>Cohen's h = 2 asin √p₁ − 2 asin √p₂.</summary>
    public static double CohenH(double p1, double p2) => 2 * Math.Asin(Math.Sqrt(p1)) - 2 * Math.Asin(Math.Sqrt(p2));

    /// <summary>ln of the odds ratio of two shares.</summary>
    public static double LogOddsRatio(double p1, double p2) => Math.Log(p1 / (1 - p1)) - Math.Log(p2 / (1 - p2));

    /// <summary>d = ln OR √3/π: the logistic distribution behind the outcome.</summary>
    public static double DFromLogOddsRatio(double logOddsRatio) => logOddsRatio * Math.Sqrt(3) / Math.PI;

    /// <summary>d = ln OR/1.65 (Cox 1970).</summary>
    public static double DFromLogOddsRatioCox(double logOddsRatio) => logOddsRatio / CoxScale;

    /// <summary>d = Φ⁻¹(p₁) − Φ⁻¹(p₂): the normal distribution behind the outcome.</summary>
    public static double DFromShares(double p1, double p2) => StandardNormal.Quantile(p1) - StandardNormal.Quantile(p2);

    /// <summary>OR = exp(d π/√3).</summary>
    public static double OddsRatioFromD(double d) => Math.Exp(d * Math.PI / Math.Sqrt(3));

    /// <summary>r = d/√(d² + a), a = (n₁ + n₂)²/(n₁n₂).</summary>
    public static double RFromD(double d, double n1, double n2) => d / Math.Sqrt(d * d + Ratio(n1, n2));

    /// <summary>d = √a r/√(1 − r²), the inverse of <see cref="RFromD"/>.</summary>
    public static double DFromR(double r, double n1, double n2) => Math.Sqrt(Ratio(n1, n2)) * r / Math.Sqrt(1 - r * r);

    /// <summary>RR = OR/(1 − p₂ + p₂ OR), p₂ the share in the control group (Zhang and Yu 1998).</summary>
    public static double RiskRatioFromOddsRatio(double oddsRatio, double controlShare) => oddsRatio / (1 - controlShare + controlShare * oddsRatio);

    /// <summary>p₁ − p₂ when an odds ratio meets a control share p₂.</summary>
    public static double RiskDifferenceFromOddsRatio(double oddsRatio, double controlShare) => controlShare * (RiskRatioFromOddsRatio(oddsRatio, controlShare) - 1);

    /// <summary>1/(p₁ − p₂): how many must be treated for one more success; infinite when the shares agree.</summary>
    public static double NumberNeededToTreat(double p1, double p2) => p1 == p2 ? double.PositiveInfinity : 1 / (p1 - p2);

    private static double Ratio(double n1, double n2) => (n1 + n2) * (n1 + n2) / (n1 * n2);
}
