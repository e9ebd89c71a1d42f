namespace Research.Notebooks.Tests;

/// <summary>Data frames show as a table of their first rows, not as a property tree or a megabyte of HTML.</summary>
public sealed class FrameTableTests
{
    private const string Rows = "new[] { 1.5, double.NaN, 3.25 }";

    private static string Libraries => $"#r \"lib/Research.Analysis/bin/{Sample.Configuration}/net10.0/Microsoft.Data.Analysis.dll\"\n#r \"lib/Research.Analysis/bin/{Sample.Configuration}/net10.0/Deedle.dll\"\n";

    [Fact]
    public async Task A_frame_of_Microsoft_Data_Analysis_shows_rows_columns_and_gaps()
    {
        var shown = await Shown("using Microsoft.Data.Analysis;\nnew DataFrame(new StringDataFrameColumn(\"area\", new[] { \"March\", \"<Ely>\", null }), new DoubleDataFrameColumn(\"gap\", new double?[] { 1.5, null, 1234567.891 }))");
        Assert.Equal("Data frame: 3 rows, 2 columns\narea           gap\nMarch          1.5\n<Ely>\n       1.23457E+06\n", shown.PlainText);
        Assert.StartsWith("<div class=\"research-table\" role=\"region\" tabindex=\"0\" aria-label=\"Data frame: 3 rows, 2 columns\"><table><caption>Data frame: 3 rows, 2 columns</caption>"
            + "<thead><tr><th scope=\"col\">area</th><th scope=\"col\" class=\"number\">gap</th></tr></thead><tbody><tr><td>March</td><td class=\"number\">1.5</td></tr><tr><td>&lt;Ely&gt;</td><td class=\"number\"></td></tr>", shown.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_and_wide_frame_says_what_is_left_out()
    {
        var shown = await Shown("using Microsoft.Data.Analysis;\nnew DataFrame(Enumerable.Range(0, 40).Select(j => new Int32DataFrameColumn(\"c\" + j, Enumerable.Range(0, 1000))))");
        Assert.StartsWith("Data frame: 1,000 rows, 40 columns; the first 25 rows, the first 30 columns\n", shown.PlainText, StringComparison.Ordinal);
        Assert.Equal(1 + 1 + 25, shown.PlainText!.TrimEnd().Split('\n').Length);
        Assert.DoesNotContain("c30", shown.Html!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_of_Deedle_shows_its_keys_and_leaves_missing_values_empty()
    {
        var shown = await Shown($"using Deedle;\nFrame.FromColumns(new[] {{ KeyValue.Create(\"gap\", Enumerable.Range(2011, 3).Zip({Rows}, (y, v) => KeyValue.Create(y, v)).ToSeries()) }})");
        Assert.Equal("Frame: 3 rows, 1 column\n       gap\n2011   1.5\n2012\n2013  3.25\n", shown.PlainText);
    }

    [Fact]
    public async Task A_series_of_Deedle_is_a_table_of_keys_and_values()
    {
        var shown = await Shown($"using Deedle;\nEnumerable.Range(2011, 3).Zip({Rows}, (y, v) => KeyValue.Create(y, v)).ToSeries()");
        Assert.Equal("Series: 3 rows, 1 column\n key  value\n2011    1.5\n2012\n2013   3.25\n", shown.PlainText);
    }

    private static async Task<DisplayOutput> Shown(string code)
    {
        using var session = new Session(Sample.Root);
        var host = new RecordingHost();
        var result = await session.RunAsync(Libraries + code, "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        return Assert.Single(host.Shown);
    }
}
