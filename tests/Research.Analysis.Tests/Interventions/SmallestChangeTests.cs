namespace Research.Tests;

public class SmallestChangeTests
{
    private static SmallestChange Found { get; } = Count();

    [Fact]
    public void The_effect_is_the_cluster_trials_times_the_spread_of_a_share()
    {
        var all = Found.Rows.Single(r => r.Group.Id == "all");
        double expected = 100 * Math.Sqrt(all.Rate * (1 - all.Rate)) * new ClusterTrial(20, all.PupilsPerSchool, all.Icc).DetectableEffect();
        Assert.Equal(expected, all.BySchools[1], 1e-9);
    }

    [Fact]
    public void The_intraclass_correlation_is_that_of_the_analysis_of_variance()
    {
        using var county = County.Open(Path.Combine(InterventionFolder.Root, "data-samples", "county"));
        var pupils = county.Engine.Query("""
            SELECT ks2.urn AS school, (left(ks2_reading, 1) in ('4','5','6') and left(ks2_writing, 1) in ('4','5','6') and left(ks2_maths, 1) in ('4','5','6'))::INT AS y
            FROM ks2 JOIN schools USING (urn) WHERE kind <> 'special' AND year = 2013 AND ks2_reading is not null and ks2_writing is not null and ks2_maths is not null
            """);
        double[] y = pupils.Numbers("y").ToArray(), school = pupils.Numbers("school").ToArray();
        var bySchool = y.Select((v, i) => (school[i], v)).GroupBy(p => p.Item1).Select(g => g.Select(p => p.v).ToArray()).ToList();
        double n = y.Length, k = bySchool.Count, size = (n - bySchool.Sum(s => (double)s.Length * s.Length) / n) / (k - 1), mean = y.Average();
        double between = bySchool.Sum(s => s.Length * Math.Pow(s.Average() - mean, 2)) / (k - 1), within = bySchool.Sum(s => s.Sum(v => Math.Pow(v - s.Average(), 2))) / (n - k);
        var all = Found.Rows.Single(r => r.Group.Id == "all");
        Assert.Equal((between - within) / (between + ((size - 1) * within)), all.Icc, 1e-9);
    }

    [Fact]
    public void More_schools_see_smaller_effects_and_no_number_stands_where_the_county_has_too_few() => Assert.All(Found.Rows, r =>
    {
        var seen = r.BySchools.Where(b => !double.IsNaN(b)).ToList();
        Assert.Equal(seen.OrderDescending(), seen);
        Assert.Equal(Found.Options.Schools.Count(j => j <= r.Schools), seen.Count);
    });

    private static SmallestChange Count()
    {
        using var county = County.Open(Path.Combine(InterventionFolder.Root, "data-samples", "county"));
        return SmallestChange.Of(county, Measures.Ks2ReadingWritingMathsLevel4, 2013);
    }
}
