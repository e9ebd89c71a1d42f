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
    private readonly bool[] numeric;

    // Keys stand in a first column that is not one of the frame's own.
    private FrameTable(string kind, long rowCount, IReadOnlyList<string> columns, IEnumerable<string[]> firstRows, int keyColumns)
    {
        int own = columns.Count - keyColumns, kept = keyColumns + MostColumns;
        title = $"{kind}: {Count(rowCount, "row")}, {Count(own, "column")}"
            + (rowCount > MostRows ? string.Create(CultureInfo.InvariantCulture, $"; the first {MostRows} rows") : "")
            + (own > MostColumns ? string.Create(CultureInfo.InvariantCulture, $", the first {MostColumns} columns") : "");
        headings = [.. columns.Take(kept)];
        rows = [.. firstRows.Take(MostRows).Select(r => r.Take(kept).ToArray())];
        numeric = [.. headings.Select((_, j) => rows.Any(r => r[j].Length > 0) && rows.All(r => r[j].Length == 0 || IsNumber(r[j])))];
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
        for (int j = 0; j < headings.Length; j++) html.Append("<th scope=\"col\"").Append(Align(j)).Append(WebUtility.HtmlEncode(headings[j])).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (string[] row in rows)
        {
            html.Append("<tr>");
            for (int j = 0; j < row.Length; j++) html.Append("<td").Append(Align(j)).Append(WebUtility.HtmlEncode(row[j])).Append("</td>");
            html.Append("</tr>");
        }
        return html.Append("</tbody></table></div>").ToString();
    }

    public string ToText()
    {
        int[] widths = [.. headings.Select((h, j) => rows.Select(r => r[j].Length).Prepend(h.Length).Max())];
        var text = new StringBuilder(title).Append('\n');
        foreach (string[] row in rows.Prepend(headings))
            text.Append(string.Join("  ", row.Select((c, j) => numeric[j] ? c.PadLeft(widths[j]) : c.PadRight(widths[j]))).TrimEnd()).Append('\n');
        return text.ToString();
    }

    private static FrameTable OfDataFrame(object frame)
    {
        object[] columns = [.. ((IEnumerable)Get(frame, "Columns")!).Cast<object>()];
        long count = (long)Get(Get(frame, "Rows")!, "Count")!;
        string[][] cells = [.. columns.Select(c => ((IEnumerable)c).Cast<object?>().Take(MostRows).Select(Show).ToArray())];
        return new("Data frame", count, [.. columns.Select(c => Show(Get(c, "Name")))], Transpose(cells), keyColumns: 0);
    }

    private static FrameTable OfDeedleFrame(object frame)
    {
        object[] columnKeys = [.. ((IEnumerable)Get(frame, "ColumnKeys")!).Cast<object>()];
        object[] rowKeys = [.. ((IEnumerable)Get(frame, "RowKeys")!).Cast<object>()];
        var series = Get(frame, "Columns")!;
        string[][] cells = [rowKeys.Take(MostRows).Select(Show).ToArray(), .. columnKeys.Select(k => Values(series.GetType().GetMethod("Get", [k.GetType()])!.Invoke(series, [k])!))];
        return new("Frame", rowKeys.Length, ["", .. columnKeys.Select(Show)], Transpose(cells), keyColumns: 1);
    }

    private static FrameTable OfDeedleSeries(object series)
    {
        object[] keys = [.. ((IEnumerable)Get(series, "Keys")!).Cast<object>()];
        return new("Series", keys.Length, ["key", "value"], Transpose([keys.Take(MostRows).Select(Show).ToArray(), Values(series)]), keyColumns: 1);
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

    private string Align(int column) => numeric[column] ? " class=\"number\">" : ">";

    private static string Count(long number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? "" : "s")}");

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
