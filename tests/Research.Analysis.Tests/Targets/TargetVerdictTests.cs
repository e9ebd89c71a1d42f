namespace Research.Tests;

public sealed class TargetVerdictTests(AssessedCounty assessed) : IClassFixture<AssessedCounty>
{
    [Fact]
    public void Each_target_has_a_verdict_at_each_year_and_what_cannot_be_said_has_its_reason()
    {
        foreach (var assessment in assessed.Years)
        {
            Assert.Equal(39, assessment.All.Length);
            foreach (var reading in assessment.All.SelectMany(t => t.Readings))
            {
                if (reading.Verdict == TargetVerdict.NotAssessable) Assert.NotEqual("", reading.Reason);
                else Assert.InRange(reading.Probability, 0, 1);
            }
            Assert.All(assessment.All, t => Assert.NotEqual("", t.Sentence));
        }
    }

    [Fact]
    public void Once_its_year_has_come_a_verdict_is_what_the_data_say()
    {
        int decided = 0;
        foreach (var assessment in assessed.Years)
            foreach (var c in assessment.All.SelectMany(t => t.Readings).SelectMany(r => r.Conditions).Where(c => c.Condition.Due <= assessment.AsOf.Results && !c.Condition.Kind.IsRecord && c.Verdict != TargetVerdict.NotAssessable))
            {
                Assert.True(c.IsDecided);
                double figure = FromTheCounty(c.Condition, c.Condition.Due);
                Assert.Equal(figure, c.Expected, 1e-9);
                if (!double.IsNaN(c.Condition.Baseline) || c.Condition.BaselineYear == 0 || c.Condition.Kind == TargetKind.SchoolsBelow || double.IsNaN(c.Condition.Amount))
                    Assert.Equal(c.Condition.IsDownwards ? figure <= c.Goal : figure >= c.Goal, c.Verdict == TargetVerdict.Met);
                else
                    Assert.Equal(c.Condition.ThresholdFrom(FromTheCounty(c.Condition, c.Condition.BaselineYear)), c.Goal, 1e-9);
                decided++;
            }
        Assert.True(decided > 100, $"only {decided} conditions were decided");
    }

    [Fact]
    public void No_condition_due_by_2017_is_left_open_after_the_results_of_2017() =>
        Assert.All(assessed.At(2017).All.SelectMany(t => t.Readings).SelectMany(r => r.Conditions), c => Assert.True(c.IsDecided || c.Verdict == TargetVerdict.NotAssessable));

    [Fact]
    public void The_end_of_levels_is_a_reason_and_the_gap_index_is_offered()
    {
        var target = assessed.At(2014)["T15"];
        Assert.Contains("ends in 2015, when levels ended", target.Readings.Single(r => r.Reading.Letter == "d").Reason, StringComparison.Ordinal);
        Assert.Contains("gap index", target.Readings.Single(r => r.Reading.Letter == "d").Reason, StringComparison.Ordinal);
        var bridge = target.Readings.Single(r => r.Reading.IsBridge);
        Assert.InRange(bridge.Probability, 0, 1);
    }

    [Fact]
    public void Where_readings_differ_the_verdict_says_so()
    {
        var target = assessed.At(2017)["T07"];
        Assert.Equal(TargetVerdict.DependsOnReading, target.Verdict);
        Assert.Equal("depends on the reading: a met; b met; c not met; f met", target.Words);
        Assert.Equal((0, 1), target.Probability);
    }

    [Fact]
    public void A_milestone_without_a_record_names_the_data_it_needs()
    {
        var milestone = assessed.At(2015)["T12"];
        Assert.Equal(TargetVerdict.NotAssessable, milestone.Verdict);
        Assert.Contains("the list of schools chosen", milestone.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_goal_that_is_England_moves_with_England()
    {
        var c = assessed.At(2014)["T24"].Main.Weakest;
        Assert.True(c.Condition.Kind == TargetKind.GapToNational && c.Condition.IsIndex);
        Assert.NotEqual(3.74, c.Goal, 6);
        Assert.InRange(c.Goal, 3.2, 4.2);
        Assert.Equal(3.66, assessed.At(2017)["T24"].Main.Weakest.Goal, 1e-12);
    }

    [Fact]
    public void The_same_seed_gives_the_same_verdicts()
    {
        var again = Research.Targets.Assess(assessed.County, 2015);
        Assert.Equal(assessed.At(2015).Readings.ToCsv(), again.Readings.ToCsv());
        Assert.Equal(assessed.At(2015).Paces.ToCsv(), again.Paces.ToCsv());
    }

    [Fact]
    public void Looked_after_pupils_are_so_few_that_only_a_large_change_could_be_told()
    {
        var c = assessed.At(2013)["T19"].Readings[1].Conditions[0];
        Assert.InRange(c.Pupils, 5, 40);
        Assert.True(c.SmallestTellable > 15, $"{c.SmallestTellable}");
    }

    [Theory]
    [InlineData("T15", "a", 2015, "SELECT 100.0 * avg((ok)::INT) FILTER (WHERE fsm = 0) - 100.0 * avg((ok)::INT) FILTER (WHERE fsm = 1) FROM (SELECT fsm, ks2_reading IN ('4C', '4B', '4A', '5', '6') AND ks2_writing IN ('4C', '4B', '4A', '5', '6') AND ks2_maths IN ('4C', '4B', '4A', '5', '6') AS ok FROM ks2 WHERE year = 2015 AND ks2_reading IS NOT NULL AND ks2_writing IS NOT NULL AND ks2_maths IS NOT NULL)")]
    [InlineData("T27", "d", 2016, "SELECT 100.0 * avg((ok)::INT) FILTER (WHERE fsm = 0) - 100.0 * avg((ok)::INT) FILTER (WHERE fsm = 1) FROM (SELECT fsm, gcse_passes >= 5 AND gcse_english IN ('A*', 'A', 'B', 'C') AND gcse_maths IN ('A*', 'A', 'B', 'C') AS ok FROM ks4 WHERE year = 2016 AND gcse_passes IS NOT NULL AND gcse_english IS NOT NULL AND gcse_maths IS NOT NULL)")]
    [InlineData("T04a", "a", 2017, "SELECT 100.0 * avg((elg_listening >= '2' AND elg_understanding >= '2' AND elg_speaking >= '2' AND elg_moving >= '2' AND elg_health >= '2' AND elg_confidence >= '2' AND elg_feelings >= '2' AND elg_relationships >= '2' AND elg_reading >= '2' AND elg_writing >= '2' AND elg_numbers >= '2' AND elg_shape >= '2')::INT) FROM eyfs WHERE year = 2017 AND area = 'Wisbech' AND elg_reading IN ('1', '2', '3')")]
    [InlineData("T18", "a", 2015, "SELECT 100.0 * avg((ks2_reading IN ('4C', '4B', '4A', '5', '6') AND ks2_writing IN ('4C', '4B', '4A', '5', '6') AND ks2_maths IN ('4C', '4B', '4A', '5', '6'))::INT) FROM ks2 WHERE year = 2015 AND ks2_reading IS NOT NULL AND ks2_writing IS NOT NULL AND ks2_maths IS NOT NULL AND ethnicity = 'WOTH' AND language NOT IN ('ENG', 'ENB', 'NOT', 'REF') AND (prior_reading IN ('W', '1') OR prior_writing IN ('W', '1') OR prior_maths IN ('W', '1'))")]
    [InlineData("T01", "e", 2015, "SELECT count(*) FROM (SELECT urn, sum((gcse_passes >= 5 AND gcse_english IN ('A*', 'A', 'B', 'C') AND gcse_maths IN ('A*', 'A', 'B', 'C'))::INT) AS n, count(*) AS all_of FROM ks4 WHERE year = 2015 AND gcse_passes IS NOT NULL AND gcse_english IS NOT NULL AND gcse_maths IS NOT NULL AND urn IN (SELECT urn FROM schools WHERE kind <> 'special') GROUP BY urn) WHERE 100 * n < 40 * all_of")]
    public void A_verdict_is_what_another_count_of_the_records_says(string target, string reading, int year, string sql)
    {
        var c = assessed.At(2017)[target].Readings.Single(r => r.Reading.Letter == reading).Conditions.Last(c => c.Condition.Due == year);
        Assert.Equal(assessed.County.Engine.Query($"SELECT v::DOUBLE AS v FROM ({sql}) AS counted(v)").Numbers("v").ToArray()[0], c.Expected, 1e-9);
        Assert.Equal(c.Condition.IsDownwards ? c.Expected <= c.Goal : c.Expected >= c.Goal, c.Verdict == TargetVerdict.Met);
    }

    [Fact]
    public void A_record_settles_a_milestone_after_a_years_results_too()
    {
        Assert.Equal(TargetVerdict.NotAssessable, assessed.At(2015)["T13"].Verdict);
        Assert.Equal("134 recorded by 2016; 130 asked for by 2016.", assessed.At(2016)["T13"].Sentence);
        Assert.Equal(TargetVerdict.Met, assessed.At(2016)["T13"].Verdict);
        // Nothing is known of the packages sold after March 2015: that is no failure.
        Assert.Equal(TargetVerdict.NotAssessable, assessed.At(2017)["T14"].Verdict);
    }

    [Fact]
    public void A_thing_to_be_done_every_year_needs_a_record_of_every_year() => Assert.Equal(TargetVerdict.NotAssessable, assessed.March["T29"].Verdict);

    [Fact]
    public void A_verdict_of_a_year_is_the_same_when_later_years_are_not_there()
    {
        string folder = Directory.CreateTempSubdirectory("known-").FullName, county = Directory.CreateDirectory(Path.Combine(folder, "county")).FullName;
        try
        {
            foreach (string file in Directory.GetFiles(Path.Combine(AssessedCounty.Samples, "county"))) KnownBy.Write(file, Path.Combine(county, Path.GetFileName(file)), 2014);
            foreach (string file in Directory.GetFiles(Path.Combine(AssessedCounty.Samples, "targets"))) KnownBy.Write(file, Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "targets")).FullName, Path.GetFileName(file)), 2014);
            using var known = County.Open(county);
            var then = Research.Targets.Assess(known, 2014);
            Assert.Equal(assessed.At(2014).Readings.ToCsv(), then.Readings.ToCsv());
            Assert.Equal(assessed.At(2014).Paces.ToCsv(), then.Paces.ToCsv());
            Assert.Equal(assessed.At(2014).ContradictionsTable.ToCsv(), then.ContradictionsTable.ToCsv());
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private double FromTheCounty(TargetCondition c, int year)
    {
        var county = assessed.County;
        if (c.Kind == TargetKind.SchoolsBelow) return county.SchoolsBelowFloor(year, new("t", "t", [], Floor.Parse(c.Measure)!)).Below;
        if (c.IsIndex) return county.GapIndex(Enum.GetValues<Phase>().Single(p => c.Measure == "gap_index_" + Schema.Of(p).Name), year, Groups.Find(c.Group)).Value;
        var measure = Measures.Find(c.Measure);
        var cohort = county.Cohort(measure.Phase, year);
        return c.Unit == "%" ? cohort.Rate(measure, Groups.Find(c.Group)).Value : cohort.Gap(measure, Groups.Find(c.Group)).Difference;
    }
}
