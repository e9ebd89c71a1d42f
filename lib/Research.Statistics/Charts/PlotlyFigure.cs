using Plotly.NET;

namespace Research;

/// <summary>Composes a Plotly figure from plotly.js attributes: traces and one layout in the house style.</summary>
/// <remarks>Plotly.NET's C# surface asks for dozens of optional F# arguments a call; attributes by name read better and mean the same.</remarks>
public sealed class PlotlyFigure
{
    private readonly List<GenericChart> traces = [];

    /// <summary>Adds a trace: its plotly.js type and attributes, nested attributes as <see cref="Attributes"/>.</summary>
    public PlotlyFigure Trace(string type, params (string Name, object? Value)[] attributes)
    {
        var trace = new Trace(type);
        foreach (var (name, value) in attributes) trace.SetProperty(name, value);
        traces.Add(GenericChart.ofTraceObject(false, trace));
        return this;
    }

    /// <summary>The chart with axis titles and further layout attributes.</summary>
    public GenericChart Layout(string xTitle, string yTitle, params (string Name, object? Value)[] attributes)
    {
        var layout = new Layout();
        layout.SetProperty("template", "none");
        layout.SetProperty("xaxis", Axis(xTitle));
        layout.SetProperty("yaxis", Axis(yTitle));
        layout.SetProperty("font", Attributes(("family", "Arial, sans-serif"), ("size", 14)));
        layout.SetProperty("margin", Attributes(("t", 30), ("r", 20)));
        foreach (var (name, value) in attributes) layout.SetProperty(name, value);
        return GenericChart.setLayout(layout, GenericChart.combine(traces));
    }

    /// <summary>An axis with a title, kept clear of its tick labels.</summary>
    public static object Axis(string title, params (string Name, object? Value)[] more) =>
        Attributes([("title", Attributes(("text", title))), ("automargin", true), ("zeroline", false), .. more]);

    /// <summary>A vertical axis of labels, first on top, without room to spare above and below.</summary>
    public static object LabelAxis(IReadOnlyCollection<string> labels) =>
        Axis("", ("type", "category"), ("range", new[] { labels.Distinct().Count() - 0.4, -0.6 }));

    /// <summary>Nested attributes.</summary>
    public static object Attributes(params (string Name, object? Value)[] attributes) =>
        attributes.ToDictionary(a => a.Name, a => a.Value);

    /// <summary>Height in pixels that gives every row of a categorical axis its label, however many lines the longest takes.</summary>
    public static int HeightOf(IReadOnlyCollection<string> wrapped)
    {
        int lines = wrapped.Select(label => label.Split("<br>").Length).DefaultIfEmpty(1).Max();
        return 130 + (Math.Max(wrapped.Count, 2) * ((17 * lines) + 10));
    }

    /// <summary>A label broken into lines of about 26 characters, so that a phone keeps room for the drawing.</summary>
    public static string Wrapped(string label)
    {
        var text = new System.Text.StringBuilder();
        int length = 0;
        foreach (string word in label.Split(' '))
        {
            if (length > 0 && length + word.Length > 26)
            {
                text.Append("<br>");
                length = 0;
            }
            else if (length > 0)
            {
                text.Append(' ');
            }
            // Plotly reads a little HTML in labels: a name from the data must stay a name.
            text.Append(word.Replace("<", "&lt;", StringComparison.Ordinal));
            length += word.Length + 1;
        }
        return text.ToString();
    }
}
