using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Plotly.NET;

namespace Research;

/// <summary>A Plotly chart with what makes it accessible: a title, a text alternative and its data as a table.</summary>
/// <remarks>The HTML is a fragment that holds the figure as JSON and its data as a table. The page around it brings plotly.js once
/// per document; where there is no script the text and the table remain.</remarks>
[TypeFormatterSource(typeof(NotebookFormatterSource))]
public sealed class Chart
{
    private static readonly string[] Palette = ["#1d70b8", "#d4351c", "#00703c", "#4c2c92", "#f47738", "#28a197", "#b10e1e", "#505a5f"];

    /// <summary>A chart.</summary>
    /// <param name="title">What it shows, in a sentence a reader can quote.</param>
    /// <param name="alternative">The chart in words, for those who cannot see it: what is compared and what stands out.</param>
    /// <param name="plot">The Plotly.NET chart.</param>
    /// <param name="data">The numbers drawn.</param>
    public Chart(string title, string alternative, GenericChart plot, Table data) =>
        (Title, Alternative, Plot, Data) = (title, alternative, plot, data);

    /// <summary>Colours with at least 3:1 contrast on white, told apart by people who do not see red and green alike.</summary>
    public static IReadOnlyList<string> Colours => Palette;

    /// <summary>What the chart shows.</summary>
    public string Title { get; }

    /// <summary>The chart in words.</summary>
    public string Alternative { get; }

    /// <summary>The Plotly.NET chart, for those who want to change it.</summary>
    public GenericChart Plot { get; }

    /// <summary>The numbers drawn.</summary>
    public Table Data { get; }

    /// <summary>The figure as JSON ({data, layout, config}), safe inside a script element.</summary>
    public string ToFigureJson() =>
        GenericChart.toFigureJson(Plot).Replace("</", "<\\/", StringComparison.Ordinal).Replace("<!--", "<\\!--", StringComparison.Ordinal);

    /// <summary>The chart as an HTML fragment. Same chart, same bytes: its name is a hash of the figure.</summary>
    public string ToHtml()
    {
        string json = ToFigureJson();
        string id = "chart-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Title + json)))[..12];
        return string.Create(CultureInfo.InvariantCulture, $"""
            <figure class="research-chart" data-research-chart="{id}"><figcaption>{WebUtility.HtmlEncode(Title)}</figcaption>
            <div class="plot" role="img" aria-label="{WebUtility.HtmlEncode(Alternative)}"></div>
            <script type="application/json">{json}</script>
            <p class="alternative">{WebUtility.HtmlEncode(Alternative)}</p>
            <details><summary>Data of this chart as a table</summary>{Data.ToHtml()}</details></figure>
            """);
    }

    /// <summary>Title, text alternative and data, as plain text.</summary>
    public override string ToString() => $"{Title}\n{Alternative}\n{Data.ToText()}";
}
