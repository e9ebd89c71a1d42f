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
        var table = ToTable();
        var past = Plotly.NET.Chart2D.Chart.Line<int, double, string, string, string, string>(
            series.Years.Where((_, i) => !double.IsNaN(series.Values[i])),
            series.Values.Where(v => !double.IsNaN(v)).Select(series.ToNatural), ShowMarkers: true, Name: series.Name,
            LineColor: Plotly.NET.Color.fromHex(Chart.Colours[0]));
        var band = Plotly.NET.Chart2D.Chart.Range<int, double, double, double, string, string, string, string, string, string>(
            x: Points.Select(p => p.Year), y: Points.Select(p => p.Trend.Median),
            lower: table.Rows.Select(r => r[5].Number ?? double.NaN), upper: table.Rows.Select(r => r[6].Number ?? double.NaN),
            mode: Plotly.NET.StyleParam.Mode.Lines_Markers, Name: $"Forecast, {100 * Level:G4}% of values", LineColor: Plotly.NET.Color.fromHex(Chart.Colours[1]));
        var last = Points[^1];
        return new($"{series.Name}: forecast to {last.Year}",
            string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"The forecast for {last.Year} is {last.Trend.Median:G4}; {100 * Level:G4}% of values are expected between {last.Observation.Interval(Level).Low:G4} and {last.Observation.Interval(Level).High:G4}."),
            Plotly.NET.Chart.Combine([past, band]), table);
    }
}
