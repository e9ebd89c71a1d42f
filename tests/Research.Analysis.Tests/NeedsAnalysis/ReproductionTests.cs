namespace Research.Tests;

/// <summary>The ledger of the sample county against a count by hand, and its dependence on single records.</summary>
public class ReproductionTests
{
    private static readonly string Samples = SampleData.Folder;
    private static readonly Lazy<Ledger> Committed = new(() =>
    {
        using var county = County.Open(Path.Combine(Samples, "county"));
        return NeedsAnalysis.Reproduce(county, 2013);
    });

    public static TheoryData<string> Figures => [.. HandCounts.All().Select(h => h.ToString())];

    private static HandCount Of(string name) => HandCounts.All().First(h => h.ToString() == name);

    [Theory, MemberData(nameof(Figures))]
    public void The_ledger_agrees_with_a_count_by_hand(string name)
    {
        var hand = Of(name);
        using var connection = HandCount.Open(Path.Combine(Samples, "county"));
        Assert.Equal(hand.Count(connection), Number(Committed.Value, hand), 9);
    }

    [Theory, MemberData(nameof(Figures))]
    public void Changing_one_record_changes_the_figure_that_depends_on_it(string name)
    {
        var hand = Of(name);
        string folder = Directory.CreateTempSubdirectory("changed").FullName;
        try
        {
            using (var connection = HandCount.Open(Path.Combine(Samples, "county")))
            {
                var (file, pick, set) = hand.Change;
                HandCount.Run(connection, $"CREATE TABLE changed AS FROM {file}");
                HandCount.Run(connection, $"UPDATE changed SET {set} WHERE year = 2013 AND pupil = (SELECT pupil FROM {file} WHERE {pick} ORDER BY pupil LIMIT 1)");
                HandCount.Run(connection, $"COPY changed TO '{Path.Combine(folder, file + ".parquet")}' (FORMAT parquet)");
                foreach (string other in Directory.EnumerateFiles(Path.Combine(Samples, "county")))
                    if (!File.Exists(Path.Combine(folder, Path.GetFileName(other)))) File.Copy(other, Path.Combine(folder, Path.GetFileName(other)));
            }
            using var county = County.Open(folder);
            var changed = NeedsAnalysis.Reproduce(county, 2013, Path.Combine(Samples, "claims", "needs-analysis-2013.csv"));
            Assert.NotEqual(Number(Committed.Value, hand), Number(changed, hand));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_figure_has_a_verdict_and_every_one_that_can_be_true_is_reproduced()
    {
        Assert.Equal(Enumerable.Range(1, 43).Select(i => $"F{i:00}"), Committed.Value.Entries.Select(e => e.Readings[0].Claim.Figure).Distinct());
        Assert.Empty(Committed.Value.Entries.Where(e => e.Verdict == Verdict.Differs).Select(e => e.Id));
        string[] reproduced = ["F01", "F02", "F03", "F07", "F08", "F10", "F12", "F14", "F15", "F16", "F17", "F18", "F19", "F22", "F23", "F24", "F25", "F26", "F30", "F31.1", "F31.2", "F39"];
        Assert.Equal(reproduced, Committed.Value.Entries.Where(e => e.Verdict == Verdict.Reproduced).Select(e => e.Id));
        string[] inconsistent = ["F11", "F13.1", "F13.2", "F13.3", "F21", "F41", "F43"];
        Assert.Equal(inconsistent, Committed.Value.Entries.Where(e => e.Verdict == Verdict.InconsistentInPrint).Select(e => e.Id));
    }

    [Theory]
    [InlineData("F02", "", "percentage as published", 51.7)]
    [InlineData("F28", "b", "gap as published", 26.7)]
    [InlineData("F28", "b", "change", -0.7)]
    public void A_figure_of_England_is_held_against_what_is_published(string figure, string reading, string number, double published) =>
        Assert.Equal(published, Committed.Value[figure].Readings.Single(r => r.Claim.Reading == reading).Checks.First(c => c.What == number).Computed, 1e-9);

    [Theory]
    [InlineData("F28", "2012")]
    [InlineData("F42", "ks1_reading_2plus, sen")]
    public void A_figure_of_England_that_is_not_published_says_what_it_would_need(string figure, string needs) =>
        Assert.Contains(Committed.Value[figure].Readings, r => r.Missing?.Contains(needs, StringComparison.Ordinal) == true);

    [Fact]
    public void Another_year_asks_the_same_questions_with_nothing_to_compare()
    {
        using var county = County.Open(Path.Combine(Samples, "county"));
        var ledger = NeedsAnalysis.Reproduce(county, 2014);
        Assert.Equal(0, ledger.Count(Verdict.Differs) + ledger.Count(Verdict.Reproduced));
        Assert.Contains("the records give", ledger["F14"].Explanation, StringComparison.Ordinal);
    }

    private static double Number(Ledger ledger, HandCount hand)
    {
        string[] name = hand.Figure.Split('/');
        var reading = ledger[name[0]].Readings.Single(r => r.Claim.Reading == (name.Length > 1 ? name[1] : r.Claim.Reading));
        return reading.Checks.First(c => c.What == hand.Number).Computed;
    }
}
