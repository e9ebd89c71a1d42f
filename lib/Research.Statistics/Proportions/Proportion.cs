using System.Collections.Immutable;

namespace Research;

/// <summary>A share of a whole with its interval, and the interval functions themselves, which take counts and are cheap enough to be called a million times.</summary>
/// <remarks>Which interval: Wilson as a rule; Clopper–Pearson where coverage must never fall below its level; the others to meet published figures.
/// Comparison: Newcombe (1998), "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 857–872.</remarks>
public sealed partial record Proportion : Result
{
    private Proportion(double successes, double trials, double level) => (Successes, Trials, Level) = (successes, trials, level);

    /// <summary>Number with the outcome.</summary>
    public double Successes { get; }

    /// <summary>Number asked.</summary>
    public double Trials { get; }

    /// <summary>Coverage of the intervals.</summary>
    public double Level { get; }

    /// <summary>The share, 0 to 1; not a number when nobody was asked.</summary>
    public double Estimate => Successes / Trials;

    /// <summary>The share in per cent.</summary>
    public Percent Percent => Percent.Of(Successes, Trials);

    /// <summary>Wilson's interval.</summary>
    public Interval Interval => Wilson(Successes, Trials, Level);

    /// <summary>A share from counts.</summary>
    /// <param name="successes">Number with the outcome.</param>
    /// <param name="trials">Number asked.</param>
    /// <param name="level">Coverage of the intervals.</param>
    public static Proportion Of(double successes, double trials, double level = 0.95)
    {
        Counts.Check(successes, trials);
        return new(successes, trials, ConfidenceLevel.Checked(level));
    }

    /// <summary>Every interval by its name, as shares.</summary>
    public ImmutableArray<(string Method, Interval Interval)> Intervals =>
    [
        ("Wilson", Wilson(Successes, Trials, Level)),
        ("Wilson, continuity corrected", WilsonCorrected(Successes, Trials, Level)),
        ("Clopper–Pearson", ClopperPearson(Successes, Trials, Level)),
        ("Agresti–Coull", AgrestiCoull(Successes, Trials, Level)),
        ("Jeffreys", Jeffreys(Successes, Trials, Level)),
        ("Wald", Wald(Successes, Trials, Level)),
    ];

    /// <inheritdoc/>
    public override Table ToTable() => new(
        $"Share: {Successes:G} of {Trials:G}, {Percent}; {Level:P0} intervals",
        [new("method", "Interval"), new("share_percent", "Share", "%", 1), new("conf_low_percent", "Low", "%", 1), new("conf_high_percent", "High", "%", 1)],
        Intervals.Select(i => (IReadOnlyList<Cell>)[i.Method, 100 * Estimate, 100 * i.Interval.Low, 100 * i.Interval.High]));

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of($"{Level:P0} intervals for {Successes:G} of {Trials:G}", "Share (%)",
        Intervals.Select(i => new EstimateRow(i.Method, 100 * Estimate, i.Interval.Scale(100))));
}
