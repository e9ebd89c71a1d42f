using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;

namespace Research.Notebooks;

/// <summary>A notebook as one HTML page that needs no network: contents list, accessible, code folded away, charts drawn by a
/// plotly.js that is in the page once.</summary>
public static class HtmlPage
{
    /// <summary>The page of a notebook with its outputs.</summary>
    public static string Of(NotebookDocument document, PageOptions? options = null)
    {
        options ??= new PageOptions();
        var markdown = new MarkdownText(options.Folder);
        string title = options.Title ?? document.Title ?? "Notebook";
        var provenance = options.Run is { } run ? new Provenance(run) : null;
        string body = Body(document, new CellHtml(markdown, provenance), markdown);
        bool charts = ChartScript.HasChart(body);
        var page = new StringBuilder(body.Length + (charts ? ChartScript.Library.Length : 0) + 20_000);
        page.Append("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
            .Append(Encode(title)).Append("</title>\n<style>\n").Append(Resource("page.css")).Append("</style>\n</head>\n<body>\n")
            .Append("<a class=\"skip\" href=\"#main\">Skip to main content</a>\n<header>\n");
        if (!markdown.Headings.Any(h => h.Level == 1)) page.Append("<h1>").Append(Encode(title)).Append("</h1>\n");
        page.Append("<p class=\"tools\"><button type=\"button\" data-show-code hidden>Show all code</button></p>\n</header>\n<div class=\"columns\">\n");
        AppendContents(page, markdown.Headings);
        page.Append("<main id=\"main\" tabindex=\"-1\">\n");
        foreach (string notice in options.Notices) page.Append("<div class=\"warning\"><p><strong>Note.</strong> ").Append(Encode(notice)).Append("</p></div>\n");
        page.Append(body).Append("</main>\n</div>\n");
        if (provenance is null) AppendFooter(page, options.Details);
        else page.Append(provenance.Section(options.Details));
        if (charts) page.Append(ChartScript.Library).Append('\n').Append(ChartScript.Draw).Append('\n');
        return page.Append("<script>").Append(Resource("page.js")).Append(provenance is null ? "" : Resource("figures.js")).Append("</script>\n</body>\n</html>\n").ToString();
    }

    private static string Body(NotebookDocument document, CellHtml cells, MarkdownText markdown)
    {
        var body = new StringBuilder();
        for (int i = 0; i < document.Cells.Length; i++)
        {
            var cell = document.Cells[i];
            if (cell.Kind == CellKind.Markdown) body.Append(markdown.ToHtml(cell));
            else if (cell.Kind == CellKind.Code) body.Append(cells.Of(cell, document.CellName(i)));
        }
        return body.ToString();
    }

    private static void AppendContents(StringBuilder page, IReadOnlyList<PageHeading> headings)
    {
        var listed = headings.Where(h => h.Level is 2 or 3).ToArray();
        if (listed.Length == 0) return;
        page.Append("<nav aria-label=\"Contents\"><details open><summary>Contents</summary>\n<ol>\n");
        bool inner = false, item = false;
        foreach (var heading in listed)
        {
            if (heading.Level == 3 && !inner) page.Append(item ? "<ol>" : "<li><ol>");
            if (heading.Level == 2 && inner) page.Append("</ol>");
            if (item && (heading.Level == 2 || inner)) page.Append("</li>\n");
            (inner, item) = (heading.Level == 3, true);
            page.Append("<li><a href=\"#").Append(Encode(heading.Id)).Append("\">").Append(Encode(heading.Text)).Append("</a>");
        }
        page.Append(inner ? "</li></ol>" : "").Append("</li>\n</ol>\n</details></nav>\n");
    }

    private static void AppendFooter(StringBuilder page, IReadOnlyList<KeyValuePair<string, string>> details)
    {
        if (details.Count == 0) return;
        page.Append("<footer><h2>About this page</h2><dl>");
        foreach (var detail in details)
            page.Append(CultureInfo.InvariantCulture, $"<dt>{Encode(detail.Key)}</dt><dd>{Encode(detail.Value)}</dd>");
        page.Append("</dl></footer>\n");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Resource(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        string full = assembly.GetManifestResourceNames().Single(n => n.EndsWith("." + name, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(full)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
