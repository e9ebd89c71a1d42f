namespace Research.Tests;

/// <summary>The gap index against R's pROC, against all pairs, and at its ends.</summary>
public class GapIndexTests
{
    [Fact]
    public void Index_and_standard_error_are_those_of_pROC()
    {
        using var extract = new CountedPupils();
        string[] levels = ["3", "4C", "4B", "4A", "5"];
        int[] group = [4, 6, 5, 3, 2], peers = [3, 8, 12, 15, 10];
        for (int i = 0; i < 5; i++) extract.AddKs2(group[i], levels[i], "ever6=1").AddKs2(peers[i], levels[i]);
        extract.AddKs2(3, "A", "ever6=1").AddKs2(2, "").AddKs2(1, "4B", "ever6=");
        var index = extract.Open().GapIndex(Phase.KeyStage2, 2013);
        // pROC: auc 0.6765625, sqrt(var) 0.072209655765.
        Assert.Equal(10 * ((2 * 0.6765625) - 1), index.Value, 1e-12);
        Assert.Equal(20 * 0.072209655765, index.StandardError, 1e-9);
        Assert.Equal((68, 5, 1), (index.Sample.Used, index.Sample.DroppedRows[0].Count, index.Sample.DroppedRows[1].Count));
        Assert.NotNull(index.ToChart());
    }

    [Fact]
    public void It_is_twenty_times_the_difference_of_mean_ranks_over_n()
    {
        var random = new Random(3);
        using var extract = new CountedPupils();
        string[] levels = ["D", "W", "1", "2", "3", "4C", "4B", "4A", "5", "6"];
        var pupils = Enumerable.Range(0, 150).Select(_ => (Poor: random.Next(3) == 0, Reading: random.Next(10), Maths: random.Next(10))).ToArray();
        foreach (var p in pupils) extract.Add(Phase.KeyStage2, 1, $"ever6={(p.Poor ? 1 : 0)}; ks2_reading={levels[p.Reading]}; ks2_maths={levels[p.Maths]}; ks2_writing=4B");
        int[] points = [3, 3, 9, 15, 21, 25, 27, 29, 33, 39];
        double Rank((bool Poor, int Reading, int Maths) p) => pupils.Count(q => Score(q) < Score(p)) + (0.5 * (pupils.Count(q => Score(q) == Score(p)) + 1));
        double difference = pupils.Where(p => !p.Poor).Average(Rank) - pupils.Where(p => p.Poor).Average(Rank);
        Assert.Equal(20 * difference / pupils.Length, extract.Open().GapIndex(Phase.KeyStage2, 2013).Value, 1e-9);

        int Score((bool Poor, int Reading, int Maths) p) => points[p.Reading] + points[p.Maths];
    }

    [Fact]
    public void Ten_when_every_peer_is_above_and_nought_when_alike()
    {
        using (var apart = new CountedPupils().AddKs2(3, "3", "fsm=1").AddKs2(4, "5"))
            Assert.Equal(10, apart.Open().GapIndex(Phase.KeyStage2, 2013, Groups.FreeSchoolMeals).Value);
        using var alike = new CountedPupils().AddKs2(3, "4B", "fsm=1").AddKs2(4, "4B");
        Assert.Equal(0, alike.Open().GapIndex(Phase.KeyStage2, 2013, Groups.FreeSchoolMeals).Value);
    }

    [Fact]
    public void Every_phase_and_regime_has_a_score()
    {
        using var extract = new CountedPupils();
        string goals(string v) => string.Join("; ", EarlyLearningGoals.All.Select(g => $"{g.Column}={v}"));
        extract.Add(Phase.EarlyYears, 1, "fsm=1; " + goals("1")).Add(Phase.EarlyYears, 1, goals("2"));
        extract.Add(Phase.Phonics, 1, "fsm=1; phonics_mark=20; phonics_outcome=Wt").Add(Phase.Phonics, 1, "phonics_mark=38; phonics_outcome=Wa");
        foreach (var (year, low, high) in new[] { (2013, "1", "3"), (2016, "WTS", "GDS") })
            extract.Add(Phase.KeyStage1, 1, $"year={year}; fsm=1; ks1_reading={low}; ks1_writing={low}; ks1_maths={low}").Add(Phase.KeyStage1, 1, $"year={year}; ks1_reading={high}; ks1_writing={high}; ks1_maths={high}");
        extract.AddKs2(1, "3", "fsm=1").AddKs2(1, "4B").Add(Phase.KeyStage2, 1, "year=2016; fsm=1; ks2_reading_score=90; ks2_maths_score=95; ks2_writing=WTS").Add(Phase.KeyStage2, 1, "year=2016; ks2_reading_score=100; ks2_maths_score=95; ks2_writing=WTS");
        foreach (var (year, low, high) in new[] { (2013, "U", "A*"), (2017, "3", "9") })
            extract.Add(Phase.KeyStage4, 1, $"year={year}; fsm=1; gcse_english={low}; gcse_maths={low}; gcse_passes=0").Add(Phase.KeyStage4, 1, $"year={year}; gcse_english={high}; gcse_maths={high}; gcse_passes=5");
        var county = extract.Open();
        foreach (var phase in Enum.GetValues<Phase>())
            foreach (int year in county.Years(phase))
                Assert.Equal((10, 2), (county.GapIndex(phase, year, Groups.FreeSchoolMeals).Value, county.GapIndex(phase, year, Groups.FreeSchoolMeals).Sample.Used));
        Assert.Contains("all", Assert.Throws<DataError>(() => county.GapIndex(Phase.KeyStage2, 2013, Groups.AllPupils)).Found, StringComparison.Ordinal);
        Assert.Contains("2012", Assert.Throws<DataError>(() => county.GapIndex(Phase.KeyStage2, 2012)).Found, StringComparison.Ordinal);
    }
}
