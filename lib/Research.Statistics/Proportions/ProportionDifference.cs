namespace Research;

/// <summary>Intervals for the difference of two independent shares p₁ − p₂, from counts; cheap enough to be called a million times.
/// Bounds are shares (−1 to 1): times 100 they are percentage points.</summary>
/// <remarks>Which: Newcombe's as a rule; Miettinen–Nurminen where a regulator or trial protocol asks for score intervals.
/// Comparison: Newcombe (1998), "Interval estimation for the difference between independent proportions", Statistics in Medicine 17, 873–890.</remarks>
public static class ProportionDifference
{
    /// <summary>Newcombe's hybrid score interval (1998, method 10): the method of variance estimates recovery (MOVER) on two Wilson intervals.
    /// R: <c>ratesci::moverci</c>, <c>DescTools::BinomDiffCI(method = "score")</c>.</summary>
    /// <param name="x1">Successes in the first group.</param>
    /// <param name="n1">Trials in the first group; none gives an interval that is not a number.</param>
    /// <param name="x2">Successes in the second group.</param>
    /// <param name="n2">Trials in the second group.</param>
    /// <param name="level">Coverage meant.</param>
    public static Interval Newcombe(double x1, double n1, double x2, double n2, double level = 0.95)
    {
        Interval first = Proportion.Wilson(x1, n1, level), second = Proportion.Wilson(x2, n2, level);
        double p1 = x1 / n1, p2 = x2 / n2, d = p1 - p2;
        return new(d - Root2(p1 - first.Low, second.High - p2), d + Root2(first.High - p1, p2 - second.Low), level);
    }

    /// <summary>Wald's interval, the two variances added. For comparison with published figures: too narrow for small groups. R: <c>prop.test(correct = FALSE)</c>.</summary>
    /// <inheritdoc cref="Newcombe"/>
    public static Interval Wald(double x1, double n1, double x2, double n2, double level = 0.95)
    {
        Check(x1, n1, x2, n2);
        double p1 = x1 / n1, p2 = x2 / n2, d = p1 - p2;
        double half = StandardNormal.ForLevel(level) * Math.Sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2);
        return new(d - half, d + half, level);
    }

    /// <summary>The interval of Agresti and Caffo (2000): Wald's after adding one success and one failure to each group.</summary>
    /// <inheritdoc cref="Newcombe"/>
    public static Interval AgrestiCaffo(double x1, double n1, double x2, double n2, double level = 0.95)
    {
        Check(x1, n1, x2, n2);
        return Wald(x1 + 1, n1 + 2, x2 + 1, n2 + 2, level);
    }

    /// <summary>The score interval of Miettinen and Nurminen (1985), with the variance factor N/(N − 1). R: <c>ratesci::scoreci(skew = FALSE)</c>.</summary>
    /// <inheritdoc cref="Newcombe"/>
    public static Interval MiettinenNurminen(double x1, double n1, double x2, double n2, double level = 0.95)
    {
        Check(x1, n1, x2, n2);
        return Score(x1, n1, x2, n2, level, (n1 + n2) / (n1 + n2 - 1));
    }

    /// <summary>Mee's score interval (1984): as Miettinen–Nurminen without the variance factor. R: <c>ratesci::scoreci(skew = FALSE, bcf = FALSE)</c>.</summary>
    /// <inheritdoc cref="Newcombe"/>
    public static Interval Mee(double x1, double n1, double x2, double n2, double level = 0.95)
    {
        Check(x1, n1, x2, n2);
        return Score(x1, n1, x2, n2, level, 1);
    }

    /// <summary>Refuses impossible counts.</summary>
    internal static void Check(double x1, double n1, double x2, double n2)
    {
        Counts.Check(x1, n1);
        Counts.Check(x2, n2);
    }

    private static double Root2(double a, double b) => Math.Sqrt(a * a + b * b);

    private static Interval Score(double x1, double n1, double x2, double n2, double level, double factor)
    {
        if (n1 == 0 || n2 == 0) return new(double.NaN, double.NaN, level);
        double z = StandardNormal.ForLevel(level), d = x1 / n1 - x2 / n2;
        return new(
            Statistic(-1) <= z ? -1 : Root.Bracketed(delta => Statistic(delta) - z, -1, d),
            Statistic(1) >= -z ? 1 : Root.Bracketed(delta => Statistic(delta) + z, d, 1),
            level);

        double Statistic(double delta)
        {
            double p2 = Constrained(x1, n1, x2, n2, delta), p1 = Math.Clamp(p2 + delta, 0, 1);
            double variance = factor * (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2), off = d - delta;
            return off == 0 ? 0 : variance <= 0 ? Math.CopySign(double.PositiveInfinity, off) : off / Math.Sqrt(variance);
        }
    }

    /// <summary>The maximum-likelihood p₂ given p₁ − p₂ = δ: the closed root of the likelihood's cubic (Miettinen and Nurminen 1985, appendix I).</summary>
    private static double Constrained(double x1, double n1, double x2, double n2, double delta)
    {
        double n = n1 + n2, l3 = n;
        double l2 = (n1 + 2 * n2) * delta - n - x1 - x2;
        double l1 = (n2 * delta - n - 2 * x2) * delta + x1 + x2;
        double l0 = x2 * delta * (1 - delta);
        double third = l2 / (3 * l3);
        double q = third * third * third - l1 * l2 / (6 * l3 * l3) + l0 / (2 * l3);
        double p = Math.CopySign(Math.Sqrt(Math.Max(0, third * third - l1 / (3 * l3))), q);
        if (p == 0) return Math.Clamp(-third, Math.Max(0, -delta), Math.Min(1, 1 - delta));
        double angle = (Math.PI + Math.Acos(Math.Clamp(q / (p * p * p), -1, 1))) / 3;
        return Math.Clamp(2 * p * Math.Cos(angle) - third, Math.Max(0, -delta), Math.Min(1, 1 - delta));
    }
}
