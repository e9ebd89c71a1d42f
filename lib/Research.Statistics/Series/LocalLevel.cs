namespace Research;

/// <summary>A level that wanders: y = level + noise, level = last year's level + shock. Forecasts stay at the last level and widen.</summary>
/// <remarks>Source: Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter; Durbin and Koopman (2012), ch. 2.
/// R: <c>StructTS(type = "level")</c>, <c>KFAS::SSMtrend(1)</c>.</remarks>
public sealed record LocalLevel : StructuralTrend
{
    private LocalLevel(AnnualSeries series, ObservationNoise noise, TrendVariances? variances) : base(series, hasSlope: false, noise, variances)
    {
    }

    /// <inheritdoc/>
    public override string Method => "Local level";

    /// <summary>Fits by maximum likelihood.</summary>
    /// <param name="series">At least three years with a value.</param>
    /// <param name="noise">What to make of the series' known sampling variances.</param>
    public static LocalLevel Fit(AnnualSeries series, ObservationNoise noise = ObservationNoise.AsGiven) => new(series, noise, null);

    /// <summary>Fits the log odds of a rate, the sampling noise of its counts known.</summary>
    /// <param name="counts">At least three years.</param>
    /// <param name="designEffect">How much clustering in schools widens the sampling variance; 1 for none.</param>
    public static LocalLevel Fit(AnnualCounts counts, double designEffect = 1) => new(counts.Logits(designEffect), ObservationNoise.AsGiven, null);

    /// <summary>The model with known variances.</summary>
    /// <param name="series">The series.</param>
    /// <param name="variances">The variances; that of the slope is 0.</param>
    public static LocalLevel With(AnnualSeries series, TrendVariances variances) => new(series, ObservationNoise.AsGiven, variances);
}
