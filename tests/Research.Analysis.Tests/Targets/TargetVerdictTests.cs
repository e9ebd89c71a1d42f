namespace Research.Tests;

public sealed class TargetVerdictTests(AssessedCounty assessed) : IClassFixture<AssessedCounty>
{
    [Fact]
    public void Each_target_has_a_verdict_at_each_year_and_what_cannot_be_said_has_its_reason()
    {
        foreach (var assessment in assessed.Years)
        {
            Assert.Equal(34, assessment.All.Length);
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
            foreach (var c in assessment.All.SelectMany(t => t.Readings).SelectMany(r => r.Conditions).Where(c => c.Condition.Due <= assessment.AsOf.Results && c.Verdict != TargetVerdict.NotAssessable))
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
        Assert.Equal("depends on the reading: a met; b met; c not met", target.Words);
        Assert.Equal((0, 1), target.Probability);
    }

    [Fact]
    public void A_milestone_without_a_record_names_the_data_it_needs()
    {
        var milestone = assessed.At(2015)["T13"];
        Assert.Equal(TargetVerdict.NotAssessable, milestone.Verdict);
        Assert.Contains("record of review visits", milestone.Sentence, StringComparison.Ordinal);
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
