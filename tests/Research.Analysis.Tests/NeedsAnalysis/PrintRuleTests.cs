using System.Collections.Immutable;

namespace Research.Tests;

/// <summary>The rules on documents of another council, made up here: none knows a figure's id.</summary>
public class PrintRuleTests
{
    private static readonly Implication Implies = new(new DuckDbEngine());

    private static Claim Rate(string id, string group, double? count = null, double? of = null, string? percent = null, string measure = "ks2_rwm_4plus") => new()
    {
        Id = id,
        Statement = id,
        Kind = ClaimKind.Rate,
        Measures = [measure],
        Group = group,
        Outcome = Outcome.NotAchieved,
        Year = 2012,
        Count = count is { } c ? new PrintedNumber(c, 0) : null,
        Of = of is { } o ? new PrintedNumber(o, 0) : null,
        Percent = percent is null ? null : Number(percent),
    };

    private static PrintedNumber Number(string text) => PrintedNumber.TryParse(text, out var number) ? number : throw new ArgumentException(text);

    private static string? Objection(Claim claim, params Claim[] others)
    {
        var document = new Document([claim, .. others], Implies);
        return PrintRule.All.Select(r => r.Objection(claim, document)).FirstOrDefault(o => o is not null);
    }

    [Theory]
    [InlineData(30, 60, "50", null)]
    [InlineData(30, 60, "50.0", null)]
    [InlineData(31, 60, "51", "31 of 60 is 51.7%, printed 51%. A whole of 61 would give 51%.")]
    [InlineData(3, 5, "67", "3 of 5 is 60.0%, printed 67%. No whole gives 67%.")]
    [InlineData(110, 218, "52", "110 of 218 is 50.5%, printed 52%. Wholes of 210 to 213 would give 52%.")]
    [InlineData(33, 64, "50", "33 of 64 is 51.6%, printed 50%. A whole of 66 would give 50%.")]
    [InlineData(61, 60, null, "A count of 61 is above its whole of 60.")]
    public void A_percentage_is_the_count_of_its_whole(int count, int of, string? percent, string? objection) => Assert.Equal(objection, Objection(Rate("X1", "fsm", count, of, percent)));

    [Fact]
    public void A_share_is_held_against_the_total_printed_elsewhere()
    {
        var total = Rate("X1", "all", 1000);
        var share = Rate("X2", "fsm", 200, percent: "35") with { Kind = ClaimKind.Share };
        Assert.Equal("200 of the 1000 is 20.0%, printed 35%.", Objection(share, total));
        Assert.Null(Objection(share with { Percent = Number("20") }, total));
    }

    [Fact]
    public void Parts_listed_side_by_side_are_no_more_than_their_whole()
    {
        var whole = Rate("X1", "lac", 4, 10);
        var parts = new[] { 1, 1, 5 }.Select((n, i) => Rate($"X2.{i}", "lac", n) with { Kind = ClaimKind.Overlap, PartOf = "X1.count" }).ToArray();
        Assert.Equal("The parts 1 + 1 + 5 = 7 are more than their whole of 4 (X1.count).", Objection(parts[0], whole, parts[1], parts[2]));
        var ofAll = parts.Select(p => p with { PartOf = "X1.of" }).ToArray();
        Assert.Null(Objection(ofAll[0], whole, ofAll[1], ofAll[2]));
    }

    [Fact]
    public void A_failure_rate_of_a_combined_measure_bounds_the_gap_in_each_of_its_subjects()
    {
        var combined = Rate("X1", "fsm", percent: "30");
        var gap = new Claim { Id = "X2", Statement = "", Kind = ClaimKind.Gap, Measures = ["ks2_maths_4plus"], Group = "fsm", Outcome = Outcome.Achieved, Year = 2012, Gap = Number("33") };
        Assert.Contains("the gap is under 30.5 ppt", Objection(gap, combined), StringComparison.Ordinal);
        Assert.Null(Objection(gap with { Gap = Number("29") }, combined));
        Assert.Null(Objection(gap with { Group = "sen" }, combined));
        // Level 4 in mathematics bounds nothing in reading.
        Assert.Null(Objection(gap with { Measures = ["ks2_reading_4plus"] }, combined with { Measures = ["ks2_maths_4plus"] }));
        // A combined measure is not bounded by one of its subjects.
        Assert.Null(Objection(gap with { Measures = ["ks2_rwm_4plus"] }, combined with { Measures = ["ks2_maths_4plus"] }));
    }

    [Fact]
    public void A_failure_rate_is_no_higher_than_that_of_a_stricter_measure()
    {
        var strict = Rate("X1", "fsm", percent: "30", measure: "ks2_reading_5plus");
        Assert.NotNull(Objection(Rate("X2", "fsm", percent: "34", measure: "ks2_reading_4plus"), strict));
        Assert.Null(Objection(Rate("X2", "fsm", percent: "29", measure: "ks2_reading_4plus"), strict));
    }

    [Fact]
    public void A_group_has_no_more_failing_than_one_that_holds_it()
    {
        Assert.NotNull(Objection(Rate("X1", "sen_action", 300), Rate("X2", "sen", 250)));
        Assert.NotNull(Objection(Rate("X1", "fsm", 300), Rate("X2", "all", 250)));
        Assert.Null(Objection(Rate("X1", "fsm", 300), Rate("X2", "sen", 250)));
    }

    [Theory]
    [InlineData("ks2_rwm_4plus < 60 and ks2_reading_progress2 < 90", 30, true)]
    [InlineData("ks2_rwm_4plus < 60 and ks2_reading_progress2 < 90", 12, false)]
    [InlineData("ks2_rwm_4plus < 60 or ks2_reading_progress2 < 90", 12, true)]
    [InlineData("ks2_rwm_4plus < 60 or ks2_reading_progress2 < 90", 60, false)]
    public void Schools_below_all_are_at_most_those_below_one(string floor, int schools, bool objected)
    {
        Claim Schools(string id, string text, int n) => new() { Id = id, Statement = "", Kind = ClaimKind.Schools, Year = 2012, Floor = Floor.Parse(text), Schools = new PrintedNumber(n, 0) };
        var claim = Schools("X3", floor, schools);
        Assert.Equal(objected, Objection(claim, Schools("X1", "ks2_rwm_4plus < 60", 20), Schools("X2", "ks2_reading_progress2 < 90", 50)) is not null);
    }

    [Theory]
    [InlineData("20", "12", "-8", false)]
    [InlineData("20", "11", "-8", false)]
    [InlineData("20", "10", "-8", true)]
    [InlineData("20.0", "11.8", "-8.0", true)]
    public void Before_change_and_after_add_up_within_their_rounding(string before, string after, string change, bool objected)
    {
        Claim Gap(string id, string gap, int year) => new() { Id = id, Statement = "", Kind = ClaimKind.Gap, Measures = ["ks2_rwm_4plus"], Group = "fsm", Outcome = Outcome.Achieved, Year = year, Gap = Number(gap) };
        var changed = Gap("X2", after, 2012) with { FromYear = 2010, Change = Number(change) };
        Assert.Equal(objected, Objection(changed, Gap("X1", before, 2010)) is not null);
    }

    [Fact]
    public void Units_that_cannot_be_are_found()
    {
        Assert.NotNull(Objection(Rate("X1", "fsm", percent: "104")));
        var gap = new Claim { Id = "X2", Statement = "", Kind = ClaimKind.Gap, Measures = ["ks2_rwm_4plus"], Group = "fsm", Year = 2012, Gap = Number("17") };
        Assert.NotNull(Objection(gap with { Unit = "%" }));
        Assert.NotNull(Objection(gap with { Gap = Number("117") }));
        Assert.Null(Objection(gap with { Unit = "ppt" }));
    }

    [Fact]
    public void Implications_are_proved_not_listed()
    {
        Assert.True(Implies.Measure("ks1_rwm_2plus", "ks1_writing_2plus"));
        Assert.True(Implies.Measure("ks1_reading_3plus", "ks1_reading_2bplus"));
        Assert.False(Implies.Measure("ks1_reading_2plus", "ks1_reading_2bplus"));
        Assert.False(Implies.Measure("ks1_reading_2plus", "ks2_reading_4plus"));
        Assert.True(Implies.Group("sen_action", "sen"));
        Assert.True(Implies.Group("where lac_authority <> 873 and lac = 1", "lac"));
        Assert.False(Implies.Group("sen", "sen_action"));
    }
}
