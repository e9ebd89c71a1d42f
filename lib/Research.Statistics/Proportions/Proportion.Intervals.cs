namespace Research;

public sealed partial record Proportion
{
    /// <summary>Wilson's score interval (Wilson 1927): good at any n, the default of this library. R: <c>prop.test(x, n, correct = FALSE)</c>.</summary>
    /// <param name="successes">Number with the outcome; weighted counts are allowed.</param>
    /// <param name="trials">Number asked. None gives an interval that is not a number.</param>
    /// <param name="level">Coverage meant.</param>
    /// <returns>Bounds as shares, 0 to 1.</returns>
    public static Interval Wilson(double successes, double trials, double level = 0.95)
    {
        Counts.Check(successes, trials);
        if (trials == 0) return new(double.NaN, double.NaN, level);
        double z = StandardNormal.ForLevel(level), p = successes / trials, lift = z * z / trials;
        double middle = p + lift / 2, half = z * Math.Sqrt((p * (1 - p) + lift / 4) / trials), scale = 1 + lift;
        return new(successes == 0 ? 0 : Math.Max(0, (middle - half) / scale), successes == trials ? 1 : Math.Min(1, (middle + half) / scale), level);
    }

    /// <summary>Wilson's interval with continuity correction (Newcombe 1998a, method 4). The correction is never larger than
    /// |x − n/2|, as in R: <c>prop.test(x, n, correct = TRUE)</c>.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval WilsonCorrected(double successes, double trials, double level = 0.95)
    {
        Counts.Check(successes, trials);
        if (trials == 0) return new(double.NaN, double.NaN, level);
        double z = StandardNormal.ForLevel(level), lift = z * z / (2 * trials);
        double correction = Math.Min(0.5, Math.Abs(successes - trials / 2)) / trials;
        return new(Bound(-1), Bound(1), level);

        double Bound(int side)
        {
            double p = successes / trials + side * correction;
            if (side < 0 ? p <= 0 : p >= 1) return side < 0 ? 0 : 1;
            double bound = (p + lift + side * z * Math.Sqrt((p * (1 - p) + lift / 2) / trials)) / (1 + 2 * lift);
            return Math.Clamp(bound, 0, 1);
        }
    }

    /// <summary>The interval of Agresti and Coull (1998): Wald's about the shifted share (x + z²/2)/(n + z²). Not clipped to [0, 1].
    /// R: <c>binom::binom.agresti.coull</c>.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval AgrestiCoull(double successes, double trials, double level = 0.95)
    {
        Counts.Check(successes, trials);
        if (trials == 0) return new(double.NaN, double.NaN, level);
        double z = StandardNormal.ForLevel(level), n = trials + z * z, p = (successes + z * z / 2) / n;
        double half = z * Math.Sqrt(p * (1 - p) / n);
        return new(p - half, p + half, level);
    }

    /// <summary>Wald's interval p ± z√(p(1 − p)/n). Not clipped; too narrow for small n and empty at 0 and 1: for comparison with published figures only.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval Wald(double successes, double trials, double level = 0.95)
    {
        Counts.Check(successes, trials);
        if (trials == 0) return new(double.NaN, double.NaN, level);
        double p = successes / trials, half = StandardNormal.ForLevel(level) * Math.Sqrt(p * (1 - p) / trials);
        return new(p - half, p + half, level);
    }

    /// <summary>Jeffreys' interval: quantiles of Beta(x + ½, n − x + ½), with 0 and 1 where no or all have the outcome
    /// (Brown, Cai and DasGupta 2001). R: <c>qbeta(c(.025, .975), x + .5, n - x + .5)</c>.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval Jeffreys(double successes, double trials, double level = 0.95)
    {
        Counts.Check(successes, trials);
        if (trials == 0) return new(double.NaN, double.NaN, level);
        double tail = (1 - ConfidenceLevel.Checked(level)) / 2;
        var beta = new BetaDistribution(successes + 0.5, trials - successes + 0.5);
        return new(successes == 0 ? 0 : beta.Quantile(tail), successes == trials ? 1 : beta.UpperQuantile(tail), level);
    }
}
