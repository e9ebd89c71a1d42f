namespace Research.Tests;

public class TwoStageLeastSquaresTests
{
    private const string Formula = "score ~ x1 + x2 + prior | prior + z1 + z2 + z3";

    [Theory, InlineData("iv", null), InlineData("iv-weighted", "pupils")]
    public void Estimates_are_those_of_ivreg(string name, string? weights)
    {
        var fit = TwoStageLeastSquares.Fit(Formula, LinearReference.Data, options: new() { Weights = weights });
        LinearReference.Check(name, "estimate", t => fit[t].Estimate);
        LinearReference.Check(name, "classical", t => fit[t].StandardError);
        LinearReference.Check(name, "r_squared", _ => fit.RSquared);
    }

    [Fact]
    public void Robust_errors_and_diagnostics_are_those_of_R()
    {
        LinearReference.Check("iv", "HC1", t => TwoStageLeastSquares.Fit(Formula, LinearReference.Data, Errors.Robust(ErrorKind.Hc1))[t].StandardError);
        LinearReference.Check("iv", "CR2", t => TwoStageLeastSquares.Fit(Formula, LinearReference.Data, Errors.Clustered("school"))[t].StandardError);
        var tests = TwoStageLeastSquares.Fit(Formula, LinearReference.Data).Diagnostics.Tests;
        LinearReference.Check("iv", "diagnostic", t => tests.Single(d => d.Name == t).Statistic);
        LinearReference.Check("iv", "diagnostic.p", t => tests.Single(d => d.Name == t).PValue);
    }

    [Fact]
    public void Walds_ratio_is_the_two_stage_estimate()
    {
        var data = Toy.Data.With(new NumberColumn("z", [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1])).With(new NumberColumn("d", [0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 0]));
        var effect = ComplierEffect.Of(data, "y", "d", "z");
        Assert.Equal(TwoStageLeastSquares.Fit("y ~ d | z", data)["d"].Estimate, effect.Estimate, 1e-10);
        Assert.Equal(effect.IntentionToTreat / effect.FirstStage, effect.Estimate, 1e-12);
    }

    [Fact]
    public void Too_few_instruments_are_named() =>
        Assert.Contains("1 instruments for 2 regressors to instrument (x1, x2)",
            Assert.Throws<DataError>(() => TwoStageLeastSquares.Fit("score ~ x1 + x2 | z1", LinearReference.Data)).Message, StringComparison.Ordinal);

    [Fact]
    public void One_part_is_refused() =>
        Assert.Contains("Write the instruments after a bar", Assert.Throws<DataError>(() => TwoStageLeastSquares.Fit("score ~ x1", LinearReference.Data)).Message, StringComparison.Ordinal);

    [Fact]
    public void Weak_instruments_are_said_in_the_report()
    {
        var data = LinearReference.Data.With(new NumberColumn("noise", [.. Enumerable.Range(0, LinearReference.Data.Count).Select(i => (double)(i * 7919 % 101))]));
        Assert.Contains("which is weak", TwoStageLeastSquares.Fit("score ~ x1 | noise", data).Report(), StringComparison.Ordinal);
    }
}
