namespace Research.Tests;

public class SecurityRatingTests
{
    private const string Id = "phonics-partners";

    [Theory]
    [InlineData("", 0)]
    [InlineData("missing data: low, selective reporting: low", 0)]
    [InlineData("missing data: moderate, selective reporting: moderate", 0)]
    [InlineData("missing data: moderate upward, selective reporting: moderate downward", 0)]
    [InlineData("missing data: moderate upward, selective reporting: moderate upward", -1)]
    [InlineData("missing data: moderate, selective reporting: moderate, experimental effects: moderate, implementation fidelity: moderate", -1)]
    [InlineData("missing data: moderate upward, selective reporting: moderate upward, experimental effects: moderate upward", -2)]
    [InlineData("missing data: high", -1)]
    [InlineData("missing data: high, families who moved: moderate", -2)]
    [InlineData("missing data: high, selective reporting: high, experimental effects: high", -2)]
    public void Threats_take_two_padlocks_at_most(string threats, int taken) =>
        Assert.Equal(taken, Rated(threats).Criteria.Single(c => c.Criterion == "Threats to validity").Padlocks);

    [Fact]
    public void A_threat_nobody_judged_is_listed_and_not_taken_for_low()
    {
        var rating = Rated("missing data: low");
        Assert.Equal(6, rating.NotJudged);
        Assert.Equal(["Confounding", "Concurrent interventions", "Experimental effects and contamination", "Implementation fidelity", "Missing data", "Measurement of outcomes", "Selective reporting"], rating.Threats.Select(t => t.Name));
        Assert.Equal(ThreatLevel.Low, rating.Threats.Single(t => t.Name == "Missing data").Level);
        Assert.Contains("6 of 7 threats not judged", rating.ToTable().Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.05, ThreatLevel.Low)]
    [InlineData(0.06, ThreatLevel.Moderate)]
    [InlineData(0.11, ThreatLevel.High)]
    public void A_baseline_difference_is_a_threat_the_plan_cannot_judge_away(double difference, ThreatLevel level) =>
        Assert.Equal(level, ThreatsToValidity.Of(Plan("confounding: low"), difference).All[0].Level);

    [Fact]
    public void The_smallest_effect_is_the_plans_own_where_it_has_one() => Assert.True(Detectable(InterventionFolder.Plan(Id)) is { Effect: 0.19, Asked: true });

    [Fact]
    public void The_smallest_effect_is_computed_from_the_plans_numbers()
    {
        // PowerUpR's mdes.cra2 by hand in R: (qt(.975, 38) + qt(.8, 38)) * sqrt(.15*(1-.5)/(.25*40) + (1-.15)*(1-.4)/(.25*40*25)).
        var found = Detectable(Changed("planned: { schools: 40, pupils: 25, icc: 0.15, r2: 0.4, r2_schools: 0.5 }"));
        Assert.Equal(0.2808660048, found.Effect, 1e-9);
        Assert.Contains("40 schools of 25.0 pupils", found.Source, StringComparison.Ordinal);
        Assert.False(found.Asked);
    }

    [Fact]
    public void The_smallest_effect_of_a_trial_that_says_nothing_is_computed_from_the_numbers_drawn()
    {
        var plan = Changed("");
        var data = Dataset.Open(Path.Combine(InterventionFolder.Data, plan.Data));
        var alone = MixedModel.Fit("outcome ~ treated + (1 | urn)", data);
        var with = MixedModel.Fit("outcome ~ treated + baseline + fsm + sen + female + (1 | urn)", data);
        double[] sizes = [.. data.Numbers("urn").ToArray().GroupBy(u => u).Select(g => (double)g.Count())];
        double between = alone.VarianceComponents.Variance("urn"), within = alone.Sigma * alone.Sigma;
        double share = data.Numbers("urn").ToArray().Zip(data.Numbers("treated").ToArray()).Distinct().Average(p => p.Second);
        var trial = new ClusterTrial(sizes.Length, sizes.Length / sizes.Sum(n => 1 / n), between / (between + within))
        {
            TreatedShare = share,
            ExplainedWithin = 1 - (with.Sigma * with.Sigma / within),
            ExplainedBetween = Math.Max(0, 1 - (with.VarianceComponents.Variance("urn") / between)),
        };
        Assert.Equal(trial.DetectableEffect(), Detectable(plan).Effect, 1e-9);
    }

    [Fact]
    public void Other_designs_say_what_their_own_error_could_detect()
    {
        var plan = AnalysisPlan.Parse(InterventionFolder.PlanText("fast").Replace("designed_for: 0.25", "", StringComparison.Ordinal));
        // qnorm(.975) + qnorm(.8), or a little more where the error has degrees of freedom.
        Assert.InRange(Detectable(plan).Effect / PlannedEvaluation.Run(plan, InterventionFolder.Data).Standardised.StandardError, 2.8015, 2.9);
        Assert.Contains("standard error", Detectable(plan).Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("planned: { schools: 40 }", "no 'pupils'")]
    [InlineData("planned: { schools: 40, pupils: 25, ic: 0.2 }", "Did you mean 'icc'?")]
    [InlineData("planned: { schools: 40, pupils: 25, icc: 1.2 }", "below 1")]
    [InlineData("planned: { schools: 0, pupils: 25 }", "1 or more")]
    public void Numbers_that_cannot_be_are_answered(string line, string message) => Assert.Contains(message, Assert.Throws<DataError>(() => Changed(line)).Message, StringComparison.Ordinal);

    private static SecurityRating Rated(string threats) => SecurityRating.Of(Plan(threats), 5, (0.05, double.NaN), new(0.15, "", true));

    private static AnalysisPlan Plan(string threats) => AnalysisPlan.Parse(InterventionFolder.PlanText(Id).Replace("pupils moving between arms: low, concealed allocation: low", threats, StringComparison.Ordinal));

    private static AnalysisPlan Changed(string line) => AnalysisPlan.Parse(InterventionFolder.PlanText(Id).Replace("designed_for: 0.19", line, StringComparison.Ordinal));

    private static DetectableAtDesign Detectable(AnalysisPlan plan)
    {
        var data = Dataset.Open(Path.Combine(InterventionFolder.Data, plan.Data));
        var evaluation = PlannedCall.Of(plan, data);
        return DetectableAtDesign.Of(plan, data, (evaluation.Effect, evaluation.Standardised));
    }
}
