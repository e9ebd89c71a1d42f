using System.Collections.Immutable;

namespace Research;

/// <summary>One line of a <see cref="LineChart"/>.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="X">Horizontal values.</param>
/// <param name="Y">Vertical values, as many as <paramref name="X"/>.</param>
public sealed record Line(string Name, ImmutableArray<double> X, ImmutableArray<double> Y);

/// <summary>Lines over a common horizontal axis.</summary>
public static class LineChart
{
    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot", "longdash"];

    /// <summary>A chart of lines, told apart by colour and dash.</summary>
    /// <param name="title">What it shows, in a sentence.</param>
    /// <param name="x">Title of the horizontal axis, with unit.</param>
    /// <param name="y">Title of the vertical axis, with unit.</param>
    /// <param name="lines">The lines.</param>
    public static Chart Of(string title, string x, string y, params IEnumerable<Line> lines)
    {
        var all = lines.ToArray();
        var figure = new PlotlyFigure();
        foreach (var (line, i) in all.Select((l, i) => (l, i)))
            figure.Trace("scatter", ("mode", "lines"), ("name", line.Name), ("x", line.X.ToArray()), ("y", line.Y.ToArray()),
                ("line", PlotlyFigure.Attributes(("color", Chart.Colours[i % Chart.Colours.Count]), ("dash", Dashes[i % Dashes.Length]))));
        return new(title, Words(y, all), figure.Layout(x, y, ("showlegend", all.Length > 1)), TableOf(title, x, y, all));
    }

    private static string Words(string y, Line[] lines) => string.Join(" ", lines.Where(l => l.Y.Length > 0).Select(l =>
        $"{l.Name}: {y} goes from {Shown(l.Y[0])} to {Shown(l.Y[^1])}."));

    // Three digits or so: the words are to be heard, the table has the numbers.
    private static string Shown(double value) => double.IsFinite(value) && Math.Abs(value) is >= 0.01 and < 1e13 ? Rounding.Text(value, Math.Abs(value) >= 100 ? 0 : Math.Abs(value) >= 10 ? 1 : 2) : Cell.Of(value).Show(null);

    private static Table TableOf(string title, string x, string y, Line[] lines) => new(title,
        [new("line", "Line"), new("x", x), new("y", y)],
        lines.SelectMany(l => l.X.Select((v, i) => (IReadOnlyList<Cell>)[l.Name, v, l.Y[i]])));
}
