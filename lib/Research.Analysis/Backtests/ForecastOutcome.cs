namespace Research;

/// <summary>One forecast beside the figure that came.</summary>
/// <param name="Forecast">The forecast.</param>
/// <param name="Year">The year.</param>
/// <param name="Figure">What came.</param>
/// <param name="Last">The last figure known when it was made.</param>
/// <param name="TypicalChange">Median size of a yearly change of the panel's series up to then.</param>
internal sealed record ForecastOutcome(TrajectoryForecast Forecast, int Year, double Figure, double Last, double TypicalChange)
{
    // Targets like those councils set: to stay within one typical change of the last figure, to keep it, to beat it by one and by two.
    private static readonly int[] Steps = [-1, 0, 1, 2];

    // A percentage printed as 0 or 100, its counts not known, has no log odds: the model takes it for the nearest there is, and so is it scored.
    private double Came => Forecast.Series.Unit == "%" && Forecast.Series.Counts is null ? Math.Clamp(Figure, 0.05, 99.95) : Figure;

    public bool IsCovered(double level) => Forecast.Interval(Year, level).Contains(Came);

    public double Width(double level) => Forecast.Interval(Year, level).Width;

    /// <summary>Width plus 2/α times the distance by which the interval misses. Source: Gneiting and Raftery (2007), JASA 102, 359-378.</summary>
    public double IntervalScore(double level)
    {
        var interval = Forecast.Interval(Year, level);
        double missed = Math.Max(0, Math.Max(interval.Low - Came, Came - interval.High));
        return interval.Width + (2 / (1 - level) * missed);
    }

    public double Crps => Forecast.Crps(Year, Figure);

    public double Error => Figure - Forecast.Median(Year);

    /// <summary>Probability of meeting each target, and whether it was met.</summary>
    public IEnumerable<(double Probability, bool Met)> Targets() => Steps.Select(s => Last + (s * TypicalChange)).Select(t => (Forecast.Probability(Year, t), Figure >= t));
}
