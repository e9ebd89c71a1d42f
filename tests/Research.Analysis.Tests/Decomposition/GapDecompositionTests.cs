namespace Research.Tests;

/// <summary>Kitagawa's decomposition of a gap from pupil records, worked by hand.</summary>
public class GapDecompositionTests
{
    private static readonly Measure Level4 = Measures.Ks2ReadingWritingMathsLevel4;

    [Fact]
    public void Composition_and_rates_by_prior_band()
    {
        using var extract = new CountedPupils();
        Add(extract, "1", 1, 10, 3);
        Add(extract, "2B", 1, 10, 8);
        Add(extract, "1", 0, 10, 4);
        Add(extract, "2B", 0, 30, 27);
        var parts = extract.Open().GapDecomposition(Level4, Groups.FreeSchoolMeals, 2013);
        Assert.Equal(["1 low", "2 middle"], parts.Bands.Select(b => b.Name));
        // Shares 25:75 of peers and 50:50 of the group; rates 40 and 90% against 30 and 80%.
        Assert.Equal((-0.25 * 35) + (0.25 * 85), parts.Composition, 1e-9);
        Assert.Equal((0.375 * 10) + (0.625 * 10), parts.WithinBands, 1e-9);
        Assert.Equal(77.5 - 55, parts.Difference, 1e-9);
        Assert.Equal(3, parts.ToTable().Rows.Length);
        Assert.NotNull(parts.ToChart());
    }

    [Fact]
    public void Parts_add_up_to_the_gap_whatever_is_not_known()
    {
        using var extract = new CountedPupils();
        Add(extract, "1", 1, 7, 2);
        Add(extract, "", 1, 5, 3);
        Add(extract, "D", 0, 6, 1);
        Add(extract, "3", 0, 9, 9);
        Add(extract, "2A", 0, 11, 8);
        extract.AddKs2(4, "", "fsm=1").AddKs2(3, "4B", "fsm=; ever6=");
        var county = extract.Open();
        foreach (string by in new[] { "prior band", "prior_reading" })
        {
            var parts = county.GapDecomposition(Level4, Groups.FreeSchoolMeals, 2013, by);
            Assert.Equal(county.Cohort(Phase.KeyStage2, 2013).Gap(Level4, Groups.FreeSchoolMeals).Difference, parts.Difference, 1e-9);
            Assert.Equal(parts.Difference, parts.Composition + parts.WithinBands, 1e-9);
            Assert.Equal("not known", parts.Bands[^1].Name);
        }
    }

    [Fact]
    public void Bands_by_points_of_Key_Stage_1()
    {
        // Means of points: (9 + 9 + 17)/3 = 11.7 low; (9 + 9 + 21)/3 = 13 middle; (15 + 17 + 21)/3 = 17.7 middle; (17 + 17 + 21)/3 = 18.3 high.
        using var extract = new CountedPupils().AddKs2(1, "4B", "fsm=1; prior_reading=1; prior_writing=1; prior_maths=2A").AddKs2(2, "4B", "prior_reading=1; prior_writing=1; prior_maths=3")
            .AddKs2(4, "3", "prior_reading=2B; prior_writing=2A; prior_maths=3").AddKs2(8, "4B", "prior_reading=2A; prior_writing=2A; prior_maths=3");
        var parts = extract.Open().GapDecomposition(Level4, Groups.FreeSchoolMeals, 2013);
        Assert.Equal([("1 low", 0d, 1d), ("2 middle", 6d, 0d), ("3 high", 8d, 0d)], parts.Bands.Select(b => (b.Name, b.TrialsA, b.TrialsB)));
    }

    [Fact]
    public void What_cannot_be_decomposed_is_said()
    {
        using var extract = new CountedPupils().AddKs2(2, "4B", "fsm=1; prior_reading=1").AddKs2(2, "4B");
        var county = extract.Open();
        Assert.Contains("one band not known", Assert.Throws<DataError>(() => county.GapDecomposition(Level4, Groups.FreeSchoolMeals, 2013)).Found, StringComparison.Ordinal);
        Assert.Contains("sen_provision", Assert.Throws<DataError>(() => county.GapDecomposition(Level4, Groups.FreeSchoolMeals, 2013, "sen_provisoin")).ToString(), StringComparison.Ordinal);
        Assert.Contains("not a share", Assert.Throws<DataError>(() => county.GapDecomposition(Measures.AbsenceRate(Phase.KeyStage2), Groups.FreeSchoolMeals, 2013)).Found, StringComparison.Ordinal);
    }

    private static void Add(CountedPupils extract, string prior, int fsm, int pupils, int achieved)
    {
        string values = $"fsm={fsm}; prior_reading={prior}; prior_writing={prior}; prior_maths={prior}";
        extract.AddKs2(achieved, "4B", values).AddKs2(pupils - achieved, "3", values);
    }
}
