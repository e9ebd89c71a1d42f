using System.Globalization;

namespace Research.Tests;

/// <summary>Layouts that other releases use: second codes, ALL for a place, letters that put values in order, terms, rows of numbers under rows of percentages.</summary>
public sealed class FileDialectTests
{
    private const string Place = "time_period,time_identifier,geographic_level,old_la_code,la_name";

    private static TidyFile File(string header, Func<int, int, IEnumerable<string>> rows) =>
        TidyFileTests.Of(header + "\n" + string.Concat(from year in Enumerable.Range(2012, 4) from la in new[] { 801, 802, 803 } from row in rows(year, la) select row + "\n"));

    private static string At(int year, int la, string term = "Academic year") => string.Create(CultureInfo.InvariantCulture, $"{year - 1}{year % 100:00},{term},Local authority,{la},Town {la}");

    [Fact]
    public void A_column_with_one_value_a_place_is_no_choice_that_has_to_be_made()
    {
        var file = File(Place + ",authority_type,fsm,percent", (year, la) => new[] { "Total", "FSM" }.Select(g => $"{At(year, la)},{(la == 801 ? "County" : "Borough")},{g},{year - 1960 + (la % 10)}.5"));
        Assert.True(file.Filters.Single(f => f.Name == "authority_type").IsOfPlace);
        Assert.Equal(3, file.Series(Assert.Single(file.Choose(null, [], null, null))).Panel.Members.Length);
        Assert.Equal(2, file.Series(Assert.Single(file.Choose(null, ["Borough"], null, null))).Panel.Members.Length);
    }

    [Fact]
    public void ALL_is_no_authority_and_letters_only_put_values_in_order()
    {
        var file = TidyFileTests.Of("cohort_19_in,number_in_cohort,region,la_code_9,la_code_3,la_name,fsm,l3,l3_rate\n" + string.Concat(
            from year in Enumerable.Range(2012, 4)
            from place in new[] { "a.North East,E06000001,805,Hartlepool", "a.North East,E06000002,806,Middlesbrough", "a.North East,ALL,ALL,ALL", "England,ALL,ALL,ALL" }
            from fsm in new[] { "a.ALL", "b.Not eligible for FSM", "c.Eligible for FSM" }
            let passed = 300 + year - 2012 - (fsm[0] == 'c' ? 100 : 0)
            select string.Create(CultureInfo.InvariantCulture, $"{year},900,{place},{fsm},{passed},{100.0 * passed / 900}\n")));
        Assert.Equal([(TidyLevel.National, 12), (TidyLevel.Regional, 12), (TidyLevel.LocalAuthority, 24)], file.Levels);
        Assert.Equal("a.ALL", Assert.Single(file.Filters).Total);
        var selection = Assert.Single(file.Choose(null, [], "fsm", null));
        Assert.Equal(("c.Eligible for FSM", "b.Not eligible for FSM"), (selection.Gap!.Group, selection.Gap.Peers));
        Assert.Equal(100.0 * 100 / 900, file.Series(selection).Of("Hartlepool")[2013], 9);
    }

    [Fact]
    public void Of_terms_and_the_year_the_year_is_taken()
    {
        var file = File(Place + ",percent", (year, la) => new[] { "Autumn term", "Academic year" }.Select(t => $"{At(year, la, t)},{(t[1] == 'u' ? 4 : 5)}.{year % 10}"));
        var series = file.Series(Assert.Single(file.Choose(null, [], null, null)));
        Assert.Equal(5.2, series.Of("801")[2012], 9);
        Assert.Equal(4.2, file.Series(Assert.Single(file.Choose(null, ["Autumn term"], null, null))).Of("801")[2012], 9);
    }

    [Fact]
    public void Of_rows_of_numbers_under_rows_of_percentages_the_percentages_are_taken()
    {
        var file = File(Place + ",data_type,pupils,overall", (year, la) => [$"{At(year, la)},Number of pupils,1000,{870 + year - 2012}", $"{At(year, la)},Percentage,1000,{(870 + year - 2012) / 10.0:F1}"]);
        var percent = Assert.Single(file.Choose("overall", [], null, null));
        Assert.Equal((IndicatorKind.Percent, 87.1), (percent.Indicator.Kind, file.Series(percent).Of("801")[2013]));
        var number = Assert.Single(file.Choose("overall", ["Number of pupils"], null, null));
        Assert.Equal((IndicatorKind.Count, 871), (number.Indicator.Kind, file.Series(number).Of("801")[2013]));
    }

    [Theory]
    [InlineData("rate_per_10000", IndicatorKind.Number)]
    [InlineData("rate_per_10,000_children", IndicatorKind.Number)]
    [InlineData("rate_per_100_pupils", IndicatorKind.Percent)]
    [InlineData("rate", IndicatorKind.Percent)]
    public void So_many_in_ten_thousand_is_no_percentage(string name, IndicatorKind kind) =>
        Assert.Equal(kind, Assert.Single(File(Place + $",\"{name}\"", (year, la) => [$"{At(year, la)},{40 + (year % 7)}.{la % 10}"]).Indicators).Kind);

    [Fact]
    public void Of_provisional_and_final_figures_of_a_year_the_latest_are_taken()
    {
        var file = File(Place + ",version,percent", (year, la) => year == 2014 ? [$"{At(year, la)},Revised,62.5", $"{At(year, la)},Provisional,61.5"] : [$"{At(year, la)},Final,60.{year % 10}"]);
        var series = file.Series(Assert.Single(file.Choose(null, [], null, null)));
        Assert.Equal((62.5, 60.5), (series.Of("801")[2014], series.Of("801")[2015]));
        Assert.Equal(("of an earlier version", 3), (series.Coverage.DroppedRows[0].Reason, series.Coverage.DroppedRows[0].Count));
        Assert.Equal(61.5, file.Series(Assert.Single(file.Choose(null, ["Provisional"], null, null))).Of("801")[2014]);
    }

    [Fact]
    public void A_mistyped_percentage_is_left_out_and_counted()
    {
        var file = File(Place + ",sex,percent", (year, la) => Enumerable.Range(0, 12).Select(s => $"{At(year, la)},{(s == 0 ? "Total" : $"Group {s}")},{(year == 2013 && la == 802 && s == 0 ? "1000" : $"6{s % 10}.{la % 10}")}"));
        var series = file.Series(Assert.Single(file.Choose(null, [], null, null)));
        Assert.Equal(IndicatorKind.Percent, series.Selection.Indicator.Kind);
        Assert.Equal(("outside 0 to 100", 1), (series.Coverage.DroppedRows[0].Reason, series.Coverage.DroppedRows[0].Count));
    }

    [Fact]
    public void A_percentage_is_no_count_that_another_is_made_of() =>
        Assert.DoesNotContain(File(Place + ",passed,pupils,percent", (year, la) => [$"{At(year, la)},{(la == 801 ? 0 : 12)},12,{(la == 801 ? 0 : 100)}"]).Indicators, i => i.Denominator == "percent" || i.Numerator == "percent");

    [Fact]
    public void A_second_row_for_a_place_is_named_by_its_line_and_the_first_ones()
    {
        var file = File(Place + ",percent", (year, la) => la == 802 && year == 2013 ? [$"{At(year, la)},50.1", $"{At(year, la)},60.1"] : [$"{At(year, la)},50.1"]);
        var error = Assert.Throws<DataError>(() => file.Series(file.Choose(null, [], null, null)[0]));
        Assert.Equal(7, error.Line);
        Assert.Contains("Town 802 in 2013, the first in line 6", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_that_follow_each_other_under_one_name_are_said_to_be_joined()
    {
        var file = File(Place + ",percent", (year, la) => [$"{At(year, la == 803 && year > 2013 ? 838 : la).Replace("Town 838", "Town 803", StringComparison.Ordinal)},50.{year % 10}"]);
        var series = file.Series(file.Choose(null, [], null, null)[0]);
        Assert.Equal(3, series.Panel.Members.Length);
        Assert.Equal("Town 803: 803 up to 2013 and 838 from 2014 are taken as one place.", Assert.Single(series.Joined));
    }
}
