using System.Collections.Immutable;

namespace Research.Tests;

public sealed class ScenarioTests(AssessedCounty assessed) : IClassFixture<AssessedCounty>
{
    private static readonly Programme Tuition = new() { Id = "tuition", Title = "tuition", Phase = Phase.KeyStage2, Group = "fsm", Reach = 0.5, Effect = 0.25, EffectError = 0.05, Start = 2015, CostPerPupil = 400, CostFixed = 10000 };

    private Assessment Now => assessed.Quick;

    private static double Fsm(Assessment a) => a["T16"].Readings[0].Conditions[0].Expected;

    [Fact]
    public void A_programme_without_effect_changes_nothing()
    {
        var outcome = Scenario.Run(Now, [Tuition with { Effect = 0, EffectError = 0 }]);
        foreach (var (before, after) in Now.All.Zip(outcome.After.All)) Assert.Equal(before.Probability.Low, after.Probability.Low, 1e-9);
        Assert.Empty(outcome.Moved);
    }

    [Fact]
    public void A_certain_effect_on_all_of_a_group_moves_its_rate_by_the_normal_shift()
    {
        var outcome = Scenario.Run(Now, [Tuition with { Reach = 1, EffectError = 0 }]);
        double before = Fsm(Now), expected = 100 * StandardNormal.Lower(StandardNormal.Quantile(before / 100) + 0.25);
        // The formula knows one normal group. Pupils differ by school and prior attainment, so the count of them is near it and not the same;
        // that counted changes are the true ones is shown in docs/simulations/scenarios.md.
        Assert.Equal(expected, Fsm(outcome.After), 1.3);
    }

    [Fact]
    public void Half_the_reach_moves_half_as_far_and_the_peers_stay()
    {
        double whole = Fsm(Scenario.Run(Now, [Tuition with { Reach = 1, EffectError = 0 }]).After) - Fsm(Now);
        double half = Fsm(Scenario.Run(Now, [Tuition with { EffectError = 0 }]).After) - Fsm(Now);
        Assert.Equal(whole / 2, half, 0.5);
        var gap = Scenario.Run(Now, [Tuition with { EffectError = 0 }]).After["T15"].Readings[0].Conditions[0].Expected - Now["T15"].Readings[0].Conditions[0].Expected;
        Assert.Equal(-half, gap, 0.8);
    }

    [Fact]
    public void Effects_fade_and_what_is_displaced_is_lost_by_the_others()
    {
        double Rise(Programme p) => Fsm(Scenario.Run(Now, [p]).After) - Fsm(Now);
        var sure = Tuition with { EffectError = 0, Start = 2013, Reach = 1 };
        Assert.Equal(Rise(sure with { Effect = 0.125 }), Rise(sure with { Lag = 1, Kept = 0.5 }), 1e-9);
        Assert.True(Rise(Tuition with { Displacement = 0.5, EffectError = 0 }) < Rise(Tuition with { EffectError = 0 }));
        Assert.Equal(0, Rise(Tuition with { Start = 2016 }), 1e-9);
        Assert.Equal(0, Rise(Tuition with { Phase = Phase.KeyStage4 }), 1e-9);
    }

    [Fact]
    public void An_uncertain_effect_widens_the_interval()
    {
        double Width(double error) => Scenario.Run(Now, [Tuition with { Reach = 1, EffectError = error }]).After["T16"].Readings[0].Conditions[0].ExpectedInterval.Width;
        Assert.True(Width(0.2) > Width(0) + 1);
    }

    [Fact]
    public void What_it_would_take_is_enough_and_a_little_less_is_not()
    {
        var needed = Scenario.WhatWouldItTake(Now, "T15");
        double effect = needed.Effects[0].Effect;
        Assert.InRange(effect, 0.05, 1);
        double Chance(double e) => Scenario.Run(Now, [new() { Id = "needed KeyStage2 fsm", Title = "x", Phase = Phase.KeyStage2, Group = "fsm", Effect = e, Start = 2015 }]).After["T15"].Readings[0].Probability;
        Assert.True(Chance(effect) >= 0.7);
        Assert.True(Chance(effect - 0.02) < 0.7);
        Assert.Contains("Its year has come", Scenario.WhatWouldItTake(assessed.At(2017), "T15").Words, StringComparison.Ordinal);
        Assert.Contains("It cannot be said", Scenario.WhatWouldItTake(Now, "T13").Words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_smallest_set_is_that_of_trying_every_set()
    {
        ImmutableArray<Programme> all =
        [
            .. Enumerable.Range(0, 6).Select(i => Tuition with { Id = $"p{i}", Title = $"p{i}", Effect = 0.06 + (0.03 * i), Reach = 0.9 - (0.08 * i), EffectError = 0.02, CostFixed = 20000 + (9000 * (i % 3)), CostPerPupil = 0 }),
        ];
        var simulation = new PupilSimulation(Now, all);
        var reading = Now["T15"].Main.Reading;
        var every = Enumerable.Range(1, (1 << all.Length) - 1).Select(bits => all.Where((_, i) => (bits >> i & 1) == 1).ToImmutableArray())
            .Select(s => (Set: s, Cost: s.Sum(p => p.CostFixed), Chance: Now.Retest(simulation.With(s, reading), reading).Probability)).ToArray();
        foreach (double budget in (double[])[45000, 80000, 200000])
        {
            var choice = Scenario.SmallestSet(Now, all, "T15", budget);
            var sets = every.Where(s => s.Cost <= budget).ToArray();
            var enough = sets.Where(s => s.Chance >= 0.7).OrderBy(s => s.Set.Length).ThenBy(s => s.Cost).ToArray();
            Assert.Equal(enough.Length > 0, choice.IsEnough);
            if (enough.Length > 0) Assert.Equal((enough[0].Set.Length, enough[0].Cost), (choice.Chosen.Length, choice.Cost));
            else Assert.Equal(sets.Max(s => s.Chance), choice.Probability, 1e-12);
        }
    }

    [Fact]
    public void The_widest_bar_of_a_tornado_is_first_and_a_better_effect_is_on_the_better_side()
    {
        var tornado = Scenario.Tornado(Now, [Tuition, Tuition with { Id = "small", Title = "small", Reach = 0.1 }], "T15");
        double[] widths = [.. tornado.Bars.Select(b => Math.Abs(b.High - b.Low))];
        Assert.Equal(widths.OrderDescending(), widths);
        Assert.All(tornado.Bars, b => Assert.True(b.High > b.Low));
        Assert.Contains("the county's own path", tornado.Bars[0].Of, StringComparison.Ordinal);
    }

    [Fact]
    public void An_effect_comes_from_the_evaluation_that_a_programme_names()
    {
        string folder = Directory.CreateTempSubdirectory("programmes-").FullName, plans = Path.Combine(AssessedCounty.Samples, "interventions", "plans"), plan = Path.Combine(plans, "fast.yaml");
        string file = Path.Combine(folder, "p.csv"), header = "id,phase,group,effect_sd,start,evaluation\n", relative = Path.GetRelativePath(folder, plan);
        File.WriteAllText(file, header + $"fast,ks2,fsm,,2015,{relative}\n");
        var read = Scenario.Read(file)[0];
        var effect = PlannedEvaluation.Run(AnalysisPlan.Read(plan), Path.GetDirectoryName(plans)!).Standardised;
        Assert.Equal((effect.G, effect.StandardError), (read.Effect, read.EffectError));
        File.WriteAllText(file, header + $"fast,ks2,fsm,0.2,2015,{relative}\n");
        Assert.Contains("an effect once", Assert.Throws<DataError>(() => Scenario.Read(file)).Message, StringComparison.Ordinal);
        File.WriteAllText(file, header + "fast,ks2,fsm,,2015,nowhere.yaml\n");
        Assert.Contains("the path of a pre-analysis plan", Assert.Throws<DataError>(() => Scenario.Read(file)).Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("a,x,ks3,fsm,50,0.2,0.1,2015,0,100,0,1,1,s", "column phase: found 'ks3'")]
    [InlineData("a,x,ks2,fms,50,0.2,0.1,2015,0,100,0,1,1,s", "Did you mean 'fsm'?")]
    [InlineData("a,x,ks2,fsm,150,0.2,0.1,2015,0,100,0,1,1,s", "column reach_percent: found '150'; expected a number from 0 to 100.")]
    [InlineData("a,x,ks2,fsm,50,20,0.1,2015,0,100,0,1,1,s", "column effect_sd: found '20'; expected standard deviations between -3 and 3.")]
    [InlineData("a,x,ks2,fsm,50,0.2,0.1,soon,0,100,0,1,1,s", "column start: found 'soon'; expected a year such as 2016")]
    public void A_wrong_programme_is_answered(string line, string message)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("programmes-").FullName, "p.csv");
        File.WriteAllText(file, "id,title,phase,group,reach_percent,effect_sd,effect_se,start,lag_years,kept_percent,displacement_percent,cost_per_pupil,cost_fixed,source\n" + line + "\n");
        Assert.Contains(message, Assert.Throws<DataError>(() => Scenario.Read(file)).Message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
