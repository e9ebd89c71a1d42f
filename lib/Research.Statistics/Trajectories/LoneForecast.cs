namespace Research;

/// <summary>Methods that look at one series alone, as mixtures of future paths.</summary>
internal static class LoneForecast
{
    private const int MostParts = 24;

    /// <summary>Years a method cannot do without.</summary>
    public static int Needed(TrajectoryMethod method) => method switch
    {
        TrajectoryMethod.LastValue => 2,
        TrajectoryMethod.LocalLinearTrend => 4,
        _ => 3,
    };

    /// <summary>The mixture on the modelled scale; null when the series is too short or has no counts where counts are needed.</summary>
    public static PathPart[]? Of(TrajectorySeries series, int years, TrajectoryMethod method)
    {
        if (series.Observed < Needed(method) || (method == TrajectoryMethod.LogitTrend && series.Counts is null)) return null;
        return method switch
        {
            TrajectoryMethod.LastValue => [LastValue(series, years)],
            TrajectoryMethod.StraightLine => OfForecast(LinearTrend.Fit(series.Modelled).Forecast(years)),
            TrajectoryMethod.LogitTrend => OfForecast(LogitTrend.Fit(series.Counts!).Forecast(years)),
            TrajectoryMethod.LocalLevel => OfForecast(LocalLevel.Fit(series.Modelled).Forecast(years)),
            _ => OfForecast(LocalLinearTrend.Fit(series.Modelled).Forecast(years)),
        };
    }

    // The naive forecast: normal, its variance the mean square of the yearly changes times the years ahead.
    private static PathPart LastValue(TrajectorySeries series, int years)
    {
        int[] seen = [.. series.Figures.Keys];
        double[] values = [.. seen.Select(y => series.Modelled.Values[y - series.Modelled.FirstYear])];
        double square = Enumerable.Range(1, seen.Length - 1).Average(i => (values[i] - values[i - 1]) * (values[i] - values[i - 1]) / (seen[i] - seen[i - 1]));
        // A series that never moved still can.
        square = Math.Max(square, 1e-8 * series.Scale * series.Scale);
        return PathPart.OfMarginals(1, [.. Enumerable.Repeat(values[^1], years)], [.. Enumerable.Range(1, years).Select(h => Math.Sqrt(square * h))], double.PositiveInfinity);
    }

    private static PathPart[] OfForecast(SeriesForecast forecast)
    {
        var points = forecast.Points;
        var parts = points[0].Observation.Parts.Select((first, k) => PathPart.OfMarginals(first.Weight, [.. points.Select(p => p.Observation.Parts[k].Mean)],
            [.. points.Select(p => p.Observation.Parts[k].Sd)], first.DegreesOfFreedom));
        return PathPart.MergeAlike(parts, MostParts);
    }
}
