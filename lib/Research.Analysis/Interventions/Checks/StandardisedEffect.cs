namespace Research;

/// <summary>An effect in standard deviations of the outcome, with the standard deviation a report says it uses.</summary>
/// <remarks>Trials: Hedges' g on EEF's guidance, the total standard deviation of a model of the arms alone; eefAnalytics' conditional and unconditional g stand beside it, named. Other designs: g = J(n₁ + n₀ − 2) × effect/s,
/// s² = Σ(nₐ − 1)sₐ²/(n₁ + n₀ − 2) within groups, covariates left out; the interval is the effect's, divided likewise. Source: Hedges (1981), J. Educ. Stat. 6(2); EEF (2022), Statistical analysis guidance.</remarks>
/// <param name="G">The effect.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Interval">Its interval.</param>
/// <param name="Deviation">s, in the outcome's unit.</param>
public sealed record StandardisedEffect(double G, double StandardError, Interval Interval, double Deviation)
{
    /// <summary>The standard deviation used, in words.</summary>
    public string Basis { get; init; } = "total standard deviation within groups, without covariates";

    internal static StandardisedEffect Of(Term effect, ComparedGroups groups)
    {
        double[] y = groups.Data.Numbers(groups.Outcome).ToArray(), t = groups.Data.Numbers(groups.Treated).ToArray();
        double squares = 0, degrees = 0;
        foreach (double arm in (double[])[0, 1])
        {
            double[] own = [.. y.Where((v, i) => t[i] == arm && !double.IsNaN(v))];
            if (own.Length < 2) continue;
            double mean = own.Average();
            (squares, degrees) = (squares + own.Sum(v => (v - mean) * (v - mean)), degrees + own.Length - 1);
        }
        double s = Math.Sqrt(squares / degrees), factor = HedgesCorrection.Exact(degrees) / s;
        return new(effect.Estimate * factor, effect.StandardError * factor, effect.Interval.Scale(factor), s);
    }

    internal static StandardisedEffect Of(TrialEffect effect, double deviation) => new(effect.G, effect.StandardError, effect.Interval, deviation)
    { Basis = "EEF's guidance: total standard deviation of a model of the arms alone; eefAnalytics' conditional and unconditional effects stand below, named" };
}
