namespace Research.Tests;

/// <summary>The catalogue fits the schema: the engine prepares every entry.</summary>
public class MeasureCatalogueTests
{
    public static TheoryData<string> Ids => [.. Measures.All.Select(m => m.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void Every_measure_is_one_the_engine_can_prepare(string id)
    {
        var measure = Measures.Find(id);
        var table = Schema.Of(measure.Phase);
        EmptyExtract.Prepare(id, measure.NumeratorSql, table, boolean: measure.Kind == MeasureKind.Rate);
        EmptyExtract.Prepare(id, measure.DenominatorSql, table, boolean: measure.Kind != MeasureKind.Ratio);
        EmptyExtract.Prepare(id, measure.ResultSql, table, boolean: true);
        Assert.NotEqual(measure.Id, measure.Title);
        Assert.NotEqual("", measure.Source);
        Assert.True(measure.FirstYear <= measure.LastYear);
    }

    [Theory]
    [InlineData("eyfs_gld", 2013, 9999)]
    [InlineData("elg_speaking", 2013, 9999)]
    [InlineData("phonics_y1", 2012, 9999)]
    [InlineData("ks1_rwm_2plus", 0, 2015)]
    [InlineData("ks1_rwm_expected", 2016, 9999)]
    [InlineData("ks2_rwm_4plus", 0, 2015)]
    [InlineData("ks2_writing_4plus", 0, 2015)]
    [InlineData("ks2_rwm_expected", 2016, 9999)]
    [InlineData("ks4_5ac_em", 0, 2016)]
    [InlineData("ks4_attainment8", 2016, 9999)]
    public void A_measure_knows_the_years_in_which_its_columns_and_codes_are_used(string id, int first, int last)
    {
        Assert.Equal(first, Measures.Find(id).FirstYear);
        Assert.Equal(last, Measures.Find(id).LastYear);
    }

    [Fact]
    public void A_good_level_of_development_asks_for_twelve_goals() =>
        Assert.Equal(EarlyLearningGoals.All.Where(g => g.Counts).Select(g => g.Column), Measures.EyfsGoodLevelOfDevelopment.NumeratorSql.Columns.Select(c => c.Name));

    [Fact]
    public void An_unknown_id_is_answered_with_the_nearest()
    {
        var error = Assert.Throws<DataError>(() => Measures.Find("ks2_rwm_4pluss"));
        Assert.Contains("'ks2_rwm_4plus'", error.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void The_threshold_of_persistent_absence_breaks_the_series_in_2016()
    {
        var measure = Measures.PersistentAbsence(Phase.KeyStage2);
        Assert.Equal(BreakKind.NotComparable, Assert.Single(measure.BreaksBetween(2015, 2016)).Kind);
        Assert.Empty(measure.BreaksBetween(2011, 2015));
    }
}
