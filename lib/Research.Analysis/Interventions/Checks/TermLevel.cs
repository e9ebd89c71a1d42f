namespace Research;

/// <summary>A term's interval at another level, or with other degrees of freedom.</summary>
internal static class TermLevel
{
    /// <summary>The interval at a level, by t.</summary>
    public static Term At(Term term, double level) => level == term.Interval.Level ? term : term with { Interval = Around(term.Estimate, term.StandardError, term.DegreesOfFreedom, level) };

    /// <summary>The same estimate and error with other degrees of freedom.</summary>
    public static Term WithDegrees(Term term, double degrees)
    {
        double t = term.Estimate / term.StandardError;
        return term with { Statistic = t, DegreesOfFreedom = degrees, PValue = new StudentTDistribution(degrees).TwoSided(t), Interval = Around(term.Estimate, term.StandardError, degrees, term.Interval.Level) };
    }

    private static Interval Around(double estimate, double error, double degrees, double level)
    {
        double half = error * (double.IsFinite(degrees) ? new StudentTDistribution(degrees).ForLevel(level) : StandardNormal.Quantile((1 + level) / 2));
        return new(estimate - half, estimate + half, level);
    }
}
