namespace Research.Tests;

public class PermutationTestTests
{
    private static Dataset Trial(double[] y, string[] arm) => new(new NumberColumn("y", y), FactorColumn.From("arm", arm));

    private static double Difference(Dataset data)
    {
        var arm = (FactorColumn)data["arm"];
        double[] sum = [0, 0], count = [0, 0];
        for (int i = 0; i < data.Count; i++)
        {
            sum[arm.Codes[i]] += data.Numbers("y")[i];
            count[arm.Codes[i]]++;
        }
        return (sum[1] / count[1]) - (sum[0] / count[0]);
    }

    [Fact]
    public void A_small_trial_is_gone_through_deal_by_deal()
    {
        // 20 ways to choose three of six; the treated three are the largest: one deal as far on each side.
        var test = PermutationTest.Rows(Trial([1, 2, 3, 10, 11, 12], ["c", "c", "c", "t", "t", "t"]), "arm", Difference, seed: 1);
        Assert.True(test.IsExact);
        Assert.Equal(20, test.Dealt.Length);
        Assert.Equal(2 / 20.0, test.PValue, 1e-12);
        Assert.Equal(1 / 20.0, test.PValueGreater, 1e-12);
        Assert.Equal(1, test.PValueLess, 1e-12);
    }

    [Fact]
    public void Every_deal_is_another_one()
    {
        var data = Trial([1, 2, 4, 8, 16, 32, 64], ["c", "c", "c", "t", "t", "t", "t"]);
        var test = PermutationTest.Rows(data, "arm", d => Difference(d), seed: 1);
        Assert.Equal(35, test.Dealt.Distinct().Count());
    }

    [Fact]
    public void Blocks_keep_their_own_arms()
    {
        var data = Trial([1, 5, 2, 6, 3, 7], ["c", "t", "c", "t", "c", "t"]).With(FactorColumn.From("block", ["a", "a", "b", "b", "c", "c"]));
        var test = PermutationTest.WithinBlocks(data, ("arm", "block"), Difference, seed: 1);
        Assert.Equal(8, test.Dealt.Length);
        Assert.Equal(2 / 8.0, test.PValue, 1e-12);
    }

    [Fact]
    public void Schools_are_dealt_whole()
    {
        var data = Trial([1, 2, 3, 4, 9, 8, 9, 8], ["c", "c", "c", "c", "t", "t", "t", "t"]).With(FactorColumn.From("school", ["a", "a", "b", "b", "d", "d", "e", "e"]));
        var test = PermutationTest.AmongClusters(data, ("arm", "school"), Difference, seed: 1);
        Assert.Equal(6, test.Dealt.Length);
        Assert.Equal(2 / 6.0, test.PValue, 1e-12);
        Assert.Contains("within a cluster", Assert.Throws<DataError>(() => PermutationTest.AmongClusters(
            Trial([1, 2, 3, 4], ["c", "t", "c", "t"]).With(FactorColumn.From("school", ["a", "a", "b", "b"])), ("arm", "school"), Difference, seed: 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_deals_agree_with_the_exact_test_and_are_never_impossible()
    {
        double[] y = [3, 5, 1, 8, 4, 9, 7, 6, 10, 2, 11, 14];
        string[] arm = ["c", "c", "c", "c", "c", "c", "t", "t", "t", "t", "t", "t"];
        var exact = PermutationTest.Rows(Trial(y, arm), "arm", Difference, seed: 1);
        var drawn = PermutationTest.Rows(Trial(y, arm), "arm", Difference, seed: 1, draws: 900);
        Assert.False(drawn.IsExact);
        Assert.Equal(exact.PValue, drawn.PValue, 5 * Math.Sqrt(exact.PValue / 900));
        double[] far = [.. Enumerable.Range(0, 60).Select(i => i < 30 ? 0.0 : 100)];
        Assert.Equal(1 / 201.0, PermutationTest.Rows(Trial(far, [.. Enumerable.Range(0, 60).Select(i => i < 30 ? "c" : "t")]), "arm", Difference, seed: 1, draws: 200).PValue, 1e-12);
    }

    [Fact]
    public void P_values_are_uniform_when_the_arm_does_not_matter()
    {
        int small = 0;
        for (int k = 0; k < 200; k++)
        {
            var stream = RandomStream.FromSeed(k);
            double[] y = [.. Enumerable.Range(0, 16).Select(_ => stream.Normal())];
            if (PermutationTest.Rows(Trial(y, [.. Enumerable.Range(0, 16).Select(i => i < 8 ? "c" : "t")]), "arm", Difference, seed: k, draws: 199).PValue <= 0.1) small++;
        }
        Assert.InRange(small, 6, 38);
    }

    [Fact]
    public void Hostile_input_ends_in_a_message()
    {
        Assert.Contains("only one way", Assert.Throws<DataError>(() => PermutationTest.Rows(Trial([1, 2], ["c", "c"]), "arm", _ => 0, seed: 1)).Message, StringComparison.Ordinal);
        Assert.Contains("at least two", Assert.Throws<DataError>(() => PermutationTest.Rows(Trial([1], ["c"]), "arm", _ => 0, seed: 1)).Message, StringComparison.Ordinal);
        Assert.Contains("a missing value", Assert.Throws<DataError>(() => PermutationTest.Rows(new Dataset(new NumberColumn("arm", [1, double.NaN])), "arm", _ => 0, seed: 1)).Message, StringComparison.Ordinal);
        Assert.Contains("not a number", Assert.Throws<DataError>(() => PermutationTest.Rows(Trial([1, 2], ["c", "t"]), "arm", _ => double.NaN, seed: 1)).Message, StringComparison.Ordinal);
    }
}
