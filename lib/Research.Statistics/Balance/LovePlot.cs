namespace Research;

/// <summary>The love plot: for each covariate the absolute standardised difference before and after. R: <c>cobalt::love.plot</c>.</summary>
public static class LovePlot
{
    /// <summary>The plot of a balance table, worst before on top, with lines at the usual 0.1.</summary>
    public static Chart Of(BalanceTable balance)
    {
        var rows = balance.Covariates.OrderByDescending(c => Math.Abs(c.Before.Difference)).ToArray();
        string[] labels = [.. rows.Select(r => PlotlyFigure.Wrapped(r.Title))];
        object Marker(string symbol, string colour) => PlotlyFigure.Attributes(("symbol", symbol), ("size", 10), ("color", colour));
        var figure = new PlotlyFigure();
        if (balance.Weighted) figure.Trace("scatter", ("mode", "markers"), ("name", "before"), ("x", rows.Select(r => Math.Abs(r.Before.Difference)).ToArray()), ("y", labels), ("marker", Marker("circle-open", Chart.Colours[1])));
        var plot = figure
            .Trace("scatter", ("mode", "markers"), ("name", balance.Weighted ? "after" : "as they are"), ("x", rows.Select(r => Math.Abs(r.After.Difference)).ToArray()), ("y", labels), ("marker", Marker("circle", Chart.Colours[0])))
            .Layout("absolute difference (standard deviations)", "", ("height", PlotlyFigure.HeightOf(labels)),
                ("shapes", (object[])[PlotlyFigure.Attributes(("type", "line"), ("x0", 0.1), ("x1", 0.1), ("y0", 0), ("y1", 1), ("yref", "paper"), ("line", PlotlyFigure.Attributes(("dash", "dot"), ("color", Chart.Colours[7]))))]),
                ("xaxis", PlotlyFigure.Axis("absolute difference (standard deviations)", ("rangemode", "tozero"))),
                ("yaxis", PlotlyFigure.Axis("", ("autorange", "reversed"), ("type", "category"))), ("legend", PlotlyFigure.Attributes(("orientation", "h"), ("y", 1.08))));
        var table = new Table("Absolute standardised differences", [new("covariate", "Covariate"), new("before", "Before", "SD", 3), new("after", "After", "SD", 3)],
            rows.Select(r => (IReadOnlyList<Cell>)[r.Title, Math.Abs(r.Before.Difference), Math.Abs(r.After.Difference)]));
        var worst = rows.MaxBy(r => Math.Abs(r.After.Difference));
        string words = worst is null ? "No covariate." : !balance.Weighted
            ? $"{rows.Count(r => Math.Abs(r.After.Difference) > 0.1)} of {rows.Length} differences are above 0.1; the largest is {worst.Title} at {Rounding.Text(Math.Abs(worst.After.Difference), 2)}."
            : $"{rows.Count(r => Math.Abs(r.Before.Difference) > 0.1)} of {rows.Length} differences are above 0.1 before and {rows.Count(r => Math.Abs(r.After.Difference) > 0.1)} after; "
            + $"the largest after is {worst.Title} at {Rounding.Text(Math.Abs(worst.After.Difference), 2)}.";
        return new(balance.Weighted ? $"Balance before and after: {balance.Method}" : "Balance of the groups as they are", words, plot, table);
    }
}
