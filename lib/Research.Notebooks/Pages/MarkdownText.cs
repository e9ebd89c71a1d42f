using System.Globalization;
using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Research.Notebooks;

/// <summary>A heading of a page.</summary>
/// <param name="Level">1 to 6.</param>
/// <param name="Text">Its words.</param>
/// <param name="Id">Its id in the page.</param>
internal sealed record PageHeading(int Level, string Text, string Id);

/// <summary>Turns the markdown of one page into HTML, with headings that have ids of their own and pictures inside the page.</summary>
internal sealed class MarkdownText(string? folder)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseGridTables().UseEmphasisExtras().UseTaskLists().UseFootnotes().UseDefinitionLists().UseAutoLinks().Build();

    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly List<PageHeading> headings = [];

    /// <summary>The headings met so far, in order.</summary>
    public IReadOnlyList<PageHeading> Headings => headings;

    /// <summary>A markdown cell as HTML.</summary>
    public string ToHtml(NotebookCell cell) => ToHtml(cell.Source, name => Attachment(cell, name));

    /// <summary>Markdown as HTML.</summary>
    public string ToHtml(string markdown) => ToHtml(markdown, _ => null);

    private string ToHtml(string markdown, Func<string, string?> attachment)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            // One title a page: later first-level headings step down.
            if (heading.Level == 1 && headings.Any(h => h.Level == 1)) heading.Level = 2;
            string text = Words(heading.Inline);
            string id = UniqueId(text);
            heading.GetAttributes().Id = id;
            headings.Add(new(heading.Level, text, id));
        }
        foreach (var picture in document.Descendants<LinkInline>().Where(l => l.IsImage && l.Url is not null))
            picture.Url = picture.Url!.StartsWith("attachment:", StringComparison.Ordinal) ? attachment(picture.Url[11..]) ?? picture.Url : Embedded(picture.Url);
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HtmlTableRenderer>(new ScrollingTable());
        renderer.Render(document);
        return writer.ToString();
    }

    private string UniqueId(string text)
    {
        var slug = new StringBuilder();
        foreach (char c in text.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c)) slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        string plain = slug.ToString().Trim('-');
        string id = plain.Length == 0 ? "section" : plain;
        for (int i = 2; !ids.Add(id); i++) id = string.Create(CultureInfo.InvariantCulture, $"{plain}-{i}");
        return id;
    }

    private string Embedded(string url)
    {
        if (folder is null || url.Contains(':', StringComparison.Ordinal)) return url;
        string path = Path.Combine(folder, Uri.UnescapeDataString(url));
        string? type = MimeOf(path);
        return type is null || !File.Exists(path) ? url : $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}";
    }

    private static string? MimeOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".svg" => "image/svg+xml",
        ".webp" => "image/webp",
        _ => null,
    };

    private static string? Attachment(NotebookCell cell, string name) =>
        cell.Attachments?[name] is System.Text.Json.Nodes.JsonObject bundle && bundle.FirstOrDefault() is { Key: { } type, Value: { } data } ? $"data:{type};base64,{data}" : null;

    private static string Words(ContainerInline? inline) => inline is null ? "" : string.Concat(inline.Descendants().Select(i => i switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => " ",
        _ => "",
    }));

    /// <summary>Wide tables scroll inside a region that the keyboard reaches.</summary>
    private sealed class ScrollingTable : HtmlTableRenderer
    {
        protected override void Write(HtmlRenderer renderer, Table table)
        {
            renderer.Write("<div class=\"research-table\" role=\"region\" tabindex=\"0\" aria-label=\"Table\">");
            base.Write(renderer, table);
            renderer.Write("</div>");
        }
    }
}
