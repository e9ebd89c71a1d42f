using System.Text.RegularExpressions;

namespace Research.Notebooks.Tests;

public sealed partial class HtmlPageTests
{
    private const string Figure = "<figure data-research-chart=\"c1\"><div class=\"plot\"></div><script type=\"application/json\">{}</script></figure>";

    private static readonly NotebookDocument Document = new(
    [
        new NotebookCell("m1", CellKind.Markdown, "# Gaps & more\n\nText.\n\n## First\n\n### Inner\n\n## First\n\n# Another title\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        new NotebookCell("c1", CellKind.Code, "x < y") { Outputs = [new StreamOutput("stdout", "a < b\n"), ValueDisplay.OfText(MimeTypes.Html, Figure + ChartScript.Library + ChartScript.Draw)] },
        new NotebookCell("c2", CellKind.Code, "z") { Outputs = [ValueDisplay.OfText(MimeTypes.Html, Figure + ChartScript.Draw), new ErrorOutput("E", "<bad>", ["at cell 1, line 2"])] },
    ]);

    private static string Page => HtmlPage.Of(Document, new PageOptions { Details = [KeyValuePair.Create("Version", "1 <2>")] });

    [Fact]
    public void The_drawing_library_is_in_the_page_once_and_nothing_comes_from_a_network()
    {
        Assert.Single(Regex.Matches(Page, "data-research-script=\"library\""));
        Assert.Single(Regex.Matches(Page, "data-research-script=\"draw\""));
        Assert.DoesNotMatch("<(script|link|img)[^>]+(src|href)=\"(http|//)", Page);
        Assert.DoesNotContain("data-research-script", HtmlPage.Of(Document with { Cells = [Document.Cells[0]] }), StringComparison.Ordinal);
    }

    [Fact]
    public void It_has_landmarks_a_skip_link_a_language_and_one_first_heading()
    {
        string body = Bare(Page);
        foreach (string part in new[] { "<html lang=\"en-GB\">", "href=\"#main\"", "<main id=\"main\"", "<nav aria-label=\"Contents\">", "<title>Gaps &amp; more</title>", "width=device-width", "<dd>1 &lt;2&gt;</dd>" })
            Assert.Contains(part, body, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(body, "<h1"));
        Assert.Single(Regex.Matches(HtmlPage.Of(Sample.Notebook("1")), "<h1"));
    }

    [Fact]
    public void Every_contents_entry_leads_to_a_heading_of_its_own()
    {
        var links = Regex.Matches(Bare(Page), "<a href=\"#([^\"]+)\">").Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(["first", "inner", "first-2", "another-title"], links);
        Assert.All(links, id => Assert.Single(Regex.Matches(Bare(Page), $"<h[2-6] id=\"{id}\"")));
    }

    [Fact]
    public void What_scrolls_can_be_reached_with_the_keyboard_and_text_is_escaped()
    {
        string body = Bare(Page);
        Assert.All(Regex.Matches(body, "<pre[^>]*>").Select(m => m.Value), pre => Assert.Contains("tabindex=\"0\"", pre, StringComparison.Ordinal));
        Assert.Contains("a &lt; b", body, StringComparison.Ordinal);
        Assert.Contains("&lt;bad&gt;", body, StringComparison.Ordinal);
        Assert.Contains("<code>x &lt; y</code>", body, StringComparison.Ordinal);
        Assert.Contains("role=\"region\" tabindex=\"0\" aria-label=\"Table\">\n<table>", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_of_text_have_the_contrast_that_WCAG_asks_for()
    {
        var colours = Colour().Matches(HtmlPage.Of(Document)).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        foreach (string ink in new[] { "ink", "soft", "link", "error" })
            foreach (string ground in new[] { "#ffffff", colours["shade"] }) Assert.True(Contrast(colours[ink], ground) >= 4.5, $"--{ink} on {ground}");
    }

    private static string Bare(string page) => ChartScript.Strip(page);

    private static double Contrast(string a, string b)
    {
        double[] light = [.. new[] { Luminance(a), Luminance(b) }.Order()];
        return (light[1] + 0.05) / (light[0] + 0.05);
    }

    private static double Luminance(string hex)
    {
        double[] c = [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(hex.Substring(1 + 2 * i, 2), 16) / 255.0).Select(v => v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4))];
        return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
    }

    [GeneratedRegex("--([a-z]+): (#[0-9a-f]{6})")]
    private static partial Regex Colour();
}
