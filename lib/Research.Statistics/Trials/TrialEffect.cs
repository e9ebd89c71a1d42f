namespace Research;

/// <summary>What a trial's effect is divided by.</summary>
public enum EffectScale
{
    /// <summary>The SD of pupils within schools.</summary>
    Within,

    /// <summary>The SD of all pupils, schools' differences included.</summary>
    Total,
}

/// <summary>The model the standard deviation comes from. They differ by what covariates and arms explain.</summary>
public enum EffectBasis
{
    /// <summary>EEF's statistical guidance (2022): a model without covariates, arms apart, so that the effect does not count as spread. Effects of
    /// trials with different covariates compare. What reports of this library use.</summary>
    Guidance,

    /// <summary>eefAnalytics' unconditional effect: a model of the intercept alone, over all arms.</summary>
    Unconditional,

    /// <summary>eefAnalytics' own effect: the fitted model, covariates included. The better they explain, the larger it grows.</summary>
    Conditional,
}

/// <summary>An effect of an arm in standard deviations.</summary>
/// <param name="Arm">The arm, as its coefficient is named.</param>
/// <param name="Scale">Within schools or in total.</param>
/// <param name="Basis">The model the SD comes from.</param>
/// <param name="G">Hedges' g.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Interval">Its 95% interval.</param>
public sealed record TrialEffect(string Arm, EffectScale Scale, EffectBasis Basis, double G, double StandardError, Interval Interval)
{
    // eefAnalytics writes 1.96 out.
    internal const double Literal95 = 1.96;

    internal static TrialEffect Normal((string Arm, EffectScale Scale, EffectBasis Basis) what, double g, double variance) =>
        new(what.Arm, what.Scale, what.Basis, g, Math.Sqrt(variance), new(g - Literal95 * Math.Sqrt(variance), g + Literal95 * Math.Sqrt(variance)));

    /// <summary>Coefficient and error over the SD, the SD's own error added: t on the coefficient's degrees of freedom.</summary>
    internal static TrialEffect OfTerm(Term term, (string Arm, EffectScale Scale) what, double sd, (double Correction, double RelativeVariance) small)
    {
        double g = small.Correction * term.Estimate / sd, error = small.Correction * term.StandardError / sd;
        double se = Math.Sqrt((error * error) + (g * g * small.RelativeVariance));
        double half = new StudentTDistribution(term.DegreesOfFreedom).ForLevel(0.95) * se;
        return new(what.Arm, what.Scale, EffectBasis.Guidance, g, se, new(g - half, g + half));
    }
}
