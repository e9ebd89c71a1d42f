using System.Globalization;
using DuckDB.NET.Data;

namespace Research.Tests;

/// <summary>The committed county gives the appendix's figures, counted by hand in SQL over its files and not by the library's measures.</summary>
public sealed class CommittedCountyTests : IDisposable
{
    private const string Ks1Failed = "not (ks1_reading in ('2C','2B','2A','3','4') and ks1_writing in ('2C','2B','2A','3','4') and ks1_maths in ('2C','2B','2A','3','4'))";
    private const string Ks2Failed = "not (left(ks2_reading, 1) in ('4','5','6') and left(ks2_writing, 1) in ('4','5','6') and left(ks2_maths, 1) in ('4','5','6'))";
    private const string Ks2 = "from ks2 where year = 2013 and ks2_reading is not null and ";
    private const string Ks1 = "from ks1 where year = 2013 and ks1_reading is not null and ";
    private const string Good = "gcse_passes >= 5 and gcse_english in ('A*','A','B','C') and gcse_maths in ('A*','A','B','C')";
    private readonly DuckDBConnection connection = new("DataSource=:memory:");

    public CommittedCountyTests()
    {
        connection.Open();
        foreach (string table in new[] { "eyfs", "phonics", "ks1", "ks2", "ks4", "schools" })
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"CREATE VIEW {table} AS SELECT * FROM '{Path.Combine(Folder, table + ".parquet")}'";
            command.ExecuteNonQuery();
        }
    }

    private static string Folder => Path.Combine(SampleData.Folder, "county");

    public void Dispose() => connection.Dispose();

    [Theory]
    [InlineData("F07", 1052, "count(*) " + Ks1 + Ks1Failed)]
    [InlineData("F08", 654, "count(*) " + Ks1 + "sen_provision <> 'N' and " + Ks1Failed)]
    [InlineData("F08 of", 1072, "count(*) " + Ks1 + "sen_provision <> 'N'")]
    [InlineData("F10", 297, "count(*) " + Ks1 + "fsm = 1 and " + Ks1Failed)]
    [InlineData("F10 of", 803, "count(*) " + Ks1 + "fsm = 1")]
    [InlineData("F12", 4, "count(*) " + Ks1 + "lac = 1 and " + Ks1Failed)]
    [InlineData("F12 of", 10, "count(*) " + Ks1 + "lac = 1")]
    [InlineData("F13 other SEN", 1, "count(*) " + Ks1 + "lac = 1 and sen_provision in ('A', 'S')")]
    [InlineData("F13 School Action Plus", 1, "count(*) " + Ks1 + "lac = 1 and sen_provision = 'P'")]
    [InlineData("F13 other authorities", 5, "count(*) " + Ks1 + "lac_authority <> 873")]
    [InlineData("F14", 1668, "count(*) " + Ks2 + Ks2Failed)]
    [InlineData("F14 of", 5936, "count(*) " + Ks2 + "true")]
    [InlineData("F15", 988, "count(*) " + Ks2 + "sen_provision <> 'N' and " + Ks2Failed)]
    [InlineData("F15 of", 1370, "count(*) " + Ks2 + "sen_provision <> 'N'")]
    [InlineData("F16", 344, "count(*) " + Ks2 + "fsm = 1 and " + Ks2Failed)]
    [InlineData("F16 of", 645, "count(*) " + Ks2 + "fsm = 1")]
    [InlineData("F18", 40, "count(*) " + Ks2 + "ethnicity = 'WROM' and " + Ks2Failed)]
    [InlineData("F18 of", 51, "count(*) " + Ks2 + "ethnicity = 'WROM'")]
    [InlineData("F19", 13, "count(*) " + Ks2 + "lac_authority = 873 and " + Ks2Failed)]
    [InlineData("F19 of", 18, "count(*) " + Ks2 + "lac_authority = 873")]
    [InlineData("F20 of the 13", 9, "count(*) " + Ks2 + "lac_authority = 873 and sen_provision <> 'N' and " + Ks2Failed)]
    [InlineData("F20 of the 18", 9, "count(*) " + Ks2 + "lac_authority = 873 and sen_provision <> 'N'")]
    [InlineData("F21", 110, "count(*) " + Ks2 + "language in ('POL','LIT','LTV','RUS','RMN','BUL','CZE','SLO','HGR','EST','UKR','ALB') and " + Ks2Failed)]
    [InlineData("F21 with a result", 211, "count(*) " + Ks2 + "language in ('POL','LIT','LTV','RUS','RMN','BUL','CZE','SLO','HGR','EST','UKR','ALB')")]
    [InlineData("F21 all", 218, "count(*) from ks2 where year = 2013 and language in ('POL','LIT','LTV','RUS','RMN','BUL','CZE','SLO','HGR','EST','UKR','ALB')")]
    [InlineData("F30", 0, "count(*) from ks4 where year = 2013 and lac = 1 and " + Good)]
    [InlineData("F31 special", 6, "count(*) from ks4 join schools using (urn) where year = 2013 and lac = 1 and kind = 'special'")]
    [InlineData("F31 County School", 1, "count(*) from ks4 join schools using (urn) where year = 2013 and lac = 1 and kind = 'secondary' and maintained = 1")]
    [InlineData("F06 communication", 478, "count(*) from eyfs where year = 2013 and fsm = 1 and elg_listening in ('2','3') and elg_understanding in ('2','3') and elg_speaking in ('2','3')")]
    [InlineData("F06 literacy", 355, "count(*) from eyfs where year = 2013 and fsm = 1 and elg_reading in ('2','3') and elg_writing in ('2','3')")]
    [InlineData("F06 maths", 430, "count(*) from eyfs where year = 2013 and fsm = 1 and elg_numbers in ('2','3') and elg_shape in ('2','3')")]
    [InlineData("F01 of", 7128, "count(*) from eyfs where year = 2013 and elg_reading is not null")]
    [InlineData("F04 of", 847, "count(*) from eyfs where year = 2013 and elg_reading is not null and fsm = 1")]
    public void A_count_is_as_published(string figure, long expected, string query) => Assert.True(expected == Number(query), $"{figure}: {Number(query)} for {expected}");

    [Theory]
    [InlineData("F01", 3617, "true")]
    [InlineData("F04", 267, "fsm = 1")]
    public void A_good_level_of_development_is_as_published(string figure, long expected, string group)
    {
        string[] goals = ["listening", "understanding", "speaking", "moving", "health", "confidence", "feelings", "relationships", "reading", "writing", "numbers", "shape"];
        string all = string.Join(" and ", goals.Select(g => $"elg_{g} in ('2','3')"));
        Assert.True(expected == Number($"count(*) from eyfs where year = 2013 and {group} and {all}"), figure);
    }

    [Theory]
    [InlineData("F22", 23, "a < 60")]
    [InlineData("F23", 92, "r < 90")]
    [InlineData("F24", 94, "w < 94")]
    [InlineData("F25", 111, "m < 91")]
    [InlineData("F26", 11, "a < 60 and r < 90 and w < 94 and m < 91")]
    public void As_many_schools_are_below_a_floor_as_published(string figure, long expected, string below)
    {
        static string Level(string c) => $"case when {c} = 'W' then 0 else try_cast(left({c}, 1) as int) end";
        static string Progress(string s) => $"100.0 * count(*) filter ({Level("ks2_" + s)} >= {Level("prior_" + s)} + 2) / nullif(count(*) filter ({Level("prior_" + s)} is not null), 0)";
        string schools = $"(select urn, 100.0 * count(*) filter (not ({Ks2Failed})) / count(*) a, {Progress("reading")} r, {Progress("writing")} w, {Progress("maths")} m " +
            "from ks2 join schools using (urn) where year = 2013 and kind <> 'special' and ks2_reading is not null group by urn)";
        Assert.True(expected == Number($"count(*) from {schools} where {below}"), $"{figure}: {Number($"count(*) from {schools} where {below}")} for {expected}");
    }

    [Theory]
    [InlineData("ks2", 2013, "fsm = 0", "fsm = 1", "not (" + Ks2Failed + ")", 28.6, 0.15)]
    [InlineData("ks2", 2011, "fsm = 0", "fsm = 1", "not (" + Ks2Failed + ")", 26.6, 0.15)]
    [InlineData("ks1", 2013, "sen_provision = 'N'", "sen_provision = 'A'", "ks1_reading in ('2C','2B','2A','3')", 42.0, 0.3)]
    [InlineData("ks1", 2011, "sen_provision = 'N'", "sen_provision = 'A'", "ks1_reading in ('2C','2B','2A','3')", 37.0, 0.3)]
    [InlineData("ks1", 2013, "fsm = 0", "fsm = 1", "ks1_maths in ('2C','2B','2A','3')", 36.6, 0.15)]
    [InlineData("ks1", 2011, "fsm = 0", "fsm = 1", "ks1_maths in ('2C','2B','2A','3')", 32.6, 0.15)]
    [InlineData("ks4", 2013, "fsm = 0", "fsm = 1", Good, 33.4, 0.15)]
    [InlineData("ks4", 2012, "fsm = 0", "fsm = 1", Good, 36.4, 0.15)]
    [InlineData("ks4", 2011, "fsm = 0", "fsm = 1", Good, 36.4, 0.15)]
    [InlineData("ks4", 2013, "sen_provision = 'N'", "sen_provision in ('A','P','S')", Good, 46.0, 0.15)]
    [InlineData("ks4", 2012, "sen_provision = 'N'", "sen_provision in ('A','P','S')", Good, 46.0, 0.15)]
    public void A_gap_is_as_published_or_as_near_as_can_be(string table, int year, string peers, string group, string achieved, double gap, double within)
    {
        string result = table switch { "ks1" => "ks1_reading", "ks2" => "ks2_reading", _ => "gcse_passes" } + " is not null";
        double Rate(string of) => Number($"1000000 * count(*) filter ({achieved}) // count(*) from {table} where year = {year} and {result} and {of}") / 10000.0;
        Assert.Equal(gap, Rate(peers) - Rate(group), within);
    }

    [Fact]
    public void One_entitled_child_in_five_does_not_claim_and_most_live_in_less_deprived_areas()
    {
        Assert.Equal(20.0, Number("1000 * count(*) filter (fsm = 0) // count(*) from ks2 where year = 2013 and fsm_entitled = 1") / 10.0, 0.5);
        Assert.InRange(Number("100 * count(*) filter (idaci_decile > 3) // count(idaci_decile) from ks2 where fsm_entitled = 1"), 75, 82);
    }

    [Fact]
    public void A_prior_level_is_the_one_the_same_pupil_got_four_years_before()
    {
        Assert.Equal(0, Number("count(*) from ks2 join ks1 on ks1.pupil = ks2.pupil and ks1.year = ks2.year - 4 where ks2.prior_maths is distinct from ks1.ks1_maths"));
        Assert.True(Number("count(*) from ks2 join ks1 on ks1.pupil = ks2.pupil and ks1.year = ks2.year - 4") > 9000);
    }

    [Fact]
    public void The_extract_passes_its_own_check()
    {
        using var county = County.Open(Folder);
        Assert.True(county.Check().Passes, county.Check().ToString());
    }

    private long Number(string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT " + query;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
