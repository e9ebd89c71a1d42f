namespace Research;

/// <summary>Horizontal bars with their values written at the end, one below the other.</summary>
public static class BarChart
{
    /// <summary>A chart of values by label, first on top.</summary>
    /// <param name="title">What it shows, in a sentence.</param>
    /// <param name="unit">Axis title with the unit.</param>
    /// <param name="bars">Label and value; a value that is not a number is left out of the drawing and kept in the table.</param>
    /// <param name="decimals">Decimals written at each bar.</param>
    public static Chart Of(string title, string unit, IEnumerable<(string Label, double Value)> bars, int decimals = 1)
    {
        var all = bars.ToArray();
        var drawn = all.Where(b => double.IsFinite(b.Value)).ToArray();
        string[] labels = [.. drawn.Select(b => PlotlyFigure.Wrapped(b.Label))];
        var figure = new PlotlyFigure().Trace("bar",
            ("orientation", "h"), ("showlegend", false), ("x", drawn.Select(b => b.Value).ToArray()), ("y", labels),
            ("text", drawn.Select(b => Rounding.Text(b.Value, decimals)).ToArray()), ("textposition", "auto"), ("cliponaxis", false),
            ("marker", PlotlyFigure.Attributes(("color", Chart.Colours[0]))));
        var plot = figure.Layout(unit, "", ("height", PlotlyFigure.HeightOf(labels)), ("yaxis", PlotlyFigure.LabelAxis(labels)));
        var table = new Table(title, [new("label", "Of"), new("value", "Value", unit, decimals)], all.Select(b => (IReadOnlyList<Cell>)[b.Label, b.Value]));
        return new(title, Words(drawn, decimals), plot, table);
    }

    private static string Words((string Label, double Value)[] bars, int decimals) => bars.Length == 0
        ? "No bar could be drawn."
        : $"{bars.Length} bars; longest {bars.MaxBy(b => b.Value).Label} at {Rounding.Text(bars.Max(b => b.Value), decimals)}, shortest {bars.MinBy(b => b.Value).Label} at {Rounding.Text(bars.Min(b => b.Value), decimals)}.";
}
