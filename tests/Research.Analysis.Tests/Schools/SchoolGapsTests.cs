namespace Research.Tests;

/// <summary>Shrunken school gaps against R's metafor, stubborn gaps worked by hand, and what shrinking is for.</summary>
public class SchoolGapsTests
{
    private static readonly Measure Level4 = Measures.Ks2ReadingWritingMathsLevel4;
    private static readonly (int X1, int N1, int X2, int N2)[] Eight = [(3, 8, 30, 36), (10, 22, 40, 60), (0, 2, 18, 20), (4, 9, 25, 31), (12, 40, 90, 120), (1, 1, 14, 15), (6, 10, 33, 42), (2, 5, 50, 55)];

    [Fact]
    public void Shrunken_gaps_are_those_of_metafor()
    {
        using var extract = new CountedPupils().AddSchools([.. Eight.Select((_, i) => (110001 + i, "primary"))]);
        foreach (var (s, i) in Eight.Select((s, i) => (s, i))) AddSchool(extract, 110001 + i, s);
        var gaps = extract.Open().SchoolGaps(Level4, Groups.FreeSchoolMeals, 2013);
        // metafor 4: rma(yi, vi, method = "PM"), blup; vi with half a success and failure added.
        double[] expected = [39.7245575794, 31.2187237940, 44.0737922508, 37.5081314776, 42.1168427941, 35.7092421948, 32.8463783138, 40.0721733896];
        double[] low = [19.5172489159, 13.9506500037, 22.0433953907, 17.3910292638, 28.4203726005, 12.5655664280, 13.1863348755, 18.8267840162];
        Assert.Equal(37.90873022426, gaps.TypicalGap, 1e-6);
        Assert.Equal(10.01300547694, gaps.BetweenSchools, 1e-5);
        foreach (var school in gaps.Ranked)
        {
            int i = int.Parse(school.Urn, System.Globalization.CultureInfo.InvariantCulture) - 110001;
            Assert.Equal(expected[i], school.Shrunken, 1e-5);
            Assert.Equal(low[i], school.Interval.Low, 1e-4);
            Assert.Equal(school.Shrunken, (school.Weight * school.Own) + ((1 - school.Weight) * gaps.TypicalGap), 1e-9);
        }
        Assert.Equal(gaps.Ranked.Select(s => s.Shrunken).OrderDescending(), gaps.Ranked.Select(s => s.Shrunken));
        Assert.Equal(100 * ((300d / 379) - (38d / 97)), gaps.CountyGap, 1e-9);
        Assert.NotNull(gaps.ToChart());
    }

    [Fact]
    public void A_school_of_two_does_not_top_the_list_by_chance()
    {
        // The first has the largest gap that can be, on one pupil; the second a large gap on many.
        using var extract = new CountedPupils().AddSchools([.. Enumerable.Range(110001, 10).Select(u => (u, "primary"))]);
        AddSchool(extract, 110001, (0, 1, 9, 9));
        AddSchool(extract, 110002, (20, 60, 90, 100));
        foreach (int urn in Enumerable.Range(110003, 8)) AddSchool(extract, urn, (33 + (urn % 5), 60, 80, 100));
        var gaps = extract.Open().SchoolGaps(Level4, Groups.FreeSchoolMeals, 2013);
        Assert.Equal(100, gaps.Ranked.Max(s => s.Own));
        Assert.Equal("110002", gaps.Ranked[0].Urn);
        Assert.Equal(["School 110002"], gaps.ToFunnel().Outside.Where(s => s.Place == FunnelPlace.Outside998).Select(s => s.Name));
    }

    [Fact]
    public void Shrinking_brings_estimates_nearer_the_truth()
    {
        var random = new Random(7);
        var truth = Enumerable.Range(0, 120).Select(_ => (Group: 0.25 + (0.3 * random.NextDouble()), N1: 2 + random.Next(12), N2: 15 + random.Next(40))).ToArray();
        using var extract = new CountedPupils().AddSchools([.. truth.Select((_, i) => (110001 + i, "primary"))]);
        foreach (var (t, i) in truth.Select((t, i) => (t, i)))
            AddSchool(extract, 110001 + i, (Draw(t.N1, t.Group), t.N1, Draw(t.N2, 0.8), t.N2));
        var gaps = extract.Open().SchoolGaps(Level4, Groups.FreeSchoolMeals, 2013);
        double Error(Func<SchoolGap, double> estimate) => gaps.Ranked.Average(s => Math.Pow(estimate(s) - Truth(s), 2));
        Assert.True(Error(s => s.Shrunken) < 0.5 * Error(s => s.Own));
        Assert.InRange(gaps.Ranked.Count(s => s.Interval.Contains(Truth(s))), 108, 120);

        int Draw(int n, double p) => Enumerable.Range(0, n).Count(_ => random.NextDouble() < p);
        double Truth(SchoolGap s) => 100 * (0.8 - truth[int.Parse(s.Urn, System.Globalization.CultureInfo.InvariantCulture) - 110001].Group);
    }

    [Fact]
    public void Stubborn_is_above_the_county_in_every_year()
    {
        using var extract = new CountedPupils().AddSchools((110001, "primary"), (110002, "primary"), (110003, "primary"), (110004, "special"), (110005, "primary"));
        foreach (int year in new[] { 2012, 2013 })
        {
            AddSchool(extract, 110001, (2, 10, 18, 20), year); // 70 ppt in both years
            AddSchool(extract, 110002, year == 2012 ? (0, 10, 20, 20) : (10, 10, 20, 20), year); // 100, then none
            AddSchool(extract, 110003, (6, 10, 15, 20), year); // 15
            AddSchool(extract, 110004, (0, 5, 5, 5), year);
        }
        AddSchool(extract, 110005, (0, 3, 9, 9), 2013); // a large gap, but in one year only
        var stubborn = extract.Open().StubbornGaps(Level4, Groups.FreeSchoolMeals, 2012..2013);
        Assert.Equal(["110001"], stubborn.Schools.Select(s => s.School.Urn));
        Assert.Equal([70d, 70], stubborn.Schools[0].Yearly.Select(g => Math.Round(g, 9)));
        Assert.Equal((3, 0.75), (stubborn.InEveryYear, stubborn.ByChance));
        Assert.Equal(100 * ((58d / 65) - (8d / 35)), stubborn.CountyGaps[0], 1e-9);
        Assert.Equal(20, stubborn.Pooled.Sample.DroppedRows.Single(d => d.Reason == "in special schools").Count);
        Assert.Equal(11, stubborn.ToTable().Columns.Length);
    }

    [Fact]
    public void What_cannot_be_ranked_is_said()
    {
        using var extract = new CountedPupils().AddSchools((110001, "primary")).AddKs2(3, "4B", "fsm=1").AddKs2(3, "4B");
        var county = extract.Open();
        Assert.Contains("1 mainstream schools", Assert.Throws<DataError>(() => county.SchoolGaps(Level4, Groups.FreeSchoolMeals, 2013)).Found, StringComparison.Ordinal);
        Assert.Contains("peers", Assert.Throws<DataError>(() => county.SchoolGaps(Level4, Groups.AllPupils, 2013)).Expected, StringComparison.Ordinal);
        Assert.Contains("2013", Assert.Throws<DataError>(() => county.StubbornGaps(Level4, Groups.FreeSchoolMeals, 2013)).Found, StringComparison.Ordinal);
        Assert.Contains("not a share", Assert.Throws<DataError>(() => county.SchoolGaps(Measures.AbsenceRate(Phase.KeyStage2), Groups.FreeSchoolMeals, 2013)).Found, StringComparison.Ordinal);
    }

    internal static void AddSchool(CountedPupils extract, int urn, (int X1, int N1, int X2, int N2) s, int year = 2013) => extract
        .AddKs2(s.X1, "4B", $"urn={urn}; year={year}; fsm=1").AddKs2(s.N1 - s.X1, "3", $"urn={urn}; year={year}; fsm=1")
        .AddKs2(s.X2, "4B", $"urn={urn}; year={year}").AddKs2(s.N2 - s.X2, "3", $"urn={urn}; year={year}");
}
