namespace Research.Tests;

public class InterruptedSeriesTests
{
    private static readonly ReferenceFigures Reference = new("designs.csv");

    private static readonly Dataset Both = Dataset.FromCsv(ReferenceFile.Path("interrupted.csv"), []), Own = Both.Take([.. Enumerable.Range(0, 24)]);

    private static readonly InterruptedDesign Design = new("value", "time", 15);

    [Theory]
    [InlineData("ar1", SerialErrors.Autoregressive)]
    [InlineData("neweywest", SerialErrors.NeweyWest)]
    public void Changes_and_errors_are_those_of_R(string name, SerialErrors errors)
    {
        var fit = InterruptedSeries.Fit(Design with { Errors = errors }, Own);
        Reference.Check(name, "estimate", t => fit.Terms.Single(x => x.Name == t).Estimate);
        Reference.Check(name, "error", t => fit.Terms.Single(x => x.Name == t).StandardError);
        if (errors == SerialErrors.Autoregressive) Reference.Check(name, "correlation", _ => fit.Correlation);
    }

    [Fact]
    public void A_comparison_series_takes_its_own_break_off()
    {
        var fit = InterruptedSeries.Fit(Design with { Group = "group" }, Both);
        Reference.Check("comparison", "estimate", t => fit.Terms.Single(x => x.Name == t).Estimate);
        Reference.Check("comparison", "error", t => fit.Terms.Single(x => x.Name == t).StandardError);
        Assert.Equal("group:level", fit.Level.Name);
        Assert.Equal(fit.Level.Estimate + (3 * fit.Slope!.Estimate), fit.EffectAfter(3), 1e-12);
    }

    [Fact]
    public void Rows_of_one_period_are_averaged()
    {
        var twice = Own.Take([.. Enumerable.Range(0, 48).Select(i => i / 2)]);
        Assert.Equal(InterruptedSeries.Fit(Design, Own).Level.Estimate, InterruptedSeries.Fit(Design, twice).Level.Estimate, 1e-10);
    }

    [Fact]
    public void A_short_series_says_that_it_is_short()
    {
        var late = Own.Take([.. Enumerable.Range(9, 8)]);
        var fit = InterruptedSeries.Fit(Design with { SlopeChanges = false }, late);
        Assert.Contains(fit.Warnings, w => w.StartsWith("5 periods before", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_trend_before_it_is_refused_with_the_designs_that_bear_it()
    {
        var error = Assert.Throws<DataError>(() => InterruptedSeries.Fit(Design with { Start = 2 }, Own));
        Assert.Contains("difference-in-differences", error.Mend, StringComparison.Ordinal);
    }
}
