namespace Research.Tests;

public class LinearHostileTests
{
    [Fact]
    public void No_rows_are_said() =>
        Assert.Contains("found no rows", Assert.Throws<DataError>(() => LinearModel.Fit("y ~ x", Toy.Data.Take([]))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_outcome_that_is_all_missing_is_said() =>
        Assert.Contains("12 without y", Assert.Throws<DataError>(() => LinearModel.Fit("y ~ x", Toy.Data.With(new NumberColumn("y", [.. Enumerable.Repeat(double.NaN, 12)])))).Message, StringComparison.Ordinal);

    [Fact]
    public void One_group_is_said() =>
        Assert.Contains("'g' with the single value", Assert.Throws<DataError>(() => LinearModel.Fit("y ~ g", Toy.Data.Take([0, 1, 2, 3]))).Message, StringComparison.Ordinal);

    [Fact]
    public void One_cluster_is_said() =>
        Assert.Contains("the single cluster 'g'", Assert.Throws<DataError>(() => LinearModel.Fit("y ~ x", Toy.Data.Take([0, 1, 2, 3]), Errors.Clustered("g"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Text_in_the_outcome_is_said() =>
        Assert.Contains("words in the outcome 'f'", Assert.Throws<DataError>(() => LinearModel.Fit("f ~ x", Toy.Data)).Message, StringComparison.Ordinal);

    [Fact]
    public void Text_in_a_number_column_is_said()
    {
        var data = Toy.Data.With(FactorColumn.From("w", ["1", "2", "n/a", "4", "5", "6", "7", "8", "9", "10", "11", "12"]));
        Assert.Contains("words in 'w'", Assert.Throws<DataError>(() => LinearModel.Fit("y ~ log(w)", data)).Message, StringComparison.Ordinal);
        Assert.Contains("words in 'w'", Assert.Throws<DataError>(() => LinearModel.Fit("y ~ x", data, options: new() { Weights = "w" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_constant_column_is_redundant_and_named()
    {
        var model = LinearModel.Fit("y ~ one + x", Toy.Data.With(new NumberColumn("one", [.. Enumerable.Repeat(7.0, 12)])));
        Assert.Equal(["one"], model.Redundant);
        Assert.Equal(LinearModel.Fit("y ~ x", Toy.Data)["x"].Estimate, model["x"].Estimate, 1e-12);
        Assert.Contains("left out: one", model.ToTable().ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Collinear_columns_are_redundant_and_named()
    {
        var model = LinearModel.Fit("y ~ x + I(2 * x - 1) + z + I(x + z)", Toy.Data, Errors.Robust());
        Assert.Equal(["I(2 * x - 1)", "I(x + z)"], model.Redundant);
        Assert.Equal(["I(2 * x - 1)", "I(x + z)"], ModelMatrix.From("y ~ x + I(2 * x - 1) + z + I(x + z)", Toy.Data).Redundant);
    }

    [Theory]
    [InlineData(1e-300, 1)]
    [InlineData(1e300, 1)]
    [InlineData(1, 1e-300)]
    [InlineData(1, 1e300)]
    [InlineData(1e300, 1e300)]
    [InlineData(1e-300, 1e-300)]
    public void Scales_far_from_1_give_the_same_t(double outcome, double predictor)
    {
        var data = new Dataset(
            new NumberColumn("y", [.. Toy.Data.Numbers("y").ToArray().Select(v => v * outcome)]),
            new NumberColumn("x", [.. Toy.Data.Numbers("x").ToArray().Select(v => v * predictor)]), Toy.Data["f"], Toy.Data["h"]);
        foreach (var errors in (Errors[])[Errors.Classical, Errors.Robust(), Errors.Clustered("h"), Errors.Clustered("h", ErrorKind.Cr1S)])
        {
            var (plain, scaled) = (LinearModel.Fit("y ~ x + f", Toy.Data, errors), LinearModel.Fit("y ~ x + f", data, errors));
            foreach (var term in plain.Terms)
            {
                Assert.Equal(term.Statistic, scaled[term.Name].Statistic, 1e-8 * Math.Abs(term.Statistic));
                Assert.Equal(term.DegreesOfFreedom, scaled[term.Name].DegreesOfFreedom, 1e-8);
                Assert.Equal(term.PValue, scaled[term.Name].PValue, 1e-8);
            }
            Assert.Equal(plain.Test().Statistic, scaled.Test().Statistic, 1e-6 * plain.Test().Statistic);
            Assert.Equal(plain.Summary.RSquared, scaled.Summary.RSquared, 1e-10);
        }
    }

    [Fact]
    public void A_weight_below_0_is_named_with_its_row() =>
        Assert.Contains("a value below 0 in row 3", Assert.Throws<DataError>(() => LinearModel.Fit("y ~ x",
            Toy.Data.With(new NumberColumn("w", [1, 1, -1, 1, 1, 1, 1, 1, 1, 1, 1, 1])), options: new() { Weights = "w" })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_constant_outcome_is_said()
    {
        var model = LinearModel.Fit("c ~ x", Toy.Data.With(new NumberColumn("c", [.. Enumerable.Repeat(7.3, 12)])));
        Assert.Equal(7.3, model["(Intercept)"].Estimate, 1e-12);
        Assert.Contains("fits the outcome exactly", model.ToTable().ToText(), StringComparison.Ordinal);
        Assert.DoesNotContain("exactly", LinearModel.Fit("y ~ x", Toy.Data).ToTable().ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_coefficients_as_rows_have_estimates_and_no_errors()
    {
        var model = LinearModel.Fit("y ~ x", Toy.Data.Take([0, 1]));
        Assert.Equal(2, model["x"].Estimate, 1e-12);
        Assert.True(double.IsNaN(model["x"].StandardError) && double.IsNaN(model["x"].PValue));
        Assert.NotEmpty(model.ToTable().ToText());
    }

    [Fact]
    public void Random_terms_and_instruments_are_sent_to_their_models()
    {
        Assert.Contains("MixedModel.Fit", Assert.Throws<DataError>(() => LinearModel.Fit("y ~ x + (1 | g)", Toy.Data)).Message, StringComparison.Ordinal);
        Assert.Contains("TwoStageLeastSquares.Fit", Assert.Throws<DataError>(() => LinearModel.Fit("y ~ x | z", Toy.Data)).Message, StringComparison.Ordinal);
    }
}
