namespace Research.Tests;

/// <summary>Admissions to Berkeley by department (Bickel, Hammel and O'Connell 1975, Science 187): men first, then women. Figures as in R's <c>?mantelhaen.test</c> and its output.</summary>
public class StratifiedTablesTests
{
    private static readonly StratifiedTables Berkeley = StratifiedTables.Of(
    [
        new("A", 512, 313, 89, 19), new("B", 353, 207, 17, 8), new("C", 120, 205, 202, 391),
        new("D", 138, 279, 131, 244), new("E", 53, 138, 94, 299), new("F", 22, 351, 24, 317),
    ]);

    [Fact]
    public void Berkeley_is_as_R_prints_it()
    {
        Assert.Equal(1.5246, Berkeley.ChiSquared, 5e-5);
        Assert.Equal(0.2169, Berkeley.PValue, 5e-5);
        Assert.Equal(0.9046968, Berkeley.CommonOddsRatio, 5e-8);
        Assert.Equal(0.7719074, Berkeley.CommonOddsRatioInterval.Low, 5e-8);
        Assert.Equal(1.0603298, Berkeley.CommonOddsRatioInterval.High, 5e-8);
    }

    [Fact]
    public void One_stratum_has_its_own_odds_ratio()
    {
        var one = StratifiedTables.Of([new("only", 20, 30, 10, 40)]);
        Assert.Equal(OddsRatio.Estimate(20, 50, 10, 50), one.CommonOddsRatio, 1e-12);
        Assert.Equal(RiskRatio.Estimate(20, 50, 10, 50), one.CommonRiskRatio, 1e-12);
        Assert.Equal(0.2, one.CommonRiskDifference, 1e-12);
        Assert.Equal(OddsRatio.FisherTest(20, 50, 10, 50), one.ExactPValue, 1e-9);
        Assert.Equal(OddsRatio.ConditionalEstimate(20, 50, 10, 50), one.ExactOddsRatio, 1e-9);
        Assert.Equal(0, one.BreslowDay, 1e-9);
    }

    [Fact]
    public void Empty_strata_say_nothing()
    {
        var with = StratifiedTables.Of([.. Berkeley.Strata, new("Z", 0, 0, 0, 0)]);
        Assert.Equal(Berkeley.ChiSquared, with.ChiSquared, 1e-12);
        Assert.Equal(Berkeley.ExactPValue, with.ExactPValue, 1e-12);
        Assert.Equal(Berkeley.BreslowDayPValue, with.BreslowDayPValue, 1e-12);
    }

    [Fact]
    public void No_strata_are_refused() => Assert.Throws<DataError>(() => StratifiedTables.Of([]));
}
