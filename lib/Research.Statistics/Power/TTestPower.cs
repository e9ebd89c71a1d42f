namespace Research;

/// <summary>Power of the two-sample t test, pupils randomised one by one. Both tails count. R: <c>pwr::pwr.t2n.test</c>.</summary>
public static class TTestPower
{
    /// <summary>Power to see a standardised difference d.</summary>
    /// <param name="d">Difference in standard deviations.</param>
    /// <param name="n1">Pupils in the first group.</param>
    /// <param name="n2">Pupils in the second group.</param>
    /// <param name="alpha">Significance level.</param>
    /// <param name="sides">Two-sided or one-sided.</param>
    public static double Power(double d, double n1, double n2, double alpha = 0.05, Sides sides = Sides.Two)
    {
        PowerArguments.Check("significance level", alpha);
        double df = n1 + n2 - 2;
        if (!(df > 0)) throw new DataError("group sizes", $"{n1} and {n2}", "more than two pupils in all", "Give the number of pupils in each group.");
        return OfT(d / Math.Sqrt(1 / n1 + 1 / n2), df, alpha, sides);
    }

    /// <summary>Pupils a group, not rounded, for a power. R: <c>pwr::pwr.t.test</c>.</summary>
    public static double SampleSize(double d, double power, double alpha = 0.05, Sides sides = Sides.Two)
    {
        PowerArguments.Check("power", power);
        if (d == 0) return double.PositiveInfinity;
        double size = Math.Abs(d);
        double Short(double log) => Power(size, Math.Exp(log), Math.Exp(log), alpha, sides) - power;
        double least = Math.Log(1.0 + 1e-6);
        return Short(least) >= 0 ? 2 : Math.Exp(Root.Outward(Short, least, 1, 60));
    }

    /// <summary>The smallest difference a design sees with a power.</summary>
    public static double DetectableEffect(double n1, double n2, double power, double alpha = 0.05, Sides sides = Sides.Two)
    {
        PowerArguments.Check("power", power);
        return Root.Outward(d => Power(d, n1, n2, alpha, sides) - power, 0, 0.5);
    }

    /// <summary>Chance that |T| (or T) passes its critical value when it is noncentral.</summary>
    internal static double OfT(double noncentrality, double df, double alpha, Sides sides)
    {
        var t = new NoncentralTDistribution(df, noncentrality);
        if (sides == Sides.One) return t.Upper(new StudentTDistribution(df).UpperQuantile(alpha));
        double critical = new StudentTDistribution(df).UpperQuantile(alpha / 2);
        return t.Upper(critical) + t.Lower(-critical);
    }
}
