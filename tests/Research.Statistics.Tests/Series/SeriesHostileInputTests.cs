using CsCheck;

namespace Research.Tests;

public class SeriesHostileInputTests
{
    private static AnnualSeries Of(params double[] values) => AnnualSeries.Of("x", values.Select((v, i) => (2000 + i, v)));

    [Theory]
    [InlineData(new double[0], "no rows")]
    [InlineData(new[] { double.NaN, double.NaN, double.NaN }, "no value in any year")]
    [InlineData(new[] { 1.0, double.PositiveInfinity, 2 }, "Infinity in 2001")]
    [InlineData(new[] { 1.0, 1e300, 2 }, "1E+300 in 2001")]
    [InlineData(new[] { 1.0, 1e-300, 2 }, "1E-300 in 2001")]
    public void A_series_that_cannot_be_used_says_why(double[] values, string found) =>
        Assert.Contains(found, Assert.Throws<DataError>(() => Of(values)).Message, StringComparison.Ordinal);

    [Fact]
    public void Years_twice_not_whole_or_of_words_are_refused()
    {
        Assert.Contains("the year 2001 twice", Assert.Throws<DataError>(() => AnnualSeries.Of("x", (2001, 1.0), (2001, 2.0))).Message, StringComparison.Ordinal);
        var data = new Dataset(new NumberColumn("year", [2001, 2002.5]), new NumberColumn("y", [1, 2]), FactorColumn.From("words", ["a", "b"]));
        Assert.Contains("whole years", Assert.Throws<DataError>(() => AnnualSeries.From(data, "y", "year")).Message, StringComparison.Ordinal);
        Assert.Contains("words", Assert.Throws<DataError>(() => AnnualSeries.From(data, "words", "year")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_years_are_refused_with_the_number_needed()
    {
        Assert.Contains("at least 3", Assert.Throws<DataError>(() => LocalLevel.Fit(Of(1, double.NaN, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("at least 4", Assert.Throws<DataError>(() => LocalLinearTrend.Fit(Of(1, 2, 3))).Message, StringComparison.Ordinal);
        Assert.Contains("at least 3", Assert.Throws<DataError>(() => LinearTrend.Fit(Of(1, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("at least 3", Assert.Throws<DataError>(() => LogitTrend.Fit(AnnualCounts.Of("k", (2001, 1, 2)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_constant_series_is_forecast_to_stay()
    {
        var forecast = LocalLevel.Fit(Of(7, 7, 7, 7)).Forecast(2);
        Assert.Equal(7, forecast[2005].Observation.Median);
        Assert.Equal(0, forecast[2005].Observation.Interval().Width);
        Assert.Equal(1, forecast[2005].Observation.Above(6.9));
        Assert.Equal(7, LocalLinearTrend.Fit(Of(7, 7, 7, 7)).Forecast(1)[2004].Trend.Median);
        Assert.Equal(0, LinearTrend.Fit(Of(7, 7, 7, 7)).Slope);
    }

    [Fact]
    public void A_perfect_line_is_continued()
    {
        var fit = LocalLinearTrend.Fit(Of(1, 2, 3, 4, 5, 6));
        Assert.Equal(8, fit.Forecast(2)[2007].Trend.Median, 1e-9);
        Assert.Equal(0, fit.Forecast(2)[2007].Trend.Interval().Width, 1e-6);
    }

    [Theory]
    [InlineData(1e-90), InlineData(1e-30), InlineData(1e30), InlineData(1e90)]
    public void The_unit_of_a_series_does_not_matter(double unit)
    {
        var plain = LocalLinearTrend.Fit(Of(3, 5, 4, 6, 8, 7));
        var scaled = LocalLinearTrend.Fit(Of(3 * unit, 5 * unit, 4 * unit, 6 * unit, 8 * unit, 7 * unit));
        Assert.Equal(plain.Forecast(3)[2008].Observation.Interval().High, scaled.Forecast(3)[2008].Observation.Interval().High / unit, 1e-6);
        Assert.Equal(plain.Variances.Irregular, scaled.Variances.Irregular / unit / unit, 1e-6);
    }

    [Fact]
    public void Counts_that_do_not_add_up_are_refused()
    {
        Assert.Contains("successes between 0 and the total", Assert.Throws<DataError>(() => AnnualCounts.Of("k", (2001, 5, 4))).Message, StringComparison.Ordinal);
        Assert.Contains("the year 2001 twice", Assert.Throws<DataError>(() => AnnualCounts.Of("k", (2001, 1, 4), (2001, 2, 4))).Message, StringComparison.Ordinal);
        Assert.Contains("no year with pupils", Assert.Throws<DataError>(() => AnnualCounts.Of("k", (2001, 0, 0))).Message, StringComparison.Ordinal);
        Assert.Throws<DataError>(() => SeriesReference.Counts.Logits(designEffect: 0));
    }

    [Fact]
    public void Shares_of_0_and_1_end_in_a_message_or_in_a_steadied_fit()
    {
        var none = AnnualCounts.Of("k", (2001, 0, 10), (2002, 0, 12), (2003, 0, 11));
        Assert.Contains("a share of 0 or 1 in every year", Assert.Throws<DataError>(() => LogitTrend.Fit(none)).Message, StringComparison.Ordinal);
        Assert.InRange(LogitTrend.Fit(none, LogitTrendMethod.WeightedLogit).Forecast(1)[2004].Trend.Median, 0, 0.1);
        var separated = AnnualCounts.Of("k", (2001, 0, 10), (2002, 0, 12), (2003, 11, 11), (2004, 12, 12));
        Assert.Contains("overlap", Assert.Throws<DataError>(() => LogitTrend.Fit(separated)).Message, StringComparison.Ordinal);
        Assert.InRange(LocalLevel.Fit(none).Forecast(3, 0.9)[2006].Observation.Interval(0.9).High, 0, 1);
    }

    [Fact]
    public void Senseless_requests_are_refused()
    {
        var fit = LocalLevel.Fit(SeriesReference.Nile);
        Assert.Throws<DataError>(() => fit.Forecast(0));
        Assert.Throws<DataError>(() => fit.Forecast(1, level: 1));
        Assert.Throws<DataError>(() => fit.Forecast(1)[2050]);
        Assert.Throws<DataError>(() => fit.Forecast(1, samplingVariance: -1));
        Assert.Throws<DataError>(() => LocalLevel.With(SeriesReference.Nile, new(-1, 0, 1)));
        Assert.Throws<DataError>(() => LocalLevel.With(SeriesReference.Nile, new(1, 1, 1)));
        Assert.Throws<DataError>(() => LinearTrend.Fit(SeriesReference.Nile).NeweyWestErrors(-1));
    }

    [Fact]
    public void Any_series_ends_in_a_forecast_with_ordered_bounds() => Gen.Double[-100, 100].Array[4, 12].Sample(values =>
    {
        var rounded = values.Select(v => Math.Round(v, 1)).ToArray();
        foreach (StructuralTrend fit in (StructuralTrend[])[LocalLevel.Fit(Of(rounded)), LocalLinearTrend.Fit(Of(rounded))])
        {
            var interval = fit.Forecast(3, 0.9).Points[2].Observation.Interval(0.9);
            if (!(interval.Low <= interval.High) || !double.IsFinite(fit.Forecast(1).Points[0].Trend.Median)) return false;
        }
        return true;
    }, iter: 100);
}
