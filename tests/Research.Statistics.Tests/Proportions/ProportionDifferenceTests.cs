using CsCheck;

namespace Research.Tests;

/// <summary>Published figures: Newcombe (1998), Statistics in Medicine 17, 873–890, table II.</summary>
public class ProportionDifferenceTests
{
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    public void Hybrid_score_is_as_Newcombe_printed_it(int x1, int n1, int x2, int n2, double low, double high) =>
        Near(ProportionDifference.Newcombe(x1, n1, x2, n2), low, high);

    [Theory]
    [InlineData(56, 70, 48, 80, 0.0528, 0.3382)]
    [InlineData(9, 10, 3, 10, 0.1700, 0.8406)]
    [InlineData(5, 56, 0, 29, -0.0326, 0.1933)]
    [InlineData(10, 10, 0, 20, 0.7156, 1.0000)]
    public void Miettinen_Nurminen_is_as_Newcombe_printed_it(int x1, int n1, int x2, int n2, double low, double high) =>
        Near(ProportionDifference.MiettinenNurminen(x1, n1, x2, n2), low, high);

    [Theory]
    [InlineData(56, 70, 48, 80, 0.0533, 0.3377)]
    [InlineData(6, 7, 2, 7, 0.0544, 0.8478)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    public void Mee_is_as_Newcombe_printed_it(int x1, int n1, int x2, int n2, double low, double high) =>
        Near(ProportionDifference.Mee(x1, n1, x2, n2), low, high);

    [Fact]
    public void Every_interval_changes_sign_when_the_groups_change_places() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 200], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((n1, n2, s1, s2) =>
        {
            int x1 = (int)(s1 * (n1 + 1)) % (n1 + 1), x2 = (int)(s2 * (n2 + 1)) % (n2 + 1);
            foreach (var method in new Func<double, double, double, double, double, Interval>[] { ProportionDifference.Newcombe, ProportionDifference.MiettinenNurminen, ProportionDifference.Mee, ProportionDifference.Wald, ProportionDifference.AgrestiCaffo })
            {
                Interval one = method(x1, n1, x2, n2, 0.95), other = method(x2, n2, x1, n1, 0.95);
                Assert.Equal(one.Low, -other.High, 1e-9);
                Assert.Equal(one.High, -other.Low, 1e-9);
                Assert.True(one.Contains((double)x1 / n1 - (double)x2 / n2) || method == ProportionDifference.AgrestiCaffo);
            }
        });

    [Fact]
    public void An_empty_group_gives_no_interval()
    {
        Assert.True(double.IsNaN(ProportionDifference.Newcombe(0, 0, 3, 10).Low));
        Assert.True(double.IsNaN(ProportionDifference.MiettinenNurminen(1, 5, 0, 0).High));
    }

    private static void Near(Interval interval, double low, double high)
    {
        Assert.Equal(low, interval.Low, 5.1e-5);
        Assert.Equal(high, interval.High, 5.1e-5);
    }
}
