namespace Research;

/// <summary>How a trajectory is forecast.</summary>
public enum TrajectoryMethod
{
    /// <summary>Last value carried forward; intervals from the size of the series' own yearly changes. A benchmark. R: <c>forecast::naive</c>.</summary>
    LastValue,

    /// <summary>Least-squares line through the figures; intervals from its residuals. A benchmark. R: <c>predict(lm, interval = "prediction")</c>.</summary>
    StraightLine,

    /// <summary>Straight line in the log odds, widened by the dispersion of the years (<see cref="Research.LogitTrend"/>).</summary>
    LogitTrend,

    /// <summary>Local level by the Kalman filter, the cohort's noise known (<see cref="Research.LocalLevel"/>).</summary>
    LocalLevel,

    /// <summary>Local linear trend by the Kalman filter, the cohort's noise known (<see cref="Research.LocalLinearTrend"/>).</summary>
    LocalLinearTrend,

    /// <summary>Partially pooled over series: a common path with damped slope, and each series' own departure from it (<see cref="PooledTrend"/>).</summary>
    Pooled,

    /// <summary>The logit trend, the local linear trend and the pooled model, weighted by how well each forecast earlier years (<see cref="MethodWeights"/>).</summary>
    Average,
}

/// <summary>Which side of a threshold counts as met.</summary>
public enum Direction
{
    /// <summary>The figure is the threshold or above.</summary>
    AtLeast,

    /// <summary>The figure is the threshold or below.</summary>
    AtMost,
}

/// <summary>Names of the methods for readers and files.</summary>
public static class TrajectoryMethods
{
    /// <summary>Name for readers.</summary>
    public static string Title(this TrajectoryMethod method) => method switch
    {
        TrajectoryMethod.LastValue => "Last value carried forward",
        TrajectoryMethod.StraightLine => "Straight line",
        TrajectoryMethod.LogitTrend => "Logit trend",
        TrajectoryMethod.LocalLevel => "Local level",
        TrajectoryMethod.LocalLinearTrend => "Local linear trend",
        TrajectoryMethod.Pooled => "Partially pooled",
        _ => "Weighted average",
    };

    /// <summary>Name in files: snake_case.</summary>
    public static string Id(this TrajectoryMethod method) => method.Title().ToLowerInvariant().Replace(' ', '_');
}
