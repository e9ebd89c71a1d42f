using CsCheck;

namespace Research.Tests;

public class LeastSquaresTests
{
    // NIST StRD Wampler1 and Wampler2: y = Σ xᵏ and Σ (x/10)ᵏ, x = 0…20, certified coefficients 1 and 10⁻ᵏ. https://www.itl.nist.gov/div898/strd/lls/lls.shtml
    [Theory, InlineData(1.0), InlineData(0.1)]
    public void Wamplers_polynomials_come_back(double ratio)
    {
        double[] x = [.. Enumerable.Range(0, 21).Select(i => (double)i)];
        var data = new Dataset(new NumberColumn("x", x), new NumberColumn("y", [.. x.Select(v => Enumerable.Range(0, 6).Sum(k => Math.Pow(ratio * v, k)))]));
        var model = LinearModel.Fit("y ~ x + I(x^2) + I(x^3) + I(x^4) + I(x^5)", data);
        for (int k = 0; k < 6; k++) Assert.Equal(Math.Pow(ratio, k), model.Terms[k].Estimate, 1e-9 * Math.Pow(ratio, k));
    }

    // NIST StRD Longley: certified to 15 digits; condition number about 5 × 10⁹.
    [Fact]
    public void Longleys_data_give_the_certified_values()
    {
        double[,] rows =
        {
            { 60323, 83.0, 234289, 2356, 1590, 107608, 1947 }, { 61122, 88.5, 259426, 2325, 1456, 108632, 1948 }, { 60171, 88.2, 258054, 3682, 1616, 109773, 1949 },
            { 61187, 89.5, 284599, 3351, 1650, 110929, 1950 }, { 63221, 96.2, 328975, 2099, 3099, 112075, 1951 }, { 63639, 98.1, 346999, 1932, 3594, 113270, 1952 },
            { 64989, 99.0, 365385, 1870, 3547, 115094, 1953 }, { 63761, 100.0, 363112, 3578, 3350, 116219, 1954 }, { 66019, 101.2, 397469, 2904, 3048, 117388, 1955 },
            { 67857, 104.6, 419180, 2822, 2857, 118734, 1956 }, { 68169, 108.4, 442769, 2936, 2798, 120445, 1957 }, { 66513, 110.8, 444546, 4681, 2637, 121950, 1958 },
            { 68655, 112.6, 482704, 3813, 2552, 123366, 1959 }, { 69564, 114.2, 502601, 3931, 2514, 125368, 1960 }, { 69331, 115.7, 518173, 4806, 2572, 127852, 1961 },
            { 70551, 116.9, 554894, 4007, 2827, 130081, 1962 },
        };
        var data = new Dataset(Enumerable.Range(0, 7).Select(j => new NumberColumn(j == 0 ? "y" : $"x{j}", [.. Enumerable.Range(0, 16).Select(i => rows[i, j])])));
        double[] certified = [-3482258.63459582, 15.0618722713733, -0.358191792925910e-01, -2.02022980381683, -1.03322686717359, -0.511041056535807e-01, 1829.15146461355];
        var model = LinearModel.Fit("y ~ .", data);
        for (int k = 0; k < 7; k++) Assert.Equal(certified[k], model.Terms[k].Estimate, 1e-10 * Math.Abs(certified[k]));
        Assert.Equal(304.854073561965, model.Summary.Sigma, 1e-9);
        Assert.Equal(0.995479004577296, model.Summary.RSquared, 1e-12);
    }

    [Fact]
    public void Residuals_are_orthogonal_to_every_column_whatever_the_data() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[7, 1500], Gen.Int[0, 1_000_000]).Sample((p, n, seed) =>
        {
            var random = RandomStream.FromSeed(seed);
            double[] x = [.. Enumerable.Range(0, n * p).Select(_ => random.Normal())], y = [.. Enumerable.Range(0, n).Select(_ => random.Normal())];
            double[] w = [.. Enumerable.Range(0, n).Select(_ => 0.1 + random.Uniform())];
            var fit = LeastSquares.Solve(x, p, y, w);
            Assert.Equal(p, fit.Rank);
            for (int k = 0; k < p; k++)
            {
                double sum = 0;
                for (int i = 0; i < n; i++) sum += fit.Column(k)[i] * w[i] * fit.Residuals[i];
                Assert.Equal(0, sum, 1e-10 * n);
            }
        }, iter: 100);
}
