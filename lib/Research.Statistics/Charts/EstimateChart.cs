namespace Research;

/// <summary>One row of an <see cref="EstimateChart"/>.</summary>
/// <param name="Label">What is estimated.</param>
/// <param name="Estimate">The estimate.</param>
/// <param name="Interval">Its interval, in the same unit.</param>
public readonly record struct EstimateRow(string Label, double Estimate, Interval Interval);

/// <summary>Estimates as dots with their intervals as bars, one below the other.</summary>
public static class EstimateChart
{
    /// <summary>A chart of estimates; rows whose estimate is not a number are left out of the drawing and kept in its table.</summary>
    /// <param name="title">What it shows, in a sentence.</param>
    /// <param name="unit">Axis title with the unit.</param>
    /// <param name="rows">The estimates, first on top.</param>
    /// <param name="reference">Where a line for "no difference" is drawn; null for none.</param>
    public static Chart Of(string title, string unit, IEnumerable<EstimateRow> rows, double? reference = null)
    {
        var all = rows.ToArray();
        var drawn = all.Where(r => double.IsFinite(r.Estimate)).ToArray();
        double[] Reach(Func<EstimateRow, double> length) => [.. drawn.Select(length).Select(v => double.IsFinite(v) ? v : 0)];
        string[] labels = [.. drawn.Select(r => PlotlyFigure.Wrapped(r.Label))];
        var plot = new PlotlyFigure().Trace("scatter",
            ("mode", "markers"), ("showlegend", false),
            ("x", drawn.Select(r => r.Estimate).ToArray()), ("y", labels),
            ("marker", PlotlyFigure.Attributes(("color", Chart.Colours[0]), ("size", 9))),
            ("error_x", PlotlyFigure.Attributes(("type", "data"), ("symmetric", false), ("color", Chart.Colours[0]),
                ("array", Reach(r => r.Interval.High - r.Estimate)), ("arrayminus", Reach(r => r.Estimate - r.Interval.Low)))));
        object[] lines = reference is { } at
            ? [PlotlyFigure.Attributes(("type", "line"), ("x0", at), ("x1", at), ("y0", 0), ("y1", 1), ("yref", "paper"), ("line", PlotlyFigure.Attributes(("dash", "dot"), ("color", Chart.Colours[7]))))]
            : [];
        var figure = plot.Layout(unit, "", ("shapes", lines), ("height", PlotlyFigure.HeightOf(labels)), ("yaxis", PlotlyFigure.LabelAxis(labels)));
        return new(title, Words(drawn, reference), figure, TableOf(title, unit, all));
    }

    private static string Words(EstimateRow[] rows, double? reference)
    {
        if (rows.Length == 0) return "No estimate could be drawn.";
        var highest = rows.MaxBy(r => r.Estimate);
        var lowest = rows.MinBy(r => r.Estimate);
        string text = $"{rows.Length} estimates with intervals; highest {highest.Label} at {Shown(highest.Estimate)}, lowest {lowest.Label} at {Shown(lowest.Estimate)}.";
        return reference is { } at ? $"{text} {rows.Count(r => !r.Interval.Contains(at))} of {rows.Length} intervals exclude {Shown(at)}." : text;
    }

    private static string Shown(double value) => value.ToString("G3", System.Globalization.CultureInfo.InvariantCulture);

    private static Table TableOf(string title, string unit, EstimateRow[] rows) => new(title,
        [new("label", "Estimate of"), new("estimate", "Estimate", unit), new("conf_low", "Low", unit), new("conf_high", "High", unit)],
        rows.Select(r => (IReadOnlyList<Cell>)[r.Label, r.Estimate, r.Interval.Low, r.Interval.High]));
}
