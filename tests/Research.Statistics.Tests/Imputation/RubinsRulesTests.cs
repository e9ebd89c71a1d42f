namespace Research.Tests;

public class RubinsRulesTests
{
    private static readonly double[] Q = [0.21, 0.25, 0.19, 0.24, 0.21], U = [0.011, 0.012, 0.0125, 0.0105, 0.0115];

    [Fact]
    public void Parts_add_up_as_worked_by_hand()
    {
        var pooled = RubinsRules.Pool("q", Q, U, 58);
        Assert.Equal(0.22, pooled.Estimate, 1e-12);
        Assert.Equal(0.0115, pooled.Within, 1e-12);
        // Deviations -0.01, 0.03, -0.03, 0.02, -0.01: squares add to 0.0024.
        Assert.Equal(0.0006, pooled.Between, 1e-12);
        Assert.Equal(0.0115 + (1.2 * 0.0006), pooled.Total, 1e-12);
        Assert.Equal(1.2 * 0.0006 / 0.0115, pooled.RelativeIncrease, 1e-12);
        double old = 4 * Math.Pow(1 + (1 / pooled.RelativeIncrease), 2), observed = 59 / 61.0 * 58 * (1 - pooled.Lambda);
        Assert.Equal(old, pooled.LargeSampleDegreesOfFreedom, 1e-9 * old);
        Assert.Equal(old * observed / (old + observed), pooled.DegreesOfFreedom, 1e-10);
        Assert.Equal((pooled.RelativeIncrease + (2 / (pooled.DegreesOfFreedom + 3))) / (1 + pooled.RelativeIncrease), pooled.FractionMissing, 1e-12);
    }

    [Fact]
    public void Without_variance_between_imputations_little_is_lost()
    {
        var pooled = RubinsRules.Pool("q", [1, 1, 1], [0.25, 0.25, 0.25], 50);
        Assert.Equal(0.5, pooled.StandardError, 1e-12);
        Assert.InRange(pooled.DegreesOfFreedom, 47, 50);
        Assert.Equal(0, pooled.Lambda);
    }

    [Fact]
    public void R_squared_is_pooled_through_fishers_z()
    {
        var (estimate, interval) = RubinsRules.PoolRSquared([0.3, 0.3], 103);
        Assert.Equal(0.3, estimate, 1e-12);
        double z = Math.Atanh(Math.Sqrt(0.3));
        Assert.Equal(Math.Pow(Math.Tanh(z - 0.196), 2), interval.Low, 1e-12);
    }

    [Fact]
    public void Pooled_tests_of_one_coefficient_agree_with_its_pooled_t()
    {
        double[] b = [0.5, 0.7, 0.6, 0.4], v = [0.04, 0.05, 0.045, 0.042];
        var pooled = RubinsRules.Pool("b", b, v);
        var wald = PooledTest.Wald([.. b.Select(x => (double[])[x])], [.. v.Select(x => new[,] { { x } })], double.PositiveInfinity);
        Assert.Equal(pooled.Statistic * pooled.Statistic, wald.Statistic, 1e-12);
        Assert.Equal(pooled.RelativeIncrease, wald.RelativeIncrease, 1e-12);
    }

    [Fact]
    public void Senseless_input_is_refused()
    {
        Assert.Contains("at least two", Assert.Throws<DataError>(() => RubinsRules.Pool("q", [1], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("finite", Assert.Throws<DataError>(() => RubinsRules.Pool("q", [1, double.NaN], [1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("above 0", Assert.Throws<DataError>(() => RubinsRules.Pool("q", [1, 2], [1, 1], 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RubinsRules.Pool("q", [1, 2], [1]));
    }
}
