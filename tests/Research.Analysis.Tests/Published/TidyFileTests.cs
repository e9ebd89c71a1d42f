namespace Research.Tests;

public sealed class TidyFileTests
{
    internal const string Small = """
        time_identifier,Time_Period,geographic_level,country_code,country_name,old_la_code,new_la_code,la_name,FSM,age,number_of_pupils,gld_number,gld_percent,note_col
        Academic year,201213,National,E92000001,England,,,,Total,5,"10,000",5000,50.0,old
        Academic year,201213,National,E92000001,England,,,,FSM,5,2000,700,35.0,old
        Academic year,201213,National,E92000001,England,,,,Other,5,8000,4300,53.8,old
        Academic Year,201213,Local authority,E92000001,England,873,E10000003,Cambs,Total,5,1000,480,48.0,old
        Academic Year,201213,Local authority,E92000001,England,873,E10000003,Cambs,FSM,5,100,36,36.0,old
        Academic Year,201213,Local authority,E92000001,England,873,E10000003,Cambs,Other,5,900,444,49.3,old
        Academic year,2013/14,Local Authority,E92000001,England,873,E10000003,Cambridgeshire,Total,5,"1,200",660,55.0,new
        Academic year,2013/14,Local Authority,E92000001,England,873,E10000003,Cambridgeshire,FSM,5,x,x,c,new
        Academic year,2013/14,Local Authority,E92000001,England,873,E10000003,Cambridgeshire,Other,5,0,:,z,new
        Academic year,2013/14,Local Authority,E92000001,England,874,E06000031,Peterborough,Total,5,900,0,0.0,new
        """;

    internal static TidyFile Of(string text)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        try
        {
            File.WriteAllText(path, text);
            return TidyFile.Open(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Years_levels_groups_and_the_counts_behind_a_percentage_are_found()
    {
        var file = Of("\uFEFF" + Small);
        Assert.Equal([2013, 2014], file.Years);
        Assert.Equal([(TidyLevel.National, 3), (TidyLevel.LocalAuthority, 7)], file.Levels);
        Assert.Equal("fsm", Assert.Single(file.Filters).Name);
        Assert.Equal("Total", file.Filters[0].Total);
        Assert.Equal([2014], Assert.Single(file.Notes).Changes);
        var percent = file.Indicators.Single(i => i.Name == "gld_percent");
        Assert.Equal((IndicatorKind.Percent, "gld_number", "number_of_pupils"), (percent.Kind, percent.Numerator, percent.Denominator));
    }

    [Fact]
    public void Marks_are_counted_and_never_zero()
    {
        var coverage = Of(Small).Describe().Coverage.Single(c => c.Indicator.Name == "gld_number");
        Assert.Equal((8, 1, 2, ": 1, x 1"), (coverage.Numbers, coverage.Zeros, coverage.Without, coverage.MarksText));
    }

    [Fact]
    public void A_series_is_of_counts_and_keeps_its_place_through_a_change_of_name()
    {
        var file = Of(Small);
        var series = file.Series(file.Choose(null, [], null, null)[0]);
        var county = series.Of("Cambridgeshire");
        Assert.Equal(48, county[2013], 12);
        Assert.Equal(55, county[2014], 12);
        Assert.Equal(1200, county.Counts!.Points[1].Total);
        Assert.Equal(0, series.Of("874")[2014]);
        Assert.Equal(50, series.Panel.Comparator![2013]);
        Assert.Contains("Did you mean 'Peterborough'?", Assert.Throws<DataError>(() => series.Of("Peterboro")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_is_peers_less_group_and_leaves_out_what_is_withheld()
    {
        var file = Of(Small);
        var series = file.Series(file.Choose("gld_percent", [], "FSM", "LA")[0]);
        Assert.Equal("fsm: FSM behind Other", series.Selection.Gap!.ToString());
        Assert.Equal((100.0 * 444 / 900) - 36, Assert.Single(series.Panel.Members)[2013], 12);
        Assert.Equal("ppt", series.Panel.Unit);
        Assert.Contains(series.Coverage.DroppedRows, d => d.Reason == "marked x");
    }

    [Fact]
    public void Published_figures_become_comparators_of_a_county()
    {
        var file = Of(Small);
        var comparators = file.Series(file.Choose(null, ["FSM=fsm"], null, null)[0]).Comparators("eyfs_gld", "fsm", "Cambridgeshire", "SFR");
        Assert.Equal([(Place.England, 2013, 35.0, 2000L), (Place.Cambridgeshire, 2013, 36.0, 100L)], comparators.Select(c => (c.Place, c.Year, Math.Round(c.Value.Number!.Value, 9), c.Pupils!.Value)));
    }

    [Theory]
    [InlineData("gld_pecent", new string[0], null, null, "Did you mean 'gld_percent'?")]
    [InlineData(null, new[] { "fsm=Eligible" }, null, null, "Total, FSM, Other")]
    [InlineData(null, new[] { "fms=FSM" }, null, null, "Did you mean 'fsm'?")]
    [InlineData(null, new[] { "Girls" }, null, null, "fsm (Total, FSM, Other)")]
    [InlineData(null, new string[0], "fsm=FSM/Others", null, "Did you mean 'Other'?")]
    [InlineData(null, new string[0], null, "ward", "National, LocalAuthority")]
    public void A_name_that_does_not_fit_is_answered_with_those_there_are(string? indicator, string[] groups, string? gap, string? level, string answer) =>
        Assert.Contains(answer, Assert.Throws<DataError>(() => Of(Small).Choose(indicator, groups, gap, level)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("201213", 2013)]
    [InlineData("2012/13", 2013)]
    [InlineData("2012-13", 2013)]
    [InlineData("2012/2013", 2013)]
    [InlineData("2013", 2013)]
    [InlineData("199900", 2000)]
    [InlineData("201214", null)]
    [InlineData("Autumn 2013", null)]
    [InlineData("", null)]
    public void Years_are_read_in_the_ways_they_are_written(string text, int? year) => Assert.Equal(year, TidyYear.Parse(text));

    [Theory]
    [InlineData("1,234", 1234)]
    [InlineData("45.2%", 45.2)]
    [InlineData(" 7 ", 7)]
    [InlineData("0", 0)]
    public void Numbers_are_read_as_they_are_printed(string text, double number) => Assert.Equal(number, TidyCell.Number(text.Trim()));

    [Theory]
    [InlineData("x")]
    [InlineData("c")]
    [InlineData("z")]
    [InlineData(":")]
    [InlineData("~")]
    [InlineData("low")]
    [InlineData("")]
    [InlineData("SUPP")]
    public void A_mark_is_no_number(string mark)
    {
        Assert.True(TidyCell.IsMark(mark));
        Assert.True(double.IsNaN(TidyCell.Number(mark)));
        Assert.NotEqual(Symbol.None, TidyCell.Reason(mark));
    }

    [Fact]
    public void A_group_written_as_a_number_is_a_group_where_rows_cannot_be_told_apart_without_it()
    {
        var file = Of("time_period,geographic_level,old_la_code,la_name,decile,pupils,passed\n" + string.Concat(Enumerable.Range(1, 4).Select(d => $"201415,Local authority,873,Cambridgeshire,{d},{100 * d},{40 * d}\n")));
        Assert.Equal("decile", Assert.Single(file.Filters).Name);
        Assert.Equal(4, file.Choose("passed", [], null, null).Length);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "a column time_period")]
    [InlineData("time_period,geographic_level,n\nAutumn,National,2\n", "a year such as 201213")]
    [InlineData("time_period,geographic_level,n\n201213,National\n", "as many as column names")]
    [InlineData("time_period,geographic_level,n,n\n201213,National,1,2\n", "'n' twice")]
    [InlineData("time_period,geographic_level,n\n", "no rows")]
    public void A_file_that_is_not_tidy_says_what_was_expected(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<DataError>(() => Of(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_rows_of_one_place_and_year_ask_for_a_choice() =>
        Assert.Contains("more than one row", Assert.Throws<DataError>(() =>
        {
            var file = Of("time_period,geographic_level,old_la_code,la_name,n\n201213,Local authority,873,Cambridgeshire,10.5\n201213,Local authority,873,Cambridgeshire,12.5\n");
            file.Series(file.Choose(null, [], null, null)[0]);
        }).Message, StringComparison.Ordinal);
}
