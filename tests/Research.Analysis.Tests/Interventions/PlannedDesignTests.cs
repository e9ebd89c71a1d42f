namespace Research.Tests;

public class PlannedDesignTests
{
    private static Dataset Open(string programme) => Dataset.Open(Path.Combine(InterventionFolder.Data, programme + ".csv"));

    private static AnalysisPlan Changed(string id, params (string From, string To)[] changes)
    {
        string text = InterventionFolder.PlanText(id);
        foreach (var (from, to) in changes)
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }
        return AnalysisPlan.Parse(text);
    }

    [Theory, MemberData(nameof(InterventionFolder.Plans), MemberType = typeof(InterventionFolder))]
    public void A_plan_brings_every_check_of_the_call_its_design_names(string id)
    {
        var plan = InterventionFolder.Plan(id) with { Seed = 3 };
        var data = Open(id);
        var report = PlannedEvaluation.Run(plan, data);
        var call = report.Evaluation;
        Assert.Equal(["flow", "attrition", "balance", "overlap", "hidden bias"], call.Checks.Take(5).Select(c => c.Name));
        Assert.Equal(PlannedCall.Of(plan, data).Effect.Estimate, report.Effect.Estimate);
        Assert.Equal(call.Checks.Select(c => c.Name.ToLowerInvariant().Replace(' ', '_').Replace("'", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            report.Sections.Select(s => s.Name).Where(n => n is not ("effect" or "security" or "estimate" or "subgroups" or "sensitivity" or "exploratory" or "plan")).Order(StringComparer.Ordinal));
        Assert.Contains(plan.Hash, report.ToText(), StringComparison.Ordinal);
        Assert.Contains("3", report["effect"].ToTable().Notes.Single(n => n.StartsWith("Checks that draw", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_rule_takes_the_two_way_model_for_one_start_and_wooldridge_for_several_with_few_schools_and_says_so()
    {
        var one = PlannedEvaluation.Run(InterventionFolder.Plan("fsm-project"), Open("fsm-project"));
        Assert.IsType<LinearModel>(one.Evaluation.Found);
        Assert.Contains("Rule: one starting year", one["effect"].ToTable().Notes[0], StringComparison.Ordinal);
        var several = PlannedCall.Of(InterventionFolder.Plan("achievement-for-all"), Open("achievement-for-all"));
        Assert.IsType<ExtendedTwoWay>(several.Found);
        Assert.Contains("27 with, 18 without", several.Method, StringComparison.Ordinal);
        Assert.Equal(["two-way fixed effects", "Callaway-Sant'Anna", "Sun-Abraham"], several.Checks.Where(c => c.IsOtherEstimate).Select(c => c.Name));
    }

    [Fact]
    public void A_plan_may_name_its_estimator()
    {
        var plan = Changed("achievement-for-all", ("alpha: 0.05", "estimator: callaway-santanna"));
        var found = PlannedCall.Of(plan, Open("achievement-for-all"));
        Assert.Equal(((GroupTimeEffects)found.Found).Aggregate(EffectAggregation.Simple).Overall.Estimate, found.Effect.Estimate);
        Assert.Contains("Chosen by the plan", found.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_series_and_a_synthetic_control_can_be_planned()
    {
        var data = Open("real");
        var control = PlannedEvaluation.Run(Changed("real", ("design: few-units", "design: synthetic-control")), data);
        Assert.Equal("synthetic-control", control.Plan.ToTable()[0, "value"].Words);
        Assert.True(double.IsNaN(control.Effect.StandardError));
        Assert.InRange(control.Effect.PValue, 1.0 / 201, 1);
        Assert.NotNull(control["donors_left_out"].ToTable());
        var series = PlannedEvaluation.Run(Changed("real", ("design: few-units", "design: interrupted-series")), data);
        Assert.Contains("beside a comparison series", series.Evaluation.Method, StringComparison.Ordinal);
        var lone = PlannedEvaluation.Run(Changed("real", ("design: few-units", "design: interrupted-series"), ("covariates: [fsm, sen, female]", "")), Treated(data));
        Assert.DoesNotContain("comparison series", lone.Evaluation.Method, StringComparison.Ordinal);
        Assert.Equal(InterruptedSeriesOf(Treated(data)).Level.Estimate, lone.Effect.Estimate, 1e-10);

        static Dataset Treated(Dataset data) => data.Numbers("treated").ToArray() is var t ? data.Take([.. Enumerable.Range(0, t.Length).Where(i => t[i] == 1)]) : data;

        static InterruptedSeries InterruptedSeriesOf(Dataset data) => InterruptedSeries.Fit(new("outcome", "year", 2013), data);
    }

    [Fact]
    public void Another_level_widens_interval_and_effect_size_alike()
    {
        var usual = PlannedEvaluation.Run(InterventionFolder.Plan("closing-the-gap"), Open("closing-the-gap"));
        var wider = PlannedEvaluation.Run(Changed("closing-the-gap", ("alpha: 0.05", "alpha: 0.01")), Open("closing-the-gap"));
        Assert.Equal(StandardNormal.Quantile(0.995) / StandardNormal.Quantile(0.975), wider.Effect.Interval.Width / usual.Effect.Interval.Width, 1e-9);
        Assert.Equal(wider.Effect.Interval.Width / usual.Effect.Interval.Width, wider.Standardised.Interval.Width / usual.Standardised.Interval.Width, 1e-9);
        Assert.Equal(0.99, wider.Effect.Interval.Level);
    }

    [Fact]
    public void Places_that_go_by_the_mark_in_part_are_fuzzy()
    {
        var data = Open("closing-the-gap");
        double[] treated = data.Numbers("treated").ToArray();
        data = data.With(new NumberColumn("treated", [.. treated.Select((t, i) => i % 5 == 0 ? 1 - t : t)]));
        var found = PlannedCall.Of(InterventionFolder.Plan("closing-the-gap"), data);
        Assert.NotNull(((RegressionDiscontinuity)found.Found).TakeupJump);
        Assert.Contains("fuzzy", found.Method, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urn", "area")]
    [InlineData("fsm", "ever6")]
    public void A_definition_is_changed_wherever_it_stands(string column, string other)
    {
        var plan = SensitivityChecks.Redefined(InterventionFolder.Plan("fsm-project"), column, other);
        Assert.Equal(column == "urn" ? "area" : "urn", plan.School);
        Assert.Equal(column == "fsm", plan.Covariates.Contains("ever6"));
    }

    [Fact]
    public void A_definition_that_the_data_cannot_bear_says_why()
    {
        var table = PlannedEvaluation.Run(Changed("phonics-partners", ("definitions: { fsm: ever6 }", "definitions: { urn: area }")), Open("phonics-partners"))["sensitivity"].ToTable();
        Assert.Equal("area in place of urn", table[1, "check"].Words);
        Assert.Contains("one arm a school", table[1, "note"].Words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_reads_as_a_sentence_and_says_what_it_cannot_tell()
    {
        string sure = PlannedEvaluation.Run(InterventionFolder.Plan("fast"), Open("fast")).Summary, unsure = PlannedEvaluation.Run(InterventionFolder.Plan("closing-the-gap"), Open("closing-the-gap")).Summary;
        Assert.Contains("The whole interval lies", sure, StringComparison.Ordinal);
        Assert.Contains("cannot tell whether the programme changed anything", unsure, StringComparison.Ordinal);
    }
}
