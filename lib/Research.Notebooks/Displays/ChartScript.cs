using System.Reflection;
using System.Text;
using Plotly.NET;

namespace Research.Notebooks;

/// <summary>The scripts that draw chart fragments: plotly.js itself, and the few lines that find the figures in a document.</summary>
internal static class ChartScript
{
    private const string Mark = "<script data-research-script=";
    private const string End = "</script>";

    /// <summary>plotly.js in one script element, hidden from module loaders that would swallow it.</summary>
    public static string Library => LibraryText.Value;

    /// <summary>Draws every figure in the document that is not drawn yet, as soon as plotly.js is there.</summary>
    public static string Draw => DrawText.Value;

    private static readonly Lazy<string> LibraryText = new(() =>
        $"{Mark}\"library\">if(!window.Plotly){{(function(define,module,exports){{{Resource(typeof(GenericChart).Assembly, "plotly-2.28.0.min.js").Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)}\n}}).call(window);}}{End}");

    private static readonly Lazy<string> DrawText = new(() => $"{Mark}\"draw\">{Resource(typeof(ChartScript).Assembly, "draw-charts.js")}{End}");

    /// <summary>True when the HTML holds a chart fragment.</summary>
    public static bool HasChart(string html) => html.Contains("data-research-chart=", StringComparison.Ordinal);

    /// <summary>The HTML without these scripts; the same string when there are none.</summary>
    public static string Strip(string html)
    {
        int start = html.IndexOf(Mark, StringComparison.Ordinal);
        if (start < 0) return html;
        var text = new StringBuilder();
        int from = 0;
        for (; start >= 0; start = html.IndexOf(Mark, from, StringComparison.Ordinal))
        {
            text.Append(html, from, start - from);
            int end = html.IndexOf(End, start, StringComparison.Ordinal);
            from = end < 0 ? html.Length : end + End.Length;
        }
        return text.Append(html, from, html.Length - from).ToString();
    }

    private static string Resource(Assembly assembly, string name)
    {
        string full = assembly.GetManifestResourceNames().Single(n => n.EndsWith(name, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(full)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
