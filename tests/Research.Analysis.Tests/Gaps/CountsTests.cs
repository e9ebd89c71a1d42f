namespace Research.Tests;

/// <summary>Counts of numerator, denominator, dropped and unknown, worked by hand and against SQL of another shape.</summary>
public class CountsTests
{
    private static readonly Measure Level4 = Measures.Ks2ReadingWritingMathsLevel4;

    [Fact]
    public void Numerator_denominator_dropped_and_unknown_are_kept_apart()
    {
        using var extract = new CountedPupils()
            .AddKs2(3, "4B", "fsm=1").AddKs2(2, "3", "fsm=1").AddKs2(1, "", "fsm=1")
            .AddKs2(7, "5").AddKs2(4, "4C", "ks2_maths=A").AddKs2(2, "4B", "ks2_writing=")
            .AddKs2(1, "4B", "fsm=; ever6=").AddKs2(5, "4B", "fsm=1; year=2012");
        var count = Assert.Single(extract.Open().Counts([Level4], [Groups.FreeSchoolMeals], 2013).All);
        Assert.Equal(new Tally(6, 5, 3, 5), count.InGroup);
        Assert.Equal(new Tally(13, 11, 7, 11), count.Peers);
        Assert.Equal(new Tally(1, 1, 1, 1), count.Unknown);
        Assert.Equal((1, 2), (count.InGroup.Dropped, count.InGroup.Failed));
    }

    [Fact]
    public void Absent_and_disapplied_have_not_achieved_and_are_counted()
    {
        using var extract = new CountedPupils().AddKs2(1, "A", "fsm=1").AddKs2(1, "D", "fsm=1").AddKs2(1, "", "fsm=1").AddKs2(1, "4B");
        Assert.Equal(new Tally(3, 2, 0, 2), extract.Open().Counts([Level4], [Groups.FreeSchoolMeals]).All[0].InGroup);
    }

    [Fact]
    public void Counts_come_by_area_and_by_school()
    {
        using var extract = new CountedPupils()
            .AddKs2(2, "4B", "fsm=1; area=Wisbech; urn=110001").AddKs2(3, "3", "area=Wisbech; urn=110002").AddKs2(1, "3", "fsm=1; area=March; urn=110002").AddKs2(1, "3", "area=; urn=110002");
        var county = extract.Open();
        var areas = county.Counts([Level4], [Groups.FreeSchoolMeals], by: Level.Area);
        Assert.Equal(["", "March", "Wisbech"], areas.All.Select(c => c.Place));
        Assert.Equal((2, 2, 0), (areas.Find(Level4, Groups.FreeSchoolMeals, 2013, "Wisbech")!.InGroup.Sum, areas.All[2].InGroup.Used, areas.All[2].Peers.Sum));
        var schools = county.Counts([Level4], [Groups.FreeSchoolMeals], by: Level.School);
        Assert.Equal([("110001", 2L, 0L), ("110002", 1L, 4L)], schools.All.Select(c => (c.Place, c.InGroup.Used, c.Peers.Used)));
    }

    [Fact]
    public void Means_and_ratios_keep_whole_number_sums_and_squares()
    {
        using var extract = new CountedPupils()
            .Add(Phase.KeyStage4, 1, "year=2016; attainment8=50.25; fsm=1").Add(Phase.KeyStage4, 1, "year=2016; attainment8=40; fsm=1").Add(Phase.KeyStage4, 1, "year=2016; fsm=1; sessions_possible=")
            .Add(Phase.KeyStage4, 1, "year=2016; attainment8=60; sessions_authorised=20; sessions_unauthorised=10");
        var counts = extract.Open().Counts([Measures.Ks4Attainment8, Measures.AbsenceRate(Phase.KeyStage4)], [Groups.FreeSchoolMeals]);
        Assert.Equal(new Tally(3, 2, 9025, 2, new((5025L * 5025) + (4000L * 4000), 9025, 2)), counts.All[0].InGroup);
        Assert.Equal(new Tally(3, 2, 0, 600, new(0, 0, 180000)), counts.All[1].InGroup);
        Assert.Equal(new Tally(1, 1, 30, 300, new(900, 9000, 90000)), counts.All[1].Peers);
    }

    [Fact]
    public void The_threshold_of_persistent_absence_moves_in_2016()
    {
        using var extract = new CountedPupils()
            .AddKs2(1, "4B", "year=2015; sessions_authorised=44").AddKs2(1, "4B", "year=2015; sessions_authorised=45")
            .AddKs2(1, "", "year=2016; sessions_authorised=29").AddKs2(1, "", "year=2016; sessions_authorised=30");
        var counts = extract.Open().Counts([Measures.PersistentAbsence(Phase.KeyStage2)], [Groups.AllPupils]);
        Assert.Equal([(2015, 1L), (2016, 1L)], counts.All.Select(c => (c.Year, c.InGroup.Sum)));
    }

    [Theory]
    [InlineData("W", "2", true)]
    [InlineData("1", "3", true)]
    [InlineData("1", "2", false)]
    [InlineData("2C", "4C", true)]
    [InlineData("2A", "3", false)]
    [InlineData("3", "4A", false)]
    [InlineData("3", "5", true)]
    [InlineData("4", "5", false)]
    [InlineData("4", "6", true)]
    [InlineData("2B", "A", false)]
    public void Two_levels_of_progress_go_by_whole_levels(string prior, string now, bool made)
    {
        using var extract = new CountedPupils().Add(Phase.KeyStage2, 1, $"prior_reading={prior}; ks2_reading={now}").Add(Phase.KeyStage2, 1, $"prior_reading=D; ks2_reading={now}").Add(Phase.KeyStage2, 1, $"ks2_reading={now}");
        var all = extract.Open().Counts([Measures.Ks2ReadingProgress], [Groups.AllPupils]).All[0].InGroup;
        Assert.Equal((3, 1, made ? 1 : 0), (all.Asked, all.Used, all.Sum));
    }

    [Fact]
    public void Disadvantaged_follows_the_rule_of_each_year()
    {
        var extract = new CountedPupils();
        using (extract)
        {
            foreach (int year in new[] { 2011, 2013, 2015 })
                extract.AddKs2(1, "4B", $"year={year}; ever6=1").AddKs2(2, "4B", $"year={year}; fsm=1").AddKs2(4, "4B", $"year={year}; lac=1; lac_months=5").AddKs2(8, "4B", $"year={year}");
            var counts = extract.Open().Counts([Level4], [Groups.Disadvantaged]);
            Assert.Equal([(2011, 6L), (2013, 3L), (2015, 7L)], counts.All.Select(c => (c.Year, c.InGroup.Used)));
        }
    }

    [Fact]
    public void More_groups_than_one_key_holds_are_counted_alike()
    {
        using var extract = new CountedPupils().AddKs2(3, "4B", "fsm=1; gender=M").AddKs2(4, "3", "fsm=1").AddKs2(5, "4B", "gender=M; sen_provision=A");
        var groups = Enumerable.Range(0, 70).Select(i => Group.Where($"g{i}", i % 2 == 0 ? "fsm = 1" : "gender = 'M'")).ToArray();
        var counts = extract.Open().Counts([Level4], groups);
        Assert.All(counts.All, c => Assert.Equal(c.Group.Condition == "fsm = 1" ? (7L, 3L, 5L, 5L) : (8L, 8L, 4L, 0L), (c.InGroup.Used, c.InGroup.Sum, c.Peers.Used, c.Peers.Sum)));
        Assert.Equal(70, counts.All.Length);
    }

    [Fact]
    public void What_cannot_be_counted_is_said()
    {
        using var extract = new CountedPupils().AddKs2(1, "4B", "fsm=1").AddKs2(1, "4B").AddKs2(1, "", "year=2016; ks2_reading_score=100; ks2_maths_score=100; ks2_writing=EXS; sen_provision=K");
        var county = extract.Open();
        var counts = county.Counts([Level4, Measures.EyfsGoodLevelOfDevelopment], [Groups.FreeSchoolMeals, Groups.SchoolAction], 2012..2016);
        Assert.Contains("Measure ks2_rwm_4plus is not defined in 2016 (it is to 2015).", counts.LeftOut);
        Assert.Contains("The extract has no eyfs file.", counts.LeftOut);
        Assert.Contains("The ks2 file has no pupils of 2012, 2014, 2015.", counts.LeftOut);
        Assert.Equal([2013, 2013], counts.All.Select(c => c.Year));
        Assert.Contains("not defined in 2016", Assert.Throws<DataError>(() => county.Counts([Level4], [Groups.FreeSchoolMeals], 2016)).Found, StringComparison.Ordinal);
        Assert.Contains("columns that the ks2 file does not have", Assert.Throws<DataError>(() => county.Counts([Level4], [Group.Where("speaks", "elg_speaking in ('2')")])).Found, StringComparison.Ordinal);
        Assert.Throws<DataError>(() => county.Counts([], [Groups.FreeSchoolMeals]));
        Assert.Throws<DataError>(() => county.Counts([Level4], []));
    }

    [Fact]
    public void The_packed_query_agrees_with_plain_SQL_for_every_group_and_measure()
    {
        using var extract = new CountedPupils();
        var draw = new Random(20130901);
        string Pick(params string[] from) => from[draw.Next(from.Length)];
        for (int i = 0; i < 300; i++)
            extract.AddKs2(1, Pick("3", "4C", "4B", "5", "", "A"), $"year={Pick("2012", "2013")}; fsm={Pick("0", "1", "")}; gender={Pick("M", "F")}; ethnicity={Pick("WBRI", "WROM", "WOTH", "REFU", "")}; language={Pick("ENG", "POL", "URD", "NOT")};"
                + $"sen_provision={Pick("N", "A", "P", "S", "")}; sen_need=; area={Pick("Wisbech", "March", "Huntingdonshire")}; prior_reading={Pick("W", "1", "2B", "3", "")}; sessions_authorised={Pick("0", "20", "60", "")}; idaci_decile={Pick("1", "3", "9", "")}");
        var county = extract.Open();
        var measures = Measures.Of(Phase.KeyStage2).Where(m => m.Kind == MeasureKind.Rate && m.IsDefinedIn(2013)).ToArray();
        var counts = county.Counts(measures, Groups.Of(Phase.KeyStage2));
        Assert.True(counts.All.Length > 1000);
        foreach (var count in counts.All.Where((_, i) => i % 7 == 0))
        {
            var (m, g) = (count.Measure, count.Group);
            var plain = county.Engine.Query($"SELECT count(*)::BIGINT AS used, sum(CASE WHEN {m.Numerator} THEN 1 ELSE 0 END)::BIGINT AS achieved FROM ks2 WHERE year = {count.Year} AND ({g.Condition}) AND ({m.Denominator}) AND ({m.HasResult}) AND ({m.Numerator}) IS NOT NULL");
            Assert.Equal((plain.Numbers("used")[0], plain.Numbers("used")[0] > 0 ? plain.Numbers("achieved")[0] : 0), (count.InGroup.Used, count.InGroup.Sum));
        }
    }

    [Fact]
    public void Years_read_as_they_are_written()
    {
        Assert.Equal([2011, 2012, 2013], (Years)(2011..2013));
        Years two = [2013, 2011];
        Assert.Equal([2011, 2013], two);
        Assert.Throws<DataError>(() => (Years)(2013..2011));
    }
}
