using Plotly.NET;

namespace Research.Notebooks.Tests;

/// <summary>How values show themselves.</summary>
public sealed class ValueDisplayTests
{
    [Theory]
    [InlineData(null, "<null>")]
    [InlineData("text", "text")]
    [InlineData(0.1, "0.1")]
    [InlineData(true, "True")]
    [InlineData(DayOfWeek.Monday, "Monday")]
    public void A_single_value_is_plain_text_in_the_invariant_culture(object? value, string text)
    {
        var shown = ValueDisplay.Of(value, isResult: true);
        Assert.Equal(text, shown.PlainText);
        Assert.Null(shown.Html);
        Assert.True(shown.IsResult);
    }

    [Fact]
    public void An_object_with_its_own_HTML_and_a_table_gives_both()
    {
        var shown = ValueDisplay.Of(new WithHtml("<b>own</b>", "year,gap\n2013,28.54\n"), isResult: false);
        Assert.Equal("<b>own</b>", shown.Html);
        Assert.Equal("year,gap\n2013,28.54\n", shown.Data[MimeTypes.Csv]);
    }

    [Fact]
    public void Words_of_a_table_stand_on_the_left_in_every_front_end()
    {
        Assert.EndsWith("</div><style>.research-table th,.research-table td{text-align:left}.research-table .number{text-align:right}</style>", ValueDisplay.Of(new WithHtml("<div class=\"research-table\"></div>", ""), isResult: true).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_of_Plotly_cannot_end_its_own_script()
    {
        var trace = new Trace("scatter");
        trace.SetProperty("name", "</script><script>alert(1)</script>");
        var chart = GenericChart.ofTraceObject(false, trace);
        string html = ValueDisplay.Of(chart, isResult: true).Html!;
        Assert.Equal(1, html.Split("</script>").Length - 1);
        Assert.Contains("data-research-chart=\"chart-", html, StringComparison.Ordinal);
        Assert.Equal(html, ValueDisplay.Of(chart, isResult: true).Html);
    }

    [Fact]
    public void A_value_can_be_asked_for_in_one_form()
    {
        var shown = ValueDisplay.As(new WithHtml("<b>own</b>", "year,gap\n2013,28.54\n"), [MimeTypes.Html]);
        Assert.Equal([MimeTypes.Html], shown.Data.Keys);
    }

    private sealed record WithHtml(string Html, string Csv)
    {
        public string ToHtml() => Html;

        public Rows ToTable() => new(Csv);
    }

    private sealed record Rows(string Csv)
    {
        public string ToCsv() => Csv;
    }
}
