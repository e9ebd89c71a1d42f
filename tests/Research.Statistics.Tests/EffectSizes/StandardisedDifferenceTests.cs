using CsCheck;

namespace Research.Tests;

public class StandardisedDifferenceTests
{
    [Fact]
    public void Borenstein_and_others_example()
    {
        // Borenstein, Hedges, Higgins and Rothstein (2009), p. 26–29: means 103 and 100, sds 5.5 and 4.5, 50 pupils each.
        var d = StandardisedDifference.Of(new GroupSummary(50, 103, 5.5), new GroupSummary(50, 100, 4.5));
        Assert.Equal(0.5970, d.CohenD, 5e-5);
        Assert.Equal(0.0418, d.CohenDVariance, 5e-5);
        Assert.Equal(0.5924, d.HedgesG, 5e-5);
        Assert.Equal(0.0411, d.HedgesGVariance, 6e-5);
    }

    [Fact]
    public void The_interval_of_d_gives_its_p_value_back() => Gen.Select(Gen.Double[-1.5, 1.5], Gen.Int[4, 60]).Sample((d, n) =>
    {
        var difference = StandardisedDifference.Of(new GroupSummary(n, d, 1), new GroupSummary(n, 0, 1));
        Assert.Equal(difference.PValue < 0.05, !difference.CohenDInterval.Contains(0));
    });

    [Fact]
    public void Conversions_come_back() => Gen.Select(Gen.Double[-2, 2], Gen.Int[5, 200], Gen.Int[5, 200]).Sample((d, n1, n2) =>
    {
        Assert.Equal(d, EffectConversion.DFromR(EffectConversion.RFromD(d, n1, n2), n1, n2), 1e-10);
        Assert.Equal(d, EffectConversion.DFromLogOddsRatio(Math.Log(EffectConversion.OddsRatioFromD(d))), 1e-10);
    });

    [Fact]
    public void Counts_given_last_are_refused() => Assert.Throws<DataError>(() => StandardisedDifference.Of(new GroupSummary(0.5, 20, 30), new GroupSummary(0.4, 20, 30)));

    [Fact]
    public void Pairs_need_two_of_them() => Assert.Throws<DataError>(() => PairedDifference.Of([1], [2]));
}
