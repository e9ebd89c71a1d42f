namespace Research;

/// <summary>Hedges' correction J for the bias of a standardised difference in small samples (Hedges 1981).</summary>
public static class HedgesCorrection
{
    /// <summary>J = Γ(df/2)/(√(df/2) Γ((df − 1)/2)); not a number for one degree of freedom or fewer.</summary>
    public static double Exact(double df) => df > 1
        ? Math.Exp(SaddlePoint.LogGammaRise((df - 1) / 2, 0.5) - 0.5 * Math.Log(df / 2))
        : double.NaN;

    /// <summary>The usual approximation 1 − 3/(4 df − 1).</summary>
    public static double Approximate(double df) => 1 - 3 / (4 * df - 1);
}

/// <summary>Intervals for standardised differences from the noncentral t.</summary>
internal static class NoncentralInterval
{
    /// <summary>The 95% interval of δ × scale, given t = δ's estimate/scale.</summary>
    public static Interval Of(double t, double df, double scale) => new(
        NoncentralTDistribution.NoncentralityAt(t, df, 0.975) * scale,
        NoncentralTDistribution.NoncentralityAt(t, df, 0.025) * scale);
}
