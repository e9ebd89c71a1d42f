using System.Globalization;
using System.Net;
using System.Text;

namespace Research.Notebooks;

/// <summary>Draws a code cell and what it gave.</summary>
internal sealed class CellHtml(MarkdownText markdown, Provenance? provenance)
{
    /// <summary>The cell's code, closed, and its outputs, open.</summary>
    public string Of(NotebookCell cell, string name)
    {
        var html = new StringBuilder("<div class=\"cell\" data-cell=\"").Append(Encode(cell.Id)).Append("\">");
        if (cell.Source.Length > 0)
            html.Append("<details class=\"code\"><summary>Code of ").Append(name).Append("</summary><pre tabindex=\"0\"><code>").Append(Encode(cell.Source)).Append("</code></pre></details>");
        int place = 0;
        foreach (var output in cell.Outputs)
        {
            html.Append(Of(output, name));
            if (output is DisplayOutput) html.Append(provenance?.Of(cell.Id, ++place));
        }
        return html.Append("</div>\n").ToString();
    }

    private string Of(CellOutput output, string name) => output switch
    {
        StreamOutput { Name: "stderr" } warning => $"<div class=\"warning\"><p><strong>Warning</strong></p>{Pre(warning.Text, "Warnings of " + name)}</div>",
        StreamOutput stream => Pre(stream.Text, "Console output of " + name),
        ErrorOutput error => Of(error, name),
        DisplayOutput display => Of(display, name),
        _ => "",
    };

    private string Of(DisplayOutput display, string name)
    {
        if (display.Html is { } html) return $"<div class=\"output\">{ChartScript.Strip(html)}</div>";
        if (display.Data.TryGetValue(MimeTypes.Markdown, out string? text)) return $"<div class=\"output\">{markdown.ToHtml(text)}</div>";
        if (display.Data.TryGetValue("image/svg+xml", out string? svg)) return $"<div class=\"output picture\" role=\"img\" aria-label=\"Figure of {name}\">{svg}</div>";
        foreach (string type in new[] { "image/png", "image/jpeg", "image/gif", "image/webp" })
            if (display.Data.TryGetValue(type, out string? picture))
                return $"<div class=\"output picture\"><img alt=\"Figure of {name}\" src=\"data:{type};base64,{Encode(picture.Replace("\n", "", StringComparison.Ordinal))}\"></div>";
        return display.PlainText is { } plain ? Pre(plain, "Value of " + name) : display.Data.Count > 0 ? Pre(display.Data.First().Value, "Value of " + name) : "";
    }

    private static string Of(ErrorOutput error, string name)
    {
        var html = new StringBuilder("<div class=\"error\"><p><strong>Error in ").Append(name).Append(": ").Append(Encode(error.Name)).Append("</strong></p><p>").Append(Encode(error.Message)).Append("</p>");
        if (error.Trace.Length > 0) html.Append(Pre(string.Join('\n', error.Trace), "Places of the error in " + name));
        return html.Append("</div>").ToString();
    }

    private static string Pre(string text, string label) =>
        string.Create(CultureInfo.InvariantCulture, $"<pre class=\"text\" tabindex=\"0\" role=\"region\" aria-label=\"{Encode(label)}\">{Encode(text.TrimEnd('\n'))}</pre>");

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
