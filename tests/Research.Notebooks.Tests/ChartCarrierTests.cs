namespace Research.Notebooks.Tests;

/// <summary>plotly.js stands in a document once, whatever is run again.</summary>
public sealed class ChartCarrierTests
{
    private const string Chart = "<figure data-research-chart=\"c\"></figure>";
    private readonly ChartCarrier carrier = new();

    [Fact]
    public void The_first_chart_of_a_document_carries_the_library_and_every_chart_the_drawing()
    {
        Assert.Equal([true, false], Cell("a", Chart, Chart));
        Assert.Equal([false], Cell("b", Chart));
        carrier.Begin("c");
        Assert.EndsWith(ChartScript.Draw, carrier.Complete(Html(Chart)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cell_that_carried_it_carries_it_again_when_it_runs_again_and_only_once()
    {
        Cell("a", Chart);
        Cell("b", Chart);
        Assert.Equal([true, false], Cell("a", Chart, Chart));
        Assert.Equal([false], Cell("b", Chart));
    }

    [Fact]
    public void A_cell_without_a_chart_does_not_count_as_the_first()
    {
        carrier.Begin("a");
        var plain = Html("<b>no chart</b>");
        Assert.Same(plain, carrier.Complete(plain));
        Assert.Equal([true], Cell("b", Chart));
    }

    [Fact]
    public void A_chart_that_brings_the_library_itself_gives_it_up()
    {
        Cell("a", Chart);
        carrier.Begin("b");
        Assert.Equal(Chart + ChartScript.Draw, carrier.Complete(Html(Chart + ChartScript.Library + ChartScript.Draw)).Html);
    }

    [Fact]
    public void Text_is_left_alone()
    {
        var text = ValueDisplay.OfText(MimeTypes.Text, Chart);
        Assert.Same(text, carrier.Complete(text));
    }

    private static DisplayOutput Html(string html) => ValueDisplay.OfText(MimeTypes.Html, html);

    private bool[] Cell(string name, params string[] shown)
    {
        carrier.Begin(name);
        return [.. shown.Select(html => carrier.Complete(Html(html)).Html!.Contains("data-research-script=\"library\"", StringComparison.Ordinal))];
    }
}
