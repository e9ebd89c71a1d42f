namespace Research.Tests;

public class SmallestChangeTests
{
    private const string Reached = "(left(ks2_reading, 1) in ('4','5','6') and left(ks2_writing, 1) in ('4','5','6') and left(ks2_maths, 1) in ('4','5','6'))";
    private const string Known = "ks2_reading is not null and ks2_writing is not null and ks2_maths is not null";

    private static SmallestChange Found { get; } = Count();

    // With the points of reading, writing and mathematics at Key Stage 1 added up: W 3, 1 9, 2C 13, 2B 15, 2A 17, 3 21, 4 27.
    private static (double[] Y, double[] X, double[] School) Pupils()
    {
        static string Points(string column) => $"(CASE {column} WHEN 'W' THEN 3 WHEN '1' THEN 9 WHEN '2C' THEN 13 WHEN '2B' THEN 15 WHEN '2A' THEN 17 WHEN '3' THEN 21 WHEN '4' THEN 27 END)";
        using var county = County.Open(Path.Combine(InterventionFolder.Root, "data-samples", "county"));
        var pupils = county.Engine.Query($"""
            SELECT * FROM (SELECT ks2.urn AS school, {Reached}::INT AS y, {Points("prior_reading")} + {Points("prior_writing")} + {Points("prior_maths")} AS x
            FROM ks2 JOIN schools USING (urn) WHERE kind <> 'special' AND year = 2013 AND {Known}) WHERE x is not null
            """);
        return (pupils.Numbers("y").ToArray(), pupils.Numbers("x").ToArray(), pupils.Numbers("school").ToArray());
    }

    [Fact]
    public void The_effect_is_the_cluster_trials_times_the_spread_of_a_share()
    {
        var all = Found.Rows.Single(r => r.Group.Id == "all");
        var trial = new ClusterTrial(20, all.PupilsPerSchool, all.Icc) { ExplainedWithin = Found.Explained.Within, ExplainedBetween = Found.Explained.Between };
        double expected = 100 * Math.Sqrt(all.Rate * (1 - all.Rate)) * trial.DetectableEffect();
        Assert.Equal(trial.DetectableEffect(), all.EffectSizes[1], 1e-12);
        Assert.Equal(expected, all.BySchools[1], 1e-9);
    }

    [Fact]
    public void The_intraclass_correlation_is_that_of_the_analysis_of_variance()
    {
        using var county = County.Open(Path.Combine(InterventionFolder.Root, "data-samples", "county"));
        var pupils = county.Engine.Query($"SELECT ks2.urn AS school, {Reached}::INT AS y FROM ks2 JOIN schools USING (urn) WHERE kind <> 'special' AND year = 2013 AND {Known}");
        double[] y = pupils.Numbers("y").ToArray(), school = pupils.Numbers("school").ToArray();
        var bySchool = y.Select((v, i) => (school[i], v)).GroupBy(p => p.Item1).Select(g => g.Select(p => p.v).ToArray()).ToList();
        double n = y.Length, k = bySchool.Count, size = (n - bySchool.Sum(s => (double)s.Length * s.Length) / n) / (k - 1), mean = y.Average();
        double between = bySchool.Sum(s => s.Length * Math.Pow(s.Average() - mean, 2)) / (k - 1), within = bySchool.Sum(s => s.Sum(v => Math.Pow(v - s.Average(), 2))) / (n - k);
        var all = Found.Rows.Single(r => r.Group.Id == "all");
        Assert.Equal((between - within) / (between + ((size - 1) * within)), all.Icc, 1e-9);
    }

    [Fact]
    public void What_prior_attainment_explains_is_that_of_regressions_on_the_pupils_themselves()
    {
        var (y, x, school) = Pupils();
        var data = new Dataset(new NumberColumn("y", y), new NumberColumn("x", x), FactorColumn.From(new NumberColumn("school", school)));
        LinearModel Within(string formula) => LinearModel.Fit(formula, data, null, new() { Absorb = ["school"] });
        double Left(LinearModel m) => m.Summary.Sigma * m.Summary.Sigma;
        var with = Within("y ~ x");
        double n = y.Length, k = school.Distinct().Count(), alone = y.Zip(school).GroupBy(p => p.Second).Sum(g => g.Sum(p => Math.Pow(p.First - g.Average(q => q.First), 2))) / (n - k);
        Assert.Equal(1 - (Left(with) / alone), Found.Explained.Within, 1e-9);
        double Schools(double slope, double within)
        {
            var rest = y.Select((v, i) => (School: school[i], E: v - (slope * x[i]))).GroupBy(p => p.School).Select(g => (N: (double)g.Count(), Mean: g.Average(p => p.E))).ToList();
            double mean = rest.Sum(r => r.N * r.Mean) / n;
            return (rest.Sum(r => r.N * Math.Pow(r.Mean - mean, 2)) / (k - 1)) - within;
        }
        Assert.Equal(1 - (Schools(with["x"].Estimate, Left(with)) / Schools(0, alone)), Found.Explained.Between, 1e-8);
        Assert.True(Found.Explained.Measured);
    }

    [Fact]
    public void What_is_typed_stands_in_for_what_is_measured()
    {
        using var county = County.Open(Path.Combine(InterventionFolder.Root, "data-samples", "county"));
        var typed = SmallestChange.Of(county, Measures.Ks2ReadingWritingMathsLevel4, 2013, new() { ExplainedWithin = 0.4, ExplainedBetween = 0.5 });
        Assert.Equal((0.4, 0.5, false), typed.Explained);
        Assert.Contains("40% of the differences within schools and 50% between", typed.InWords()[^1], StringComparison.Ordinal);
        var phonics = SmallestChange.Of(county, Measures.PhonicsYear1, 2013);
        Assert.Equal((0.0, 0.0, false), phonics.Explained);
        Assert.Contains("Nothing is adjusted for", phonics.InWords()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_is_told_from_chance_by_the_schools_of_both_years()
    {
        using var county = County.Open(Path.Combine(InterventionFolder.Root, "data-samples", "county"));
        var pupils = county.Engine.Query($"SELECT urn AS school, year, {Reached}::INT AS y FROM ks2 JOIN schools USING (urn) WHERE kind <> 'special' AND year IN (2012, 2013) AND {Known}");
        // The sandwich of a regression on the year with schools for clusters, k/(k - 1) of it: what survey::svyglm gives.
        double[] y = pupils.Numbers("y").ToArray(), school = pupils.Numbers("school").ToArray(), year = pupils.Numbers("year").ToArray();
        double k = school.Distinct().Count(), squares = school.Distinct().Sum(s => Math.Pow(Enumerable.Range(0, y.Length).Where(i => school[i] == s).Sum(i => (year[i] == 2013 ? 1 : -1) * (y[i] - Mean(year[i])) / Count(year[i])), 2));
        var t = new StudentTDistribution(Found.Rows[0].Schools - 1);
        Assert.Equal(100 * Math.Sqrt(squares * k / (k - 1)) * (t.Quantile(0.975) + t.Quantile(0.8)), Found.Rows.Single(r => r.Group.Id == "all").YearOnYear, 1e-6);

        double Count(double of) => year.Count(v => v == of);
        double Mean(double of) => y.Where((_, i) => year[i] == of).Average();
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
