namespace Research.Tests;

public class TrialBootstrapTests
{
    private static readonly Dataset Data = Dataset.FromCsv(ReferenceFile.Path("trials-data.csv"), ["school"]);

    private static readonly ClusterTrialAnalysis Cluster = ClusterTrialAnalysis.Fit(new("post ~ arm + pre", "arm", "school"), Data);

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

    [Fact]
    public void Draws_of_a_multisite_trial_refit_its_slopes()
    {
        var trial = MultisiteTrialAnalysis.Fit(new("outcome ~ within + pre", "within", "school"), Data);
        double spread = trial.Bootstrap(new(TrialResampling.Schools, 3, 60))[TrialBootstrapPlan.NameOf("within1")].StandardError;
        Assert.InRange(spread / trial["within1"].StandardError, 0.6, 1.5);
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
