namespace Research.Tests;

public sealed class ContradictionTests(AssessedCounty assessed) : IClassFixture<AssessedCounty>
{
    private string Words(string rule, params string[] targets) => assessed.At(2013).Contradictions.Single(c => c.Rule == rule && c.Targets.Order().SequenceEqual(targets.Order())).Words;

    [Fact]
    public void Ten_points_from_28_5_do_not_lead_to_17() => Assert.Equal("From 28.5 in 2013, 10 points lead to 18.5, not to the 17 printed.", Words("change against level", "T15"));

    [Fact]
    public void Two_points_for_one_and_ten_for_the_gap_need_the_others_to_fall()
    {
        string words = Words("met together only if others fall", "T15", "T16");
        Assert.Contains("who stood at 75.2% in 2013: they would have to fall by 8.0 points", words, StringComparison.Ordinal);
        Assert.Contains("they would have to fall by 9.5 points", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_per_cent_is_out_of_reach() => Assert.Contains("100%", Words("out of reach", "T10"), StringComparison.Ordinal);

    [Fact]
    public void Two_paths_for_one_gap_are_laid_side_by_side() => Assert.Contains("T00 asks for 22.5; T15 asks for 18.5", Words("paths that disagree", "T00", "T15"), StringComparison.Ordinal);

    [Fact]
    public void Two_points_do_not_lead_to_Englands_figure() => Assert.Equal("2 points from 46.7 in 2013 lead to 48.7; England's figure of that year (All pupils) is 75.", Words("change against England's figure", "T16"));

    [Fact]
    public void A_baseline_that_the_records_do_not_bear_out_is_told() => Assert.Contains("it starts from 42 in 2013, where the records say 45.8", Words("baseline against the records", "T07"), StringComparison.Ordinal);

    [Fact]
    public void Two_paths_disagree_when_no_reading_of_one_is_near_a_reading_of_the_other() => Assert.Contains("T27 asks for 16.1 or 21.1 or", Words("paths that disagree", "T00", "T27"), StringComparison.Ordinal);

    [Fact]
    public void A_two_point_fall_from_42_to_40_is_no_contradiction() => Assert.DoesNotContain(assessed.At(2013).Contradictions, c => c.Rule == "change against level" && c.Targets.Contains("T07"));

    [Fact]
    public void The_rules_know_no_target_by_name()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("targets-").FullName, "other.csv");
        string text = File.ReadAllText(Path.Combine(AssessedCounty.Samples, "targets", "strategy-2014-16.csv"));
        File.WriteAllText(file, System.Text.RegularExpressions.Regex.Replace(text, "(?m)^T", "Other"));
        var renamed = Research.Targets.Assess(assessed.County, 2017, Research.Targets.Read(file));
        Assert.Equal(assessed.At(2017).Contradictions.Select(c => (c.Rule, c.Words.Replace("T", "Other", StringComparison.Ordinal))), renamed.Contradictions.Select(c => (c.Rule, c.Words.Replace("T", "Other", StringComparison.Ordinal))));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
