namespace Research.Tests;

public sealed class EarlySignTests(AssessedCounty assessed) : IClassFixture<AssessedCounty>
{
    private const string Header = "indicator,target,measure,group,year,month,value,usual,per_point,error_ppt,source\n";

    private Assessment In(string month, string lines)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("signs-").FullName, "indicators.csv");
        File.WriteAllText(file, Header + lines);
        try { return Research.Targets.AssessMonth(assessed.County, AsOf.Parse(month), file); }
        finally { Directory.Delete(Path.GetDirectoryName(file)!, recursive: true); }
    }

    [Fact]
    public void A_precise_sign_draws_the_expected_figure_to_itself_and_narrows_it()
    {
        var before = assessed.At(2014)["T16"].Readings[0].Conditions[0];
        var after = In("2015-03", "tracking,,ks2_rwm_4plus,fsm,2015,2015-03,54,,1,1.5,made up\n")["T16"].Readings[0].Conditions[0];
        Assert.InRange(after.Expected, 53, 55.5);
        Assert.True(after.ExpectedInterval.Width < before.ExpectedInterval.Width);
        // A sign of a normal error, a forecast about normal: precision adds.
        double sd = before.ExpectedInterval.Width / 3.29, precise = 1 / Math.Sqrt((1 / (sd * sd)) + (1 / (1.5 * 1.5)));
        Assert.Equal(precise * 3.29, after.ExpectedInterval.Width, 0.8);
    }

    [Fact]
    public void A_bad_sign_lowers_the_probability_and_a_good_one_raises_it()
    {
        double bad = In("2015-03", "tracking,,ks2_rwm_4plus,fsm,2015,2015-03,46,,1,3,made up\n")["T16"].Readings[0].Probability;
        double good = In("2015-03", "tracking,,ks2_rwm_4plus,fsm,2015,2015-03,58,,1,3,made up\n")["T16"].Readings[0].Probability;
        double none = assessed.At(2014)["T16"].Readings[0].Probability;
        Assert.True(bad < none && none < good, $"{bad} {none} {good}");
    }

    [Fact]
    public void Attendance_enters_by_its_distance_from_the_usual()
    {
        double usual = In("2015-03", "attendance,,ks2_rwm_4plus,fsm,2015,2015-03,94,94,1.5,2,made up\n")["T16"].Readings[0].Conditions[0].Expected;
        double better = In("2015-03", "attendance,,ks2_rwm_4plus,fsm,2015,2015-03,96,94,1.5,2,made up\n")["T16"].Readings[0].Conditions[0].Expected;
        Assert.InRange(better - usual, 1, 3);
    }

    [Fact]
    public void A_sign_of_a_later_month_is_not_yet_known() =>
        Assert.Equal(assessed.At(2014)["T16"].Readings[0].Probability, In("2015-01", "tracking,,ks2_rwm_4plus,fsm,2015,2015-03,46,,1,3,made up\n")["T16"].Readings[0].Probability, 1e-12);

    [Fact]
    public void Records_settle_a_milestone_when_its_count_is_reached_or_its_year_has_come()
    {
        Assert.Equal(TargetVerdict.NotAssessable, In("2015-03", "visits,T13,,,2015,2015-02,96,,,,made up\n")["T13"].Verdict);
        Assert.Contains("96 of 130 recorded", In("2015-03", "visits,T13,,,2015,2015-02,96,,,,made up\n")["T13"].Sentence, StringComparison.Ordinal);
        Assert.Equal(TargetVerdict.Met, In("2015-03", "visits,T13,,,2015,2015-02,131,,,,made up\n")["T13"].Verdict);
        Assert.Equal(TargetVerdict.NotMet, In("2016-10", "visits,T13,,,2016,2016-07,96,,,,made up\n")["T13"].Verdict);
        Assert.Contains("96 of 130 recorded by 2015, and nothing later", In("2016-10", "visits,T13,,,2015,2015-02,96,,,,made up\n")["T13"].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_done_later_than_it_was_due_does_not_count() => Assert.Equal(TargetVerdict.NotAssessable, In("2017-10", "visits,T13,,,2017,2017-02,140,,,,made up\n")["T13"].Verdict);

    [Fact]
    public void A_thing_done_every_year_is_met_by_a_record_of_every_year()
    {
        Assert.Equal(TargetVerdict.Met, In("2016-10", "report,T29,,,2014,2014-07,1,,,,x\nreport,T29,,,2015,2015-07,1,,,,x\nreport,T29,,,2016,2016-07,1,,,,x\n")["T29"].Verdict);
        Assert.Equal(TargetVerdict.NotMet, In("2016-10", "report,T29,,,2014,2014-07,1,,,,x\nreport,T29,,,2015,2015-07,0,,,,x\n")["T29"].Verdict);
        Assert.Equal(TargetVerdict.NotAssessable, In("2016-10", "report,T29,,,2014,2014-07,1,,,,x\n")["T29"].Verdict);
    }

    [Fact]
    public void Each_sign_says_whether_it_entered()
    {
        string table = In("2015-03", "tracking,,ks2_rwm_4plus,fsm,2015,2015-03,54,,1,1.5,x\nold,,ks2_rwm_4plus,fsm,2014,2014-03,54,,1,1.5,x\nother,,neet,fsm,2015,2015-03,5,,1,1.5,x\nvisits,T13,,,2015,2015-02,96,,,,x\nlost,T99,,,2015,2015-02,1,,,,x\n").SignsTable.ToCsv();
        foreach (string use in (string[])["as a sign", "no: the results are known", "no: no target asks for this figure", "as a record", "no: the register has no such target"]) Assert.Contains(use, table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tracking,,ks2_rwm_4pluss,fsm,2015,2015-03,54,,1,1.5,x\n", "indicators.csv, line 2, column measure: found 'ks2_rwm_4pluss'")]
    [InlineData("tracking,,ks2_rwm_4plus,fsm,2015,2015-3,54,,1,1.5,x\n", "indicators.csv, line 2, column month: found '2015-3'; expected a month such as 2015-03.")]
    [InlineData("tracking,,ks2_rwm_4plus,fsm,2015,2015-03,54,,1,,x\n", "indicators.csv, line 2, column error_ppt: found nothing")]
    [InlineData("tracking,,ks2_rwm_4plus,fsm,2015,2015-03,54,,1,1.5,x\ntracking,,ks2_rwm_4plus,fsm,2015,2015-03,55,,1,1.5,x\n", "indicators.csv, line 3, column indicator: found 'tracking' of the same figure and month twice")]
    public void A_wrong_sign_is_answered(string line, string message) => Assert.Contains(message, Assert.Throws<DataError>(() => In("2015-03", line)).Message, StringComparison.Ordinal);
}
