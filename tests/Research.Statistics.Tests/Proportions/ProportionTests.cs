using CsCheck;

namespace Research.Tests;

/// <summary>Published figures: Newcombe (1998), Statistics in Medicine 17, 857–872, table I.</summary>
public class ProportionTests
{
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_is_as_Newcombe_printed_it(int x, int n, double low, double high) => Near(Proportion.Wilson(x, n), low, high);

    [Theory]
    [InlineData(81, 263, 0.2535, 0.3682)]
    [InlineData(15, 148, 0.0598, 0.1644)]
    [InlineData(0, 20, 0.0000, 0.2005)]
    [InlineData(1, 29, 0.0018, 0.1963)]
    public void Corrected_Wilson_is_as_Newcombe_printed_it(int x, int n, double low, double high) => Near(Proportion.WilsonCorrected(x, n), low, high);

    [Theory]
    [InlineData(81, 263, 0.2527, 0.3676)]
    [InlineData(15, 148, 0.0578, 0.1617)]
    [InlineData(0, 20, 0.0000, 0.1684)]
    [InlineData(1, 29, 0.0009, 0.1776)]
    public void Clopper_Pearson_is_as_Newcombe_printed_it(int x, int n, double low, double high) => Near(Proportion.ClopperPearson(x, n), low, high);

    [Theory]
    [InlineData(81, 263, 0.2544, 0.3658)]
    [InlineData(15, 148, 0.0601, 0.1581)]
    [InlineData(0, 20, 0.0000, 0.1391)]
    [InlineData(1, 29, 0.0017, 0.1585)]
    public void Mid_p_is_as_Newcombe_printed_it(int x, int n, double low, double high) => Near(Proportion.MidP(x, n), low, high);

    [Theory]
    [InlineData(81, 263, 0.2522, 0.3638)]
    [InlineData(1, 29, -0.0319, 0.1009)]
    public void Wald_is_not_clipped(int x, int n, double low, double high) => Near(Proportion.Wald(x, n), low, high);

    [Fact]
    public void Clopper_Pearson_limits_put_half_the_error_in_each_tail() => Gen.Select(Gen.Int[1, 2000], Gen.Double[0, 1]).Sample((n, share) =>
    {
        int x = (int)(share * n);
        var interval = Proportion.ClopperPearson(x, n);
        if (x > 0) Assert.Equal(0.025, new BinomialDistribution(n, interval.Low).Upper(x - 1), 1e-11);
        if (x < n) Assert.Equal(0.025, new BinomialDistribution(n, interval.High).Lower(x), 1e-11);
    });

    [Fact]
    public void Intervals_of_failures_mirror_those_of_successes() => Gen.Select(Gen.Int[1, 500], Gen.Double[0, 1]).Sample((n, share) =>
    {
        int x = (int)(share * n);
        foreach (var method in new Func<double, double, double, Interval>[] { Proportion.Wilson, Proportion.WilsonCorrected, Proportion.ClopperPearson, Proportion.MidP, Proportion.AgrestiCoull, Proportion.Jeffreys, Proportion.Wald })
        {
            Interval one = method(x, n, 0.9), other = method(n - x, n, 0.9);
            Assert.Equal(one.Low, 1 - other.High, 1e-10);
            Assert.Equal(one.High, 1 - other.Low, 1e-10);
        }
    });

    [Fact]
    public void Nobody_asked_has_no_interval_and_no_share()
    {
        Assert.True(double.IsNaN(Proportion.Wilson(0, 0).Low));
        Assert.True(double.IsNaN(Proportion.ClopperPearson(0, 0).High));
        Assert.Contains("x", Proportion.Of(0, 0).ToTable().ToText());
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(11, 10)]
    [InlineData(double.NaN, 10)]
    [InlineData(1, double.PositiveInfinity)]
    public void Impossible_counts_are_refused_with_a_way_to_mend_them(double x, double n) =>
        Assert.Contains("outcome first", Assert.Throws<DataError>(() => Proportion.Wilson(x, n)).Message);

    [Fact]
    public void A_level_of_95_is_answered_with_0_95() =>
        Assert.Contains("0.95", Assert.Throws<DataError>(() => Proportion.Wilson(1, 10, 95)).Message);

    [Fact]
    public void A_billion_pupils_keep_their_digits()
    {
        var exact = Proportion.ClopperPearson(3e8, 1e9);
        var score = Proportion.Wilson(3e8, 1e9);
        Assert.Equal(score.Low, exact.Low, 1e-8);
        Assert.Equal(score.High, exact.High, 1e-8);
    }

    private static void Near(Interval interval, double low, double high)
    {
        Assert.Equal(low, interval.Low, 5.1e-5);
        Assert.Equal(high, interval.High, 5.1e-5);
    }
}
