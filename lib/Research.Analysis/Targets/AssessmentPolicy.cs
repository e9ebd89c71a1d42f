namespace Research;

/// <summary>The thresholds and conventions of an assessment, declared in one place; <c>policy with { OnTrackFrom = 0.8 }</c> changes one.</summary>
public sealed record AssessmentPolicy
{
    /// <summary>The thresholds used unless others are given.</summary>
    public static AssessmentPolicy Default { get; } = new();

    /// <summary>A target is on track (green) when it is met with this probability or more.</summary>
    public double OnTrackFrom { get; init; } = 0.7;

    /// <summary>A target is at risk (amber) from this probability, and off track (red) below it.</summary>
    public double AtRiskFrom { get; init; } = 0.3;

    /// <summary>Level of the test that tells a change from noise.</summary>
    public double Significance { get; init; } = 0.05;

    /// <summary>Yearly changes over which a change counts as sustained.</summary>
    public int SustainedYears { get; init; } = 2;

    /// <summary>Years ahead beyond which nothing is forecast.</summary>
    public int LongestForecast { get; init; } = 10;

    /// <summary>Futures drawn.</summary>
    public int Futures { get; init; } = 4000;

    /// <summary>Seed of the futures: the same seed gives the same verdicts.</summary>
    public long Seed { get; init; } = 20170831;

    /// <summary>How trajectories are forecast.</summary>
    public TrajectoryMethod Method { get; init; } = TrajectoryMethod.Pooled;
}
