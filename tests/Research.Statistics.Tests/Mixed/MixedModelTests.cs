namespace Research.Tests;

public class MixedModelTests
{
    private static Dataset Sleep => Dataset.FromCsv(ReferenceFile.Path("mixed-sleepstudy.csv"));

    [Fact]
    public void A_balanced_one_way_layout_has_its_closed_form()
    {
        // REML of a balanced layout is the analysis of variance: σ² = MSW, σ_b² = (MSB − MSW)/n.
        double[] y = [1, 3, 2, 8, 9, 10, 4, 5, 9, 20, 21, 16];
        var data = new Dataset(new NumberColumn("y", y), new NumberColumn("g", [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]));
        double[] means = [2, 9, 6, 19];
        double within = Enumerable.Range(0, 12).Sum(i => Math.Pow(y[i] - means[i / 3], 2)) / 8, between = 3 * means.Sum(m => Math.Pow(m - 9, 2)) / 3;
        var fit = MixedModel.Fit("y ~ 1 + (1 | g)", data);
        Assert.Equal(within, fit.Sigma * fit.Sigma, 1e-6 * within);
        Assert.Equal((between - within) / 3, fit.VarianceComponents.Variance("g"), 1e-5 * between);
        Assert.Equal(3, fit.With(DegreesOfFreedom.KenwardRoger)["(Intercept)"].DegreesOfFreedom, 1e-4);
        Assert.Equal(3, fit["(Intercept)"].DegreesOfFreedom, 1e-4);
    }

    [Fact]
    public void Variances_found_elsewhere_have_a_deviance_never_below_the_fit()
    {
        var fit = MixedModel.Fit("Reaction ~ Days + (Days | Subject)", Sleep);
        var own = fit.VarianceComponents.Components;
        Assert.Equal(fit.Deviance, fit.DevianceAt(own), 1e-9);
        // lme4: lmer(..., devFunOnly = TRUE) at the Cholesky factor of these, relative to 650.
        double[] other = [600, 35, 12, 650];
        Assert.Equal(1743.631960155519, fit.DevianceAt([.. own.Select((c, i) => c with { Value = other[i] })]), 1e-8);
        Assert.Throws<DataError>(() => fit.DevianceAt([.. own.Select((c, i) => c with { Value = i == 2 ? 1e4 : c.Value })]));
        Assert.Throws<DataError>(() => fit.DevianceAt([.. own.Where(c => c.Group != "Residual")]));
    }

    [Fact]
    public void A_profile_remembers_nothing_of_where_it_was_asked_before()
    {
        double[] y = [5, 7, 6, 9, 8, 10, 4, 6, 5, 8, 11, 9, 6, 8, 7], z = [1, 2, 4, 2, 5, 3, 6, 1, 3, 2, 4, 5, 1, 2, 6];
        var data = new Dataset(new NumberColumn("y", y), new NumberColumn("z", z), new NumberColumn("g", [.. Enumerable.Range(0, 15).Select(i => i / 3 + 1.0)]));
        var profile = new ProfiledParameters(MixedModel.Fit("y ~ z + (1 | g)", data, Likelihood.Ml).Estimate);
        Func<double, double> first = profile.AtSigma(), second = profile.AtSigma();
        // At so large a residual SD the groups' variance is zero, and there the deviance has no slope.
        Assert.True(second(6) > 3);
        foreach (double sigma in new[] { 1.3, 1.6, 1.9 }) Assert.Equal(first(sigma), second(sigma), 1e-6);
        // confint(profile(m)), lme4 1.1-31.
        var intervals = MixedModel.Fit("y ~ z + (1 | g)", data, Likelihood.Ml).ProfileIntervals();
        Assert.Equal(1.8706823604, intervals["sigma"].High, 2e-3);
        Assert.Equal(3.6287610301, intervals["sd_(Intercept)|g"].High, 5e-3);
    }

    [Fact]
    public void Nested_factors_in_a_sparse_factor_agree_with_dense_ones()
    {
        // 400 classes in 300 schools: more trailing effects than a small dense matrix takes.
        var random = new Random(5);
        double[] school = new double[1200], klass = new double[1200], y = new double[1200];
        double[] bySchool = [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble() * 4)], byClass = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble() * 3)];
        for (int i = 0; i < y.Length; i++)
        {
            klass[i] = i % 400;
            school[i] = klass[i] % 300;
            y[i] = bySchool[(int)school[i]] + byClass[(int)klass[i]] + random.NextDouble();
        }
        var data = new Dataset(new NumberColumn("y", y), new NumberColumn("school", school), new NumberColumn("class", klass));
        var fit = MixedModel.Fit("y ~ 1 + (1 | class) + (1 | school)", data);
        var blocks = fit.Estimate.Deviance;
        Assert.IsType<SparseFactor>(blocks.Squares.Trailing);
        // log|A| and the criterion from the whole matrix, written out.
        double[] theta = [0.8, 1.3];
        double criterion = blocks.Value(theta);
        Assert.Equal(Dense(y, klass, school, theta), criterion, 1e-6);
    }

    [Fact]
    public void A_variance_of_zero_is_said()
    {
        var data = new Dataset(new NumberColumn("y", [1, 2, 3, 1, 2, 3, 1, 2, 3]), new NumberColumn("g", [1, 1, 1, 2, 2, 2, 3, 3, 3]));
        var fit = MixedModel.Fit("y ~ 1 + (1 | g)", data);
        Assert.True(fit.IsSingular);
        Assert.Equal(0, fit.VarianceComponents.Variance("g"));
        Assert.Contains("the variance of (Intercept) by g is zero", fit.ToString(), StringComparison.Ordinal);
        Assert.Contains("singular", fit.Report(), StringComparison.Ordinal);
    }

    [Fact]
    public void Group_counts_of_one_give_the_fit_and_of_two_the_doubled_data()
    {
        var sleep = Sleep;
        var fit = MixedModel.Fit("Reaction ~ Days + (Days | Subject)", sleep, Likelihood.Ml);
        var refits = fit.GroupRefits();
        var same = refits.Refit([.. refits.Groups.Select(_ => 1)]);
        Assert.Equal(fit["Days"].Estimate, same.Coefficients[1], 1e-6);
        Assert.Equal(fit.Sigma, same.Sigma, 1e-5);
        int[] rows = [.. Enumerable.Range(0, sleep.Count), .. Enumerable.Range(0, 20)];
        var doubled = sleep.Take(rows);
        double[] subject = doubled.Numbers("Subject").ToArray();
        for (int i = sleep.Count; i < subject.Length; i++) subject[i] += 1000;
        var wanted = MixedModel.Fit("Reaction ~ Days + (Days | Subject)", doubled.With(new NumberColumn("Subject", subject)), Likelihood.Ml);
        var got = refits.Refit([.. refits.Groups.Select((_, g) => g < 2 ? 2 : 1)]);
        Assert.Equal(wanted["Days"].Estimate, got.Coefficients[1], 1e-5);
        Assert.Equal(wanted.VarianceComponents.StandardDeviation("Subject", "Days"), got.StandardDeviations[1], 1e-4);
    }

    [Fact]
    public void Profile_intervals_reject_what_a_likelihood_ratio_rejects()
    {
        var fit = MixedModel.Fit("Reaction ~ Days + (1 | Subject)", Sleep, Likelihood.Ml);
        var intervals = fit.ProfileIntervals();
        Assert.True(intervals["Days"].Low < fit["Days"].Estimate && fit["Days"].Estimate < intervals["Days"].High);
        // With the slope held at the bound (as an offset) the deviance rises by the χ² quantile.
        string held = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Reaction ~ 1 + offset({intervals["Days"].Low:R} * Days) + (1 | Subject)");
        Assert.Equal(3.841458820694124, MixedModel.Fit(held, Sleep, Likelihood.Ml).Deviance - fit.Deviance, 1e-3);
    }

    [Fact]
    public void Random_effects_rows_table_and_chart_show_the_fit()
    {
        var fit = MixedModel.Fit("Reaction ~ Days + (Days | Subject)", Sleep);
        Assert.Equal(36, fit.RandomEffects("Subject").Effects.Length);
        Assert.Equal(180, fit.Rows.Count);
        Assert.Contains("sd", fit.VarianceComponents.ToTable().ToCsv(), StringComparison.Ordinal);
        Assert.NotNull(fit.RandomEffects("Subject").ToChart());
        Assert.True(fit.Convergence.Reached);
        Assert.Contains("Bates", fit.Report(), StringComparison.Ordinal);
        Assert.Throws<DataError>(() => fit.RandomEffects("Subjct"));
    }

    private static double Dense(double[] y, double[] first, double[] second, double[] theta)
    {
        int n = y.Length;
        double[] v = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
                v[i * n + j] = (i == j ? 1 : 0) + (first[i] == first[j] ? theta[0] * theta[0] : 0) + (second[i] == second[j] ? theta[1] * theta[1] : 0);
        Assert.True(DenseCholesky.Factor(v, n));
        double[] one = [.. Enumerable.Repeat(1.0, n)], z = [.. y];
        DenseCholesky.SolveLower(v, n, n, one);
        DenseCholesky.SolveLower(v, n, n, z);
        double log = 0;
        for (int i = 0; i < n; i++) log += 2 * Math.Log(v[i * n + i]);
        double xx = InnerProduct.Of(one, one), r2 = InnerProduct.Of(z, z) - Math.Pow(InnerProduct.Of(one, z), 2) / xx;
        return log + Math.Log(xx) + (n - 1) * (1 + Math.Log(2 * Math.PI * r2 / (n - 1)));
    }
}
