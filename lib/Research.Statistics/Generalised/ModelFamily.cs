namespace Research;

/// <summary>The distribution and link of a generalised linear model.</summary>
public enum ModelFamily
{
    /// <summary>Binomial with logit link. R: <c>binomial</c>.</summary>
    Logistic,

    /// <summary>Binomial with probit link. R: <c>binomial("probit")</c>.</summary>
    Probit,

    /// <summary>Counts with log link. R: <c>poisson</c>.</summary>
    Poisson,

    /// <summary>Logit link, variance estimated from Pearson residuals. R: <c>quasibinomial</c>.</summary>
    QuasiBinomial,

    /// <summary>Log link, variance estimated from Pearson residuals. R: <c>quasipoisson</c>.</summary>
    QuasiPoisson,
}

/// <summary>Mean, slope and deviance of a family, resolved at compile time so that the loops over rows hold no calls.</summary>
internal interface IFamily
{
    /// <summary>Mean μ, dμ/dη and the variance function V(μ) at a linear predictor.</summary>
    static abstract (double Mean, double Slope, double Variance) At(double eta);

    /// <summary>d²μ/dη², for the errors of marginal effects.</summary>
    static abstract double Curvature(double eta);

    /// <summary>Contribution to the deviance with weight 1.</summary>
    static abstract double Deviance(double y, double mean, double eta);

    /// <summary><see cref="At"/> and <see cref="Deviance"/> in one, for the loops over rows.</summary>
    static abstract (double Mean, double Slope, double Variance, double Deviance) Row(double y, double eta);

    /// <summary>A linear predictor to start from. R: <c>mustart</c>.</summary>
    static abstract double Start(double y, double weight);
}

internal readonly struct LogitFamily : IFamily
{
    public static (double Mean, double Slope, double Variance) At(double eta)
    {
        double e = Math.Exp(-Math.Abs(eta)), d = 1 / (1 + e), slope = Math.Max(e * d * d, 1e-300);
        return (eta >= 0 ? d : e * d, slope, slope);
    }

    public static double Curvature(double eta) => At(eta) is var at ? at.Slope * (1 - 2 * at.Mean) : 0;

    // y ln y + (1 − y) ln(1 − y) less its value at the mean, where ln μ = −ln(1 + e^−η).
    public static double Deviance(double y, double mean, double eta) =>
        2 * (Entropy.Of(y) + Math.Max(eta, 0) - y * eta + Precise.Log1P(Math.Exp(-Math.Abs(eta))));

    public static (double Mean, double Slope, double Variance, double Deviance) Row(double y, double eta)
    {
        double e = Math.Exp(-Math.Abs(eta)), d = 1 / (1 + e), slope = Math.Max(e * d * d, 1e-300);
        return (eta >= 0 ? d : e * d, slope, slope, 2 * (Entropy.Of(y) + Math.Max(eta, 0) - y * eta + (e > 1e-4 ? Math.Log(1 + e) : Precise.Log1P(e))));
    }

    public static double Start(double y, double weight) => (weight * y + 0.5) / (weight + 1) is var m ? Math.Log(m / (1 - m)) : 0;
}

internal readonly struct ProbitFamily : IFamily
{
    public static (double Mean, double Slope, double Variance) At(double eta)
    {
        double mean = StandardNormal.Lower(eta), other = StandardNormal.Upper(eta);
        return (mean, Math.Max(StandardNormal.Density(eta), 1e-300), Math.Max(mean * other, 1e-300));
    }

    public static double Curvature(double eta) => -eta * StandardNormal.Density(eta);

    public static double Deviance(double y, double mean, double eta) =>
        2 * (Entropy.Of(y) - (y > 0 ? y * StandardNormal.LogLower(eta) : 0) - (y < 1 ? (1 - y) * StandardNormal.LogLower(-eta) : 0));

    public static (double Mean, double Slope, double Variance, double Deviance) Row(double y, double eta)
    {
        var (mean, slope, variance) = At(eta);
        return (mean, slope, variance, Deviance(y, mean, eta));
    }

    public static double Start(double y, double weight) => StandardNormal.Quantile((weight * y + 0.5) / (weight + 1));
}

internal readonly struct LogFamily : IFamily
{
    public static (double Mean, double Slope, double Variance) At(double eta) => Math.Exp(Math.Clamp(eta, -690, 690)) is var m ? (m, m, m) : default;

    public static double Curvature(double eta) => At(eta).Mean;

    public static double Deviance(double y, double mean, double eta) => 2 * ((y > 0 ? y * Math.Log(y / mean) : 0) - (y - mean));

    public static (double Mean, double Slope, double Variance, double Deviance) Row(double y, double eta)
    {
        var (mean, slope, variance) = At(eta);
        return (mean, slope, variance, Deviance(y, mean, eta));
    }

    public static double Start(double y, double weight) => Math.Log(y + 0.1);
}

/// <summary>No family at all: the information is XᵀWX of the columns themselves.</summary>
internal readonly struct UnitFamily : IFamily
{
    public static (double Mean, double Slope, double Variance) At(double eta) => (0, 1, 1);

    public static double Curvature(double eta) => 0;

    public static double Deviance(double y, double mean, double eta) => 0;

    public static (double Mean, double Slope, double Variance, double Deviance) Row(double y, double eta) => (0, 1, 1, 0);

    public static double Start(double y, double weight) => 0;
}

internal static class Entropy
{
    public static double Of(double y) => (y > 0 && y < 1) ? y * Math.Log(y) + (1 - y) * Math.Log(1 - y) : 0;
}
