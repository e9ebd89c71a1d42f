namespace Research.Tests;

/// <summary>Measures a researcher declares: they fit the schema, or fail at once with what to mend.</summary>
public class MeasureTests
{
    [Fact]
    public void A_measure_is_declared_in_a_line()
    {
        var measure = Measure.Rate("ks2_maths_4plus_boys", Phase.KeyStage2, numerator: "ks2_maths in ('4C', '4B', '4A', '5', '6')", denominator: "gender = 'M'");
        Assert.Equal(2015, measure.LastYear);
        Assert.Equal(MeasureKind.Rate, measure.Kind);
        Assert.Equal("percent", measure.Unit);
    }

    [Theory]
    [InlineData("ks2_mathss in ('5')", "ks2_mathss", "Did you mean 'ks2_maths'?")]
    [InlineData("ks1_reading in ('3')", "ks1_reading", "is a column of the ks1 file")]
    [InlineData("gender = 'Male'", "gender", "Write its code, 'M'")]
    [InlineData("sen_provision = 'K1'", "sen_provision", "Did you mean 'K'?")]
    [InlineData("ks2_reading >= '4B'", "ks2_reading", "List the codes meant")]
    [InlineData("prior_maths in (1, '2C')", "prior_maths", "write '1' in quotes")]
    [InlineData("fsm = 'Y'", "fsm", "fsm = 1 or fsm = 0")]
    [InlineData("birth_month = 'May'", "birth_month", "compare it with one, without quotes")]
    [InlineData("fsm = 2", "fsm", "fsm = 1 or fsm = 0")]
    [InlineData("fsm in (select fsm from ks4)", "select", "No statements and no queries")]
    [InlineData("exists (fsm)", "exists", "No statements and no queries")]
    [InlineData("read_csv('x.csv') = 1", "read_csv", "Use one of these")]
    public void A_condition_that_does_not_fit_names_the_column_and_mends(string numerator, string column, string mend)
    {
        var error = Assert.Throws<DataError>(() => Measure.Rate("mine", Phase.KeyStage2, numerator));
        Assert.Equal(column, error.Column);
        Assert.Contains(mend, error.Mend, StringComparison.Ordinal);
        Assert.Equal("measure mine, numerator", error.Where);
    }

    [Theory]
    [InlineData("fsm = 1; drop table ks2", "';'")]
    [InlineData("fsm = 1 -- and more", "a comment")]
    [InlineData("fsm = 1 /* and more */", "a comment")]
    [InlineData("fsm = 1) or (1 = 1", "a closing bracket too many")]
    [InlineData("(fsm = 1", "1 open bracket(s)")]
    [InlineData("gender = 'M", "without its closing quote")]
    [InlineData("\"fsm\" = 1", "'\"'")]
    [InlineData("", "nothing")]
    [InlineData("fsm =", "'fsm ='")]
    [InlineData("fsm = = 1", "'fsm = = 1'")]
    [InlineData("birth_month", "which gives INTEGER")]
    [InlineData("gender", "which gives words")]
    public void Broken_or_hostile_conditions_are_refused(string numerator, string found)
    {
        var error = Assert.Throws<DataError>(() => Measure.Rate("mine", Phase.KeyStage2, numerator));
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.NotEqual("", error.Mend);
    }

    [Fact]
    public void The_denominator_and_the_result_are_checked_as_well()
    {
        Assert.Equal("measure mine, denominator", Assert.Throws<DataError>(() => Measure.Rate("mine", Phase.KeyStage2, "fsm = 1", "gendr = 'M'")).Where);
        var measure = Measure.Rate("mine", Phase.KeyStage2, "fsm = 1");
        Assert.Equal("measure mine, has result", Assert.Throws<DataError>(() => measure with { HasResult = "ks2_maths" }).Where);
    }

    [Fact]
    public void Columns_and_codes_of_different_regimes_do_not_mix()
    {
        var error = Assert.Throws<DataError>(() => Measure.Rate("mine", Phase.KeyStage2, "ks2_reading_score >= 100 or ks2_reading in ('4B')"));
        Assert.Contains("levels end in 2015", error.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void A_year_outside_its_columns_years_is_refused()
    {
        var measure = Measure.Rate("mine", Phase.KeyStage2, "ks2_reading in ('5', '6')");
        var error = Assert.Throws<DataError>(() => measure with { LastYear = 2016 });
        Assert.Equal("2015 or earlier", error.Expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mine")]
    [InlineData("my measure")]
    [InlineData("x; drop")]
    public void Names_are_plain(string id) => Assert.Throws<DataError>(() => Measure.Rate(id, Phase.KeyStage2, "fsm = 1"));

    [Fact]
    public void A_mean_needs_a_number()
    {
        Assert.Equal(2016, Measure.Mean("mine", Phase.KeyStage2, "ks2_maths_score").FirstYear);
        Assert.Throws<DataError>(() => Measure.Mean("mine", Phase.KeyStage2, "gender"));
        Assert.Throws<DataError>(() => Measure.Mean("mine", Phase.KeyStage2, "fsm = 1"));
    }
}
