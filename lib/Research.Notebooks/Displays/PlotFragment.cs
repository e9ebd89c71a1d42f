using System.Net;
using System.Security.Cryptography;
using System.Text;
using Plotly.NET;

namespace Research.Notebooks;

/// <summary>A bare Plotly.NET chart as a fragment that the page's script draws.</summary>
internal static class PlotFragment
{
    public static string Of(GenericChart chart)
    {
        // A series may be named "</script>": nothing in the JSON may end its element.
        string json = GenericChart.toFigureJson(chart).Replace("</", "<\\/", StringComparison.Ordinal).Replace("<!--", "<\\!--", StringComparison.Ordinal);
        string id = "chart-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..12];
        return $"<figure class=\"research-chart\" data-research-chart=\"{WebUtility.HtmlEncode(id)}\"><div class=\"plot\" role=\"img\" aria-label=\"Chart\"></div><script type=\"application/json\">{json}</script></figure>";
    }
}
