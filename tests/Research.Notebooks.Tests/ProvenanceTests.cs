using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Research.Notebooks.Tests;

public sealed class ProvenanceTests
{
    private const string Csv = "group,gap\n\"a, \"\"b\"\"\",1.5\n";

    private static readonly RunManifest Run = new("needs",
        new RunInputs([new("c1", "cell 1", "h1")], ImmutableSortedDictionary<string, string>.Empty.Add("year", "2013"))
        {
            Data = [new("../data/ks2.parquet", "416c23dbb69beb8dd51c7f31a9e8ca5e", 10, 36535), new("notes.bin", "00ff00ff00ff00ff", 3, null)],
            Libraries = [new("Research.Analysis", "0.1.0", "abcdef0123456", "l1"), new("Research.Statistics", "0.1.0", "", "l2")],
            Seeds = [new("cell 1", "42")],
        },
        DateTimeOffset.UnixEpoch)
    {
        Runtime = ".NET 10",
        Results = [new("c1/1", "county.Gaps", "cell 1", "3 gaps. 20,760 used, 666 dropped (42 without a result), over all rows") { Csv = Csv }, new("c1/2", "shown 2", "cell 1", "<b>") { Text = "<b>" }],
    };

    private static readonly NotebookDocument Document = new(
        [new NotebookCell("c1", CellKind.Code, "x") { Outputs = [ValueDisplay.OfText(MimeTypes.Html, "<p>3 gaps</p>"), new StreamOutput("stdout", "text"), ValueDisplay.OfText(MimeTypes.Text, "<b>"), ValueDisplay.OfText(MimeTypes.Text, "not in the manifest")] }]);

    private static string Page => HtmlPage.Of(Document, new PageOptions { Run = Run, Details = [KeyValuePair.Create("Prepared by", "R&D")] });

    [Fact]
    public void Each_result_says_what_made_it_how_many_were_counted_and_which_data_and_library()
    {
        string note = Notes()[0];
        foreach (string part in new[] { "county.Gaps, cell 1", "20,760 used, 666 dropped (42 without a result)", "year = 2013", "ks2.parquet, notes.bin", "Research.Analysis 0.1.0 (abcdef0)", $"href=\"#{Provenance.About}\"" })
            Assert.Contains(part, note, StringComparison.Ordinal);
        Assert.Equal(2, Notes().Length);
        Assert.Contains("&lt;b&gt;", Notes()[1], StringComparison.Ordinal);
        Assert.DoesNotContain("download", Notes()[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Unrounded_values_can_be_saved_from_the_page()
    {
        var link = Regex.Match(Notes()[0], "<a download=\"([^\"]+)\" href=\"data:text/csv;charset=utf-8,([^\"]+)\"");
        Assert.Equal(("county-Gaps-cell-1.csv", Csv), (link.Groups[1].Value, Uri.UnescapeDataString(link.Groups[2].Value)));
    }

    [Fact]
    public void The_foot_lists_files_with_rows_and_hashes_libraries_parameters_and_seeds()
    {
        string foot = Page[Page.IndexOf("<footer id=\"about-this-page\"", StringComparison.Ordinal)..];
        foreach (string part in new[] { "<caption>Data files read</caption>", "<th scope=\"row\">../data/ks2.parquet</th><td class=\"number\">36,535</td><td><code title=\"SHA-256 416c23dbb69beb8dd51c7f31a9e8ca5e\">416c23dbb69b</code>",
            "not counted", "<dd>Research.Statistics 0.1.0</dd>", "<dd>year = 2013</dd>", "<dd>42, cell 1</dd>", "<dt>Prepared by</dt><dd>R&amp;D</dd>", "needs.run.json" })
            Assert.Contains(part, foot, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_a_notebook_whose_run_is_not_known_has_no_such_notes()
    {
        string page = HtmlPage.Of(Document, new PageOptions());
        Assert.DoesNotContain("<details class=\"provenance\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("figure-card\";", page, StringComparison.Ordinal);
    }

    private static string[] Notes() => [.. Regex.Matches(Page, "<details class=\"provenance\".*?</details>", RegexOptions.Singleline).Select(m => m.Value)];
}
