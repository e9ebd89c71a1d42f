namespace Research.Tests;

public class DifferenceInDifferencesTests
{
    private static readonly ReferenceFigures Reference = new("did.csv");

    private static readonly Dataset Panel = Dataset.FromCsv(ReferenceFile.Path("did-panel.csv"), []), Pairs = Dataset.FromCsv(ReferenceFile.Path("did-pairs.csv"), []);

    private static readonly StaggeredDesign Design = new("score", "school", "year", "first"), Two = new("score", "unit", "year", "first") { Covariates = "~ x1 + x2" };

    [Theory]
    [InlineData("score ~ d")]
    [InlineData("score ~ d + prior")]
    public void Two_way_models_agree_with_plm_and_clubSandwich(string formula)
    {
        var fit = TwoWayFixedEffects.Fit(formula, Panel, new("school", "year"));
        Reference.Check(formula, "coef", t => fit[t].Estimate);
        Reference.Check(formula, "cr2_se", t => fit[t].StandardError);
        Reference.Check(formula, "cr2_df", t => fit[t].DegreesOfFreedom);
        var plain = TwoWayFixedEffects.Fit(formula, Panel, new("school", "year"), ErrorKind.Cr0);
        Reference.Check(formula, "cr0_se", t => plain[t].StandardError);
    }

    [Fact]
    public void An_event_study_agrees_with_plm()
    {
        var study = EventStudy.Fit(Design, Panel, (-4, 3));
        Term Of(string term) => study.Model[term];
        Reference.Check("event", "coef", t => Of(t).Estimate);
        Reference.Check("event", "se", t => Of(t).StandardError);
        Reference.Check("event", "pretrend", _ => study.PreTrend.Statistic);
        Assert.Equal(3, study.PreTrend.DegreesOfFreedom);
    }

    [Theory]
    [InlineData("panel_reg", DifferenceEstimator.Regression, PanelRecords.BalancedPanel)]
    [InlineData("panel_ipw", DifferenceEstimator.InverseProbability, PanelRecords.BalancedPanel)]
    [InlineData("panel_dr", DifferenceEstimator.DoublyRobust, PanelRecords.BalancedPanel)]
    [InlineData("sections_reg", DifferenceEstimator.Regression, PanelRecords.RepeatedCrossSections)]
    [InlineData("sections_ipw", DifferenceEstimator.InverseProbability, PanelRecords.RepeatedCrossSections)]
    [InlineData("sections_dr", DifferenceEstimator.DoublyRobust, PanelRecords.RepeatedCrossSections)]
    public void Effects_of_two_periods_are_those_of_stacked_moments(string name, DifferenceEstimator estimator, PanelRecords records)
    {
        var effect = Assert.Single(GroupTimeEffects.Fit(Two with { Estimator = estimator, Records = records }, Pairs).Effects).Effect;
        Reference.Check(name, "att", _ => effect.Estimate);
        Reference.Check(name, "se", _ => effect.StandardError);
    }

    [Theory]
    [InlineData(DifferenceEstimator.DoublyRobust)]
    [InlineData(DifferenceEstimator.Regression)]
    [InlineData(DifferenceEstimator.InverseProbability)]
    public void An_unbalanced_panel_that_misses_nothing_gives_the_panels_estimate_and_error(DifferenceEstimator estimator)
    {
        var whole = GroupTimeEffects.Fit(Design with { Estimator = estimator }, Panel).Effects;
        var levels = GroupTimeEffects.Fit(Design with { Estimator = estimator, Records = PanelRecords.UnbalancedPanel }, Panel).Effects;
        Assert.Equal(whole.Length, levels.Length);
        for (int k = 0; k < whole.Length; k++)
        {
            Assert.Equal(whole[k].Effect.Estimate, levels[k].Effect.Estimate, 1e-9);
            Assert.Equal(whole[k].Effect.StandardError, levels[k].Effect.StandardError, 1e-9);
        }
    }

    [Fact]
    public void A_unit_that_misses_a_year_is_left_out_of_the_panel_and_kept_in_the_unbalanced_one()
    {
        var fewer = Panel.Take([.. Enumerable.Range(1, Panel.Count - 1)]);
        Assert.Equal(6, GroupTimeEffects.Fit(Design, fewer).Sample.TotalDropped);
        Assert.Equal(0, GroupTimeEffects.Fit(Design with { Records = PanelRecords.UnbalancedPanel }, fewer).Sample.TotalDropped);
    }

    [Fact]
    public void Goodman_Bacons_parts_add_up_to_the_two_way_coefficient()
    {
        var parts = BaconDecomposition.Of(Design, Panel);
        Assert.Equal(1, parts.Pairs.Sum(p => p.Weight), 1e-12);
        Assert.Equal(TwoWayFixedEffects.Fit("score ~ d", Panel, new("school", "year"))["d"].Estimate, parts.Coefficient, 1e-10);
        Assert.True(parts.ForbiddenWeight > 0);
    }

    [Fact]
    public void Goodman_Bacons_parts_add_up_with_units_treated_throughout()
    {
        double[] first = [.. Panel.Numbers("first").ToArray().Select((f, i) => Panel.Numbers("school")[i] <= 4 ? 2010 : f)];
        double[] d = [.. first.Select((f, i) => f > 0 && Panel.Numbers("year")[i] >= f ? 1.0 : 0)];
        var data = Panel.With(new NumberColumn("first", first)).With(new NumberColumn("d", d));
        var parts = BaconDecomposition.Of(Design, data);
        Assert.Contains(parts.Pairs, p => p.Kind == BaconComparison.TreatedWithAlways);
        Assert.Equal(TwoWayFixedEffects.Fit("score ~ d", data, new("school", "year"))["d"].Estimate, parts.Coefficient, 1e-10);
    }

    [Fact]
    public void Sun_and_Abrahams_effects_are_Callaway_and_SantAnnas_without_covariates()
    {
        var regression = SunAbraham.Fit(Design, Panel).Effects.ToDictionary(e => e.Name);
        var cohorts = GroupTimeEffects.Fit(Design with { Base = BasePeriod.Universal }, Panel).Aggregate(EffectAggregation.EventTime).Effects;
        foreach (var e in cohorts.Where(e => e.Name != "-1")) Assert.Equal(e.Estimate, regression[e.Name].Estimate, 1e-9);
        Assert.Equal(cohorts.Length - 1, regression.Count);
    }

    [Fact]
    public void Rows_whose_first_treatment_is_not_known_are_dropped_and_not_taken_for_never_treated()
    {
        double[] first = Panel.Numbers("first").ToArray();
        int[] known = [.. Enumerable.Range(0, Panel.Count).Where(i => i % 7 != 0)];
        var some = Panel.With(new NumberColumn("first", [.. first.Select((f, i) => i % 7 == 0 ? double.NaN : f)]));
        var expected = SunAbraham.Fit(Design, Panel.Take(known)).Overall;
        Assert.Equal(expected.Estimate, SunAbraham.Fit(Design, some).Overall.Estimate, 1e-9);
        Assert.Equal(ExtendedTwoWay.Fit(Design, Panel.Take(known)).Overall.Estimate, ExtendedTwoWay.Fit(Design, some).Overall.Estimate, 1e-9);
    }

    [Fact]
    public void Without_never_treated_the_last_cohort_is_the_control()
    {
        var treated = Panel.Take([.. Enumerable.Range(0, Panel.Count).Where(i => Panel.Numbers("first")[i] > 0)]);
        Assert.Contains("NotYetTreated", Assert.Throws<DataError>(() => GroupTimeEffects.Fit(Design, treated)).Mend, StringComparison.Ordinal);
        var effects = GroupTimeEffects.Fit(Design with { Controls = ControlGroup.NotYetTreated }, treated);
        Assert.Equal([2012, 2014], effects.Effects.Select(e => e.Group).Distinct());
        Assert.True(effects.Effects.Max(e => e.Time) < 2015);
        var regression = SunAbraham.Fit(Design, treated).Effects;
        Assert.All(regression, e => Assert.True(double.IsFinite(e.Estimate)));
    }

    [Fact]
    public void Anticipation_moves_the_base_back()
    {
        var effects = GroupTimeEffects.Fit(Design with { Anticipation = 1, Base = BasePeriod.Universal }, Panel).Effects;
        var zero = effects.Where(e => double.IsNaN(e.Effect.StandardError)).ToArray();
        Assert.All(zero, e => Assert.Equal(e.Group - 2, e.Time));
        Assert.All(zero, e => Assert.Equal(0, e.Effect.Estimate));
        double change = Mean(2014, 2014) - Mean(2014, 2012) - (Mean(0, 2014) - Mean(0, 2012));
        Assert.Equal(change, effects.Single(e => e.Group == 2014 && e.Time == 2014).Effect.Estimate, 1e-10);

        double Mean(double first, double year) => Enumerable.Range(0, Panel.Count).Where(i => Panel.Numbers("first")[i] == first && Panel.Numbers("year")[i] == year).Average(i => Panel.Numbers("score")[i]);
    }

    [Fact]
    public void Bands_hold_together_and_are_wider_than_intervals()
    {
        var by = GroupTimeEffects.Fit(Design, Panel).Aggregate(EffectAggregation.EventTime);
        var bands = by.Bands(seed: 4, draws: 2000);
        Assert.InRange(bands.Critical, 2.2, 3.6);
        for (int k = 0; k < by.Effects.Length; k++) Assert.InRange(bands.Effects[k].StandardError / by.Effects[k].StandardError, 0.85, 1.15);
        Assert.Equal(bands.ToTable().ToCsv(), by.Bands(4, 2000).ToTable().ToCsv());
    }

    [Fact]
    public void Clusters_of_one_unit_are_units_but_for_the_small_sample_factor()
    {
        var alone = GroupTimeEffects.Fit(Design, Panel).Aggregate(EffectAggregation.Simple).Overall;
        var own = GroupTimeEffects.Fit(Design with { Cluster = "school" }, Panel).Aggregate(EffectAggregation.Simple).Overall;
        Assert.Equal(alone.StandardError * Math.Sqrt(40 / 39.0), own.StandardError, 1e-10);
        Assert.Equal(39, own.DegreesOfFreedom);
    }

    [Fact]
    public void The_error_of_the_cohort_average_takes_each_share_from_its_own_cohort()
    {
        // With equal effects the shares carry no error, so both readings agree with the plain average of influence.
        var overall = GroupTimeEffects.Fit(Design, Panel).Aggregate(EffectAggregation.Cohort);
        Assert.Equal(overall.OverallAsDid.Estimate, overall.Overall.Estimate);
        Assert.NotEqual(overall.OverallAsDid.StandardError, overall.Overall.StandardError, 1e-6);
    }

    [Fact]
    public void Two_groups_in_two_periods_give_the_interaction()
    {
        double[] after = [.. Pairs.Numbers("year").ToArray().Select(y => y - 1)], treated = [.. Pairs.Numbers("first").ToArray().Select(f => f / 2)];
        var data = Pairs.With(new NumberColumn("after", after)).With(new NumberColumn("treated", treated));
        var two = TwoPeriodDifference.Of(new("score", "unit", "treated", "after"), data);
        Assert.Equal(LinearModel.Fit("score ~ treated * after", data)["treated:after"].Estimate, two.Estimate, 1e-10);
        Assert.Equal(two.Estimate, two.Changes["treated"].Estimate, 1e-10);
    }

    [Fact]
    public void A_design_without_a_period_before_is_refused_with_the_design_that_bears_it()
    {
        var late = Panel.Take([.. Enumerable.Range(0, Panel.Count).Where(i => Panel.Numbers("year")[i] == 2016)]);
        Assert.Contains("matching", Assert.Throws<DataError>(() => GroupTimeEffects.Fit(Design, late)).Mend, StringComparison.Ordinal);
    }
}
