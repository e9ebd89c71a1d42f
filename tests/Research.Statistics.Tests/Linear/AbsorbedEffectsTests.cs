namespace Research.Tests;

public class AbsorbedEffectsTests
{
    [Theory]
    [InlineData("one", ErrorKind.Classical, "classical")]
    [InlineData("one", ErrorKind.Hc1, "HC1")]
    [InlineData("one", ErrorKind.Cr0, "CR0")]
    [InlineData("one", ErrorKind.Cr1S, "CR1S")]
    [InlineData("one", ErrorKind.Cr2, "CR2")]
    [InlineData("two", ErrorKind.Classical, "classical")]
    [InlineData("two", ErrorKind.Hc1, "HC1")]
    [InlineData("two", ErrorKind.Cr0, "CR0")]
    [InlineData("two", ErrorKind.Cr1S, "CR1S")]
    [InlineData("two", ErrorKind.Cr2, "CR2")]
    public void Estimates_and_errors_are_those_of_dummies(string effects, ErrorKind kind, string quantity)
    {
        var errors = kind == ErrorKind.Classical ? Errors.Classical : kind >= ErrorKind.Cr0 ? Errors.Clustered("school", kind) : Errors.Robust(kind);
        var model = LinearModel.Fit("score ~ prior + x1", LinearReference.Data, errors, new() { Absorb = effects == "one" ? ["school"] : ["school", "year"] });
        LinearReference.Check(effects, "estimate", t => model[t].Estimate);
        LinearReference.Check(effects, quantity, t => model[t].StandardError);
        LinearReference.Check(effects, "df_residual", _ => model.ResidualDegreesOfFreedom);
        if (kind == ErrorKind.Cr2) LinearReference.Check(effects, "CR2.df", t => model[t].DegreesOfFreedom);
    }

    [Fact]
    public void R_squared_counts_what_was_absorbed()
    {
        var model = LinearModel.Fit("score ~ prior + x1", LinearReference.Data, options: new() { Absorb = ["school", "year"] });
        LinearReference.Check("two", "r_squared", _ => model.Summary.RSquared);
    }

    [Fact]
    public void A_column_constant_within_groups_is_redundant()
    {
        var model = LinearModel.Fit("score ~ prior + treat", LinearReference.Data, options: new() { Absorb = ["school"] });
        Assert.Equal(["treat"], model.Redundant);
        Assert.True(double.IsNaN(model["treat"].Estimate));
    }

    [Fact]
    public void Weighted_sweeps_agree_with_weighted_dummies()
    {
        var swept = LinearModel.Fit("score ~ prior + x1", LinearReference.Data, options: new() { Absorb = ["school", "year"], Weights = "pupils" });
        var dummies = LinearModel.Fit("score ~ prior + x1 + school + year", LinearReference.Data, options: new() { Weights = "pupils" });
        foreach (string term in (string[])["prior", "x1"])
        {
            Assert.Equal(dummies[term].Estimate, swept[term].Estimate, 1e-10);
            Assert.Equal(dummies[term].StandardError, swept[term].StandardError, 1e-10);
        }
    }

    [Fact]
    public void Leverages_of_one_effect_are_those_of_dummies()
    {
        double[] swept = LinearModel.Fit("score ~ prior", LinearReference.Data, options: new() { Absorb = ["school"] }).Rows.Numbers("cooks_distance").ToArray();
        double[] dummies = LinearModel.Fit("score ~ prior + school", LinearReference.Data).Rows.Numbers("cooks_distance").ToArray();
        for (int i = 0; i < swept.Length; i++) Assert.Equal(dummies[i], swept[i], 1e-10);
    }

    [Fact]
    public void HC3_with_absorbed_effects_is_refused() =>
        Assert.Contains("ErrorKind.Hc1", Assert.Throws<DataError>(() => LinearModel.Fit("score ~ prior", LinearReference.Data, Errors.Robust(), new() { Absorb = ["school"] })).Message,
            StringComparison.Ordinal);
}
