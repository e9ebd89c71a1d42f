namespace Research;

/// <summary>Two independent shares compared: difference in percentage points, risk ratio and odds ratio with intervals, and Fisher's test.</summary>
public sealed record TwoProportions : Result
{
    private TwoProportions(Proportion first, Proportion second) => (First, Second) = (first, second);

    /// <summary>The first group.</summary>
    public Proportion First { get; }

    /// <summary>The second group, the one compared with.</summary>
    public Proportion Second { get; }

    /// <summary>First − second, in percentage points.</summary>
    public Ppt Difference => First.Percent - Second.Percent;

    /// <summary>Newcombe's interval for the difference, in percentage points.</summary>
    public Interval DifferenceInterval => Of(ProportionDifference.Newcombe).Scale(100);

    /// <summary>p₁/p₂.</summary>
    public double RiskRatio => Research.RiskRatio.Estimate(First.Successes, First.Trials, Second.Successes, Second.Trials);

    /// <summary>The odds ratio.</summary>
    public double OddsRatio => Research.OddsRatio.Estimate(First.Successes, First.Trials, Second.Successes, Second.Trials);

    /// <summary>Compares two shares. Levels must agree.</summary>
    public static TwoProportions Compare(Proportion first, Proportion second) => first.Level == second.Level
        ? new(first, second)
        : throw new ArgumentException($"Levels differ: {first.Level} and {second.Level}.", nameof(second));

    /// <inheritdoc/>
    public override Table ToTable()
    {
        bool whole = First.Successes == Math.Floor(First.Successes) && First.Trials == Math.Floor(First.Trials)
            && Second.Successes == Math.Floor(Second.Successes) && Second.Trials == Math.Floor(Second.Trials);
        string fisher = whole
            ? $"Fisher's exact test: p = {Cell.Of(Research.OddsRatio.FisherTest(First.Successes, First.Trials, Second.Successes, Second.Trials)).Show(null)}."
            : "Weighted counts: no exact test.";
        return new(
            $"Two shares: {First.Successes:G} of {First.Trials:G} ({First.Percent}) and {Second.Successes:G} of {Second.Trials:G} ({Second.Percent}); {First.Level:P0} intervals",
            [new("contrast", "Contrast"), new("method", "Interval"), new("estimate", "Estimate"), new("conf_low", "Low"), new("conf_high", "High")],
            [
                Row("Difference (ppt)", "Newcombe", Difference.Value, DifferenceInterval),
                Row("Difference (ppt)", "Miettinen–Nurminen", Difference.Value, Of(ProportionDifference.MiettinenNurminen).Scale(100)),
                Row("Risk ratio", "Katz", RiskRatio, Of(Research.RiskRatio.Katz)),
                Row("Risk ratio", "Koopman", RiskRatio, Of(Research.RiskRatio.Koopman)),
                Row("Odds ratio", "Woolf", OddsRatio, Of(Research.OddsRatio.Woolf)),
            ],
            [fisher]);
    }

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of("The two shares with Wilson intervals", "Share (%)",
        [new("First", First.Percent.Value, First.Interval.Scale(100)), new("Second", Second.Percent.Value, Second.Interval.Scale(100))]);

    private Interval Of(Func<double, double, double, double, double, Interval> method) =>
        method(First.Successes, First.Trials, Second.Successes, Second.Trials, First.Level);

    private static IReadOnlyList<Cell> Row(string contrast, string method, double estimate, Interval interval) =>
        [contrast, method, estimate, interval.Low, interval.High];
}
