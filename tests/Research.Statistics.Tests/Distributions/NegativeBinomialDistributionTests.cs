using CsCheck;

namespace Research.Tests;

public class NegativeBinomialDistributionTests
{
    // R 4: dnbinom(c(0, 1, 3, 50), mu, size = r), pnbinom(c(0, 2, 40, 400), ...), qnbinom(c(0.05, 0.5, 0.95), ...).
    public static TheoryData<double, double, double[], double[], double[]> FromR => new()
    {
        { 0.3, 0.2, [0.8325532074018731, 0.0999063848882248, 0.01582517136629479, 6.40043884613378e-14], [0.8325532074018731, 0.9684258908498589, 0.9999999999818979, 1], [0, 0, 2] },
        { 4.5, 2, [0.09467455621301774, 0.1310878470641784, 0.1256581729254255, 4.997597903658732e-08], [0.09467455621301775, 0.3618920906130738, 0.9999961425939572, 1], [0, 4, 12] },
        { 60, 1.3, [0.006674638376176628, 0.008493014573275314, 0.01029280977587183, 0.008266506616059398], [0.006674638376176629, 0.02472748990795107, 0.4554007727722504, 0.9995956088393989], [5, 45, 165] },
        { 500, 40, [6.118560521485923e-46, 2.26613352647625e-44, 5.575962980955863e-42, 3.471321331834156e-22], [6.118560521485888e-46, 4.534189069906449e-43, 3.283072657756066e-24, 0.1066089539209427], [373, 496, 642] },
    };

    [Theory, MemberData(nameof(FromR))]
    public void Density_distribution_and_quantiles_are_those_of_R(double mean, double size, double[] density, double[] lower, double[] quantiles)
    {
        var counts = new NegativeBinomialDistribution(mean, size);
        foreach (var (k, expected) in new double[] { 0, 1, 3, 50 }.Zip(density)) Assert.Equal(1, counts.Density(k) / expected, 1e-10);
        foreach (var (k, expected) in new double[] { 0, 2, 40, 400 }.Zip(lower)) Assert.Equal(1, counts.Lower(k) / expected, 1e-10);
        foreach (var (p, expected) in new[] { 0.05, 0.5, 0.95 }.Zip(quantiles)) Assert.Equal(expected, counts.Quantile(p));
    }

    [Fact]
    public void Without_a_varying_mean_it_is_a_Poisson()
    {
        // R: dpois(c(0, 3), 2.5), ppois(3, 2.5).
        var counts = new NegativeBinomialDistribution(2.5, double.PositiveInfinity);
        Assert.Equal(0.0820849986238988, counts.Density(0), 1e-14);
        Assert.Equal(0.2137630172497365, counts.Density(3), 1e-14);
        Assert.Equal(0.7575761331330659, counts.Lower(3), 1e-14);
    }

    [Fact]
    public void Densities_add_up_to_the_distribution() => Gen.Select(Gen.Double[-1, 2], Gen.Double[-1, 2], Gen.Int[0, 60]).Sample((m, r, k) =>
    {
        var counts = new NegativeBinomialDistribution(Math.Pow(10, m), Math.Pow(10, r));
        Assert.Equal(counts.Lower(k), Enumerable.Range(0, k + 1).Sum(j => counts.Density(j)), 1e-11);
    });

    [Fact]
    public void A_quantile_is_the_first_number_that_reaches_its_share() => Gen.Select(Gen.Double[-1, 4], Gen.Double[-1, 3], Gen.Double[0.001, 0.999]).Sample((m, r, p) =>
    {
        var counts = new NegativeBinomialDistribution(Math.Pow(10, m), Math.Pow(10, r));
        double k = counts.Quantile(p);
        Assert.True(counts.Lower(k) >= p * (1 - 1e-12) && (k == 0 || counts.Lower(k - 1) < p));
    });
}
