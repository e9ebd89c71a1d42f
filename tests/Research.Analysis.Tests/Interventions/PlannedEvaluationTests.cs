namespace Research.Tests;

public class PlannedEvaluationTests
{
    [Fact]
    public void A_cluster_trial_is_the_mixed_model_its_plan_names()
    {
        var plan = InterventionFolder.Plan("phonics-partners");
        var data = Dataset.Open(Path.Combine(InterventionFolder.Data, plan.Data));
        var term = MixedModel.Fit("outcome ~ treated + baseline + fsm + sen + female + (1 | urn)", data.AsFactor("treated")).With(DegreesOfFreedom.KenwardRoger)["treated1"];
        var found = PlannedEvaluation.Run(plan, data);
        Assert.Equal(term.Estimate, found.Effect.Estimate, 1e-12);
        Assert.Equal(term.StandardError, found.Effect.StandardError, 1e-12);
        Assert.Equal(ClusterTrialAnalysis.Fit(new("outcome ~ treated + baseline + fsm + sen + female", "treated", "urn"), data).Effect.G, found.Standardised.G, 1e-12);
    }

    [Fact]
    public void Difference_in_differences_is_that_of_four_means_when_nothing_else_is_allowed_for()
    {
        var plan = AnalysisPlan.Parse(InterventionFolder.PlanText("fsm-project").Replace("covariates: [fsm, sen, female]", "", StringComparison.Ordinal));
        var data = Dataset.Open(Path.Combine(InterventionFolder.Data, plan.Data));
        double[] y = data.Numbers("outcome").ToArray(), t = data.Numbers("treated").ToArray(), year = data.Numbers("year").ToArray();
        double Mean(double arm, bool after) => y.Where((_, i) => t[i] == arm && year[i] >= 2014 == after).Average();
        Assert.Equal(Mean(1, true) - Mean(1, false) - Mean(0, true) + Mean(0, false), PlannedEvaluation.Run(plan, data).Effect.Estimate, 1e-8);
    }

    [Fact]
    public void Few_units_are_compared_as_one_change_each()
    {
        var plan = InterventionFolder.Plan("real");
        var data = Dataset.Open(Path.Combine(InterventionFolder.Data, plan.Data));
        double[] y = data.Numbers("outcome").ToArray(), t = data.Numbers("treated").ToArray(), year = data.Numbers("year").ToArray(), centre = data.Numbers("centre").ToArray();
        var changes = centre.Distinct().Select(c => (Treated: t[Array.IndexOf(centre, c)], Change: Mean(c, 2013, 2016) - Mean(c, 2010, 2013))).ToList();
        var test = LinearModel.Fit("d ~ t", new Dataset(new NumberColumn("d", [.. changes.Select(c => c.Change)]), new NumberColumn("t", [.. changes.Select(c => c.Treated)])))["t"];
        var found = PlannedEvaluation.Run(plan, data).Effect;
        Assert.Equal(test.Estimate, found.Estimate, 1e-9);
        Assert.Equal(18, found.DegreesOfFreedom);

        double Mean(double c, int from, int before) => Enumerable.Range(from, before - from).Average(v => y.Where((_, i) => centre[i] == c && year[i] == v).Average());
    }

    [Fact]
    public void Beyond_the_plan_is_marked_exploratory_and_the_plans_hash_is_printed()
    {
        var report = PlannedEvaluation.Run(InterventionFolder.Plan("phonics-partners"), InterventionFolder.Data);
        Assert.Equal(["exploratory"], report.Sections.Where(s => !s.Planned).Select(s => s.Name));
        Assert.Contains("Exploratory: Beyond the plan", report.ToHtml(), StringComparison.Ordinal);
        Assert.Contains(report.Plan.Hash[..16], report.ToText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("designed_for: 0.19", "designed_for: 0.35", 2)]
    [InlineData("designed_for: 0.19", "designed_for: 0.7", 0)]
    [InlineData("pupils moving between arms: low", "pupils moving between arms: high", 3)]
    public void Padlocks_are_the_lowest_criterion_less_threats(string from, string to, int padlocks)
    {
        var plan = AnalysisPlan.Parse(InterventionFolder.PlanText("phonics-partners").Replace(from, to, StringComparison.Ordinal));
        Assert.Equal(padlocks, PlannedEvaluation.Run(plan, InterventionFolder.Data).Security.Padlocks);
    }

    [Fact]
    public void Hidden_bias_is_measured_for_every_design_and_by_pairs_and_covariates_where_there_are_any()
    {
        string[] Measures(string id) => [.. PlannedEvaluation.Run(InterventionFolder.Plan(id), InterventionFolder.Data)["hidden_bias"].ToTable().Rows.Where(r => r[1].Number is not null).Select(r => r[0].Words!)];
        Assert.Equal(["E-value of the estimate", "E-value of the interval's bound"], Measures("phonics-partners"));
        Assert.Equal(["E-value of the estimate", "E-value of the interval's bound", "Rosenbaum's Γ", "Oster's δ"], Measures("fast"));
        Assert.Equal(["E-value of the estimate", "E-value of the interval's bound", "Oster's δ"], Measures("early-help-assessment"));
    }

    [Fact]
    public void Differences_of_pairs_average_to_the_unadjusted_effect()
    {
        var data = Dataset.Open(Path.Combine(InterventionFolder.Data, "fast.csv"));
        var sample = Matching.Nearest("treated ~ baseline + ever6 + sen", data);
        Assert.Equal(sample.Effect("outcome", adjusted: false)["treated"].Estimate, sample.Differences("outcome").Average(), 1e-9);
    }

    [Fact]
    public void The_league_draws_weak_evidence_further_towards_the_mean()
    {
        var league = ProgrammeLeague.Of([.. InterventionFolder.Plans.Select(p => PlannedEvaluation.Run(InterventionFolder.Plan(p.Data), InterventionFolder.Data))]);
        Assert.Equal(10, league.Entries.Length);
        Assert.All(league.Entries, e => Assert.InRange(Math.Abs(e.Shrunken - league.Mean), 0, Math.Abs(e.Effect - league.Mean) + 0.01));
        double Moved(string title) => league.Entries.Single(e => e.Title == title) is var e ? (e.Effect - e.Shrunken) / (e.Effect - league.Mean) : 0;
        Assert.True(Moved("Raising Early Achievement in Literacy (REAL)") > Moved("Phonics partners"));
    }

    [Fact]
    public void Eight_schools_coached_for_a_test_are_shrunken_as_in_the_textbook()
    {
        // Rubin (1981), the data; posterior means of the full model as Gelman et al. (2013), 5.5, describe it, by numerical integration.
        var found = ParallelEffects.Of([(28, 15), (8, 10), (-3, 16), (7, 11), (-1, 9), (1, 11), (18, 10), (12, 18)]);
        double[] expected = [11.4, 7.9, 6.1, 7.7, 5.1, 6.1, 10.6, 8.5];
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found.Means[i], 0.35);
        Assert.Equal(8.0, found.Mean, 0.3);
        Assert.Equal(6.6, found.Spread, 0.6);
    }
}
