namespace Research;

/// <summary>The risk ratio p₁/p₂ of two independent shares and its intervals, from counts.</summary>
public static class RiskRatio
{
    /// <summary>(x₁/n₁)/(x₂/n₂): infinite when only the second group has no event, not a number when neither has.</summary>
    /// <param name="x1">Successes in the first group.</param>
    /// <param name="n1">Trials in the first group; none gives an interval that is not a number.</param>
    /// <param name="x2">Successes in the second group.</param>
    /// <param name="n2">Trials in the second group.</param>
    public static double Estimate(double x1, double n1, double x2, double n2)
    {
        ProportionDifference.Check(x1, n1, x2, n2);
        return x1 / n1 / (x2 / n2);
    }

    /// <summary>Katz's log interval (Katz et al. 1978): exp(ln RR ± z√(1/x₁ − 1/n₁ + 1/x₂ − 1/n₂)). Not defined when a group has no event.
    /// R: <c>DescTools::BinomRatioCI(method = "katz.log")</c>.</summary>
    /// <param name="x1">Successes in the first group.</param>
    /// <param name="n1">Trials in the first group.</param>
    /// <param name="x2">Successes in the second group.</param>
    /// <param name="n2">Trials in the second group.</param>
    /// <param name="level">Coverage meant.</param>
    public static Interval Katz(double x1, double n1, double x2, double n2, double level = 0.95)
    {
        double log = Math.Log(Estimate(x1, n1, x2, n2)), z = StandardNormal.ForLevel(level);
        if (x1 == 0 || x2 == 0) return new(double.NaN, double.NaN, level);
        double half = z * Math.Sqrt(1 / x1 - 1 / n1 + 1 / x2 - 1 / n2);
        return new(Math.Exp(log - half), Math.Exp(log + half), level);
    }

    /// <summary>Koopman's asymptotic score interval (1984). R: <c>ratesci::scoreci(contrast = "RR", skew = FALSE, bcf = FALSE)</c>.</summary>
    /// <inheritdoc cref="Katz"/>
    public static Interval Koopman(double x1, double n1, double x2, double n2, double level = 0.95) => Score(x1, n1, x2, n2, level, 1);

    /// <summary>The score interval of Miettinen and Nurminen (1985): Koopman's with the variance factor N/(N − 1). R: <c>ratesci::scoreci(contrast = "RR", skew = FALSE)</c>.</summary>
    /// <inheritdoc cref="Katz"/>
    public static Interval MiettinenNurminen(double x1, double n1, double x2, double n2, double level = 0.95) =>
        Score(x1, n1, x2, n2, level, (n1 + n2) / (n1 + n2 - 1));

    private static Interval Score(double x1, double n1, double x2, double n2, double level, double factor)
    {
        double estimate = Estimate(x1, n1, x2, n2), z = StandardNormal.ForLevel(level);
        if (double.IsNaN(estimate)) return new(double.NaN, double.NaN, level);
        // ln RR may be infinite: start where the data are, half a success from it.
        double middle = Math.Log((x1 + 0.5) / (n1 + 1) / ((x2 + 0.5) / (n2 + 1)));
        if (x1 > 0 && x2 > 0) middle = Math.Log(estimate);
        return new(
            x1 == 0 ? 0 : Math.Exp(Limit(z, -0.5)),
            x2 == 0 ? double.PositiveInfinity : Math.Exp(Limit(-z, 0.5)),
            level);

        double Limit(double aim, double step)
        {
            double from = middle;
            while (Statistic(from) > aim == step < 0) from -= step;
            return Root.Outward(log => Statistic(log) - aim, from, step, 1e4);
        }

        double Statistic(double log)
        {
            double ratio = Math.Exp(log), n = n1 + n2, a = n * ratio, b = n1 * ratio + x1 + n2 + x2 * ratio, c = x1 + x2;
            double p2 = 2 * c / (b + Math.Sqrt(Math.Max(0, b * b - 4 * a * c))), p1 = Math.Min(1, ratio * p2);
            double variance = factor * (p1 * (1 - p1) / n1 + ratio * ratio * p2 * (1 - p2) / n2), off = x1 / n1 - ratio * x2 / n2;
            return off == 0 ? 0 : variance <= 0 ? Math.CopySign(double.PositiveInfinity, off) : off / Math.Sqrt(variance);
        }
    }
}
