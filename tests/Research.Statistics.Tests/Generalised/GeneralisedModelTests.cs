namespace Research.Tests;

/// <summary>Against R 4.2: tests/reference/generalised/generalised.R.</summary>
public class GeneralisedModelTests
{
    private static readonly Dataset Infert = Dataset.FromCsv(ReferenceFile.Path("generalised/infert.csv")), Warp = Dataset.FromCsv(ReferenceFile.Path("generalised/warpbreaks.csv")).AsFactor("tension", "L", "M", "H");

    [Theory]
    [InlineData("logit")]
    [InlineData("probit")]
    [InlineData("poisson")]
    [InlineData("quasipoisson")]
    [InlineData("offset")]
    [InlineData("weighted")]
    public void Estimates_errors_and_deviances_are_those_of_R(string model)
    {
        GeneralisedModel fit = Fit(model, Errors.Classical), hc0 = Fit(model, Errors.Robust(ErrorKind.Hc0)), hc3 = Fit(model, Errors.Robust());
        int compared = 0;
        foreach (var (term, figure, value) in Reference(model))
        {
            double given = figure switch
            {
                "estimate" => fit[term].Estimate,
                "std_error" => fit[term].StandardError,
                "p_value" => fit[term].PValue,
                "HC0" => hc0[term].StandardError,
                "HC3" => hc3[term].StandardError,
                "deviance" => fit.Deviance,
                "null_deviance" => fit.NullDeviance,
                "log_lik" => model == "weighted" ? value : fit.LogLikelihood,
                "auc" => fit.Discrimination().Area,
                _ => fit.Discrimination().StandardError,
            };
            Assert.True(Math.Abs(given - value) <= 1e-7 * Math.Abs(value) + 1e-10, $"{model} {term} {figure}: {given} for {value}");
            compared++;
        }
        Assert.True(compared > 8);
    }

    [Fact]
    public void Grouped_and_single_rows_tell_the_same()
    {
        var single = new Dataset(new NumberColumn("y", [1, 1, 0, 0, 0, 1, 1, 1, 0]), FactorColumn.From("g", ["a", "a", "a", "a", "b", "b", "b", "b", "b"]));
        var grouped = new Dataset(new NumberColumn("yes", [2, 3]), new NumberColumn("no", [2, 2]), FactorColumn.From("g", ["a", "b"]));
        GeneralisedModel one = LogisticModel.Fit("y ~ g", single), two = LogisticModel.Fit("cbind(yes, no) ~ g", grouped);
        Assert.Equal(one["gb"].Estimate, two["gb"].Estimate, 1e-10);
        // Errors come from the weights before the last step, and the two have steps of their own.
        Assert.Equal(one["gb"].StandardError, two["gb"].StandardError, 1e-8);
        Assert.Equal(one.MarginalEffects().Terms[0].StandardError, two.MarginalEffects().Terms[0].StandardError, 1e-8);
    }

    [Fact]
    public void The_marginal_effect_of_a_single_factor_is_the_difference_of_shares()
    {
        var data = new Dataset(new NumberColumn("y", [1, 1, 0, 0, 0, 1, 1, 1, 0]), FactorColumn.From("g", ["a", "a", "a", "a", "b", "b", "b", "b", "b"]));
        Assert.Equal(3 / 5.0 - 2 / 4.0, LogisticModel.Fit("y ~ g", data).MarginalEffects().Terms[0].Estimate, 1e-10);
    }

    [Fact]
    public void The_same_bits_whatever_the_number_of_threads()
    {
        var random = RandomStream.FromSeed(20260401);
        double[] x = [.. Enumerable.Range(0, 30_000).Select(_ => random.Normal())];
        var data = new Dataset(new NumberColumn("x", x), new NumberColumn("y", [.. x.Select(v => random.Chance(1 / (1 + Math.Exp(-v))) ? 1.0 : 0.0)]));
        var first = LogisticModel.Fit("y ~ x + I(x^2)", data).Terms;
        for (int run = 0; run < 3; run++) Assert.Equal(first, LogisticModel.Fit("y ~ x + I(x^2)", data).Terms);
    }

    [Fact]
    public void A_fit_meets_the_contract()
    {
        var fit = Fit("logit", Errors.Clustered("stratum"));
        Assert.Equal(248, fit.Rows.Count);
        Assert.Contains("Bell and McCaffrey", fit.Report());
        Assert.Contains("converged", fit.ToTable().Title);
        Assert.Contains("scatter", fit.ToChart()!.ToFigureJson());
        Assert.Contains("Hosmer", fit.Calibration().ToTable().Title);
        Assert.Equal(1, fit.Calibration().Slope, 1e-6);
        Assert.Equal(0, fit.Calibration().Intercept, 1e-6);
        Assert.NotNull(fit.Discrimination().ToChart());
        Assert.NotNull(fit.Calibration().ToChart());
        Assert.NotNull(fit.MarginalEffects().ToChart());
    }

    [Fact]
    public void CR2_errors_and_their_degrees_of_freedom_are_those_of_clubSandwich()
    {
        // coef_test(glm(case ~ age + parity + spontaneous, binomial), vcovCR(m, parity, type = "CR2"), test = "Satterthwaite"), R 4.2, clubSandwich 0.5.8.
        var fit = LogisticModel.Fit("case ~ age + parity + spontaneous", Infert, new() { Errors = Errors.Clustered("parity") });
        double[] errors = [0.3349784556150, 0.0101422756812, 0.1359659138593, 0.3084174866677], degrees = [1.9897918614612, 1.8939836199032, 3.9606870715659, 2.5738742927356];
        for (int k = 0; k < 4; k++)
        {
            Assert.Equal(errors[k], fit.Terms[k].StandardError, 1e-8);
            Assert.Equal(degrees[k], fit.Terms[k].DegreesOfFreedom, 1e-7);
        }
    }

    [Fact]
    public void Profile_limits_are_found_for_columns_that_nearly_repeat_one_another()
    {
        // Roots of the deviance's rise by uniroot on glm.fit, R 4.2.
        var intervals = LogisticModel.Fit("case ~ age + I(age^2) + spontaneous", Infert).ProfileIntervals();
        Assert.Equal(-0.699794628294, intervals[1].Interval.Low, 1e-8);
        Assert.Equal(0.476762813083, intervals[1].Interval.High, 1e-8);
        Assert.Equal(-0.00717764802502, intervals[2].Interval.Low, 1e-10);
        Assert.Equal(0.01111736104304, intervals[2].Interval.High, 1e-10);
    }

    [Fact]
    public void Profile_limits_lie_where_the_likelihood_has_dropped_by_its_quantile()
    {
        var data = new Dataset(new NumberColumn("yes", [7, 12]), new NumberColumn("no", [13, 8]), FactorColumn.From("g", ["a", "b"]));
        var (_, interval) = LogisticModel.Fit("cbind(yes, no) ~ 0 + g", data).ProfileIntervals()[0];
        static double LogLikelihood(double p) => 7 * Math.Log(p) + 13 * Math.Log(1 - p);
        foreach (double end in new[] { interval.Low, interval.High })
            Assert.Equal(3.841458820694124, 2 * (LogLikelihood(0.35) - LogLikelihood(1 / (1 + Math.Exp(-end)))), 1e-7);
    }

    private static GeneralisedModel Fit(string model, Errors errors) => model switch
    {
        "logit" => LogisticModel.Fit("case ~ spontaneous + induced + education", Infert, new() { Errors = errors }),
        "probit" => GeneralisedModel.Fit("case ~ spontaneous + induced + education", Infert, ModelFamily.Probit, new() { Errors = errors }),
        "poisson" => GeneralisedModel.Fit("breaks ~ wool * tension", Warp, ModelFamily.Poisson, new() { Errors = errors }),
        "quasipoisson" => GeneralisedModel.Fit("breaks ~ wool + tension", Warp, ModelFamily.QuasiPoisson, new() { Errors = errors }),
        "offset" => GeneralisedModel.Fit("breaks ~ wool + offset(log(breaks + 5))", Warp, ModelFamily.Poisson, new() { Errors = errors }),
        _ => LogisticModel.Fit("case ~ spontaneous", Infert, new() { Errors = errors, Weights = "parity" }),
    };

    private static IEnumerable<(string Term, string Figure, double Value)> Reference(string model)
    {
        foreach (string line in File.ReadLines(ReferenceFile.Path("generalised/generalised.csv")).Skip(1))
            if (line.Split(',') is var cells && cells[0] == model)
                yield return (cells[1], cells[2], double.Parse(cells[3], System.Globalization.CultureInfo.InvariantCulture));
    }
}
