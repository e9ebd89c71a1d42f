using System.Collections.Immutable;

namespace Research;

/// <summary>Tests over several groups: Kruskal–Wallis for location; Bartlett, Levene and Fligner–Killeen for equal variances.</summary>
public sealed record KSampleTest : Result
{
    private KSampleTest(string method, double statistic, (double First, double Second) df, Sample sample) =>
        (Method, Statistic, DegreesOfFreedom, DenominatorDegreesOfFreedom, Sample) = (method, statistic, df.First, df.Second, sample);

    /// <summary>Which test.</summary>
    public string Method { get; }

    /// <summary>χ², or F for Levene's test.</summary>
    public double Statistic { get; }

    /// <summary>Groups − 1.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>Denominator degrees of freedom of an F; infinite for χ².</summary>
    public double DenominatorDegreesOfFreedom { get; }

    /// <summary>Rows used and dropped.</summary>
    public Sample Sample { get; }

    /// <summary>The p-value.</summary>
    public double PValue => double.IsPositiveInfinity(DenominatorDegreesOfFreedom)
        ? new ChiSquaredDistribution(DegreesOfFreedom).Upper(Statistic)
        : new FDistribution(DegreesOfFreedom, DenominatorDegreesOfFreedom).Upper(Statistic);

    /// <summary>The rank test of Kruskal and Wallis (1952), corrected for ties. R: <c>kruskal.test</c>.</summary>
    public static KSampleTest KruskalWallis(IEnumerable<OutcomeGroup> groups)
    {
        var all = Checked(groups, "Kruskal–Wallis test");
        double[] values = [.. all.SelectMany(g => g.Values.ToArray())], ranks = Ranks.Of(values);
        double n = values.Length, sum = 0;
        int at = 0;
        foreach (var g in all)
        {
            double total = ranks.AsSpan(at, g.Count).ToArray().Sum();
            sum += total * total / g.Count;
            at += g.Count;
        }
        double ties = Ranks.TieSizes(values).Sum(t => t * t * t - t);
        return Chi("Kruskal–Wallis test", (12 * sum / (n * (n + 1)) - 3 * (n + 1)) / (1 - ties / (n * n * n - n)), all);
    }

    /// <summary>Bartlett's test (1937): the sharpest where data are normal, and only there. R: <c>bartlett.test</c>.</summary>
    public static KSampleTest Bartlett(IEnumerable<OutcomeGroup> groups)
    {
        var all = Checked(groups, "Bartlett's test");
        double df = all.Sum(g => g.Count - 1.0), pooled = all.Sum(g => (g.Count - 1) * g.Variance) / df;
        double statistic = (df * Math.Log(pooled) - all.Sum(g => (g.Count - 1) * Math.Log(g.Variance)))
            / (1 + (all.Sum(g => 1.0 / (g.Count - 1)) - 1 / df) / (3 * (all.Length - 1)));
        return Chi("Bartlett's test", statistic, all);
    }

    /// <summary>Levene's test about medians (Brown and Forsythe 1974). R: <c>car::leveneTest</c>.</summary>
    public static KSampleTest LeveneAboutMedians(IEnumerable<OutcomeGroup> groups) => Levene(groups, "Levene's test about medians", Median);

    /// <summary>Levene's test about means (1960). R: <c>car::leveneTest(center = mean)</c>.</summary>
    public static KSampleTest LeveneAboutMeans(IEnumerable<OutcomeGroup> groups) => Levene(groups, "Levene's test about means", g => g.Mean);

    /// <summary>The rank test of spread of Fligner and Killeen (1976), about medians. R: <c>fligner.test</c>.</summary>
    public static KSampleTest FlignerKilleen(IEnumerable<OutcomeGroup> groups)
    {
        var all = Checked(groups, "Fligner–Killeen test");
        double[] distances = [.. all.SelectMany(g => Distances(g, Median(g)))];
        double n = distances.Length;
        double[] scores = [.. Ranks.Of(distances).Select(r => StandardNormal.Quantile((1 + r / (n + 1)) / 2))];
        double mean = scores.Average(), variance = scores.Sum(s => (s - mean) * (s - mean)) / (n - 1), sum = 0;
        int at = 0;
        foreach (var g in all)
        {
            double own = scores.AsSpan(at, g.Count).ToArray().Average() - mean;
            sum += g.Count * own * own;
            at += g.Count;
        }
        return Chi("Fligner–Killeen test", sum / variance, all);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Method}: {Sample}", [new("statistic", "Statistic"), new("df", "Degrees of freedom"), new("p_value", "p")], [[Statistic, DegreesOfFreedom, PValue]]);

    private static KSampleTest Levene(IEnumerable<OutcomeGroup> groups, string name, Func<OutcomeGroup, double> centre)
    {
        var all = Checked(groups, name);
        var anova = OneWayAnova.Of(all.Select(g => OutcomeGroup.Of(g.Name, Distances(g, centre(g)))));
        return new(name, anova.F, (anova.BetweenDegreesOfFreedom, anova.WithinDegreesOfFreedom), OutcomeGroup.SampleOf(all));
    }

    private static KSampleTest Chi(string method, double statistic, ImmutableArray<OutcomeGroup> groups) =>
        new(method, statistic, (groups.Length - 1, double.PositiveInfinity), OutcomeGroup.SampleOf(groups));

    private static ImmutableArray<OutcomeGroup> Checked(IEnumerable<OutcomeGroup> groups, string method)
    {
        ImmutableArray<OutcomeGroup> all = [.. groups];
        return all.Length >= 2 ? all : throw new DataError(method, $"{all.Length} group", "two groups or more", "Check the group column: it has one value among the rows used.");
    }

    private static double Median(OutcomeGroup g)
    {
        double[] sorted = [.. g.Values.ToArray().Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static double[] Distances(OutcomeGroup g, double centre) => [.. g.Values.ToArray().Select(v => Math.Abs(v - centre))];
}
