namespace Research.Tests;

/// <summary>Schools below a floor, worked by hand and against SQL of another shape.</summary>
public class FloorTests
{
    private static readonly FloorStandard Sixty = new("sixty", "Sixty", [2013], Floor.Parse("ks2_rwm_4plus < 60")!);

    [Theory]
    [InlineData(12, 20, false, false)] // 60%: at the threshold
    [InlineData(11, 20, true, true)]
    [InlineData(25, 42, true, false)] // 59.52%: rounds up to 60
    [InlineData(22, 37, true, true)] // 59.46%
    [InlineData(0, 3, true, true)]
    public void Below_is_strict_and_on_unrounded_percentages(int achieved, int pupils, bool below, bool whenRounded)
    {
        using var extract = new CountedPupils().AddSchools((110001, "primary")).AddKs2(achieved, "4B").AddKs2(pupils - achieved, "3");
        var result = extract.Open().SchoolsBelowFloor(2013, Sixty);
        Assert.Equal((below ? 1 : 0, whenRounded ? 1 : 0, 1), (result.BelowEach[0], result.BelowEachWhenRounded[0], result.WithResults));
    }

    [Fact]
    public void Every_threshold_that_no_division_can_spoil()
    {
        foreach (int threshold in Enumerable.Range(1, 99))
            foreach (int pupils in Enumerable.Range(1, 100))
                foreach (int achieved in Enumerable.Range(0, pupils + 1))
                {
                    var school = new AgainstThreshold(threshold, achieved, pupils);
                    Assert.Equal(100m * achieved / pupils < threshold, school.IsBelow);
                    Assert.Equal(Math.Round(100m * achieved / pupils, MidpointRounding.AwayFromZero) < threshold, school.IsBelowWhenRounded);
                }
    }

    [Fact]
    public void Schools_without_results_special_schools_and_the_four_conditions()
    {
        using var extract = new CountedPupils().AddSchools((110001, "primary"), (110002, "junior"), (110003, "special"), (110004, "primary"))
            .AddKs2(10, "3", "urn=110001; prior_reading=2B; prior_writing=2B; prior_maths=2B") // below all four
            .AddKs2(10, "4B", "urn=110002; prior_reading=2B; prior_writing=2B; prior_maths=3") // below in maths progress alone
            .AddKs2(10, "3", "urn=110003; prior_reading=2B; prior_writing=2B; prior_maths=2B") // special: left out
            .AddKs2(4, "3", "urn=110004"); // no Key Stage 1 levels: below 60%, not below progress
        var result = extract.Open().SchoolsBelowFloor(2013);
        Assert.Equal("strategy_2013", result.Standard.Id);
        Assert.Equal([2, 1, 1, 2], result.BelowEach);
        Assert.Equal((1, 3, 2, 1), (result.BelowAll, result.BelowAny, result.WithResults, result.Below));
        Assert.Equal(24, result.Pupils.Used);
        Assert.Equal(10, result.Pupils.DroppedRows.Single(d => d.Reason == "in special schools").Count);
        Assert.Equal(["110001", "110004", "110002"], result.ToSchoolTable().Rows.Select(r => r[0].Words));
        Assert.Equal(6, result.ToTable().Rows.Length);
        Assert.Equal(1, result.ToTable()[4, "below"].Number);
        Assert.NotNull(result.ToChart());
    }

    [Fact]
    public void Random_schools_agree_with_SQL_of_another_shape()
    {
        var random = new Random(20130501);
        using var extract = new CountedPupils().AddSchools([.. Enumerable.Range(0, 40).Select(s => (110001 + s, s % 9 == 0 ? "special" : "primary"))]);
        string[] levels = ["3", "4C", "4B", "5", "A", ""], priors = ["1", "2B", "3", "D", ""];
        for (int i = 0; i < 900; i++)
            extract.Add(Phase.KeyStage2, 1, $"urn={110001 + random.Next(40)}; ks2_reading={levels[random.Next(6)]}; ks2_writing={levels[random.Next(4)]}; ks2_maths={levels[random.Next(5)]}; prior_reading={priors[random.Next(5)]}; prior_maths={priors[random.Next(5)]}; prior_writing=2B");
        var county = extract.Open();
        var result = county.SchoolsBelowFloor(2013, Sixty with { Floor = Floor.Parse("ks2_rwm_4plus < 60 and ks2_maths_progress2 < 75")! });
        var sql = county.Engine.Query("""
            WITH p AS (SELECT urn, ks2_reading IS NOT NULL AND ks2_writing IS NOT NULL AND ks2_maths IS NOT NULL AS has,
                    (ks2_reading SIMILAR TO '[45].*' AND ks2_writing SIMILAR TO '[45].*' AND ks2_maths SIMILAR TO '[45].*') AS got,
                    ks2_maths IS NOT NULL AND prior_maths IS NOT NULL AND prior_maths <> 'D' AS known,
                    CASE prior_maths WHEN '1' THEN ks2_maths NOT IN ('A') WHEN '2B' THEN ks2_maths NOT IN ('3', 'A') ELSE ks2_maths = '5' END AS up
                FROM ks2 JOIN schools USING (urn) WHERE kind <> 'special'),
            s AS (SELECT urn, avg(CASE WHEN has THEN got::INT END) AS rate, avg(CASE WHEN known THEN up::INT END) AS progress FROM p GROUP BY urn)
            SELECT count(*) FILTER (WHERE rate < 0.6) AS a, count(*) FILTER (WHERE progress < 0.75) AS b, count(*) FILTER (WHERE rate < 0.6 AND progress < 0.75) AS c FROM s
            """);
        Assert.Equal([sql.Numbers("a")[0], sql.Numbers("b")[0]], result.BelowEach.Select(n => (double)n));
        Assert.Equal(sql.Numbers("c")[0], result.BelowAll);
        Assert.True(result.BelowAll > 5);
    }

    [Fact]
    public void A_year_without_a_standard_or_a_measure_out_of_use_is_said()
    {
        using var extract = new CountedPupils().AddSchools((110001, "primary")).AddKs2(5, "4B").AddKs2(5, "", "year=2016; ks2_writing=EXS; ks2_reading_score=100; ks2_maths_score=100");
        var county = extract.Open();
        Assert.Contains("2016", Assert.Throws<DataError>(() => county.SchoolsBelowFloor(2016)).Found, StringComparison.Ordinal);
        Assert.Contains("ks2_rwm_4plus in 2016", Assert.Throws<DataError>(() => county.SchoolsBelowFloor(2016, Sixty)).Found, StringComparison.Ordinal);
        Assert.Equal(0, county.SchoolsBelowFloor(2016, Sixty with { Floor = Floor.Parse("ks2_rwm_expected < 65")! }).Below);
    }
}
