namespace Research.Tests;

public class InterruptedSeriesTests
{
    private static readonly ReferenceFigures Reference = new("designs.csv");

    private static readonly Dataset Both = Dataset.FromCsv(ReferenceFile.Path("interrupted.csv"), []), Own = Both.Take([.. Enumerable.Range(0, 24)]);

    private static readonly InterruptedDesign Design = new("value", "time", 15);

    [Theory]
    [InlineData("ar1", SerialErrors.AutoregressiveReml)]
    [InlineData("neweywest", SerialErrors.NeweyWest)]
    public void Changes_and_errors_are_those_of_R(string name, SerialErrors errors)
    {
        var fit = InterruptedSeries.Fit(Design with { Errors = errors }, Own);
        Reference.Check(name, "estimate", t => fit.Terms.Single(x => x.Name == t).Estimate);
        Reference.Check(name, "error", t => fit.Terms.Single(x => x.Name == t).StandardError);
        if (errors == SerialErrors.AutoregressiveReml) Reference.Check(name, "correlation", _ => fit.Correlation);
    }

    [Fact]
    public void A_comparison_series_takes_its_own_break_off()
    {
        var fit = InterruptedSeries.Fit(Design with { Group = "group", Errors = SerialErrors.AutoregressiveReml }, Both);
        Reference.Check("comparison", "estimate", t => fit.Terms.Single(x => x.Name == t).Estimate);
        Reference.Check("comparison", "error", t => fit.Terms.Single(x => x.Name == t).StandardError);
        Assert.Equal("group:level", fit.Level.Name);
        Assert.Equal(fit.Level.Estimate + (3 * fit.Slope!.Estimate), fit.EffectAfter(3), 1e-12);
    }

    [Fact]
    public void Averaging_over_the_correlation_widens_a_short_series_interval_and_hardly_a_long_ones()
    {
        double Ratio(Dataset data, double start)
        {
            var design = new InterruptedDesign("value", "time", start);
            return InterruptedSeries.Fit(design, data).Level.Interval.Width / InterruptedSeries.Fit(design with { Errors = SerialErrors.AutoregressiveReml }, data).Level.Interval.Width;
        }
        var random = RandomStream.FromSeed(3);
        double error = 0;
        double[] time = [.. Enumerable.Range(0, 400).Select(t => (double)t)], value = [.. time.Select(_ => error = (0.3 * error) + random.Normal())];
        Assert.InRange(Ratio(Own, 15), 1.01, 2);
        Assert.InRange(Ratio(new Dataset(new NumberColumn("time", time), new NumberColumn("value", value)), 250), 0.99, 1.05);
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
