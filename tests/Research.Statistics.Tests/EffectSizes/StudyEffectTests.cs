namespace Research.Tests;

/// <summary>Effects from tables, means and correlations, by worked values and limits.</summary>
public class StudyEffectTests
{
    private static readonly Stratum Trial = new("trial", 30, 20, 20, 30);

    [Fact]
    public void Table_effects_are_those_worked_by_hand()
    {
        Assert.Equal(Math.Log(2.25), TableEffect.LogOddsRatio(Trial).Value, 1e-14);
        Assert.Equal((2.0 / 30) + (2.0 / 20), TableEffect.LogOddsRatio(Trial).Variance, 1e-14);
        Assert.Equal(Math.Log(1.5), TableEffect.LogRiskRatio(Trial).Value, 1e-14);
        Assert.Equal(0.2, TableEffect.RiskDifference(Trial).Value, 1e-14);
        Assert.Equal(2 * 0.24 / 50, TableEffect.RiskDifference(Trial).Variance, 1e-14);
        Assert.Equal(1.25 / 3.25, TableEffect.YuleQ(Trial).Value, 1e-14);
        // O − E = 5, V = 50·50·50·50/(100²·99).
        Assert.Equal(5 * 99 / 625.0, TableEffect.PetoLogOddsRatio(Trial).Value, 1e-14);
    }

    [Fact]
    public void An_empty_cell_has_a_half_added_to_all_four() => Assert.Equal(Math.Log(10.5 * 6.5 / (0.5 * 4.5)), TableEffect.LogOddsRatio(new("t", 10, 0, 4, 6)).Value, 1e-14);

    [Fact]
    public void Equal_groups_have_no_effect_on_any_scale()
    {
        var group = new GroupSummary(40, 50, 10);
        foreach (var effect in (Func<GroupSummary, GroupSummary, StudyEffect>[])[MeansEffect.Difference, MeansEffect.DifferenceOfEqualVariance, MeansEffect.Standardised, MeansEffect.StandardisedCorrected,
            MeansEffect.StandardisedUnbiased, MeansEffect.StandardisedBySecond, MeansEffect.StandardisedUnequal, MeansEffect.LogRatioOfMeans, MeansEffect.LogRatioOfVariation, MeansEffect.LogRatioOfDeviations])
        {
            Assert.Equal(0, effect(group, group).Value, 1e-14);
            Assert.True(effect(group, group).Variance > 0);
        }
    }

    // r ₂F₁(½, ½; c; 1 − r²) by mpmath 1.3; n = 12 is where the GNU Scientific Library is off in the fourth digit.
    [Theory]
    [InlineData(-0.04, 12, -0.0425673015547952)]
    [InlineData(-0.04, 13, -0.0422755168980195)]
    [InlineData(-0.04, 14, -0.0420431783821417)]
    public void The_unbiased_correlation_is_that_of_an_independent_computation(double r, double n, double expected) => Assert.Equal(expected, CorrelationEffect.Unbiased(r, n).Value, 1e-15);

    [Fact]
    public void Pooled_tables_of_one_study_are_that_study()
    {
        var tables = StratifiedTables.Of([Trial]);
        Assert.Equal(TableEffect.LogOddsRatio(Trial).Value, PooledTables.MantelHaenszel(tables, TableScale.LogOddsRatio).Estimate, 1e-12);
        Assert.Equal(TableEffect.LogOddsRatio(Trial).StandardError, PooledTables.MantelHaenszel(tables, TableScale.LogOddsRatio).StandardError, 1e-12);
        Assert.Equal(TableEffect.PetoLogOddsRatio(Trial).Value, PooledTables.Peto(tables).Estimate, 1e-12);
        Assert.Equal(1, PooledTables.Peto(tables).QPValue);
        Assert.Throws<DataError>(() => PooledTables.Peto(StratifiedTables.Of([new("t", 0, 10, 0, 10)])));
    }
}
