namespace Research;

/// <summary>Standardised differences of pairs: the same pupils before and after. R: <c>effectsize::cohens_d(paired = TRUE)</c>, <c>rm_d</c>.</summary>
public sealed record PairedDifference : Result
{
    private readonly Pairs pairs;

    private PairedDifference(Pairs pairs)
    {
        this.pairs = pairs;
        Test = TTest.Paired(pairs.First, pairs.Second);
    }

    /// <summary>The paired t test.</summary>
    public TTest Test { get; }

    /// <summary>Number of pairs.</summary>
    public int Count => pairs.Count;

    /// <summary>Correlation of the two measurements.</summary>
    public double Correlation => Research.Correlation.Moment(pairs.First, pairs.Second);

    /// <summary>Mean difference over the standard deviation of differences.</summary>
    public double Dz => Test.Difference / Deviation(pairs.Differences);

    /// <summary>95% interval of d_z from the noncentral t.</summary>
    public Interval DzInterval => NoncentralInterval.Of(Test.T, Count - 1, 1 / Math.Sqrt(Count));

    /// <summary>d_z with Hedges' correction on n − 1.</summary>
    public double Gz => HedgesCorrection.Exact(Count - 1) * Dz;

    /// <summary>Mean difference over the root of the mean of the two variances.</summary>
    public double DAverage => Test.Difference / Math.Sqrt((Math.Pow(Deviation(pairs.First), 2) + Math.Pow(Deviation(pairs.Second), 2)) / 2);

    /// <summary>d_z √(2(1 − r)): on the scale of independent groups.</summary>
    public double DRepeated => Dz * Math.Sqrt(2 * (1 - Correlation));

    /// <summary>Pairs, first less second; those lacking either value are dropped.</summary>
    public static PairedDifference Of(IReadOnlyList<double> first, IReadOnlyList<double> second) => new(Pairs.Of(first, second));

    /// <inheritdoc/>
    public override Table ToTable() => new($"Standardised difference of pairs: {pairs.Sample}",
        [new("measure", "Measure"), new("estimate", "Estimate"), new("conf_low", "Low"), new("conf_high", "High")],
        [["d_z", Dz, DzInterval.Low, DzInterval.High], ["g_z", Gz, HedgesCorrection.Exact(Count - 1) * DzInterval.Low, HedgesCorrection.Exact(Count - 1) * DzInterval.High],
            ["d_av", DAverage, Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable)], ["d_rm", DRepeated, Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable)]]);

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of("Standardised difference of pairs with 95% interval", "Standard deviations", [new("d_z", Dz, DzInterval)], 0);

    private static double Deviation(double[] values) => OutcomeGroup.Of("pairs", values).StandardDeviation;
}
