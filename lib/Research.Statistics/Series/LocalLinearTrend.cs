namespace Research;

/// <summary>A level with a slope, both of which wander: level = last level + slope + shock, slope = last slope + shock.</summary>
/// <remarks>Source: Harvey (1989); Durbin and Koopman (2012), section 3.2. R: <c>StructTS(type = "trend")</c>, <c>KFAS::SSMtrend(2)</c>.</remarks>
public sealed record LocalLinearTrend : StructuralTrend
{
    private LocalLinearTrend(AnnualSeries series, ObservationNoise noise, TrendVariances? variances) : base(series, hasSlope: true, noise, variances)
    {
    }

    /// <inheritdoc/>
    public override string Method => "Local linear trend";

    /// <summary>Fits by maximum likelihood.</summary>
    /// <param name="series">At least four years with a value.</param>
    /// <param name="noise">What to make of the series' known sampling variances.</param>
    public static LocalLinearTrend Fit(AnnualSeries series, ObservationNoise noise = ObservationNoise.AsGiven) => new(series, noise, null);

    /// <summary>Fits the log odds of a rate, the sampling noise of its counts known.</summary>
    /// <param name="counts">At least four years.</param>
    /// <param name="designEffect">How much clustering in schools widens the sampling variance; 1 for none.</param>
    public static LocalLinearTrend Fit(AnnualCounts counts, double designEffect = 1) => new(counts.Logits(designEffect), ObservationNoise.AsGiven, null);

    /// <summary>The model with known variances.</summary>
    /// <param name="series">The series.</param>
    /// <param name="variances">The variances.</param>
    public static LocalLinearTrend With(AnnualSeries series, TrendVariances variances) => new(series, ObservationNoise.AsGiven, variances);
}
