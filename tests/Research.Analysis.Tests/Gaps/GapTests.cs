using CsCheck;

namespace Research.Tests;

/// <summary>Gaps from small counties worked by hand.</summary>
public class GapTests
{
    private static readonly Measure Level4 = Measures.Ks2ReadingWritingMathsLevel4;

    [Fact]
    public void A_gap_is_peers_less_group_with_Newcombes_interval()
    {
        using var extract = new CountedPupils().AddKs2(28, "4B", "fsm=1").AddKs2(32, "3", "fsm=1").AddKs2(150, "4B").AddKs2(50, "3").AddKs2(3, "").AddKs2(4, "4B", "fsm=; ever6=")
            .AddComparators("ks2_rwm_4plus,fsm,England,2013,60", "ks2_rwm_4plus,not_fsm,England,2013,79");
        var gap = extract.Open().Cohort(Phase.KeyStage2, 2013).Gap(Level4, Groups.FreeSchoolMeals);
        Assert.Equal(75 - (100.0 * 28 / 60), gap.Difference, 1e-12);
        var newcombe = ProportionDifference.Newcombe(150, 200, 28, 60);
        Assert.Equal(100 * newcombe.Low, gap.Interval.Low, 1e-12);
        Assert.Equal(100 * newcombe.High, gap.Interval.High, 1e-12);
        Assert.Equal(28.0 / 60 / 0.75, gap.RiskRatio, 1e-12);
        Assert.Equal(19, gap.England!.Difference, 1e-12);
        Assert.Equal(gap.Difference - 19, gap.AgainstEngland, 1e-12);
        Assert.Equal("260 used, 7 dropped (3 without a result; 4 in neither group nor peers)", gap.Sample.ToString());
        Assert.Contains("260 used", gap.ToTable().Title, StringComparison.Ordinal);
        Assert.NotNull(gap.ToChart());
    }

    [Fact]
    public void Where_less_is_better_a_positive_gap_is_still_behind()
    {
        using var extract = new CountedPupils().AddKs2(3, "4B", "fsm=1; exclusions_fixed=1").AddKs2(7, "4B", "fsm=1").AddKs2(2, "4B", "exclusions_fixed=2").AddKs2(18, "4B");
        Assert.Equal(20, extract.Open().Cohort(Phase.KeyStage2, 2013).Gap(Measures.FixedExclusion(Phase.KeyStage2), Groups.FreeSchoolMeals).Difference, 1e-12);
    }

    [Fact]
    public void Girls_and_boys_have_opposite_gaps()
    {
        Gen.Select(Gen.Int[1, 30], Gen.Int[0, 30], Gen.Int[1, 30], Gen.Int[0, 30]).Sample((a, b, c, d) =>
        {
            Tally boys = new(a + b, a + b, a, a + b), girls = new(c + d, c + d, c, c + d);
            using var extract = new CountedPupils().AddKs2(1, "4B");
            var county = extract.Open();
            var one = new Gap(new(Level4, Groups.Boys, 2013, "", boys, girls, default), county);
            var other = new Gap(new(Level4, Groups.Girls, 2013, "", girls, boys, default), county);
            return Math.Abs(one.Difference + other.Difference) < 1e-9 && Math.Abs(one.Interval.Low + other.Interval.High) < 1e-9;
        }, iter: 10);
    }

    [Fact]
    public void A_mean_has_the_interval_of_its_squares()
    {
        using var extract = new CountedPupils();
        foreach (int score in new[] { 90, 100, 110 }) extract.AddKs2(1, "", $"year=2016; fsm=1; ks2_reading_score={score}");
        foreach (int score in new[] { 104, 108 }) extract.AddKs2(1, "", $"year=2016; ks2_reading_score={score}");
        var gap = extract.Open().Cohort(Phase.KeyStage2, 2016).Gap(Measures.Ks2ReadingScore, Groups.FreeSchoolMeals);
        Assert.Equal(6, gap.Difference, 1e-12);
        // sd 10, n 3: t(2) = 4.302652729911275.
        Assert.Equal(100 - (4.302652729911275 * 10 / Math.Sqrt(3)), gap.InGroup.Interval.Low, 1e-8);
        Assert.Equal("scaled score", gap.Unit);
    }

    [Fact]
    public void The_change_of_a_gap_has_an_interval_and_stops_at_a_break()
    {
        using var extract = new CountedPupils();
        foreach (int year in new[] { 2011, 2013, 2015, 2016 })
            extract.AddKs2(40, year == 2011 ? "5" : "4B", $"year={year}; fsm=1; sessions_authorised=60; {(year == 2016 ? "ks2_reading=; ks2_writing=; ks2_maths=" : "")}").AddKs2(year == 2013 ? 40 : 20, year == 2016 ? "" : "3", $"year={year}; fsm=1").AddKs2(90, year == 2016 ? "" : "4B", $"year={year}").AddKs2(10, year == 2016 ? "" : "3", $"year={year}");
        var county = extract.Open();
        var trend = county.GapTrend(Level4, Groups.FreeSchoolMeals, 2011..2013);
        var (change, interval) = trend.Change(2011, 2013);
        Assert.Equal((90 - 50) - (90 - (100.0 * 2 / 3)), change, 1e-9);
        Assert.True(interval.Contains(change) && interval.Width > trend[2011].Interval.Width);
        Assert.Contains(trend.ToTable().Notes, n => n.Contains("writing is teacher assessment from 2012", StringComparison.Ordinal));
        Assert.Equal(40, trend.ToSeries()[2013], 1e-9);
        var absence = county.GapTrend(Measures.PersistentAbsence(Phase.KeyStage2), Groups.FreeSchoolMeals);
        Assert.Equal([3, 1], absence.Runs.Select(r => r.Length));
        Assert.Contains("15 per cent", Assert.Throws<DataError>(() => absence.Change(2015, 2016)).Found, StringComparison.Ordinal);
        Assert.NotNull(absence.ToChart());
        Assert.Equal(["gap", "conf_low", "conf_high", "england"], absence.ToFrame().ColumnKeys);
    }

    [Fact]
    public void Gaps_are_ranked_and_all_pupils_have_none()
    {
        using var extract = new CountedPupils().AddKs2(5, "3", "fsm=1").AddKs2(5, "4B", "gender=M").AddKs2(5, "4B");
        var county = extract.Open();
        var gaps = county.Gaps(Level4, [Groups.Boys, Groups.FreeSchoolMeals]);
        Assert.Equal(["fsm", "boys"], gaps.Ranked.Select(g => g.Group.Id));
        Assert.NotNull(gaps.ToChart());
        Assert.Throws<DataError>(() => county.Cohort(Phase.KeyStage2, 2013).Gap(Level4, Groups.AllPupils));
        Assert.Throws<DataError>(() => county.Cohort(Phase.KeyStage2, 2013).Gap(Measures.Ks1MathsLevel2, Groups.Boys));
    }
}
