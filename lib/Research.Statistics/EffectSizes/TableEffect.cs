namespace Research;

/// <summary>Effects of a 2×2 table: first group a with the event and b without, second group c and d. R: <c>metafor::escalc(ai, bi, ci, di)</c>.</summary>
/// <remarks>A table with an empty cell has ½ added to all four, but for Peto's odds ratio. Sources: Woolf (1955); Yusuf et al. (1985); Rücker et al. (2009); Cox (1970);
/// Sánchez-Meca et al. (2003).</remarks>
public static class TableEffect
{
    private const double CoxScale = 1.65;

    /// <summary>ln of the odds ratio. R: <c>"OR"</c>.</summary>
    public static StudyEffect LogOddsRatio(Stratum table)
    {
        var t = Filled(table);
        return new(Math.Log(t.A * t.D / (t.B * t.C)), InverseSum(t));
    }

    /// <summary>ln of the risk ratio. R: <c>"RR"</c>.</summary>
    public static StudyEffect LogRiskRatio(Stratum table)
    {
        var (t, p, q) = Shares(table);
        return new(Math.Log(p / q), (1 / t.A) - (1 / (t.A + t.B)) + (1 / t.C) - (1 / (t.C + t.D)));
    }

    /// <summary>The risk difference, a share. R: <c>"RD"</c>.</summary>
    public static StudyEffect RiskDifference(Stratum table)
    {
        var (t, p, q) = Shares(table);
        return new(p - q, (p * (1 - p) / (t.A + t.B)) + (q * (1 - q) / (t.C + t.D)));
    }

    /// <summary>asin √p₁ − asin √p₂. R: <c>"AS"</c>.</summary>
    public static StudyEffect ArcsineDifference(Stratum table)
    {
        var (t, p, q) = Shares(table);
        return new(Math.Asin(Math.Sqrt(p)) - Math.Asin(Math.Sqrt(q)), (1 / (4 * (t.A + t.B))) + (1 / (4 * (t.C + t.D))));
    }

    /// <summary>Peto's ln odds ratio: (O − E)/V. R: <c>"PETO"</c>.</summary>
    public static StudyEffect PetoLogOddsRatio(Stratum table)
    {
        var (difference, variance) = Hypergeometric(table);
        return new(difference / variance, 1 / variance);
    }

    /// <summary>Yule's Q = (OR − 1)/(OR + 1). R: <c>"YUQ"</c>.</summary>
    public static StudyEffect YuleQ(Stratum table)
    {
        var t = Filled(table);
        double odds = t.A * t.D / (t.B * t.C), q = (odds - 1) / (odds + 1);
        return new(q, (1 - (q * q)) * (1 - (q * q)) * InverseSum(t) / 4);
    }

    /// <summary>d from the odds ratio through a logistic distribution, ln OR √3/π. R: <c>"OR2DL"</c>.</summary>
    public static StudyEffect DifferenceByLogistic(Stratum table) => LogOddsRatio(table).Scale(Math.Sqrt(3) / Math.PI);

    /// <summary>d from the odds ratio through a normal distribution, ln OR/1.65. R: <c>"OR2DN"</c>.</summary>
    public static StudyEffect DifferenceByNormal(Stratum table) => LogOddsRatio(table).Scale(1 / CoxScale);

    /// <summary>d = Φ⁻¹(p₁) − Φ⁻¹(p₂). R: <c>"PBIT"</c>.</summary>
    public static StudyEffect DifferenceByProbit(Stratum table)
    {
        var (t, p, q) = Shares(table);
        double z = StandardNormal.Quantile(p), u = StandardNormal.Quantile(q);
        return new(z - u, (2 * Math.PI * p * (1 - p) * Math.Exp(z * z) / (t.A + t.B)) + (2 * Math.PI * q * (1 - q) * Math.Exp(u * u) / (t.C + t.D)));
    }

    /// <summary>First cell less what margins alone make expected, and its hypergeometric variance.</summary>
    internal static (double Difference, double Variance) Hypergeometric(Stratum t)
    {
        double n = t.Total, first = t.A + t.B, second = t.C + t.D, events = t.A + t.C;
        return (t.A - (first * events / n), events * (t.B + t.D) * (first / n) * (second / n) / (n - 1));
    }

    private static Stratum Filled(Stratum t)
    {
        Counts.Check(t.A, t.A + t.B);
        Counts.Check(t.C, t.C + t.D);
        return t.A == 0 || t.B == 0 || t.C == 0 || t.D == 0 ? new(t.Name, t.A + 0.5, t.B + 0.5, t.C + 0.5, t.D + 0.5) : t;
    }

    private static (Stratum Table, double First, double Second) Shares(Stratum table) => Filled(table) is var t ? (t, t.A / (t.A + t.B), t.C / (t.C + t.D)) : default;

    private static double InverseSum(Stratum t) => (1 / t.A) + (1 / t.B) + (1 / t.C) + (1 / t.D);
}
