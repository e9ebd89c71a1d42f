namespace Research.Tests;

public class TrialChecksTests
{
    private const int Schools = 30, Each = 20;

    private static Dataset Trial(bool lose)
    {
        var random = RandomStream.FromSeed(42);
        var rows = Enumerable.Range(0, Schools * Each).Select(i => (School: i / Each, Offered: (i / Each) % 2, Fsm: random.Chance(0.3) ? 1.0 : 0, Pre: random.Normal(), Noise: random.Normal(), Took: random.Chance(0.7) ? 1.0 : 0, Lost: random.Chance(0.2))).ToArray();
        double[] effects = [.. Enumerable.Range(0, Schools).Select(_ => 0.3 * random.Normal())];
        return new(new FactorColumn("school", [.. rows.Select(r => r.School)], [.. Enumerable.Range(0, Schools).Select(s => $"s{s:D2}")]),
            new NumberColumn("offered", [.. rows.Select(r => (double)r.Offered)]), new NumberColumn("fsm", [.. rows.Select(r => r.Fsm)]), new NumberColumn("pre", [.. rows.Select(r => r.Pre)]),
            new NumberColumn("took", [.. rows.Select(r => r.Took * r.Offered)]),
            new NumberColumn("post", [.. rows.Select(r => lose && r.Lost ? double.NaN : (0.7 * r.Pre) + (0.8 * r.Took * r.Offered) + (0.6 * r.Fsm * r.Offered) + effects[r.School] + r.Noise)]));
    }

    private static readonly TrialModel Model = new("post ~ offered + pre", "offered", "school");

    [Fact]
    public void Compliers_gain_what_take_up_gives()
    {
        var trial = ClusterTrialAnalysis.Fit(Model, Trial(false));
        var compliers = trial.Compliers("took");
        Assert.Equal(0.7, compliers.TakeupTreated, 0.05);
        Assert.Equal(0, compliers.TakeupControl);
        Assert.True(compliers.Effect.Interval.Contains(0.8 + (0.18 / 0.7)));
        Assert.Equal(compliers.Effect.Estimate / Math.Sqrt(trial.VariancesOf(EffectBasis.Guidance).Total), compliers.Standardised.G, 1e-10);
    }

    [Fact]
    public void A_subgroup_is_one_model_with_the_effect_read_twice()
    {
        var sub = ClusterTrialAnalysis.Fit(Model with { Formula = "post ~ offered + pre + fsm" }, Trial(false)).Subgroup("fsm");
        Assert.Equal(sub.Inside.G - sub.Outside.G, sub.Difference.G, 1e-6);
        Assert.True(sub.Difference.Interval.Contains(0.6 / 1.4));
        Assert.True(sub.PValue < 0.05);
        var same = ClusterTrialAnalysis.Fit(Model, Trial(false)).Subgroup("fsm");
        Assert.Equal(sub.Difference.G, same.Difference.G, 0.05);
    }

    [Fact]
    public void Multisite_and_simple_trials_have_the_checks_too()
    {
        var data = Trial(false);
        double[] alternate = [.. Enumerable.Range(0, data.Count).Select(i => (double)(i % 2))];
        data = data.With(new NumberColumn("offered", alternate));
        foreach (var trial in (TrialAnalysis[])[MultisiteTrialAnalysis.Fit(Model, data), SimpleTrialAnalysis.Fit(Model, data)])
        {
            var sub = trial.Subgroup("fsm");
            Assert.Equal(sub.Inside.G - sub.Outside.G, sub.Difference.G, 1e-6);
            Assert.True(double.IsFinite(trial.Compliers("took").Effect.Estimate));
        }
    }

    [Fact]
    public void Missing_outcomes_are_imputed_shifted_and_bounded()
    {
        var data = Trial(true);
        var trial = ClusterTrialAnalysis.Fit(Model, data);
        var missing = trial.MissingData(data, seed: 12);
        Assert.Equal(data.Numbers("post").ToArray().Count(double.IsNaN), missing.Counts.Missing);
        double G(string word) => missing.Scenarios.Single(s => s.Assumption.Contains(word, StringComparison.Ordinal)).Effect.G;
        Assert.Equal(trial.Effect.G, missing.Scenarios[0].Effect.G);
        Assert.Equal(trial.Effect.G, G("imputed from"), 0.15);
        Assert.True(G("−0.5") < G("imputed from") && G("imputed from") < G("+0.5"));
        Assert.True(G("against") < G("−0.5") && G("+0.5") < G("for the programme"));
    }

    [Fact]
    public void A_trial_that_lost_nobody_has_one_scenario() =>
        Assert.Single(ClusterTrialAnalysis.Fit(Model, Trial(false)).MissingData(Trial(false), seed: 1).Scenarios);
}
