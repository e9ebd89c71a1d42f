using System.Collections.Immutable;
using System.Globalization;

namespace Research.Notebooks.Tests;

public sealed class NotebookComparisonTests
{
    private const string Gaps = "measure,group,year,gap\nks2,fsm,2012,27.495460196662016\nks2,fsm,2013,28.567783094098893\n";

    [Fact]
    public void A_notebook_equals_itself_and_counts_what_was_compared()
    {
        var run = Run(Table(Gaps), Text("84"));
        Assert.Equal((2, 2, true), (NotebookComparison.Of(run, run, Tolerance.Default).Cells, Compare(run, run).Results, Compare(run, run).Same));
    }

    [Fact]
    public void A_changed_figure_is_named_by_row_and_column()
    {
        var difference = Assert.Single(Compare(Run(Table(Gaps)), Run(Table(Gaps.Replace("28.567783094098893", "28.6", StringComparison.Ordinal)))).Differences);
        Assert.Equal(("cell 1", "2 gaps", "ks2, fsm, 2013: gap", "28.567783094098893", "28.6"), (difference.Cell, difference.Result, difference.Place, difference.First, difference.Second));
    }

    [Theory]
    [InlineData(1e-9, 0, true)]
    [InlineData(1e-12, 0, false)]
    [InlineData(0, 1e-8, true)]
    public void Numbers_agree_within_the_tolerance_and_not_beyond(double relative, double absolute, bool same)
    {
        var other = Run(Table(Gaps.Replace("28.567783094098893", "28.567783094598893", StringComparison.Ordinal)));
        Assert.Equal(same, NotebookComparison.Of(Run(Table(Gaps)), other, new Tolerance(relative, absolute)).Same);
    }

    [Fact]
    public void A_row_that_came_or_went_is_one_difference_and_order_is_none()
    {
        string more = Gaps.Replace("ks2,fsm,2012", "ks2,eal,2013,1.5\nks2,fsm,2012", StringComparison.Ordinal);
        Assert.Equal(("ks2, eal, 2013", null, "a row"), Place(Assert.Single(Compare(Run(Table(Gaps)), Run(Table(more))).Differences)));
        string[] lines = Gaps.Trim().Split('\n');
        Assert.True(Compare(Run(Table(Gaps)), Run(Table($"{lines[0]}\n{lines[2]}\n{lines[1]}\n"))).Same);
        var titled = Table(Gaps);
        Assert.Equal(("title or notes", "2 gaps", "3 gaps"), Place(Assert.Single(Compare(Run(titled), Run(titled.With(MimeTypes.Text, titled.PlainText!.Replace("2 gaps", "3 gaps", StringComparison.Ordinal)))).Differences)));
    }

    [Fact]
    public void Rows_without_names_go_by_their_number()
    {
        Assert.Equal(("row 2: value", "2.5", "3.5"), Place(Assert.Single(Compare(Run(Table("value\n1.5\n2.5\n")), Run(Table("value\n1.5\n3.5\n"))).Differences)));
        Assert.Equal(["row 1: n", "row 2: n"], Compare(Run(Table("n\n1\n2\n")), Run(Table("n\n3\n4\n"))).Differences.Select(d => d.Place));
    }

    [Fact]
    public void A_symbol_is_not_a_number_and_quoted_fields_are_read()
    {
        Assert.Equal(("F1: n", "c", "0"), Place(Assert.Single(Compare(Run(Table("f,n\nF1,c\n")), Run(Table("f,n\nF1,0\n"))).Differences)));
        Assert.Equal(("F1: why", "a \"b\", c\nd", "e"), Place(Assert.Single(Compare(Run(Table("f,why\nF1,\"a \"\"b\"\", c\nd\"\n")), Run(Table("f,why\nF1,e\n"))).Differences)));
    }

    [Fact]
    public void Charts_are_compared_by_their_data_and_not_by_their_colours()
    {
        var chart = Chart("Gap by year", "28.5", "#111111");
        Assert.True(Compare(Run(chart), Run(Chart("Gap by year", "28.5000000000001", "#222222"))).Same);
        Assert.Equal(("chart, series England y 2", "28.5", "29"), Place(Assert.Single(Compare(Run(chart), Run(Chart("Gap by year", "29", "#111111"))).Differences)));
        Assert.Equal(("chart, title", "Gap by year", "Gaps"), Place(Assert.Single(Compare(Run(chart), Run(Chart("Gaps", "28.5", "#111111"))).Differences)));
        var bare = ValueDisplay.OfText(MimeTypes.Html, "<p>no chart</p>").With(MimeTypes.Text, "chart");
        Assert.Equal(("chart", "Gap by year", null), Place(Assert.Single(Compare(Run(chart), Run(bare)).Differences)));
    }

    [Fact]
    public void Where_one_host_keeps_no_table_the_words_of_the_page_are_compared()
    {
        var page = ValueDisplay.OfText(MimeTypes.Html, "<table><caption>2 gaps</caption><tr><th>fsm</th><td>27.5 &amp; more</td></tr></table>");
        var narrow = ValueDisplay.OfText(MimeTypes.Html, "<div><table>\n<caption>2 gaps</caption>\n<tr><th>fsm</th> <td>27.5 &amp; more</td></tr></table></div><script>1</script>");
        Assert.True(Compare(Run(page), Run(narrow)).Same);
        var other = Assert.Single(Compare(Run(page), Run(narrow.With(MimeTypes.Html, narrow.Html!.Replace("27.5", "27.6", StringComparison.Ordinal)))).Differences);
        Assert.Equal(("2 gaps", "line 2", "fsm 27.5 & more", "fsm 27.6 & more"), (other.Result, other.Place, other.First, other.Second));
    }

    [Theory]
    [InlineData("1,052 pupils, KS2", "1052 pupils,  KS2\n", true)]
    [InlineData("F07 ───── 3", "F07 ── 3", true)]
    [InlineData("Wall time: 12.3 ms", "Wall time: 99.1 ms", true)]
    [InlineData("KS1", "KS2", false)]
    [InlineData("-3.6 ppt", "3.6 ppt", false)]
    [InlineData("0.30000000000000004", "0.3", true)]
    [InlineData("1, 2", "1,2", false)]
    public void Text_is_compared_without_its_layout(string first, string second, bool same) => Assert.Equal(same, Compare(Run(Text(first)), Run(Text(second))).Same);

    [Fact]
    public void Console_errors_and_results_that_one_run_lacks_are_told()
    {
        var first = Run(new StreamOutput("stdout", "a\n"), new StreamOutput("stdout", "b\n"), Text("1"), Text("2"));
        var second = Run(new StreamOutput("stdout", "a\nb\n"), Text("1"), new ErrorOutput("E", "bad", []));
        Assert.Equal([("result", "only in the first", "2", null), ("error", "", null, "E: bad")], Compare(first, second).Differences.Select(d => (d.Result, d.Place, d.First, d.Second)));
    }

    [Fact]
    public void Cells_are_matched_by_id_or_by_text()
    {
        var first = Sample.Notebook("1", "2", "3");
        Assert.True(Compare(first, first with { Cells = [.. first.Cells.Select(c => c with { Id = "new-" + c.Id })] }).Same);
        var changed = first with { Cells = first.Cells.SetItem(1, first.Cells[1] with { Source = "2 + 0" }) };
        Assert.Equal(("code", "line 1", "2", "2 + 0"), Compare(first, changed).Differences.Select(d => (d.Result, d.Place, d.First, d.Second)).Single());
        var longer = first with { Cells = first.Cells.Insert(1, new NotebookCell("in-between", CellKind.Code, "9")) };
        Assert.Equal(("cell 2", "only in the second"), Compare(first, longer).Differences.Select(d => (d.Cell, d.Place)).Single());
        Assert.Equal(("cell 2", "only in the first"), Compare(longer, first).Differences.Select(d => (d.Cell, d.Place)).Single());
    }

    [Fact]
    public void Parameters_are_compared_by_value_however_they_were_set()
    {
        var notebook = Sample.Notebook("int year = 2013; var data = \"a\";", "year");
        notebook = notebook with { Cells = notebook.Cells.SetItem(0, notebook.Cells[0] with { Tags = [NotebookCell.ParametersTag] }) };
        Assert.True(Compare(notebook, NotebookParameters.Set(notebook, new Dictionary<string, string> { ["year"] = "2013" })).Same);
        var other = Assert.Single(Compare(notebook, NotebookParameters.Set(notebook, new Dictionary<string, string> { ["year"] = "2014" })).Differences);
        Assert.Equal(("parameters", "year", "2013", "2014"), (other.Result, other.Place, other.First, other.Second));
    }

    private static NotebookComparison Compare(NotebookDocument first, NotebookDocument second) => NotebookComparison.Of(first, second, Tolerance.Default);

    private static (string, string?, string?) Place(NotebookDifference d) => (d.Place, d.First, d.Second);

    private static NotebookDocument Run(params CellOutput[] outputs)
    {
        var shown = outputs.All(o => o is DisplayOutput) ? outputs.Select(o => ImmutableArray.Create(o)).ToArray() : [[.. outputs]];
        return new([.. shown.Select((o, i) => new NotebookCell(string.Create(CultureInfo.InvariantCulture, $"c{i}"), CellKind.Code, "x") { Outputs = o })]);
    }

    private static DisplayOutput Text(string text) => ValueDisplay.OfText(MimeTypes.Text, text);

    private static DisplayOutput Table(string csv) => Text("2 gaps\n" + csv).With(MimeTypes.Csv, csv);

    private static DisplayOutput Chart(string title, string value, string colour) => Text("chart").With(MimeTypes.Html,
        $"<figure class=\"research-chart\" data-research-chart=\"c{colour[1..]}\"><figcaption>{title}</figcaption><div class=\"plot\"></div><script type=\"application/json\">"
        + $"{{\"data\":[{{\"name\":\"England\",\"type\":\"bar\",\"y\":[1,{value}],\"marker\":{{\"color\":\"{colour}\"}}}}],\"layout\":{{}}}}</script></figure>");
}
