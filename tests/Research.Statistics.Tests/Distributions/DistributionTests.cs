using CsCheck;

namespace Research.Tests;

public class DistributionTests
{
    private static readonly Gen<double> Shape = Gen.Double[-2, 4].Select(e => Math.Pow(10, e));
    private static readonly Gen<double> LogShare = Gen.Double[-30, -0.001].Select(Math.Exp);

    [Fact]
    public void Beta_quantiles_invert_both_tails() => Gen.Select(Shape, Shape, LogShare).Sample((a, b, p) =>
    {
        var beta = new BetaDistribution(a, b);
        double x = beta.Quantile(p), y = new BetaDistribution(b, a).UpperQuantile(p);
        if (x > 1e-290 && x < 0.9) Assert.Equal(1, beta.Lower(x) / p, 1e-8);
        Assert.Equal(x, 1 - y, 1e-12);
    });

    [Fact]
    public void Chi_squared_quantiles_invert_both_tails() => Gen.Select(Shape, LogShare).Sample((df, p) =>
    {
        var chi = new ChiSquaredDistribution(df);
        double low = chi.Quantile(p), high = chi.UpperQuantile(p);
        if (low > 1e-290) Assert.Equal(1, chi.Lower(low) / p, 1e-8);
        if (high > 1e-290) Assert.Equal(1, chi.Upper(high) / p, 1e-8);
    });

    [Fact]
    public void T_squared_is_F_with_one_degree_of_freedom() => Gen.Select(Shape, Gen.Double[0.01, 100]).Sample((df, t) =>
    {
        double p = new StudentTDistribution(df).TwoSided(t);
        if (p > 1e-290) Assert.Equal(1, p / new FDistribution(1, df).Upper(t * t), 1e-9);
    });

    [Fact]
    public void T_quantiles_invert_the_tail() => Gen.Select(Shape, LogShare).Sample((df, p) =>
    {
        double t = new StudentTDistribution(df).UpperQuantile(Math.Min(0.5, p));
        if (double.IsFinite(t) && t > 0) Assert.Equal(1, new StudentTDistribution(df).Upper(t) / Math.Min(0.5, p), 1e-8);
    });

    [Theory]
    [InlineData(1, 0.975, 12.706204736432095)]
    [InlineData(10, 0.975, 2.2281388519649385)]
    [InlineData(2e6, 0.975, 1.9599651704)]
    [InlineData(double.PositiveInfinity, 0.975, 1.9599639845400545)]
    public void T_quantiles_are_those_of_the_tables(double df, double p, double t) => Assert.Equal(t, new StudentTDistribution(df).Quantile(p), 1e-9);

    [Fact]
    public void Normal_quantiles_invert_the_tail() => Gen.Double[-600, -0.1].Select(Math.Exp).Sample(p =>
        Assert.Equal(1, StandardNormal.Lower(StandardNormal.Quantile(p)) / p, 2e-12));

    [Theory]
    [InlineData(-40, -804.6084420137538)]
    [InlineData(-1000, -500007.8266948121843)]
    public void Normal_logs_reach_where_probabilities_underflow(double z, double log) => Assert.Equal(1, StandardNormal.LogLower(z) / log, 1e-14);

    [Fact]
    public void Noncentral_t_without_noncentrality_is_students() => Gen.Select(Gen.Double[0.5, 500], Gen.Double[-8, 8]).Sample((df, t) =>
    {
        Assert.Equal(1, new NoncentralTDistribution(df, 0).Lower(t) / new StudentTDistribution(df).Lower(t), 1e-9);
        Assert.Equal(1, new NoncentralTDistribution(df, 0).Upper(t) / new StudentTDistribution(df).Upper(t), 1e-9);
    });

    [Fact]
    public void Noncentral_t_squared_is_noncentral_F() => Gen.Select(Gen.Double[1, 200], Gen.Double[0, 6], Gen.Double[0.1, 8]).Sample((df, delta, t) =>
    {
        var noncentral = new NoncentralTDistribution(df, delta);
        Assert.Equal(new NoncentralFDistribution(1, df, delta * delta).Lower(t * t), noncentral.Lower(t) - noncentral.Lower(-t), 1e-10);
    });

    [Fact]
    public void Noncentrality_limits_invert_the_tail() => Gen.Select(Gen.Double[2, 300], Gen.Double[-6, 20]).Sample((df, t) =>
        Assert.Equal(0.975, new NoncentralTDistribution(df, NoncentralTDistribution.NoncentralityAt(t, df, 0.975)).Lower(t), 1e-9));

    [Theory]
    [InlineData(3, 10, 0.95, 3.88)]
    [InlineData(5, 20, 0.95, 4.23)]
    [InlineData(10, 60, 0.99, 5.45)]
    public void Studentised_range_is_that_of_the_tables(int means, double df, double p, double q) =>
        Assert.Equal(q, new StudentisedRangeDistribution(means, df).Quantile(p), 0.0051);

    [Fact]
    public void Range_of_two_means_is_students_t_times_the_root_of_two() => Gen.Select(Gen.Double[1, 200], Gen.Double[0.1, 12]).Sample((df, q) =>
        Assert.Equal(1, new StudentisedRangeDistribution(2, df).Upper(q) / new StudentTDistribution(df).TwoSided(q / Math.Sqrt(2)), 1e-9));

    [Fact]
    public void Binomial_tails_are_sums_of_densities() => Gen.Select(Gen.Int[1, 60], Gen.Double[0, 1], Gen.Int[0, 60]).Sample((n, p, k) =>
    {
        var binomial = new BinomialDistribution(n, p);
        Assert.Equal(Enumerable.Range(0, k + 1).Sum(j => binomial.Density(j)), binomial.Lower(k), 1e-12);
    });

    [Fact]
    public void Exact_binomial_test_adds_every_count_no_likelier() => Gen.Select(Gen.Int[1, 80], Gen.Double[0.01, 0.99], Gen.Double[0, 1]).Sample((n, p, share) =>
    {
        var binomial = new BinomialDistribution(n, p);
        int k = (int)(share * n);
        double limit = binomial.Density(k) * (1 + 1e-7);
        Assert.Equal(Math.Min(1, Enumerable.Range(0, n + 1).Select(j => binomial.Density(j)).Where(d => d <= limit).Sum()), binomial.TwoSided(k), 1e-10);
    });

    [Fact]
    public void Not_a_number_gives_not_a_number()
    {
        Assert.True(double.IsNaN(new StudentTDistribution(double.NaN).TwoSided(1)));
        Assert.True(double.IsNaN(new ChiSquaredDistribution(3).Upper(double.NaN)));
        Assert.True(double.IsNaN(new FDistribution(2, 5).Upper(double.NaN)));
        Assert.True(double.IsNaN(StandardNormal.Quantile(1.5)));
    }
}
