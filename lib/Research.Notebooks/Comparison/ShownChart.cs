using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Research.Notebooks;

/// <summary>A chart found in a shown result: its title and its figure.</summary>
/// <param name="Title">Its caption; "chart" when it has none.</param>
/// <param name="Series">Plotly's list of series.</param>
internal sealed partial record ShownChart(string Title, JsonArray Series)
{
    // How a series is drawn, not what it says.
    private static readonly HashSet<string> Styles = new(StringComparer.Ordinal)
        { "marker", "line", "opacity", "textfont", "textposition", "showlegend", "legendgroup", "uid", "hovertemplate", "hoverinfo", "hoverlabel", "width", "cliponaxis" };

    /// <summary>The charts in the HTML of a result.</summary>
    public static IReadOnlyList<ShownChart> In(string html) => [.. Figure().Matches(html).Select(Read).OfType<ShownChart>()];

    /// <summary>The words of a result without its charts and scripts; cells and lines end in a line break.</summary>
    public static string WordsOf(string html) =>
        WebUtility.HtmlDecode(Tags().Replace(Ends().Replace(Unread().Replace(Figure().Replace(ChartScript.Strip(html), " "), " "), "\n"), " "));

    /// <summary>Where the data of two charts differ.</summary>
    public IEnumerable<ResultDifference> DifferencesFrom(ShownChart other, Tolerance tolerance)
    {
        if (!string.Equals(Title, other.Title, StringComparison.Ordinal)) yield return new("title", Title, other.Title);
        foreach (var difference in Compare(Series, other.Series, "", tolerance)) yield return difference;
    }

    /// <summary>A hash of what the chart says: numbers to nine significant digits, no colours.</summary>
    public string Fingerprint => ContentHash.OfText(Bare(Series));

    private static string Bare(JsonNode? node) => node switch
    {
        JsonArray list => $"[{string.Join(',', list.Select(Bare))}]",
        JsonObject map => $"{{{string.Join(',', map.Where(p => !Styles.Contains(p.Key)).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}:{Bare(p.Value)}"))}}}",
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => Number(value).ToString("G9", CultureInfo.InvariantCulture),
        _ => node?.ToJsonString() ?? "null",
    };

    private static IEnumerable<ResultDifference> Compare(JsonNode? a, JsonNode? b, string place, Tolerance tolerance)
    {
        if (a is JsonObject x && b is JsonObject y)
        {
            string name = x["name"] is JsonValue words && words.TryGetValue(out string? text) ? $"series {text}" : place;
            foreach (string key in x.Select(p => p.Key).Union(y.Select(p => p.Key)).Where(k => !Styles.Contains(k)))
                foreach (var difference in Compare(x[key], y[key], $"{name} {key}".Trim(), tolerance)) yield return difference;
        }
        else if (a is JsonArray v && b is JsonArray w)
        {
            for (int i = 0; i < Math.Max(v.Count, w.Count); i++)
            {
                string inner = string.Create(CultureInfo.InvariantCulture, $"{(place.Length == 0 ? "series" : place)} {i + 1}");
                foreach (var difference in Compare(i < v.Count ? v[i] : null, i < w.Count ? w[i] : null, inner, tolerance)) yield return difference;
            }
        }
        else if (!Same(a, b, tolerance)) yield return new(place, Show(a), Show(b));
    }

    private static bool Same(JsonNode? a, JsonNode? b, Tolerance tolerance) => a is JsonValue x && b is JsonValue y
        && x.GetValueKind() == JsonValueKind.Number && y.GetValueKind() == JsonValueKind.Number ? tolerance.Agrees(Number(x), Number(y)) : JsonNode.DeepEquals(a, b);

    // A JSON reader's value and one made in a program convert differently.
    private static double Number(JsonValue value) => double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string? Show(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : node?.ToJsonString();

    private static ShownChart? Read(Match figure)
    {
        if (Json().Match(figure.Value) is not { Success: true } json) return null;
        var caption = Caption().Match(figure.Value);
        try
        {
            return JsonNode.Parse(json.Groups[1].Value)?["data"] is JsonArray series
                ? new(caption.Success ? WebUtility.HtmlDecode(Tags().Replace(caption.Groups[1].Value, "")).Trim() : "chart", series) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("<figure[^>]*data-research-chart=.*?</figure>", RegexOptions.Singleline)]
    private static partial Regex Figure();

    [GeneratedRegex("<script type=\"application/json\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Json();

    [GeneratedRegex("<figcaption>(.*?)</figcaption>", RegexOptions.Singleline)]
    private static partial Regex Caption();

    [GeneratedRegex("<(script|style)[^>]*>.*?</\\1>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Unread();

    [GeneratedRegex("</(tr|p|caption|h[1-6]|li|div)>", RegexOptions.IgnoreCase)]
    private static partial Regex Ends();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();
}
