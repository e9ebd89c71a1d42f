using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;

namespace Research.Notebooks;

/// <summary>The first rows of a data frame, from Microsoft.Data.Analysis or Deedle, as a compact table.</summary>
/// <remarks>Both are found by name and read by reflection: a session may load its own copy of either.</remarks>
internal sealed class FrameTable
{
    private const int MostRows = 25;
    private const int MostColumns = 30;

    private readonly string title;
    private readonly string[] headings;
    private readonly IReadOnlyList<string[]> rows;

    private FrameTable(string kind, long rowCount, IReadOnlyList<string> columns, IEnumerable<string[]> firstRows)
    {
        int shown = (int)Math.Min(rowCount, MostRows);
        title = string.Create(CultureInfo.InvariantCulture, $"{kind}: {rowCount:N0} rows, {columns.Count:N0} columns")
            + (rowCount > MostRows ? string.Create(CultureInfo.InvariantCulture, $"; the first {shown} rows") : "")
            + (columns.Count > MostColumns + 1 ? string.Create(CultureInfo.InvariantCulture, $", the first {MostColumns} columns") : "");
        headings = [.. columns.Take(MostColumns + 1)];
        rows = [.. firstRows.Take(MostRows).Select(r => r.Take(MostColumns + 1).ToArray())];
    }

    /// <summary>The table of a frame or series; null for anything else.</summary>
    public static FrameTable? Of(object value)
    {
        var type = value.GetType();
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.FullName == "Microsoft.Data.Analysis.DataFrame") return OfDataFrame(value);
            if (t is { Namespace: "Deedle", Name: "Frame`2" }) return OfDeedleFrame(value);
            if (t is { Namespace: "Deedle", Name: "Series`2" }) return OfDeedleSeries(value);
        }
        return null;
    }

    public string ToHtml()
    {
        var html = new StringBuilder("<div class=\"research-table\" role=\"region\" tabindex=\"0\" aria-label=\"").Append(WebUtility.HtmlEncode(title))
            .Append("\"><table><caption>").Append(WebUtility.HtmlEncode(title)).Append("</caption><thead><tr>");
        foreach (string heading in headings) html.Append("<th scope=\"col\">").Append(WebUtility.HtmlEncode(heading)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (string[] row in rows)
        {
            html.Append("<tr>");
            foreach (string cell in row)
                html.Append(IsNumber(cell) ? "<td class=\"number\">" : "<td>").Append(WebUtility.HtmlEncode(cell)).Append("</td>");
            html.Append("</tr>");
        }
        return html.Append("</tbody></table></div>").ToString();
    }

    public string ToText()
    {
        int[] widths = [.. headings.Select((h, j) => rows.Select(r => r[j].Length).Prepend(h.Length).Max())];
        var text = new StringBuilder(title).Append('\n');
        foreach (string[] row in rows.Prepend(headings))
            text.Append(string.Join("  ", row.Select((c, j) => IsNumber(c) ? c.PadLeft(widths[j]) : c.PadRight(widths[j]))).TrimEnd()).Append('\n');
        return text.ToString();
    }

    private static FrameTable OfDataFrame(object frame)
    {
        object[] columns = [.. ((IEnumerable)Get(frame, "Columns")!).Cast<object>()];
        long count = (long)Get(Get(frame, "Rows")!, "Count")!;
        string[][] cells = [.. columns.Select(c => ((IEnumerable)c).Cast<object?>().Take(MostRows).Select(Show).ToArray())];
        return new("Data frame", count, [.. columns.Select(c => Show(Get(c, "Name")))], Transpose(cells));
    }

    private static FrameTable OfDeedleFrame(object frame)
    {
        object[] columnKeys = [.. ((IEnumerable)Get(frame, "ColumnKeys")!).Cast<object>()];
        object[] rowKeys = [.. ((IEnumerable)Get(frame, "RowKeys")!).Cast<object>()];
        var series = Get(frame, "Columns")!;
        string[][] cells = [rowKeys.Take(MostRows).Select(Show).ToArray(), .. columnKeys.Select(k => Values(series.GetType().GetMethod("Get", [k.GetType()])!.Invoke(series, [k])!))];
        return new("Frame", rowKeys.Length, ["", .. columnKeys.Select(Show)], Transpose(cells));
    }

    private static FrameTable OfDeedleSeries(object series)
    {
        object[] keys = [.. ((IEnumerable)Get(series, "Keys")!).Cast<object>()];
        return new("Series", keys.Length, ["key", "value"], Transpose([keys.Take(MostRows).Select(Show).ToArray(), Values(series)]));
    }

    // ObservationsAll pairs each key with a value that may be missing.
    private static string[] Values(object series) =>
        [.. ((IEnumerable)Get(series, "ObservationsAll")!).Cast<object>().Take(MostRows).Select(pair =>
        {
            object optional = Get(pair, "Value")!;
            return (bool)Get(optional, "HasValue")! ? Show(Get(optional, "Value")) : "";
        })];

    private static IEnumerable<string[]> Transpose(string[][] columns) =>
        Enumerable.Range(0, columns.Length == 0 ? 0 : columns.Max(c => c.Length)).Select(i => columns.Select(c => i < c.Length ? c[i] : "").ToArray());

    private static object? Get(object value, string property) => value.GetType().GetProperty(property)!.GetValue(value);

    private static string Show(object? value) => value switch
    {
        null => "",
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        float number => number.ToString("G6", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
