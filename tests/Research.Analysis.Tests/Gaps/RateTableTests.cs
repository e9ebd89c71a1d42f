namespace Research.Tests;

/// <summary>Rates by place and beside England, worked by hand; questions without an answer.</summary>
public class RateTableTests
{
    private static readonly Measure Level4 = Measures.Ks2ReadingWritingMathsLevel4;

    [Fact]
    public void Areas_come_highest_first_and_a_pupil_without_an_area_is_counted_as_left_out()
    {
        using var extract = new CountedPupils().AddKs2(3, "4B", "area=March").AddKs2(1, "3", "area=March").AddKs2(1, "4B", "area=Wisbech").AddKs2(1, "3", "area=Wisbech").AddKs2(2, "4B", "area=");
        var rates = extract.Open().Rates(Level4, [Groups.AllPupils], 2013, Level.Area);
        Assert.Equal([("March", 75.0), ("Wisbech", 50.0)], rates.Ranked.Select(r => (r.Place, r.Estimate.Value)));
        Assert.Equal("6 used, 2 dropped (2 without an area)", rates.Sample.ToString());
        Assert.Contains("highest March at 75.0, lowest Wisbech at 50.0", rates.ToChart()!.Alternative, StringComparison.Ordinal);
    }

    [Fact]
    public void England_stands_beside_the_county_where_it_is_published()
    {
        using var extract = new CountedPupils().AddKs2(3, "4B", "fsm=1").AddKs2(1, "3", "fsm=1").AddKs2(4, "4B").AddComparators("ks2_rwm_4plus,fsm,England,2013,80");
        var rates = extract.Open().Rates(Level4, [Groups.FreeSchoolMeals, Groups.AllPupils], 2013);
        Assert.Equal([80.0, null], rates.All.Select(r => r.England));
        Assert.Equal(-5.0, rates.All[0].AgainstEngland!.Value, 1e-12);
        Assert.Contains("Against England Free school meals is lowest, by -5.0 ppt", rates.ToChart()!.Alternative, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_that_is_published_as_a_gap_is_England_s_gap()
    {
        using var extract = new CountedPupils().AddKs2(3, "4B", "fsm=1").AddKs2(1, "3", "fsm=1").AddKs2(4, "4B").AddComparators("ks2_rwm_4plus_gap,fsm,England,2013,19.5");
        var gap = extract.Open().Cohort(Phase.KeyStage2, 2013).Gap(Level4, Groups.FreeSchoolMeals);
        Assert.Equal((19.5, null, null), (gap.England!.Difference, gap.England.Group, gap.England.Peers));
        Assert.Equal(25 - 19.5, gap.AgainstEngland, 1e-12);
        Assert.NotNull(gap.ToChart());
    }

    [Fact]
    public void A_question_without_an_answer_says_why_and_faulty_data_still_stop()
    {
        using var extract = new CountedPupils().AddKs2(1, "4B").AddSchools((110001, "primary"));
        var county = extract.Open();
        var none = Assert.IsType<Unanswered>(county.IfAnswerable(c => c.SchoolsBelowFloor(2011)));
        Assert.Contains("none for 2011", none.ToTable()[0, "found"].Words, StringComparison.Ordinal);
        Assert.IsType<RateTable>(county.IfAnswerable(c => c.Rates(Level4, [Groups.AllPupils])));
        using var faulty = new CountedPupils().AddKs2(1, "4Z");
        Assert.Throws<DataError>(() => faulty.Open().IfAnswerable(c => c.Rates(Level4, [Groups.AllPupils])));
    }
}
