namespace Research.Tests;

public class ChangeTests
{
    [Theory]
    [InlineData(5, 18)]
    [InlineData(13, 18)]
    [InlineData(6, 10)]
    [InlineData(11, 51)]
    [InlineData(0, 7)]
    public void The_smallest_tellable_change_of_a_small_group_is_the_first_that_Fishers_test_calls_different(long reached, long pupils)
    {
        double change = DetectableChange.OfCounts(reached, pupils, 0.05);
        long more = (long)Math.Round(change * pupils / 100);
        bool up = reached + more <= pupils;
        Assert.True(OddsRatio.FisherTest(up ? reached + more : reached - more, pupils, reached, pupils) < 0.05);
        if (up) for (long fewer = 1; fewer < more; fewer++) Assert.True(OddsRatio.FisherTest(reached + fewer, pupils, reached, pupils) >= 0.05);
    }

    [Fact]
    public void Eighteen_pupils_of_whom_five_reach_it_cannot_show_less_than_39_points() =>
        // 5 of 18 against 11 of 18: p = 0.092; against 12 of 18: p = 0.044.
        Assert.Equal(700.0 / 18, DetectableChange.OfCounts(5, 18, 0.05), 1e-9);

    [Fact]
    public void Two_pupils_can_show_nothing() => Assert.True(double.IsNaN(DetectableChange.OfCounts(1, 2, 0.05)));

    [Fact]
    public void The_best_sustained_pace_is_over_two_years_or_more()
    {
        Assert.Equal(2, SustainedChange.Best([(2011, 50), (2012, 55), (2013, 54), (2014, 53)], downwards: false, 2), 1e-12);
        Assert.Equal(1, SustainedChange.Best([(2011, 30), (2012, 25), (2013, 28), (2014, 27)], downwards: true, 2), 1e-12);
        Assert.True(double.IsNaN(SustainedChange.Best([(2013, 30), (2014, 25)], downwards: true, 2)));
    }

    [Theory]
    [InlineData("2015", 2015)]
    [InlineData("2015-03", 2014)]
    [InlineData("2015-08", 2014)]
    [InlineData("2015-09", 2015)]
    public void Results_are_known_from_September(string text, int results) => Assert.Equal(results, AsOf.Parse(text).Results);

    [Theory]
    [InlineData("March 2015")]
    [InlineData("2015-3")]
    [InlineData("15")]
    public void Another_way_to_write_a_time_is_answered(string text) => Assert.Contains("a year such as 2015, or a month such as 2015-03", Assert.Throws<DataError>(() => AsOf.Parse(text)).Message, StringComparison.Ordinal);
}
