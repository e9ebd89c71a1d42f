using System.Globalization;
using System.Security.Cryptography;
using DuckDB.NET.Data;

namespace Research.Tests;

/// <summary>The generator: what depends on the seed and what does not, and the structure it builds in, in SQL of the tests' own.</summary>
public sealed class SampleCountyTests : IDisposable
{
    private const string Mainstream = "FROM ks2 JOIN schools USING (urn) WHERE year = 2013 AND kind <> 'special' AND ks2_reading IS NOT NULL";
    private const string Achieved = "(ks2_reading IN ('4C', '4B', '4A', '5', '6') AND ks2_writing IN ('4C', '4B', '4A', '5', '6') AND ks2_maths IN ('4C', '4B', '4A', '5', '6'))::INT";
    private readonly string folder = Directory.CreateTempSubdirectory("sample-").FullName;
    private readonly DuckDBConnection committed = new("DataSource=:memory:");

    public SampleCountyTests()
    {
        committed.Open();
        foreach (string table in new[] { "ks2", "schools" }) Run($"CREATE VIEW {table} AS FROM '{Path.Combine(SampleData.Folder, "county", table + ".parquet")}'");
        Run("CREATE MACRO points(l) AS CASE l WHEN 'W' THEN 3 WHEN '1' THEN 9 WHEN '2' THEN 15 WHEN '2C' THEN 13 WHEN '2B' THEN 15 WHEN '2A' THEN 17 WHEN '3' THEN 21 WHEN '4' THEN 27 WHEN '4C' THEN 25 WHEN '4B' THEN 27 WHEN '4A' THEN 29 WHEN '5' THEN 33 WHEN '6' THEN 39 END");
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_gives_others()
    {
        Dictionary<string, string> first = Written(7, 500), again = Written(7, 500), other = Written(8, 500);
        Assert.Equal(7, first.Count);
        Assert.Equal(first, again);
        // Published figures do not depend on chance; everything else does.
        Assert.Equal(["comparators.csv"], first.Keys.Where(file => first[file] == other[file]));
    }

    [Fact]
    public void Another_seed_gives_other_children_and_the_same_verdicts()
    {
        SampleCounty.Generate(5, SampleCounty.DefaultPupils, 2011..2013).Write(folder);
        using var county = County.Open(folder);
        using var sample = County.Open(Path.Combine(SampleData.Folder, "county"));
        string claims = Path.Combine(SampleData.Folder, "claims", "needs-analysis-2013.csv");
        Ledger other = NeedsAnalysis.Reproduce(county, 2013, claims), own = NeedsAnalysis.Reproduce(sample, 2013, claims);
        Assert.Equal(own.Entries.Select(e => (e.Id, e.Verdict)), other.Entries.Select(e => (e.Id, e.Verdict)));
        // Where nothing was printed the seed shows.
        Assert.NotEqual(own["F05"].Counted, other["F05"].Counted);
    }

    [Fact]
    public void A_small_county_passes_its_check_and_keeps_the_rates()
    {
        SampleCounty.Generate(11, 500, 2012..2013).Write(folder);
        using var county = County.Open(folder);
        Assert.True(county.Check().Passes, county.Check().ToString());
        var ks2 = county.Cohort(Phase.KeyStage2, 2013);
        Assert.InRange(ks2.Pupils, 450, 550);
        Assert.Equal(71.9, ks2.Rate(Measures.Ks2ReadingWritingMathsLevel4, Groups.AllPupils).Value, 1.0);
        Assert.Equal(28.5, ks2.Gap(Measures.Ks2ReadingWritingMathsLevel4, Groups.FreeSchoolMeals).Difference, 4.0);
        Assert.Equal(50.7, county.Cohort(Phase.EarlyYears, 2013).Rate(Measures.EyfsGoodLevelOfDevelopment, Groups.AllPupils).Value, 1.0);
    }

    [Fact]
    public void Schools_differ_as_schools_do() =>
        // England: about a tenth of the variance of attainment at 11 lies between schools.
        Assert.InRange(ShareBetweenSchools("points(ks2_reading) + points(ks2_maths)"), 0.06, 0.18);

    [Fact]
    public void Attainment_carries_over_from_one_stage_to_the_next() => Assert.InRange(
        Number($"SELECT corr(points(ks2_reading) + points(ks2_maths), points(prior_reading) + points(prior_maths)) {Mainstream}"), 0.6, 0.85);

    [Fact]
    public void Deprivation_clusters_in_schools()
    {
        // Of the homes' neighbourhoods far more than of free school meals themselves, which one family in nine has.
        Assert.InRange(ShareBetweenSchools("idaci_decile"), 0.3, 0.9);
        Assert.InRange(ShareBetweenSchools("fsm"), 0.015, 0.25);
        const string Tenths = "(SELECT avg(fsm) AS share, ntile(10) OVER (ORDER BY avg(fsm) DESC) AS tenth " + Mainstream + " AND fsm IS NOT NULL GROUP BY urn)";
        Assert.True(Number($"SELECT avg(share) FILTER (tenth = 1) / avg(share) {"FROM " + Tenths}") > 2);
    }

    [Fact]
    public void Affluent_schools_have_the_wider_gaps()
    {
        const string Schools = "(SELECT avg(fsm) AS share, avg(" + Achieved + ") FILTER (fsm = 0) - avg(" + Achieved + ") FILTER (fsm = 1) AS gap, count(*) FILTER (fsm = 0) * count(*) FILTER (fsm = 1) / count(*) AS weight " + Mainstream + " GROUP BY urn)";
        double Gap(int third) => 100 * Number($"SELECT sum(gap * weight) / sum(weight) FROM (SELECT *, ntile(3) OVER (ORDER BY share) AS third FROM {Schools}) WHERE third = {third} AND gap IS NOT NULL");
        Assert.True(Gap(1) > Gap(3) + 3, $"{Gap(1):F1} in affluent schools, {Gap(3):F1} in poor ones");
    }

    public void Dispose()
    {
        committed.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    // One-way analysis of variance: (MSB - MSW) / (MSB + (n0 - 1) MSW).
    private double ShareBetweenSchools(string value) => Number($"""
        WITH p AS (SELECT urn, ({value})::DOUBLE AS y {Mainstream} AND ({value}) IS NOT NULL), s AS (SELECT urn, count(*) AS n, avg(y) AS mean, var_pop(y) * count(*) AS within FROM p GROUP BY urn),
        t AS (SELECT count(*) AS k, sum(n) AS all_n, (sum(n) - sum(n * n) / sum(n)) / (count(*) - 1) AS n0, sum(within) / (sum(n) - count(*)) AS msw, sum(n * (mean - (SELECT avg(y) FROM p)) ** 2) / (count(*) - 1) AS msb FROM s)
        SELECT (msb - msw) / (msb + (n0 - 1) * msw) FROM t
        """);

    private Dictionary<string, string> Written(int seed, int pupils)
    {
        string at = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        SampleCounty.Generate(seed, pupils, 2012..2013).Write(at);
        return Directory.EnumerateFiles(at).ToDictionary(f => Path.GetFileName(f), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))), StringComparer.Ordinal);
    }

    private double Number(string query)
    {
        using var command = committed.CreateCommand();
        command.CommandText = query;
        return Convert.ToDouble(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private void Run(string sql)
    {
        using var command = committed.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
