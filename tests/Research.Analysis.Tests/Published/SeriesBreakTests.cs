using System.Globalization;

namespace Research.Tests;

public sealed class SeriesBreakTests
{
    private static TidyFile With(Func<int, string> note) => TidyFileTests.Of("time_period,geographic_level,old_la_code,la_name,note,pupils,passed\n"
        + string.Concat(Enumerable.Range(2008, 10).SelectMany(y => new[] { 801, 802 }.Select(la => string.Create(CultureInfo.InvariantCulture, $"{y},Local authority,{la},Town {la},{note(y)},1000,{300 + (y % 10 * la % 200)}\n")))));

    [Fact]
    public void A_series_is_cut_where_what_is_counted_changes()
    {
        var file = With(y => y < 2013 ? "five half terms" : "Six half terms");
        Assert.Equal([(2008, 2012), (2013, 2017)], file.Stretches);
        var cut = file.ComparableSeries(file.Choose("passed", [], null, null)[0]);
        Assert.Equal([(2008, 2012), (2013, 2017)], cut.Select(s => (s.Panel.FirstYear, s.Panel.LastYear)));
        Assert.Equal(20, cut.Sum(s => s.Coverage.Used));
        Assert.EndsWith(", 2013 to 2017", cut[1].Panel.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_year_in_between_is_cut_on_both_sides() => Assert.Equal([(2008, 2011), (2012, 2012), (2013, 2017)], With(y => y == 2012 ? "five" : "six").Stretches);

    [Fact]
    public void A_label_of_the_year_and_the_status_of_figures_cut_nothing()
    {
        Assert.Equal([(2008, 2017)], With(y => $"SFR {y}").Stretches);
        Assert.Equal([(2008, 2017)], With(y => y == 2017 ? "Provisional" : "Final").Stretches);
    }

    [Fact]
    public void The_whole_series_can_still_be_had()
    {
        var file = With(y => y < 2013 ? "five" : "six");
        var panel = file.Series(file.Choose("passed", [], null, null)[0]).Panel;
        Assert.Equal((2008, 2017), (panel.FirstYear, panel.LastYear));
    }
}
