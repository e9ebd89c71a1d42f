namespace Research;

/// <summary>A series with its future as a fan of 50% and 90% intervals.</summary>
internal static class TrajectoryChart
{
    public static Chart Of(TrajectoryForecast forecast)
    {
        var series = forecast.Series;
        int[] ahead = [series.LastYear, .. forecast.Years];
        double last = series[series.LastYear];
        double[] Bound(double level, bool high) => [last, .. forecast.Years.Select(y => forecast.Interval(y, level)).Select(i => high ? i.High : i.Low)];
        var figure = new PlotlyFigure();
        foreach (var (level, fill) in new[] { (0.9, "rgba(212,53,28,0.14)"), (0.5, "rgba(212,53,28,0.22)") })
            figure = figure
                .Trace("scatter", ("mode", "lines"), ("showlegend", false), ("hoverinfo", "skip"), ("x", ahead), ("y", Bound(level, false)), ("line", PlotlyFigure.Attributes(("width", 0))))
                .Trace("scatter", ("mode", "lines"), ("name", $"{100 * level:G2}% of figures"), ("x", ahead), ("y", Bound(level, true)), ("fill", "tonexty"), ("fillcolor", fill),
                    ("line", PlotlyFigure.Attributes(("width", 0), ("color", Chart.Colours[1]))));
        figure = figure
            .Trace("scatter", ("mode", "lines+markers"), ("name", "Median"), ("x", ahead), ("y", (double[])[last, .. forecast.Years.Select(forecast.Median)]), ("line", PlotlyFigure.Attributes(("color", Chart.Colours[1]), ("dash", "dash"))))
            .Trace("scatter", ("mode", "lines+markers"), ("name", series.Name), ("x", series.Figures.Keys.ToArray()), ("y", series.Figures.Values.ToArray()), ("line", PlotlyFigure.Attributes(("color", Chart.Colours[0]))));
        int end = forecast.Years[^1];
        var interval = forecast.Interval(end);
        string unit = series.Unit.Length == 0 ? series.Name : $"{series.Name} ({series.Unit})";
        return new($"{series.Name}: {forecast.Method.Title().ToLowerInvariant()} to {end}",
            $"The median for {end} is {Rounding.Text(forecast.Median(end), 1)}; nine in ten figures are expected between {Rounding.Text(interval.Low, 1)} and {Rounding.Text(interval.High, 1)}.",
            figure.Layout("Year", unit, ("xaxis", PlotlyFigure.Axis("Year", ("tickformat", "d")))), forecast.ToTable());
    }
}
