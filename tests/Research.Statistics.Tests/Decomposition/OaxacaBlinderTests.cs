using CsCheck;

namespace Research.Tests;

public class OaxacaBlinderTests
{
    private static Dataset Draw(int seed, int n)
    {
        var random = RandomStream.FromSeed(seed);
        string[] group = [.. Enumerable.Range(0, n).Select(i => i % 3 == 0 ? "b" : "a")];
        double[] x = [.. group.Select(g => random.Normal(g == "a" ? 1 : 0, 1))];
        return new(FactorColumn.From("g", group), new NumberColumn("x", x), new NumberColumn("y", [.. x.Select((v, i) => (group[i] == "a" ? 2 + v : 1 + 0.5 * v) + random.Normal())]));
    }

    [Fact]
    public void Parts_add_up_to_the_difference() => Gen.Select(Gen.Int[1, 10_000], Gen.Int[12, 60]).Sample((seed, n) =>
    {
        var parts = OaxacaBlinder.Of("y ~ x", Draw(seed, n), "g", ("a", "b"));
        Assert.Equal(parts.Difference, parts.Endowments.Total + parts.Coefficients.Total + parts.Interaction.Total, 1e-9);
        Assert.Equal(parts.Endowments.Total, parts.Explained(OaxacaReference.GroupB).Total, 1e-12);
    });

    [Fact]
    public void Large_samples_find_the_truth()
    {
        // a: mean 1, y = 2 + x; b: mean 0, y = 1 + x/2. Endowments 0.5, coefficients 1, interaction 0.5.
        var parts = OaxacaBlinder.Of("y ~ x", Draw(20260301, 60_000), "g", ("a", "b"));
        Assert.True(Math.Abs(parts.Endowments.Total - 0.5) < 4 * parts.Endowments.StandardError);
        Assert.True(Math.Abs(parts.Coefficients.Total - 1) < 4 * parts.Coefficients.StandardError);
        Assert.Equal(0.5, parts.Interaction.Total, 0.05);
    }

    [Fact]
    public void A_missing_group_is_said() => Assert.Contains("'c'", Assert.Throws<DataError>(() => OaxacaBlinder.Of("y ~ x", Draw(1, 30), "g", ("a", "c"))).Message);

    [Fact]
    public void A_column_that_does_not_vary_in_a_group_is_said()
    {
        var data = Draw(1, 30);
        double[] z = [.. Enumerable.Range(0, 30).Select(i => i % 3 == 0 ? 0 : (double)(i % 2))];
        Assert.Contains("does not vary", Assert.Throws<DataError>(() => OaxacaBlinder.Of("y ~ x + z", data.With(new NumberColumn("z", z)), "g", ("a", "b"))).Message);
    }
}
