using System.Collections.Immutable;

namespace Research;

/// <summary>How far the groups' propensity scores overlap: where nobody comparable stands, no method can compare.</summary>
public sealed record Overlap : Result
{
    private const int Bins = 20;

    private Overlap(ImmutableArray<(double From, double To, int Treated, int Control, double WeightedControl)> bins, double outside, (double Low, double High) common) =>
        (Counts, TreatedOutside, CommonSupport) = (bins, outside, new(common.Low, common.High, double.NaN));

    /// <summary>Rows by twentieths of the score's range.</summary>
    public ImmutableArray<(double From, double To, int Treated, int Control, double WeightedControl)> Counts { get; }

    /// <summary>Share of the treated whose score lies outside the comparison group's range.</summary>
    public double TreatedOutside { get; }

    /// <summary>Where both groups have scores.</summary>
    public Interval CommonSupport { get; }

    internal static Overlap Of(ImmutableArray<double> score, bool[] treated, ImmutableArray<double> weights)
    {
        double low = score.Min(), step = (score.Max() - low) / Bins;
        var (t, c, w) = (new int[Bins], new int[Bins], new double[Bins]);
        double lowT = double.PositiveInfinity, highT = double.NegativeInfinity, lowC = double.PositiveInfinity, highC = double.NegativeInfinity;
        for (int i = 0; i < score.Length; i++)
        {
            int bin = step > 0 ? Math.Min(Bins - 1, (int)((score[i] - low) / step)) : 0;
            if (treated[i])
            {
                t[bin]++;
                (lowT, highT) = (Math.Min(lowT, score[i]), Math.Max(highT, score[i]));
            }
            else
            {
                c[bin]++;
                w[bin] += weights[i];
                (lowC, highC) = (Math.Min(lowC, score[i]), Math.Max(highC, score[i]));
            }
        }
        double outside = score.Where((s, i) => treated[i] && (s < lowC || s > highC)).Count() / (double)t.Sum();
        return new([.. Enumerable.Range(0, Bins).Select(k => (low + (k * step), low + ((k + 1) * step), t[k], c[k], w[k]))], outside, (Math.Max(lowT, lowC), Math.Min(highT, highC)));
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Overlap of propensity scores: {Rounding.Text(100 * TreatedOutside, 1)}% of the treated outside the comparison group's range",
        [new("from", "Score from", "", 2), new("to", "To", "", 2), new("treated", "Treated"), new("control", "Comparison"), new("weighted", "Comparison as weighted", "", 1)],
        Counts.Select(b => (IReadOnlyList<Cell>)[b.From, b.To, b.Treated, b.Control, b.WeightedControl]));

    /// <inheritdoc/>
    public override Chart ToChart()
    {
        double treated = Counts.Sum(b => b.Treated), control = Counts.Sum(b => b.Control), weighted = Counts.Sum(b => b.WeightedControl);
        double[] middle = [.. Counts.Select(b => (b.From + b.To) / 2)];
        var chart = LineChart.Of("Propensity scores of treated and comparison pupils", "propensity score", "share of the group (%)",
            new Line("Treated", [.. middle], [.. Counts.Select(b => 100 * b.Treated / treated)]),
            new Line("Comparison, all", [.. middle], [.. Counts.Select(b => 100 * b.Control / control)]),
            new Line("Comparison, as weighted", [.. middle], [.. Counts.Select(b => 100 * b.WeightedControl / weighted)]));
        string words = $"{Rounding.Text(100 * TreatedOutside, 1)}% of the treated have a score that nobody of the comparison group reaches; both groups have scores from {CommonSupport.Low:F2} to {CommonSupport.High:F2}.";
        return new(chart.Title, words, chart.Plot, chart.Data);
    }
}
