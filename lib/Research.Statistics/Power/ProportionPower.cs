namespace Research;

/// <summary>Power to see a difference of two shares, by Cohen's h. R: <c>pwr::pwr.2p2n.test</c>.</summary>
public static class ProportionPower
{
    /// <summary>Power for two shares p₁, p₂ expected.</summary>
    public static double Power(double p1, double p2, double n1, double n2, double alpha = 0.05)
    {
        PowerArguments.Check("significance level", alpha);
        double shift = Math.Abs(EffectConversion.CohenH(p1, p2)) * Math.Sqrt(n1 * n2 / (n1 + n2)), critical = -StandardNormal.Quantile(alpha / 2);
        return StandardNormal.Upper(critical - shift) + StandardNormal.Lower(-critical - shift);
    }

    /// <summary>Pupils a group, not rounded. R: <c>pwr::pwr.2p.test</c>.</summary>
    public static double SampleSize(double p1, double p2, double power, double alpha = 0.05)
    {
        PowerArguments.Check("power", power);
        if (p1 == p2) return double.PositiveInfinity;
        return Math.Exp(Root.Outward(log => Power(p1, p2, Math.Exp(log), Math.Exp(log), alpha) - power, 0, 1, 60));
    }
}

/// <summary>Power of a one-way analysis of variance by Cohen's f. R: <c>pwr::pwr.anova.test</c>.</summary>
public static class AnovaPower
{
    /// <summary>Power for k groups of n pupils and an effect f: the standard deviation of group means over that within groups.</summary>
    public static double Power(double f, int groups, double perGroup, double alpha = 0.05)
    {
        PowerArguments.Check("significance level", alpha);
        double within = groups * (perGroup - 1), critical = new FDistribution(groups - 1, within).UpperQuantile(alpha);
        return new NoncentralFDistribution(groups - 1, within, groups * perGroup * f * f).Upper(critical);
    }
}

/// <summary>Power to see a correlation, by Fisher's z with its bias correction. R: <c>pwr::pwr.r.test</c>.</summary>
public static class CorrelationPower
{
    /// <summary>Power for n pairs and a correlation r.</summary>
    public static double Power(double r, double n, double alpha = 0.05)
    {
        PowerArguments.Check("significance level", alpha);
        double t = new StudentTDistribution(n - 2).UpperQuantile(alpha / 2), critical = Math.Atanh(Math.Sqrt(t * t / (t * t + n - 2)));
        double shift = Math.Atanh(Math.Abs(r)) + Math.Abs(r) / (2 * (n - 1)), scale = Math.Sqrt(n - 3);
        return StandardNormal.Lower((shift - critical) * scale) + StandardNormal.Lower((-shift - critical) * scale);
    }
}
