namespace Research;

/// <summary>The odds ratio of two independent shares and its intervals, from counts.</summary>
public static class OddsRatio
{
    /// <summary>x₁(n₂ − x₂) / ((n₁ − x₁)x₂): infinite or 0 when one product is empty, not a number when both are.</summary>
    /// <param name="x1">Successes in the first group.</param>
    /// <param name="n1">Trials in the first group.</param>
    /// <param name="x2">Successes in the second group.</param>
    /// <param name="n2">Trials in the second group.</param>
    public static double Estimate(double x1, double n1, double x2, double n2)
    {
        ProportionDifference.Check(x1, n1, x2, n2);
        return x1 * (n2 - x2) / ((n1 - x1) * x2);
    }

    /// <summary>Woolf's log interval (1955). Not defined when a cell is empty.</summary>
    /// <param name="x1">Successes in the first group.</param>
    /// <param name="n1">Trials in the first group.</param>
    /// <param name="x2">Successes in the second group.</param>
    /// <param name="n2">Trials in the second group.</param>
    /// <param name="level">Coverage meant.</param>
    public static Interval Woolf(double x1, double n1, double x2, double n2, double level = 0.95)
    {
        double log = Math.Log(Estimate(x1, n1, x2, n2)), z = StandardNormal.ForLevel(level);
        if (x1 == 0 || x2 == 0 || x1 == n1 || x2 == n2) return new(double.NaN, double.NaN, level);
        double half = z * Math.Sqrt(1 / x1 + 1 / (n1 - x1) + 1 / x2 + 1 / (n2 - x2));
        return new(Math.Exp(log - half), Math.Exp(log + half), level);
    }

    /// <summary>Woolf's interval after adding ½ to every cell (Haldane 1956, Anscombe 1956): defined for every table.</summary>
    /// <inheritdoc cref="Woolf"/>
    public static Interval Haldane(double x1, double n1, double x2, double n2, double level = 0.95)
    {
        ProportionDifference.Check(x1, n1, x2, n2);
        return Woolf(x1 + 0.5, n1 + 1, x2 + 0.5, n2 + 1, level);
    }

    /// <summary>The conditional maximum-likelihood estimate, given the margins; not a number when the margins allow one table only
    /// (R gives 0 there). R: <c>fisher.test(x)$estimate</c>.</summary>
    /// <inheritdoc cref="Estimate"/>
    public static double ConditionalEstimate(double x1, double n1, double x2, double n2) => Margins(x1, n1, x2, n2).Estimate(x1);

    /// <summary>The exact conditional interval. R: <c>fisher.test(x)$conf.int</c>, whose limits carry an error of about 1e−5.</summary>
    /// <inheritdoc cref="Woolf"/>
    public static Interval Exact(double x1, double n1, double x2, double n2, double level = 0.95) =>
        Margins(x1, n1, x2, n2).Limits(x1, ConfidenceLevel.Checked(level));

    /// <summary>Fisher's exact two-sided p-value: the chance of all tables no likelier than this one, ties by a relative 1e−7.
    /// R: <c>fisher.test(x)$p.value</c>.</summary>
    /// <inheritdoc cref="Estimate"/>
    public static double FisherTest(double x1, double n1, double x2, double n2) => Margins(x1, n1, x2, n2).TwoSided(x1);

    private static ConditionalTable Margins(double x1, double n1, double x2, double n2)
    {
        Counts.CheckWhole(x1, n1);
        Counts.CheckWhole(x2, n2);
        return new(n1, n2, x1 + x2);
    }
}
