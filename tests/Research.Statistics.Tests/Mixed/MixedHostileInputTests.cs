namespace Research.Tests;

public class MixedHostileInputTests
{
    private const string Formula = "y ~ x + (1 | g)";
    private static readonly double[] Groups = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4], X = [1, 4, 2, 5, 3, 6, 2, 7, 4, 1, 8, 3], Y = [3, 5, 4, 9, 8, 9, 2, 6, 3, 7, 12, 9];

    [Fact]
    public void No_rows() => Refuses(Formula, Of([], [], []), "no rows");

    [Fact]
    public void All_missing() => Refuses(Formula, Of(Y, [.. X.Select(_ => double.NaN)], Groups), "no complete row");

    [Fact]
    public void One_group() => Refuses(Formula, Of(Y, X, [.. Groups.Select(_ => 1.0)]), "at least two");

    [Fact]
    public void A_group_for_every_row() => Refuses(Formula, Of(Y, X, [.. Enumerable.Range(0, 12).Select(i => (double)i)]), "fewer random effects than rows");

    [Fact]
    public void Words_as_outcome() => Refuses("w ~ x + (1 | g)", Of(Y, X, Groups).With(FactorColumn.From("w", [.. Y.Select(v => v > 5 ? "yes" : "no")])), "numbers");

    [Fact]
    public void A_constant_outcome() => Refuses(Formula, Of([.. Y.Select(_ => 4.0)], X, Groups), "without remainder");

    [Fact]
    public void An_infinite_value() => Refuses(Formula, Of([.. Y.Select((v, i) => i == 3 ? double.PositiveInfinity : v)], X, Groups), "infinite");

    [Fact]
    public void No_random_term() => Refuses("y ~ x", Of(Y, X, Groups), "random term");

    [Fact]
    public void A_weight_of_zero() =>
        Assert.Contains("weight", Assert.Throws<DataError>(() => MixedModel.Fit(Formula, Of(Y, X, Groups).With(new NumberColumn("w", new double[12])), weights: "w")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_constant_or_collinear_column_is_named_and_the_rest_fitted()
    {
        var data = Of(Y, X, Groups).With(new NumberColumn("double", [.. X.Select(v => 2 * v)])).With(new NumberColumn("constant", [.. X.Select(_ => 7.0)]));
        var fit = MixedModel.Fit("y ~ x + double + constant + (1 | g)", data);
        Assert.True(double.IsNaN(fit["double"].Estimate) && double.IsNaN(fit["constant"].Estimate));
        Assert.Equal(MixedModel.Fit(Formula, data)["x"].Estimate, fit["x"].Estimate, 1e-7);
    }

    [Theory]
    [InlineData(1e-300, 1)]
    [InlineData(1e300, 1)]
    [InlineData(1, 1e-300)]
    [InlineData(1, 1e300)]
    public void Scales_do_not_change_the_test(double ofOutcome, double ofColumn)
    {
        var plain = MixedModel.Fit(Formula, Of(Y, X, Groups));
        var scaled = MixedModel.Fit(Formula, Of([.. Y.Select(v => v / 12 * ofOutcome)], [.. X.Select(v => v / 8 * ofColumn)], Groups));
        Assert.Equal(plain["x"].Estimate / 12 * 8 * (ofOutcome / ofColumn), scaled["x"].Estimate, 1e-6 * Math.Abs(scaled["x"].Estimate));
    }

    [Fact]
    public void Likelihoods_that_cannot_be_compared_are_refused()
    {
        var data = Of(Y, X, Groups);
        var reml = MixedModel.Fit(Formula, data);
        var ml = MixedModel.Fit(Formula, data, Likelihood.Ml);
        var without = MixedModel.Fit("y ~ 1 + (1 | g)", data);
        Assert.Contains("Likelihood.Ml", Assert.Throws<DataError>(() => LikelihoodRatio.Test(ml, reml)).Message, StringComparison.Ordinal);
        Assert.Contains("restricted likelihoods", Assert.Throws<DataError>(() => LikelihoodRatio.Test(without, reml)).Message, StringComparison.Ordinal);
        var fewer = MixedModel.Fit(Formula, Of(Y, [.. X.Select((v, i) => i == 0 ? double.NaN : v)], Groups), Likelihood.Ml);
        Assert.Contains("same rows", Assert.Throws<DataError>(() => LikelihoodRatio.Test(fewer, ml)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot express", Assert.Throws<DataError>(() => LikelihoodRatio.Test(MixedModel.Fit("y ~ I(x^2) + (1 | g)", data, Likelihood.Ml), ml)).Message, StringComparison.Ordinal);
        var test = LikelihoodRatio.Test(without.Refit(Likelihood.Ml), ml);
        Assert.Equal(1, test.DegreesOfFreedom);
        Assert.Equal(2 * (ml.LogLikelihood - without.Refit(Likelihood.Ml).LogLikelihood), test.ChiSquared, 1e-10);
    }

    [Fact]
    public void A_separated_outcome_of_a_mixed_logistic_model_is_said()
    {
        var data = Of([.. X.Select(v => v > 5 ? 1.0 : 0)], X, Groups);
        Assert.Contains("x tell apart without error (complete separation)", Assert.Throws<DataError>(() => GeneralisedMixedModel.Logistic(Formula, data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generalised_models_refuse_outcomes_they_cannot_model()
    {
        var data = Of(Y, X, Groups);
        Assert.Contains("neither 0 nor 1", Assert.Throws<DataError>(() => GeneralisedMixedModel.Logistic(Formula, data)).Message, StringComparison.Ordinal);
        Assert.Contains("no count", Assert.Throws<DataError>(() => GeneralisedMixedModel.Poisson(Formula, Of([.. Y.Select(v => v + 0.5)], X, Groups))).Message, StringComparison.Ordinal);
        Assert.Contains("same outcome", Assert.Throws<DataError>(() => GeneralisedMixedModel.Logistic(Formula, Of([.. Y.Select(_ => 1.0)], X, Groups))).Message, StringComparison.Ordinal);
        Assert.Contains("one random effect", Assert.Throws<DataError>(() => GeneralisedMixedModel.Poisson("y ~ x + (x | g)", data, 5)).Message, StringComparison.Ordinal);
    }

    private static Dataset Of(double[] y, double[] x, double[] g) => new(new NumberColumn("y", y), new NumberColumn("x", x), new NumberColumn("g", g));

    private static void Refuses(string formula, Dataset data, string says) =>
        Assert.Contains(says, Assert.Throws<DataError>(() => MixedModel.Fit(formula, data)).Message, StringComparison.Ordinal);
}
