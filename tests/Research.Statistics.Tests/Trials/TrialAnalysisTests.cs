namespace Research.Tests;

public class TrialAnalysisTests
{
    private static readonly ReferenceFigures Reference = new("trials.csv");

    private static readonly Dataset Data = Dataset.FromCsv(ReferenceFile.Path("trials-data.csv"), ["school"]);

    private static readonly ClusterTrialAnalysis Cluster = ClusterTrialAnalysis.Fit(new("post ~ arm + pre", "arm", "school"), Data);

    private static readonly MultisiteTrialAnalysis Multisite = MultisiteTrialAnalysis.Fit(new("outcome ~ within + pre", "within", "school"), Data);

    private static readonly SimpleTrialAnalysis Simple = SimpleTrialAnalysis.Fit(new("outcome ~ within + pre", "within"), Data);

    public static TheoryData<string, EffectBasis, EffectScale> Figures => new()
    {
        { "cluster", EffectBasis.Conditional, EffectScale.Within }, { "cluster", EffectBasis.Conditional, EffectScale.Total },
        { "cluster", EffectBasis.Unconditional, EffectScale.Within }, { "cluster", EffectBasis.Unconditional, EffectScale.Total },
        { "multisite", EffectBasis.Conditional, EffectScale.Within }, { "multisite", EffectBasis.Conditional, EffectScale.Total },
        { "simple", EffectBasis.Conditional, EffectScale.Total }, { "simple", EffectBasis.Unconditional, EffectScale.Total },
    };

    [Theory, MemberData(nameof(Figures))]
    public void Effects_and_errors_are_those_of_the_formulas(string design, EffectBasis basis, EffectScale scale)
    {
        TrialAnalysis trial = design switch { "cluster" => Cluster, "multisite" => Multisite, _ => Simple };
        string name = $"{basis}_{scale}".ToLowerInvariant();
        Reference.Check(design, $"{name}_g", arm => trial[arm, scale, basis].G);
        Reference.Check(design, $"{name}_se", arm => trial[arm, scale, basis].StandardError);
    }

    [Fact]
    public void Intraclass_correlations_are_those_of_lme4()
    {
        Reference.Check("cluster", "conditional_icc", _ => Cluster.VariancesOf(EffectBasis.Conditional).Icc);
        Reference.Check("cluster", "unconditional_icc", _ => Cluster.VariancesOf(EffectBasis.Unconditional).Icc);
    }

    [Fact]
    public void The_guidance_takes_the_spread_of_a_model_of_the_arms_alone()
    {
        var alone = MixedModel.Fit("post ~ arm + (1 | school)", Data.AsFactor("arm").Take([.. Enumerable.Range(0, Data.Count).Where(i => !Data["pre"].IsMissing(i))]));
        double sd = Math.Sqrt(alone.VarianceComponents.Variance("school") + (alone.Sigma * alone.Sigma));
        Assert.Equal(Cluster.Model["arm1"].Estimate / sd, Cluster["arm1"].G, 1e-9);
        Assert.Equal(EffectBasis.Guidance, Cluster.Effect.Basis);
        Assert.Contains("EEF guidance", Cluster.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_lost_are_counted_with_their_reason() => Assert.Equal(3, Cluster.Sample.TotalDropped);

    [Fact]
    public void Arms_that_share_a_school_are_refused_with_the_design_that_bears_them()
    {
        var error = Assert.Throws<DataError>(() => ClusterTrialAnalysis.Fit(new("outcome ~ within + pre", "within", "school"), Data));
        Assert.Contains("MultisiteTrial", error.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void One_treated_school_is_refused_with_the_design_that_bears_it()
    {
        double[] lone = [.. Enumerable.Range(0, Data.Count).Select(i => Data["school"].TextAt(i) == "s03" ? 1.0 : 0)];
        var error = Assert.Throws<DataError>(() => ClusterTrialAnalysis.Fit(new("post ~ lone", "lone", "school"), Data.With(new NumberColumn("lone", lone))));
        Assert.Contains("synthetic control", error.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void An_arm_that_the_formula_lacks_is_named() =>
        Assert.Contains("arm", Assert.Throws<DataError>(() => ClusterTrialAnalysis.Fit(new("post ~ pre", "arm", "school"), Data)).Message, StringComparison.Ordinal);
}
