namespace Research.Tests;

/// <summary>Evidence reviews: reading with clear errors, pooling, words, and the effect a programme takes from them.</summary>
public class EvidenceReviewTests
{
    private static string Sample => Path.Combine(Repository(), "data-samples", "evidence", "review.csv");

    // metafor 3.8-1: rma(effect_sd, sei = std_error, test = "knha") of the sample file, and predict().
    [Theory]
    [InlineData("writing-to-learn", 27, 0.2073, 0.0641, 0.3506, -0.3203, 0.7350, 0.2471)]
    [InlineData("teacher-expectations", 19, 0.0837, -0.0457, 0.2131, -0.2322, 0.3997, 0.1372)]
    public void The_sample_review_pools_as_metafor_does(string id, int studies, double effect, double low, double high, double newLow, double newHigh, double tau)
    {
        var pooled = EvidenceReview.Read(Sample)[id];
        Assert.Equal(studies, pooled.Studies.Length);
        (double Expected, double Found)[] figures = [(effect, pooled.Effect.Estimate), (low, pooled.Effect.Interval.Low), (high, pooled.Effect.Interval.High), (newLow, pooled.Fit.Prediction.NewStudy.Low), (newHigh, pooled.Fit.Prediction.NewStudy.High), (tau, pooled.Fit.Tau)];
        foreach (var (expected, found) in figures) Assert.Equal(expected, found, 5e-4);
        double normal = pooled.Fit.With(MetaTest.Wald).Effect.StandardError;
        Assert.Equal(Math.Sqrt(pooled.Fit.TauSquared + Math.Pow(Math.Max(normal, pooled.Effect.StandardError), 2)), pooled.NewPlaceError, 1e-12);
    }

    [Fact]
    public void A_review_says_itself_in_table_words_and_forest_plot()
    {
        var review = EvidenceReview.Read(Sample);
        Assert.Equal(2, review.ToTable().Rows.Length);
        var pooled = review["writing-to-learn"];
        Assert.Contains("27 studies", pooled.Words, StringComparison.Ordinal);
        Assert.Contains("find +0.21 SD [0.06, 0.35]", pooled.Words, StringComparison.Ordinal);
        Assert.Contains("in 95 of 100 new places it would lie between −0.32 and +0.73", pooled.Words, StringComparison.Ordinal);
        Assert.Equal(29, pooled.ToTable().Rows.Length);
        Assert.Contains(pooled.Words, pooled.ToChart()!.Alternative, StringComparison.Ordinal);
        Assert.Contains("Did you mean", Assert.Throws<DataError>(() => review["writing-to-lern"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_may_give_an_interval_in_place_of_a_standard_error()
    {
        var pooled = Read("study,intervention,effect_sd,std_error,conf_low,conf_high\nA 2001,x,0.2,0.1,,\nB 2002,x,0.2,,0.004,0.396\n")["x"];
        Assert.Equal(0.1, pooled.Studies[1].StandardError, 1e-4);
        Assert.Equal(0.2, pooled.Effect.Estimate, 1e-12);
        // Two studies that happen to agree: the Knapp–Hartung error is 0, a new place keeps the normal one.
        Assert.True(pooled.NewPlaceError > 0.07, $"{pooled.NewPlaceError}");
    }

    [Fact]
    public void One_study_stands_as_it_is_and_says_what_it_cannot_tell()
    {
        var pooled = Read("study,intervention,effect_sd,std_error\nA 2001,x,0.2,0.1\n")["x"];
        Assert.Equal(0.2, pooled.Effect.Estimate, 1e-14);
        Assert.Equal(0.1, pooled.NewPlaceError, 1e-14);
        Assert.Contains("One study", pooled.Words, StringComparison.Ordinal);
        Assert.NotNull(pooled.ToChart());
    }

    [Theory]
    [InlineData("A,x,0.2,\n", "line 2, column std_error: found nothing")]
    [InlineData("A,x,20,0.1\n", "line 2, column effect_sd: found '20'; expected standard deviations")]
    [InlineData("A,x,0.2,0\n", "line 2, column std_error: found '0'; expected a number above 0")]
    [InlineData("A,x,0.2,0.1\nB,x,0.1,0.1\nA,x,0.3,0.2\n", "line 4, column study: found 'A' again, as in line 2")]
    [InlineData(",x,0.2,0.1\n", "line 2, column study: found nothing")]
    [InlineData("A,x,\"0,2\",0.1\n", "line 2, column effect_sd: found '0,2'; expected a number such as 2.5")]
    [InlineData("", "found no studies")]
    public void A_wrong_line_says_where_and_what(string lines, string message) =>
        Assert.Contains(message, Assert.Throws<DataError>(() => Read("study,intervention,effect_sd,std_error\n" + lines)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("A,x,0.2,,0.3,0.5\n", "column conf_low: found an interval from 0.3 to 0.5; expected one that holds the effect 0.2")]
    [InlineData("A,x,0.2,,0.1,\n", "column conf_high: found nothing; expected both ends")]
    [InlineData("A,x,0.2,0.3,0.004,0.396\n", "column std_error: found '0.3'; expected about 0.100")]
    public void A_wrong_interval_says_where_and_what(string line, string message) =>
        Assert.Contains(message, Assert.Throws<DataError>(() => Read("study,intervention,effect_sd,std_error,conf_low,conf_high\n" + line)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_programme_takes_effect_and_new_place_error_from_a_review()
    {
        var pooled = EvidenceReview.Read(Sample)["writing-to-learn"];
        var programme = Programmes($"w,ks2,all,2015,{Sample}#writing-to-learn,\n").Single();
        Assert.Equal(pooled.Effect.Estimate, programme.Effect);
        Assert.Equal(pooled.NewPlaceError, programme.EffectError);
        Assert.Equal("writing-to-learn: 27 studies, pooled +0.21 SD; standard error of a new place 0.26", programme.Source);
        Assert.Contains("an effect once", Assert.Throws<DataError>(() => Programmes($"w,ks2,all,2015,{Sample}#writing-to-learn,0.2\n")).Message, StringComparison.Ordinal);
        Assert.Contains("column evidence", Assert.Throws<DataError>(() => Programmes("w,ks2,all,2015,nowhere.csv#x,\n")).Message, StringComparison.Ordinal);
        Assert.Contains("no intervention 'reading'", Assert.Throws<DataError>(() => Programmes($"w,ks2,all,2015,{Sample}#reading,\n")).Message, StringComparison.Ordinal);
    }

    private static System.Collections.Immutable.ImmutableArray<Programme> Programmes(string lines) => Written("id,phase,group,start,evidence,effect_sd\n" + lines, Scenario.Read);

    private static EvidenceReview Read(string text) => Written(text, EvidenceReview.Read);

    private static T Written<T>(string text, Func<string, T> read)
    {
        string path = Path.Combine(Path.GetTempPath(), $"review-{Guid.NewGuid():N}.csv");
        File.WriteAllText(path, text);
        try { return read(path); }
        finally { File.Delete(path); }
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Research.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No Research.sln above the tests.");
    }
}
