using System.Reflection;
using System.Text;
using Plotly.NET;

namespace Research;

/// <summary>What a notebook that knows nothing of this library needs to draw its charts: plotly.js with the first chart of the session,
/// and with every chart the few lines that find the figures and draw them.</summary>
/// <remarks>Our own session takes these elements out again, by their mark, and puts its own where a document needs them.</remarks>
internal static class ChartScript
{
    private const string Mark = "<script data-research-script=";
    private static int libraries;

    /// <summary>The HTML with the scripts that its charts need; unchanged when it has none.</summary>
    public static string Complete(string html)
    {
        if (!html.Contains("data-research-chart=", StringComparison.Ordinal)) return html;
        bool first = Interlocked.Exchange(ref libraries, 1) == 0;
        return html + (first ? Library() : "") + $"{Mark}\"draw\">{Resource(typeof(ChartScript).Assembly, "draw-charts.js")}</script>";
    }

    // Module loaders that notebooks bring (require.js) would swallow the library: their hooks are hidden from it.
    private static string Library() =>
        $"{Mark}\"library\">if(!window.Plotly){{(function(define,module,exports){{{Resource(typeof(GenericChart).Assembly, "plotly-2.28.0.min.js")
            .Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)}\n}}).call(window);}}</script>";

    private static string Resource(Assembly assembly, string name)
    {
        string full = assembly.GetManifestResourceNames().Single(n => n.EndsWith(name, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(full)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
