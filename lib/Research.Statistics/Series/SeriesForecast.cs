using System.Collections.Immutable;

namespace Research;

/// <summary>The forecast of one year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Trend">What is known of the true level of that year.</param>
/// <param name="Observation">What is known of the value that will be seen: the level and the noise of one year.</param>
public sealed record ForecastPoint(int Year, PredictiveDistribution Trend, PredictiveDistribution Observation);

/// <summary>Forecasts of the years after a series' last, each as a whole distribution.</summary>
public sealed record SeriesForecast : Result
{
    private readonly AnnualSeries series;

    internal SeriesForecast(string method, AnnualSeries series, IEnumerable<ForecastPoint> points, double level)
    {
        if (level is not (> 0 and < 1)) throw new DataError("forecast", $"level {level:G4}", "a level between 0 and 1", "Say 0.9 for 90%.");
        (Method, this.series, Points, Level) = (method, series, [.. points], level);
    }

    /// <summary>How it was made.</summary>
    public string Method { get; }

    /// <summary>A point a year.</summary>
    public ImmutableArray<ForecastPoint> Points { get; }

    /// <summary>Coverage meant by the intervals, 0 to 1.</summary>
    public double Level { get; }

    /// <summary>The forecast of a year.</summary>
    public ForecastPoint this[int year] => Points.FirstOrDefault(p => p.Year == year)
        ?? throw new DataError("forecast", $"{year}", $"a year from {Points[0].Year} to {Points[^1].Year}", "Forecast further, or ask for another year.");

    internal static int CheckYears(int years) => years is >= 1 and <= 100
        ? years
        : throw new DataError("forecast", $"{years} years", "between 1 and 100 years", "Ask for fewer years: intervals of short series widen fast.");

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Method}: {series.Name}, {series.Observed} years to {series.LastYear}. Intervals at {100 * Level:G4}%.",
        [
            new("year", "Year", Decimals: 0), new("forecast", "Forecast"), new("std_error", "Standard error (modelled scale)"),
            new("trend_low", "Level, low"), new("trend_high", "Level, high"), new("value_low", "Value, low"), new("value_high", "Value, high"),
        ],
        Points.Select(p =>
        {
            var (trend, value) = (p.Trend.Interval(Level), p.Observation.Interval(Level));
            return (IReadOnlyList<Cell>)[p.Year, p.Trend.Median, p.Observation.StandardError, trend.Low, trend.High, value.Low, value.High];
        }),
        ["Level: the true level of the year. Value: the figure that will be seen, with the noise of one year."]);

    /// <inheritdoc/>
    public override Chart ToChart()
    {
        var ahead = Points.Select(p => p.Year).ToArray();
        var ranges = Points.Select(p => p.Observation.Interval(Level)).ToArray();
        var seen = series.Years.Zip(series.Values).Where(p => !double.IsNaN(p.Second)).ToArray();
        var last = Points[^1];
        var figure = new PlotlyFigure()
            .Trace("scatter", ("mode", "lines"), ("showlegend", false), ("hoverinfo", "skip"), ("x", ahead), ("y", ranges.Select(r => r.Low).ToArray()),
                ("line", PlotlyFigure.Attributes(("width", 0))))
            .Trace("scatter", ("mode", "lines"), ("name", $"{100 * Level:G4}% of values"), ("x", ahead), ("y", ranges.Select(r => r.High).ToArray()),
                ("fill", "tonexty"), ("fillcolor", "rgba(212,53,28,0.18)"), ("line", PlotlyFigure.Attributes(("width", 0), ("color", Chart.Colours[1]))))
            .Trace("scatter", ("mode", "lines+markers"), ("name", "Forecast"), ("x", ahead), ("y", Points.Select(p => p.Trend.Median).ToArray()),
                ("line", PlotlyFigure.Attributes(("color", Chart.Colours[1]), ("dash", "dash"))))
            .Trace("scatter", ("mode", "lines+markers"), ("name", series.Name), ("x", seen.Select(p => p.First).ToArray()),
                ("y", seen.Select(p => series.ToNatural(p.Second)).ToArray()), ("line", PlotlyFigure.Attributes(("color", Chart.Colours[0]))));
        return new($"{series.Name}: forecast to {last.Year}",
            $"The forecast for {last.Year} is {Cell.Of(last.Trend.Median).Show(null)}; {100 * Level:G4}% of values are expected between {Cell.Of(ranges[^1].Low).Show(null)} and {Cell.Of(ranges[^1].High).Show(null)}.",
            figure.Layout("Year", series.Name, ("xaxis", PlotlyFigure.Axis("Year", ("tickformat", "d")))), ToTable());
    }
}
