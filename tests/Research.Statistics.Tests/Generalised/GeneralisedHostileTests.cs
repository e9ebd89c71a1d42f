using CsCheck;

namespace Research.Tests;

public class GeneralisedHostileTests
{
    private static Dataset Data(double[] y, double[] x) => new(new NumberColumn("y", y), new NumberColumn("x", x));

    [Fact]
    public void Complete_separation_is_said_and_Firth_offered()
    {
        var fit = LogisticModel.Fit("y ~ x", Data([0, 0, 0, 1, 1, 1], [1, 2, 3, 4, 5, 6]));
        Assert.Equal("complete", fit.Separation.Kind);
        Assert.Equal(["(Intercept)", "x"], fit.Separation.InfiniteCoefficients);
        Assert.Equal(double.PositiveInfinity, fit["x"].Estimate);
        Assert.True(double.IsNaN(fit["x"].StandardError));
        Assert.Equal(0, fit.Deviance);
        Assert.False(fit.Convergence.Reached);
        Assert.Contains("LogisticModel.Firth", fit.ToTable().ToText());
    }

    [Fact]
    public void Quasi_complete_separation_names_the_infinite_coefficient_only()
    {
        // Nobody of group b has the outcome; x overlaps.
        var data = Data([0, 1, 0, 1, 1, 0, 0, 0, 0], [1, 2, 3, 1, 4, 3, 1, 2, 3]).With(FactorColumn.From("g", ["a", "a", "a", "a", "a", "a", "b", "b", "b"]));
        var fit = LogisticModel.Fit("y ~ x + g", data);
        Assert.Equal("quasi-complete", fit.Separation.Kind);
        Assert.Equal(["gb"], fit.Separation.InfiniteCoefficients);
        Assert.Equal(double.NegativeInfinity, fit["gb"].Estimate);
        Assert.Equal(LogisticModel.Fit("y ~ x", data.Take([0, 1, 2, 3, 4, 5])).Deviance, fit.Deviance, 1e-6);
    }

    [Fact]
    public void Overlap_is_never_called_separation() => Gen.Select(Gen.Int[1, 100_000], Gen.Int[30, 60]).Sample((seed, n) =>
    {
        var random = RandomStream.FromSeed(seed);
        double[] x = [.. Enumerable.Range(0, n).Select(_ => random.Normal())], y = [.. x.Select(v => random.Chance(0.5) ? 1.0 : 0.0)];
        // Two rows that contradict each other in every direction.
        (x[0], y[0], x[1], y[1], x[2], y[2], x[3], y[3]) = (-9, 1, 9, 0, -9, 0, 9, 1);
        var fit = LogisticModel.Fit("y ~ x", Data(y, x));
        Assert.False(fit.Separation.Exists);
        Assert.True(fit.Convergence.Reached);
    }, iter: 50);

    [Fact]
    public void Firth_solves_its_score_equations()
    {
        // One 2 × 2 table: Firth's estimate of a saturated model adds a half to every cell.
        var data = new Dataset(new NumberColumn("yes", [5, 0]), new NumberColumn("no", [3, 7]), FactorColumn.From("g", ["a", "b"]));
        double[] y = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var single = new Dataset(new NumberColumn("y", y), FactorColumn.From("g", [.. Enumerable.Repeat("a", 8), .. Enumerable.Repeat("b", 7)]));
        Assert.Equal(Math.Log(0.5 / 7.5) - Math.Log(5.5 / 3.5), LogisticModel.Firth("y ~ g", single)["gb"].Estimate, 1e-7);
        Assert.Equal(LogisticModel.Firth("y ~ g", single)["gb"].Estimate, LogisticModel.Firth("cbind(yes, no) ~ g", data)["gb"].Estimate, 1e-7);
        var (_, interval) = LogisticModel.Firth("y ~ g", single).ProfileIntervals()[1];
        Assert.True(double.IsFinite(interval.Low) && interval.High < 0);
    }

    // Values up to 8 times the scale: beyond 1e140 a column is refused, as the hostile-data contract holds.
    [Fact]
    public void Scales_do_not_matter() => Gen.Double[-140, 139].Sample(power =>
    {
        double scale = Math.Pow(10, power);
        double[] x = [1, 2, 3, 4, 5, 6, 7, 8], y = [0, 1, 0, 0, 1, 0, 1, 1];
        double plain = LogisticModel.Fit("y ~ x", Data(y, x))["x"].Statistic, scaled = LogisticModel.Fit("y ~ x", Data(y, [.. x.Select(v => v * scale)]))["x"].Statistic;
        Assert.Equal(plain, scaled, 1e-6);
    });

    [Fact]
    public void Redundant_columns_are_named()
    {
        double[] x = [1, 2, 3, 4, 5, 6];
        var fit = LogisticModel.Fit("y ~ x + z", Data([0, 1, 0, 1, 0, 1], x).With(new NumberColumn("z", [.. x.Select(v => 2 * v + 1)])));
        Assert.Equal(["z"], fit.Redundant);
        Assert.True(double.IsNaN(fit["z"].Estimate));
    }

    [Fact]
    public void Bad_outcomes_are_refused_with_a_way_to_mend_them()
    {
        Assert.Contains("cbind", Assert.Throws<DataError>(() => LogisticModel.Fit("y ~ x", Data([0, 2, 1], [1, 2, 3]))).Message);
        Assert.Throws<DataError>(() => LogisticModel.Fit("y ~ x", Data([double.NaN, double.NaN], [1, 2])));
        Assert.Throws<DataError>(() => LogisticModel.Fit("y ~ x", Data([], [])));
        Assert.Throws<DataError>(() => GeneralisedModel.Fit("y ~ x", Data([-1, 2], [1, 2]), ModelFamily.Poisson));
        Assert.Throws<DataError>(() => LogisticModel.Fit("g ~ x", Data([1, 2, 3], [1, 2, 3]).With(FactorColumn.From("g", ["a", "b", "c"]))));
    }

    [Fact]
    public void An_outcome_that_everybody_has_is_separated()
    {
        var fit = LogisticModel.Fit("y ~ 1", Data([1, 1, 1], [1, 2, 3]));
        Assert.True(fit.Separation.Exists);
        Assert.Equal(double.PositiveInfinity, fit["(Intercept)"].Estimate);
    }
}
