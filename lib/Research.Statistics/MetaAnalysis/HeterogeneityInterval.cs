namespace Research;

/// <summary>Intervals of the between-study variance and of what is computed from it.</summary>
/// <param name="Method">How it was made.</param>
/// <param name="TauSquared">Of τ².</param>
/// <param name="ISquaredPercent">Of I², percent.</param>
/// <param name="HSquared">Of H².</param>
/// <param name="IsEmpty">True when no τ² of 0 or more agrees with the data at this level: effects differ less than their sampling errors say; both bounds are then 0.</param>
public sealed record HeterogeneityInterval(string Method, Interval TauSquared, Interval ISquaredPercent, Interval HSquared, bool IsEmpty)
{
    /// <summary>Of τ, in the effects' unit.</summary>
    public Interval Tau => new(Math.Sqrt(TauSquared.Low), Math.Sqrt(TauSquared.High), TauSquared.Level);

    /// <summary>The τ² at which Q(τ²) has the tail probabilities of χ² on k − p: exact under normality (Viechtbauer 2007). R: <c>confint(rma, type = "QP")</c>.</summary>
    internal static HeterogeneityInterval QProfile(PooledEffects pooled)
    {
        var design = pooled.Design;
        if (design.DegreesOfFreedom <= 0) return From("Q-profile", pooled, double.NaN, double.NaN);
        var chi = new ChiSquaredDistribution(design.DegreesOfFreedom);
        double tail = (1 - pooled.Options.Level) / 2, upper = chi.UpperQuantile(tail), lower = chi.Quantile(tail), q = pooled.Q;
        double low = q <= upper ? 0 : HeterogeneityVariance.RootAbove(design, upper);
        double high = q <= lower ? 0 : HeterogeneityVariance.RootAbove(design, lower);
        return From("Q-profile", pooled, low, high) with { IsEmpty = q < lower };
    }

    /// <summary>The τ² whose log-likelihood is within χ²₁/2 of the best. R: <c>confint(rma, type = "PL")</c>.</summary>
    internal static HeterogeneityInterval ProfileLikelihood(PooledEffects pooled, bool restricted)
    {
        var design = pooled.Design;
        if (design.DegreesOfFreedom <= 0) return From("profile likelihood", pooled, double.NaN, double.NaN);
        double best = pooled.TauSquared, floor = HeterogeneityVariance.LogLikelihood(design, best, restricted) - (new ChiSquaredDistribution(1).Quantile(pooled.Options.Level) / 2);
        double Above(double t) => HeterogeneityVariance.LogLikelihood(design, t, restricted) - floor;
        double low = Above(0) >= 0 ? 0 : Root.Bracketed(Above, 0, best);
        double high = Root.Outward(Above, best, Math.Max(best, design.V.Average()), 1e12);
        return From("profile likelihood", pooled, low, double.IsNaN(high) ? double.PositiveInfinity : high);
    }

    private static HeterogeneityInterval From(string method, PooledEffects pooled, double low, double high)
    {
        double v = pooled.TypicalVariance, level = pooled.Options.Level;
        double Share(double t) => double.IsPositiveInfinity(t) ? 100 : 100 * t / (v + t);
        return new(method, new(low, high, level), new(Share(low), Share(high), level), new((low / v) + 1, (high / v) + 1, level), false);
    }
}
