namespace Research.Tests;

public class TrialBootstrapTests
{
    private static readonly Dataset Data = Dataset.FromCsv(ReferenceFile.Path("trials-data.csv"), ["school"]);

    private static readonly ClusterTrialAnalysis Cluster = ClusterTrialAnalysis.Fit(new("post ~ arm + pre", "arm", "school"), Data);

    private static readonly MultisiteTrialAnalysis Multisite = MultisiteTrialAnalysis.Fit(new("outcome ~ within + pre", "within", "school"), Data);

    [Fact]
    public void The_data_themselves_give_the_mixed_models_figures()
    {
        var result = Cluster.Bootstrap(new(TrialResampling.Schools, 5, 20));
        var v = Cluster.VariancesOf(EffectBasis.Conditional);
        double beta = Cluster.Mixed["arm1"].Estimate;
        Assert.Equal(beta / Math.Sqrt(v.Total), result[TrialBootstrapPlan.NameOf("arm1", EffectScale.Total, EffectBasis.Conditional)].Estimate, 1e-5);
        Assert.Equal(beta / Math.Sqrt(v.Pupils), result[TrialBootstrapPlan.NameOf("arm1", EffectScale.Within, EffectBasis.Conditional)].Estimate, 1e-5);
        Assert.Equal(Cluster["arm1"].G, result[TrialBootstrapPlan.NameOf("arm1")].Estimate, 1e-5);
    }

    [Theory]
    [InlineData(TrialResampling.Pupils)]
    [InlineData(TrialResampling.Schools)]
    [InlineData(TrialResampling.SchoolsAndPupils)]
    [InlineData(TrialResampling.Residuals)]
    public void The_same_seed_draws_the_same_effects(TrialResampling units)
    {
        var plan = new TrialBootstrapPlan(units, 11, 60);
        Assert.Equal(Cluster.Bootstrap(plan).ToTable().ToCsv(), Cluster.Bootstrap(plan).ToTable().ToCsv());
    }

    [Fact]
    public void Draws_of_schools_spread_as_the_models_error_says()
    {
        double spread = Cluster.Bootstrap(new(TrialResampling.Schools, 3, 600))[TrialBootstrapPlan.NameOf("arm1")].StandardError;
        Assert.InRange(spread / Cluster["arm1"].StandardError, 0.7, 1.3);
    }

    [Theory]
    [InlineData(TrialResampling.Schools)]
    [InlineData(TrialResampling.Residuals)]
    public void Draws_of_a_multisite_trial_refit_its_slopes(TrialResampling units)
    {
        var drawn = Multisite.Bootstrap(new(units, 3, 100));
        var effect = drawn[TrialBootstrapPlan.NameOf("within1")];
        Assert.InRange(effect.StandardError / Multisite["within1"].StandardError, 0.6, 1.5);
        Assert.InRange(effect.Draws.Average() - effect.Estimate, -0.5 * effect.StandardError, 0.5 * effect.StandardError);
        Assert.Equal(drawn.ToTable().ToCsv(), Multisite.Bootstrap(new(units, 3, 100)).ToTable().ToCsv());
    }

    [Fact]
    public void Effects_of_schools_are_drawn_with_the_variances_of_the_model()
    {
        // The mean outcome drawn for a school's pupils of an arm, less its fixed part, varies over draws as level and effect together.
        var residuals = ReflatedResiduals.Of(Multisite);
        int[] rows = [.. Enumerable.Range(0, Multisite.Rows.Data.Count)], school = Multisite.Rows.School.Codes.ToArray(), arm = Multisite.Rows.Arm.Codes.ToArray();
        double[] fixedPart = Multisite.Mixed.Rows.Numbers("fixed_only").ToArray();
        var cov = Multisite.VariancesOf(EffectBasis.Conditional).SchoolCovariance;
        double residual = Multisite.Mixed.Sigma * Multisite.Mixed.Sigma;
        foreach (int of in (int[])[0, 1])
        {
            int[] own = [.. rows.Where(i => school[i] == 0 && arm[i] == of)];
            double[] means = [.. Enumerable.Range(0, 6000).Select(k => residuals.Draw(RandomStream.FromSeed(9).Fork(k), rows, school).Model).Select(y => own.Average(i => y[i] - fixedPart[i]))];
            double expected = (of == 0 ? cov[0] : cov[0] + (2 * cov[1]) + cov[3]) + (residual / own.Length);
            Assert.Equal(expected, means.Select(m => m * m).Average() - Math.Pow(means.Average(), 2), 0.12 * expected);
        }
    }

    [Fact]
    public void An_outcome_that_is_transformed_is_drawn_as_it_was_fitted()
    {
        var trial = MultisiteTrialAnalysis.Fit(new("I(outcome / 10) ~ within + pre", "within", "school"), Data);
        string name = TrialBootstrapPlan.NameOf("within1");
        double[] plain = [.. Multisite.Bootstrap(new(TrialResampling.Residuals, 4, 20))[name].Draws], scaled = [.. trial.Bootstrap(new(TrialResampling.Residuals, 4, 20))[name].Draws];
        for (int k = 0; k < plain.Length; k++) Assert.Equal(plain[k], scaled[k], 1e-3);
    }

    [Fact]
    public void Arms_dealt_anew_among_schools_make_a_large_effect_rare()
    {
        double[] moved = [.. Enumerable.Range(0, Data.Count).Select(i => Data.Numbers("post")[i] + (Data.Numbers("arm")[i] == 1 ? 20 : 0))];
        var trial = ClusterTrialAnalysis.Fit(new("post ~ arm + pre", "arm", "school"), Data.With(new NumberColumn("post", moved)));
        Assert.True(trial.Permute("arm1", 7, 400).PValue < 0.02);
    }

    [Fact]
    public void A_deal_of_two_arms_over_few_schools_goes_through_all()
    {
        int[] few = [.. Enumerable.Range(0, Data.Count).Where(i => Data["school"].TextAt(i) is "s01" or "s02" or "s03" or "s04" or "s05" or "s06" or "s07" or "s08")];
        double[] half = [.. Enumerable.Range(0, Data.Count).Select(i => Data["school"].TextAt(i) is "s01" or "s03" or "s05" or "s07" ? 1.0 : 0)];
        var trial = ClusterTrialAnalysis.Fit(new("post ~ half", "half", "school"), Data.With(new NumberColumn("half", half)).Take(few));
        var test = trial.Permute("half1", 1);
        Assert.True(test.IsExact);
        Assert.Equal(70, test.Dealt.Length);
    }
}
