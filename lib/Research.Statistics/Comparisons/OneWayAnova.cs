using System.Collections.Immutable;

namespace Research;

/// <summary>A pair of groups compared after an analysis of variance.</summary>
/// <param name="First">The group whose mean comes first.</param>
/// <param name="Second">The group taken from it.</param>
/// <param name="Difference">First mean less second mean.</param>
/// <param name="Interval">Simultaneous interval, where the method gives one.</param>
/// <param name="PValue">Adjusted p-value.</param>
public sealed record PairwiseComparison(string First, string Second, double Difference, Interval Interval, double PValue);

/// <summary>One-way analysis of variance, Welch's version, Tukey's honest differences and pairwise t tests.
/// R: <c>aov</c>, <c>oneway.test</c>, <c>TukeyHSD</c>, <c>pairwise.t.test</c>.</summary>
public sealed record OneWayAnova : Result
{
    private readonly ImmutableArray<OutcomeGroup> groups;

    private OneWayAnova(ImmutableArray<OutcomeGroup> groups) => this.groups = groups;

    /// <summary>Compares the means of two groups or more; each needs two values.</summary>
    public static OneWayAnova Of(IEnumerable<OutcomeGroup> groups)
    {
        ImmutableArray<OutcomeGroup> all = [.. groups];
        if (all.Length < 2) throw new DataError("analysis of variance", $"{all.Length} group", "two groups or more", "Check the group column: it has one value among the rows used.");
        if (all.Sum(g => g.Count) <= all.Length) throw new DataError("analysis of variance", "one value a group", "more values than groups", "Give all measurements, not group means.");
        return new(all);
    }

    private double Total => groups.Sum(g => g.Count);

    private double GrandMean => groups.Sum(g => g.Count * g.Mean) / Total;

    private double Between => groups.Sum(g => g.Count * (g.Mean - GrandMean) * (g.Mean - GrandMean));

    private double Within => groups.Sum(g => g.Count > 1 ? g.Variance * (g.Count - 1) : 0);

    /// <summary>Groups − 1.</summary>
    public double BetweenDegreesOfFreedom => groups.Length - 1;

    /// <summary>Values − groups.</summary>
    public double WithinDegreesOfFreedom => Total - groups.Length;

    /// <summary>F of the means, one variance for all groups.</summary>
    public double F => Between / BetweenDegreesOfFreedom / MeanSquare;

    /// <summary>p-value of F.</summary>
    public double PValue => new FDistribution(BetweenDegreesOfFreedom, WithinDegreesOfFreedom).Upper(F);

    /// <summary>η²: the share of variation between groups.</summary>
    public double EtaSquared => Between / (Between + Within);

    /// <summary>ω²: η² with its bias taken off (Hays 1963).</summary>
    public double OmegaSquared => (Between - BetweenDegreesOfFreedom * MeanSquare) / (Between + Within + MeanSquare);

    /// <summary>Welch's F (1951), where variances differ. R: <c>oneway.test</c>.</summary>
    public double WelchF
    {
        get
        {
            double total = groups.Sum(Weight), mean = groups.Sum(g => Weight(g) * g.Mean) / total, k = groups.Length;
            return groups.Sum(g => Weight(g) * (g.Mean - mean) * (g.Mean - mean)) / (k - 1) / (1 + 2 * (k - 2) * Lambda);
        }
    }

    /// <summary>Welch's denominator degrees of freedom.</summary>
    public double WelchDegreesOfFreedom => 1 / (3 * Lambda);

    /// <summary>p-value of Welch's F.</summary>
    public double WelchPValue => new FDistribution(BetweenDegreesOfFreedom, WelchDegreesOfFreedom).Upper(WelchF);

    /// <summary>All pairs, later group less earlier, with Tukey–Kramer simultaneous intervals. R: <c>TukeyHSD</c>.</summary>
    /// <param name="level">Coverage of all intervals together.</param>
    public ImmutableArray<PairwiseComparison> Tukey(double level = 0.95)
    {
        var range = new StudentisedRangeDistribution(groups.Length, WithinDegreesOfFreedom);
        double critical = range.Quantile(ConfidenceLevel.Checked(level));
        return [.. PairsOfGroups().Select(p =>
        {
            double difference = p.Later.Mean - p.Earlier.Mean, error = Math.Sqrt(MeanSquare / 2 * (1.0 / p.Later.Count + 1.0 / p.Earlier.Count));
            return new PairwiseComparison(p.Later.Name, p.Earlier.Name, difference,
                new(difference - critical * error, difference + critical * error, level), range.Upper(Math.Abs(difference) / error));
        })];
    }

    /// <summary>All pairs, later group less earlier, by t with the pooled standard deviation and adjusted p-values. R: <c>pairwise.t.test</c>.</summary>
    public ImmutableArray<PairwiseComparison> PairwiseT(Adjustment adjustment)
    {
        var pairs = PairsOfGroups().ToArray();
        double[] t = [.. pairs.Select(p => (p.Later.Mean - p.Earlier.Mean) / Math.Sqrt(MeanSquare * (1.0 / p.Later.Count + 1.0 / p.Earlier.Count)))];
        var adjusted = MultipleTesting.Adjust(t.Select(v => new StudentTDistribution(WithinDegreesOfFreedom).TwoSided(v)), adjustment);
        return [.. pairs.Select((p, i) => new PairwiseComparison(p.Later.Name, p.Earlier.Name, p.Later.Mean - p.Earlier.Mean, Interval.None, adjusted[i]))];
    }

    /// <inheritdoc/>
    public override Table ToTable() => new(
        $"One-way analysis of variance over {groups.Length} groups: {OutcomeGroup.SampleOf(groups)}; F({BetweenDegreesOfFreedom:G}, {WithinDegreesOfFreedom:G}) = {Cell.Of(F).Show(null)}, p = {Cell.Of(PValue).Show(null)}",
        [new("group", "Group"), new("n", "n"), new("mean", "Mean"), new("sd", "Standard deviation")],
        groups.Select(g => (IReadOnlyList<Cell>)[g.Name, g.Count, g.Mean, g.StandardDeviation]),
        [$"η² {Cell.Of(EtaSquared).Show(null)}, ω² {Cell.Of(OmegaSquared).Show(null)}. Variances apart (Welch): F = {Cell.Of(WelchF).Show(null)}, p = {Cell.Of(WelchPValue).Show(null)}."]);

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of("Means with 95% t intervals", "Mean", groups.Select(g =>
    {
        double half = g.Count > 1 ? new StudentTDistribution(g.Count - 1).ForLevel(0.95) * g.StandardDeviation / Math.Sqrt(g.Count) : double.NaN;
        return new EstimateRow(g.Name, g.Mean, new(g.Mean - half, g.Mean + half));
    }));

    private double MeanSquare => Within / WithinDegreesOfFreedom;

    private double Lambda => groups.Sum(g => (1 - Weight(g) / groups.Sum(Weight)) * (1 - Weight(g) / groups.Sum(Weight)) / (g.Count - 1)) / (groups.Length * (double)groups.Length - 1);

    private static double Weight(OutcomeGroup g) => g.Count / g.Variance;

    private IEnumerable<(OutcomeGroup Later, OutcomeGroup Earlier)> PairsOfGroups()
    {
        for (int j = 0; j < groups.Length; j++)
            for (int i = j + 1; i < groups.Length; i++)
                yield return (groups[i], groups[j]);
    }
}
