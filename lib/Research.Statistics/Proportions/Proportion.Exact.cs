namespace Research;

public sealed partial record Proportion
{
    /// <summary>The exact interval of Clopper and Pearson (1934): never covers less than its level, often more.
    /// R: <c>binom.test(x, n)$conf.int</c>.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval ClopperPearson(double successes, double trials, double level = 0.95)
    {
        Counts.Check(successes, trials);
        if (trials == 0) return new(double.NaN, double.NaN, level);
        double tail = (1 - ConfidenceLevel.Checked(level)) / 2, failures = trials - successes;
        return new(
            successes == 0 ? 0 : new BetaDistribution(successes, failures + 1).Quantile(tail),
            failures == 0 ? 1 : new BetaDistribution(successes + 1, failures).UpperQuantile(tail),
            level);
    }

    /// <summary>The mid-p interval (Lancaster 1961): Clopper–Pearson counting half of the observed count's probability.
    /// R: <c>PropCIs::midPci</c>.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval MidP(double successes, double trials, double level = 0.95)
    {
        Counts.CheckWhole(successes, trials);
        if (trials == 0) return new(double.NaN, double.NaN, level);
        double tail = (1 - ConfidenceLevel.Checked(level)) / 2;
        return new(
            successes == 0 ? 0 : Root.Bracketed(p => Above(p) - tail, 0, 1),
            successes == trials ? 1 : Root.Bracketed(p => Below(p) - tail, 0, 1),
            level);

        double Above(double p) => new BinomialDistribution(trials, p) is var d ? d.Upper(successes) + d.Density(successes) / 2 : 0;
        double Below(double p) => new BinomialDistribution(trials, p) is var d ? d.Lower(successes - 1) + d.Density(successes) / 2 : 0;
    }

    /// <summary>Exact two-sided p-value that the share is <paramref name="share"/>, by small densities. R: <c>binom.test(x, n, p)</c>.</summary>
    /// <param name="successes">Number with the outcome.</param>
    /// <param name="trials">Number asked.</param>
    /// <param name="share">The share under test, 0 to 1.</param>
    public static double ExactTest(double successes, double trials, double share)
    {
        Counts.CheckWhole(successes, trials);
        return new BinomialDistribution(trials, Share(share)).TwoSided(successes);
    }

    /// <summary>Two-sided p-value of the score test that the share is <paramref name="share"/>, without continuity correction.
    /// R: <c>prop.test(x, n, p, correct = FALSE)</c>.</summary>
    /// <inheritdoc cref="ExactTest"/>
    public static double ScoreTest(double successes, double trials, double share)
    {
        Counts.Check(successes, trials);
        return StandardNormal.TwoSided((successes / trials - Share(share)) / Math.Sqrt(share * (1 - share) / trials));
    }

    private static double Share(double share) => share is >= 0 and <= 1
        ? share
        : throw new DataError("share", $"{share}", "a share between 0 and 1", "Write 0.5 for a half.");
}
