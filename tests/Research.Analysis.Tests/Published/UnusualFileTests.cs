using System.Globalization;
using System.Text;

namespace Research.Tests;

/// <summary>Files as they come: every way of writing the same figures gives the same series, and what cannot be used is counted.</summary>
public sealed class UnusualFileTests
{
    private const string Header = "time_period,time_identifier,geographic_level,old_la_code,new_la_code,la_name,fsm,pupils,passed,passed_percent";

    // Three authorities and England, three groups, four years; half of a group's pupils pass, and one in ten more each year.
    private static string Rows(Func<int, string>? year = null, string level = "Local authority", Func<int, int, string>? percent = null, Func<int, string>? number = null, string total = "Total")
    {
        var text = new StringBuilder();
        for (int y = 2012; y <= 2015; y++)
            for (int la = 0; la < 4; la++)
                foreach (string fsm in new[] { total, "FSM", "All other pupils" })
                {
                    int pupils = (la == 0 ? 100_000 : 1_000 + la) + (fsm == "FSM" ? 0 : 500), passed = (int)(pupils * (0.5 + (0.1 * (y - 2012)) - (fsm == "FSM" ? 0.1 : 0)));
                    string place = la == 0 ? "National,,," : $"{level},{800 + la},E0600000{la},Town {la}";
                    text.Append(CultureInfo.InvariantCulture, $"{(year ?? (v => $"{v - 1}{v % 100:00}"))(y)},Academic year,{place},{fsm},{(number ?? (n => $"{n}"))(pupils)},{(number ?? (n => $"{n}"))(passed)},{(percent ?? ((n, d) => (100.0 * n / d).ToString("F1", CultureInfo.InvariantCulture)))(passed, pupils)}\n");
                }
        return text.ToString();
    }

    private static void Check(string text, string total = "Total")
    {
        var file = TidyFileTests.Of(text);
        Assert.Equal([2012, 2013, 2014, 2015], file.Years);
        Assert.Equal((total, 3), (Assert.Single(file.Filters).Total, file.Filters[0].Values.Length));
        var series = file.Series(file.Choose("passed_percent", ["fsm"], null, null) is [var only] ? only : file.Choose(null, ["FSM"], null, null)[0]);
        Assert.Equal(3, series.Panel.Members.Length);
        Assert.Equal(12 + 4, series.Coverage.Used);
        Assert.Equal(100.0 * 400 / 1001, series.Of("801")[2012], 6);
        Assert.Equal(70, series.Panel.Comparator![2015], 6);
        Assert.Equal("ppt", file.Series(file.Choose(null, [], "fsm", null)[0]).Panel.Unit);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{0}-{1:00}")]
    [InlineData("{0}/{2}")]
    [InlineData("{0}{1:00}.0")]
    [InlineData("{0}/{1:00} (provisional)")]
    [InlineData("{0}{1:00}p")]
    public void Years_in_any_form(string form) => Check(Header + "\n" + Rows(y => form == "{0}" ? $"{y}" : string.Format(CultureInfo.InvariantCulture, form, y - 1, y % 100, y)));

    [Theory]
    [InlineData("LOCAL AUTHORITY")]
    [InlineData("LocalAuthority")]
    [InlineData(" local_authority ")]
    [InlineData("LA")]
    public void Levels_in_any_spelling(string level) => Check(Header + "\n" + Rows(level: level));

    [Theory]
    [InlineData("Both")]
    [InlineData("All")]
    [InlineData("ALL PUPILS")]
    [InlineData("Total (all)")]
    [InlineData("All pupils (state-funded)")]
    [InlineData("Any")]
    [InlineData("All state-funded schools")]
    [InlineData("England total")]
    public void Totals_under_any_name(string total) => Check(Header + "\n" + Rows(total: total), total);

    [Theory]
    [InlineData("All other pupils", "Other")]
    [InlineData("All SEN", "No SEN")]
    [InlineData("Non-FSM", "FSM")]
    public void A_group_is_no_total(params string[] values) => Assert.Null(TotalName.Of(values));

    [Fact]
    public void Marks_byte_order_quotes_and_line_ends() =>
        Check("\uFEFF\"" + Header.Replace(",", "\",\"", StringComparison.Ordinal) + "\"\r\n" + Rows().Replace("\n", "\r\n", StringComparison.Ordinal));

    [Fact]
    public void Percentages_with_their_sign() => Check(Header + "\n" + Rows(percent: (n, d) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * n / d:F1} %")));

    [Fact]
    public void Percentages_as_shares_of_one()
    {
        string text = Header + "\n" + Rows(percent: (n, d) => string.Create(CultureInfo.InvariantCulture, $"{(double)n / d:F3}"));
        Check(text);
        Assert.Contains("passed_percent is given as shares of 1: read as per cent.", TidyFileTests.Of(text).Remarks);
    }

    [Fact]
    public void Shares_of_one_without_counts_are_told_from_small_percentages()
    {
        double First(string cells) => TidyFileTests.Of("time_period,geographic_level,old_la_code,la_name,passed_percent\n" + cells) is var file ? file.Series(file.Choose(null, [], null, null)[0]).Of("873")[2013] : 0;
        Assert.Equal(45, First("201213,Local authority,873,A,0.45\n201314,Local authority,873,A,0.5\n"), 9);
        Assert.Equal(0.08, First("201213,Local authority,873,A,0.08\n201314,Local authority,873,A,0.1\n"), 9);
        Assert.Equal(0.45, First("201213,Local authority,873,A,0.45%\n201314,Local authority,873,A,0.5%\n"), 9);
    }

    [Fact]
    public void Thousands_with_commas() => Check(Header + "\n" + Rows(number: n => string.Create(CultureInfo.InvariantCulture, $"\"{n:N0}\"")));

    [Fact]
    public void A_title_above_and_a_source_below_are_left_out_and_said()
    {
        string text = "Table 3: pupils\n\n" + Header + "\n" + Rows() + "Source: school census\n" + ",,,,,,,,,\n";
        Check(text);
        Assert.Equal(["1 line above the column names left out.", "1 line of words alone among the rows left out."], TidyFileTests.Of(text).Remarks);
    }

    [Fact]
    public void Without_a_level_a_row_is_of_the_place_it_names() =>
        Check(Header.Replace("geographic_level,", "", StringComparison.Ordinal) + "\n" + Rows().Replace("Local authority,", "", StringComparison.Ordinal).Replace("National,", "", StringComparison.Ordinal));

    [Fact]
    public void A_code_that_a_spreadsheet_changed_is_the_same_place() => Check(Header + "\n" + Rows().Replace("201415,Academic year,Local authority,801,", "201415,Academic year,Local authority,801.0,", StringComparison.Ordinal));

    [Fact]
    public void A_new_code_under_the_same_name_is_the_same_place()
    {
        string text = Header.Replace("old_la_code,", "", StringComparison.Ordinal) + "\n" + string.Join('\n', Rows().Split('\n').Select(r => string.Join(',', r.Split(',').Where((_, i) => i != 3))));
        var file = TidyFileTests.Of(text.Replace("201415,Academic year,Local authority,E06000001", "201415,Academic year,Local authority,E06999999", StringComparison.Ordinal));
        Assert.Equal(4, file.Series(file.Choose(null, ["FSM"], null, null)[0]).Of("Town 1").Observed);
    }

    [Theory]
    [InlineData("[c]", "marked [c]")]
    [InlineData("<5", "marked <5")]
    [InlineData(">95%", "marked >95%")]
    [InlineData("null", "marked null")]
    [InlineData("#", "marked #")]
    [InlineData("…", "marked …")]
    [InlineData("twelve", "with words instead of a number")]
    [InlineData("", "without an entry")]
    public void What_is_no_number_is_counted_by_reason(string cell, string reason)
    {
        string[] rows = Rows().Split('\n');
        int at = Array.FindIndex(rows, r => r.Contains("801", StringComparison.Ordinal) && r.Contains(",FSM,", StringComparison.Ordinal));
        string[] cells = rows[at].Split(',');
        rows[at] = string.Join(',', [.. cells[..8], cell, cell]);
        var file = TidyFileTests.Of(Header + "\n" + string.Join('\n', rows));
        var series = file.Series(file.Choose("passed_percent", ["FSM"], null, null)[0]);
        Assert.Equal([new Dropped(reason, 1)], series.Coverage.DroppedRows);
        Assert.Equal(15, series.Coverage.Used);
        Assert.True(double.IsNaN(series.Of("801")[2012]));
    }

    [Fact]
    public void Rows_given_twice_and_rows_without_a_place_are_counted()
    {
        string[] rows = Rows().Split('\n');
        string row = rows.First(r => r.Contains("802", StringComparison.Ordinal));
        var file = TidyFileTests.Of(Header + "\n" + Rows() + row + "\n" + row.Replace("802,E06000002,Town 2", ",,", StringComparison.Ordinal));
        Assert.Equal([new Dropped("the same row again", 1), new Dropped("without a place", 1)], file.Series(file.Choose(null, [], null, null)[0]).Coverage.DroppedRows);
    }

    [Fact]
    public void A_column_a_year_is_read_as_a_row_a_year()
    {
        var file = TidyFileTests.Of("geographic_level,old_la_code,la_name,fsm,pupils_2013/14,passed_2013/14,pupils_201415,passed_201415\nLocal authority,873,Cambridgeshire,FSM,100,40,120,x\nLocal authority,873,Cambridgeshire,Total,500,300,510,330\nNational,,,FSM,5000,2000,5100,2100\nNational,,,Total,9000,6000,9000,6300\n");
        Assert.Equal([2014, 2015], file.Years);
        Assert.Equal(["pupils", "passed"], file.Indicators.Select(i => i.Name));
        Assert.Contains("Years stand in columns (2014 to 2015)", Assert.Single(file.Remarks), StringComparison.Ordinal);
        var series = file.Series(file.Choose("passed", ["FSM"], null, null)[0]);
        Assert.Equal(40, series.Of("873")[2014]);
        Assert.Equal([new Dropped("marked x", 1)], series.Coverage.DroppedRows);
    }

    [Theory]
    [InlineData("gld_percent_201213", 2013, "gld_percent")]
    [InlineData("2012/13", 2013, "")]
    [InlineData("2013_passed", 2013, "passed")]
    [InlineData("y2013", 2013, "y")]
    [InlineData("passed_2012_13", 2013, "passed")]
    [InlineData("ks2_2013", 2013, "ks2")]
    public void A_year_in_a_column_s_name_is_taken_apart(string name, int year, string stem) => Assert.Equal((year, stem), TidyYear.InName(name));

    [Theory]
    [InlineData("pupils")]
    [InlineData("perm_2")]
    [InlineData("count_1234567")]
    public void A_name_without_a_year_has_none(string name) => Assert.Null(TidyYear.InName(name));

    [Theory]
    [InlineData("", "an empty file")]
    [InlineData("\uFEFF", "an empty file")]
    [InlineData("\n\n", "an empty file")]
    [InlineData("time_period;geographic_level;n\n201213;National;5\n", "columns separated by semicolons")]
    [InlineData("time_period\tgeographic_level\tn\n201213\tNational\t5\n", "columns separated by tabs")]
    [InlineData("time_period,geographic_level,n\n\"201213,National,5\n", "a quote that is never closed")]
    [InlineData("geographic_level,n_2013,n_201213,n_2014\nNational,5,6,7\n", "two columns of n for 2013")]
    public void What_cannot_be_read_is_said(string text, string found) => Assert.Contains(found, Assert.Throws<DataError>(() => TidyFileTests.Of(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Numbers_with_fractions_in_a_few_rows_are_counts()
    {
        var file = TidyFileTests.Of("time_period,geographic_level,old_la_code,la_name,perm_theft\n" + string.Concat(Enumerable.Range(2008, 9).Select(y => string.Create(CultureInfo.InvariantCulture, $"{y},Local authority,873,A,{(y == 2008 ? "5.30769" : $"{y - 2000}")}\n"))));
        Assert.Equal(IndicatorKind.Count, Assert.Single(file.Indicators).Kind);
        Assert.Equal(5.30769, file.Series(file.Choose(null, [], null, null)[0]).Of("873")[2008]);
    }

    [Fact]
    public void Years_that_all_stand_at_a_limit_are_forecast_all_the_same()
    {
        var file = TidyFileTests.Of("time_period,geographic_level,old_la_code,la_name,pupils,passed,passed_percent\n" + string.Concat(Enumerable.Range(2008, 8).SelectMany(y => new[] { 801, 802, 803 }.Select(la =>
            string.Create(CultureInfo.InvariantCulture, $"{y},Local authority,{la},Town {la},100,{(la == 801 || y < 2012 && la == 802 ? 100 : 90)},{(la == 801 || y < 2012 && la == 802 ? 100 : 90)}\n")))));
        var report = Backtest.Run(file.Series(file.Choose(null, [], null, null)[0]).Panel, 2013);
        Assert.Equal(6, report.Default.Count);
        Assert.Equal([2013.0, null], report.ByOrigin().Rows.Select(r => r[0].Number));
    }

    [Fact]
    public void A_whole_of_another_size_is_no_comparator_of_a_figure_without_limits()
    {
        bool Has(string england) => TidyFileTests.Of($"time_period,geographic_level,old_la_code,la_name,score\n2013,National,,,{england}\n2013,Local authority,801,A,10.5\n2014,Local authority,801,A,11.5\n2013,Local authority,802,B,12.5\n") is var file
            && file.Series(file.Choose(null, [], null, null)[0]).Panel.Comparator is not null;
        Assert.True(Has("11.2"));
        Assert.False(Has("1500.5"));
    }

    [Fact]
    public void Rows_that_contradict_each_other_stop_the_reading()
    {
        var file = TidyFileTests.Of(Header + "\n" + Rows() + "201415,Academic year,Local authority,803,E06000003,Town 3,FSM,1000,999,99.9\n");
        Assert.Contains("more than one row for Town 3 in 2015", Assert.Throws<DataError>(() => file.Series(file.Choose(null, ["FSM"], null, null)[0])).Message, StringComparison.Ordinal);
    }
}
