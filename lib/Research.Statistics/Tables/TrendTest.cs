namespace Research;

/// <summary>The test of Cochran (1954) and Armitage (1955) for a linear trend in shares over ordered groups. R: <c>prop.trend.test(x, n, score)</c>.</summary>
public sealed record TrendTest : Result
{
    private readonly double[] successes, trials, scores;

    private TrendTest(double[] successes, double[] trials, double[] scores) => (this.successes, this.trials, this.scores) = (successes, trials, scores);

    /// <summary>The statistic, chi-squared on one degree of freedom; not a number when shares or scores do not vary.</summary>
    public double ChiSquared
    {
        get
        {
            double n = trials.Sum(), p = successes.Sum() / n, mean = Weighted(s => s) / n, spread = Weighted(s => (s - mean) * (s - mean));
            double covariance = successes.Select((x, i) => (x - trials[i] * p) * (scores[i] - mean)).Sum();
            return covariance * covariance / (p * (1 - p) * spread);
        }
    }

    /// <summary>The p-value.</summary>
    public double PValue => new ChiSquaredDistribution(1).Upper(ChiSquared);

    /// <summary>The change of the share per unit of score, weighted least squares.</summary>
    public double Slope
    {
        get
        {
            double n = trials.Sum(), p = successes.Sum() / n, mean = Weighted(s => s) / n;
            return successes.Select((x, i) => (x - trials[i] * p) * (scores[i] - mean)).Sum() / Weighted(s => (s - mean) * (s - mean));
        }
    }

    /// <summary>The trend test from counts.</summary>
    /// <param name="successes">Number with the outcome, a value a group.</param>
    /// <param name="trials">Number asked, a value a group.</param>
    /// <param name="scores">The groups' scores, such as years or quintiles.</param>
    public static TrendTest Of(IReadOnlyList<double> successes, IReadOnlyList<double> trials, IReadOnlyList<double> scores)
    {
        if (successes.Count != trials.Count || successes.Count != scores.Count)
            throw new DataError("trend test", $"{successes.Count} successes, {trials.Count} trials, {scores.Count} scores", "as many of each", "Give one of each for every group.");
        if (successes.Count < 2) throw new DataError("trend test", $"{successes.Count} group", "two groups or more", "Give the counts of each group apart.");
        for (int i = 0; i < successes.Count; i++) Counts.Check(successes[i], trials[i]);
        return new([.. successes], [.. trials], [.. scores]);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new(
        $"Cochran–Armitage trend over {trials.Length} groups, {trials.Sum():G} in all: χ² = {Cell.Of(ChiSquared).Show(null)} on 1 df, p = {Cell.Of(PValue).Show(null)}",
        [new("score", "Score"), new("successes", "With outcome"), new("trials", "Asked"), new("share_percent", "Share", "%", 1)],
        scores.Select((s, i) => (IReadOnlyList<Cell>)[s, successes[i], trials[i], 100 * successes[i] / trials[i]]));

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of("Shares by score, Wilson 95% intervals", "Share (%)",
        scores.Select((s, i) => new EstimateRow($"{s:G}", 100 * successes[i] / trials[i], Proportion.Wilson(successes[i], trials[i]).Scale(100))));

    private double Weighted(Func<double, double> of) => scores.Select((s, i) => trials[i] * of(s)).Sum();
}
