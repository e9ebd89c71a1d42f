namespace Research;

/// <summary>Forecasts of yearly rates, gaps and figures as whole distributions.</summary>
public static class Trajectory
{
    /// <summary>Forecast of one series.</summary>
    /// <param name="series">The series up to now.</param>
    /// <param name="years">Years after its last.</param>
    /// <param name="method">How; the default is the pooled model, which with one series is a damped local trend with the cohort's noise known.</param>
    public static TrajectoryForecast Forecast(TrajectorySeries series, int years, TrajectoryMethod method = TrajectoryMethod.Pooled) =>
        ForecastPanel(SeriesPanel.Of(series.Name, [series]), years, method).Members[0];

    /// <summary>Forecasts of one series and of the whole it belongs to: the whole's shocks are shared by both, so that a target "to the national
    /// figure" has the moving goal it has in truth.</summary>
    /// <param name="ours">The series, such as a county's.</param>
    /// <param name="comparator">The series of the whole, such as England's; same unit.</param>
    /// <param name="years">Years after the last year of either.</param>
    public static JointForecast ForecastJointly(TrajectorySeries ours, TrajectorySeries comparator, int years)
    {
        var forecast = ForecastPanel(SeriesPanel.Of(ours.Name, [ours], comparator), years);
        return new(forecast.Members[0], forecast.Comparator!);
    }

    /// <summary>Forecasts of every series of a panel.</summary>
    /// <param name="panel">The series up to now, and the whole where there is one.</param>
    /// <param name="years">Years after the panel's last.</param>
    /// <param name="method">How.</param>
    public static PanelForecast ForecastPanel(SeriesPanel panel, int years, TrajectoryMethod method = TrajectoryMethod.Pooled) => method switch
    {
        TrajectoryMethod.Pooled => Pooled(panel, years),
        TrajectoryMethod.Average => MethodWeights.Learn(panel).Forecast(years),
        _ => Alone(panel, years, method),
    };

    /// <summary>Partially pooled forecasts of every series of a panel: of counts by <see cref="CountTrend"/>, of other figures by <see cref="PooledTrend"/>.</summary>
    /// <param name="panel">The series up to now, and the whole where there is one.</param>
    /// <param name="years">Years after the panel's last.</param>
    /// <param name="whole">The figures of the whole where they are out before those of the series.</param>
    public static PanelForecast Pooled(SeriesPanel panel, int years, TrajectorySeries? whole = null) =>
        CountTrend.Suits(panel) ? CountTrend.Fit(panel).Forecast(years, whole) : PooledTrend.Fit(panel).Forecast(years, whole);

    private static PanelForecast Alone(SeriesPanel panel, int years, TrajectoryMethod method)
    {
        SeriesForecast.CheckYears(years);
        int first = panel.LastYear + 1;
        bool plain = method is TrajectoryMethod.LastValue or TrajectoryMethod.StraightLine;
        TrajectoryForecast? Of(TrajectorySeries given) => Fitted(plain ? given.AsPrinted() : given);
        TrajectoryForecast? Fitted(TrajectorySeries series) =>
            LoneForecast.Of(series, first - 1 + years - series.LastYear, method) is { } parts
                ? new(series, (method, first), FuturePaths.Alone([.. parts.Select(p => p.Last(years))]))
                : null;
        var members = new TrajectoryForecast?[panel.Members.Length];
        try
        {
            Parallel.For(0, members.Length, i => members[i] = Of(panel.Members[i]));
        }
        catch (AggregateException several) when (several.InnerException is DataError reason)
        {
            // Series are fitted side by side: the first that cannot be says why.
            throw reason;
        }
        return members.Any(m => m is not null)
            ? new(panel, [.. members.OfType<TrajectoryForecast>()], panel.Comparator is { } c ? Of(c) : null, null)
            : throw new DataError($"panel {panel.Name}", $"no series with {LoneForecast.Needed(method)} years that suits the method", $"longer series{(method == TrajectoryMethod.LogitTrend ? " of counts" : "")}",
                $"{method.Title()} cannot be fitted here: use the pooled model.");
    }
}
