namespace Research.Tests;

public class SyntheticControlTests
{
    private static readonly ReferenceFigures Reference = new("designs.csv");

    private static readonly Dataset Data = Dataset.FromCsv(ReferenceFile.Path("synthetic.csv"), ["school"]);

    private static readonly SyntheticDesign Design = new("value", "school", "year", 2012) { Treated = ["s00"] };

    [Fact]
    public void Weights_effect_and_placebos_are_those_of_the_quadratic_programme()
    {
        var fit = SyntheticControl.Fit(Design, Data, seed: 1);
        Reference.Check("synthetic", "weight", s => fit.Weights.Single(w => w.Unit == s).Weight);
        Reference.Check("synthetic", "effect", _ => fit.AverageEffect);
        Reference.Check("synthetic", "ratio", _ => fit.Ratio);
        Reference.Check("synthetic", "p", _ => fit.PValue);
        double[] ordered = [.. fit.Placebos.Order()];
        Reference.Check("synthetic", "placebo", k => ordered[int.Parse(k, System.Globalization.CultureInfo.InvariantCulture) - 1]);
        Assert.Equal(1, fit.Weights.Sum(w => w.Weight), 1e-12);
        Assert.All(fit.Weights, w => Assert.True(w.Weight >= 0));
    }

    [Fact]
    public void A_mean_of_two_donors_is_found_again()
    {
        double[] values = Data.Numbers("value").ToArray();
        double[] mixed = [.. values.Select((v, i) => i < 12 ? (0.3 * values[i + 12]) + (0.7 * values[i + 36]) : v)];
        var fit = SyntheticControl.Fit(Design, Data.With(new NumberColumn("value", mixed)), seed: 1);
        Assert.Equal(0.7, fit.Weights[0].Weight, 1e-3);
        Assert.Equal("s03", fit.Weights[0].Unit);
        Assert.Equal(0, fit.AverageEffect, 1e-3);
    }

    [Fact]
    public void Several_treated_are_averaged_and_so_are_their_placebos()
    {
        var fit = SyntheticControl.Fit(Design with { Treated = ["s00", "s01"] }, Data, seed: 6);
        Assert.Equal(200, fit.Placebos.Length);
        Assert.Equal(11, fit.Weights.Length);
        Assert.Equal(fit.ToTable().ToCsv(), SyntheticControl.Fit(Design with { Treated = ["s00", "s01"] }, Data, seed: 6).ToTable().ToCsv());
    }

    [Fact]
    public void A_placebo_start_finds_nothing()
    {
        var fit = SyntheticControl.Fit(Design, Data, seed: 1);
        var placebo = fit.PlaceboStart(Data, 2010, seed: 1);
        Assert.Equal(8, placebo.Times.Length);
        Assert.True(Math.Abs(placebo.AverageEffect) < Math.Abs(fit.AverageEffect) / 2);
        Assert.Equal(fit.Weights.Count(w => w.Weight > 0.01), fit.WithoutEachDonor(Data).Length);
    }

    [Fact]
    public void Few_donors_leave_the_interval_without_bounds() =>
        Assert.Equal(double.PositiveInfinity, SyntheticControl.Fit(Design, Data, seed: 1).Interval.High);

    [Fact]
    public void Few_periods_before_are_refused_with_the_design_that_bears_them() =>
        Assert.Contains("matched", Assert.Throws<DataError>(() => SyntheticControl.Fit(Design with { Start = 2005 }, Data, 1)).Mend, StringComparison.Ordinal);
}
