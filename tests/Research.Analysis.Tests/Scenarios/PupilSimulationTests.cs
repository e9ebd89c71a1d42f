using System.Collections.Immutable;

namespace Research.Tests;

public sealed class PupilSimulationTests(AssessedCounty assessed) : IClassFixture<AssessedCounty>
{
    private static readonly Programme ForFsm = new() { Id = "f", Title = "f", Phase = Phase.KeyStage2, Group = "fsm", Effect = 0.3, Start = 2015 };

    private Assessment Now => assessed.Quick;

    private CohortModel Model(Phase phase, params string[] groups) => new(Now.Figures, phase,
        [.. Now.Figures.Register.All.SelectMany(t => t.Conditions).Where(c => c.Due > 2014 && !c.Kind.IsRecord && c.Kind != TargetKind.Undefined)], (2014, [.. groups.Select(g => Groups.Find(g).Condition)]));

    private static ReachedPupils Reached(CohortModel model, params Programme[] programmes) => new(model.Records, [.. programmes.Select(p => new ActingProgramme(p, Groups.Find(p.Group).Condition, [.. Enumerable.Repeat(p.Effect, 400)]))]);

    private static double[] Draws(TargetFutures futures, string name) => futures.Find(name, 2015)!;

    [Fact]
    public void The_pupils_chances_bring_every_group_to_the_figure_of_its_future()
    {
        var model = Model(Phase.KeyStage2);
        var drawn = model.Drawn("ks2_rwm_4plus", 2015, Now.Futures).ToArray();
        var curves = model.Curves("ks2_rwm_4plus", 2015, Now.Futures)!;
        Assert.True(drawn.Length >= 4);
        double[] rates = new double[drawn.Length], shifts = new double[model.Records.Patterns.Length];
        double[,] off = new double[drawn.Length, 400];
        for (int k = 0; k < 400; k++)
        {
            for (int g = 0; g < rates.Length; g++) rates[g] = drawn[g].Draws[k];
            curves.Calibrate(rates, shifts);
            for (int g = 0; g < rates.Length; g++) off[g, k] = (100 * curves.Rate(g, shifts)) - rates[g];
        }
        for (int g = 0; g < rates.Length; g++)
        {
            double[] own = [.. Enumerable.Range(0, 400).Select(k => Math.Abs(off[g, k]))];
            Assert.True(own.Average() < 0.5, $"{drawn[g].Condition}: {own.Average()}");
        }
    }

    [Fact]
    public void Rates_that_disagree_with_one_another_leave_every_pupil_near_his_place()
    {
        var model = Model(Phase.KeyStage2, "fsm", "all");
        string[] sides = [Groups.AllPupils.Condition, Groups.FreeSchoolMeals.Condition, Groups.FreeSchoolMeals.PeersCondition];
        var curves = new CohortCurves(model.Records, model.Chances("ks2_rwm_4plus")!, ImmutableDictionary<string, double>.Empty, [.. sides]);
        double[] none = new double[model.Records.Patterns.Length], shifts = new double[none.Length];
        double[] now = [.. sides.Select((_, g) => 100 * curves.Rate(g, none))];
        // Everyone five points down and both parts of them five points up: no pupils can do that. The nearest, everyone about a point or two up, is a small shift.
        curves.Calibrate([now[0] - 5, now[1] + 5, now[2] + 5], shifts);
        Assert.All(shifts, x => Assert.InRange(x, -0.5, 0.5));
        for (int g = 0; g < 3; g++) Assert.InRange((100 * curves.Rate(g, shifts)) - now[g], -5.5, 5.5);
    }

    [Fact]
    public void Sets_of_programmes_side_by_side_give_what_each_gives_alone()
    {
        Programme[][] sets = [[], [ForFsm with { Reach = 0.5 }], [ForFsm with { Reach = 0.5, Effect = 0.1 }], [ForFsm with { Reach = 0.8 }, ForFsm with { Id = "g", Group = "all", Effect = 0.05, Displacement = 0.2 }]];
        var simulation = new PupilSimulation(Now, sets.SelectMany(s => s));
        var together = simulation.Each(sets);
        foreach (var (set, found) in sets.Zip(together))
        {
            var alone = simulation.With(set);
            foreach (string name in alone.Names.Where(n => alone.Find(n, 2015) is not null)) Assert.Equal(Draws(alone, name), Draws(found, name));
        }
    }

    [Fact]
    public void Schools_pupil_by_pupil_come_to_the_rates_of_their_future()
    {
        var model = Model(Phase.KeyStage2);
        var curves = model.Curves("ks2_rwm_4plus", 2015, Now.Futures)!;
        var sitting = model.Sitting("ks2_rwm_4plus")!;
        double[][] drawn = [.. model.Drawn("ks2_rwm_4plus", 2015, Now.Futures).Select(d => d.Draws)];
        var luck = new SimulatedSchools.Luck(model.Schools);
        var own = new SimulatedSchools.OwnLuck(model.Schools);
        var reached = Reached(model);
        int[] without = new int[model.Records.Schools.Length], with = new int[without.Length];
        double[] shifts = new double[model.Records.Patterns.Length];
        double[] off = new double[400];
        for (int k = 0; k < off.Length; k++)
        {
            var stream = RandomStream.FromSeed(7).Fork(k);
            curves.Calibrate([.. drawn.Select(d => d[k])], shifts);
            reached.Draw(stream, k);
            luck.Draw(stream);
            luck.Reach(reached);
            own.Begin(stream.Fork("measure"));
            // Every other future as the leading measure, and as one that follows it.
            if (k % 2 == 0) luck.Lead(sitting, shifts, (without, with));
            else luck.Follow(own, sitting, shifts, ([.. without.Select(_ => true)], without, with));
            double expected = sitting.Pupils.Select((p, i) => StandardNormal.Lower(sitting.Latent[i] + shifts[model.Records.Pattern[p]])).Average();
            off[k] = 100 * (without.Sum() / (double)sitting.Pupils.Length - expected);
            Assert.Equal(without, with);
        }
        // What the year adds to a school spreads the chances a little; the county's rate stays within a few standard errors of 400 futures.
        Assert.Equal(0, off.Average(), 0.5);
        Assert.InRange(Math.Sqrt(off.Average(o => o * o)), 0.3, 1.5);
    }

    [Fact]
    public void A_programme_for_one_group_moves_another_by_the_pupils_in_both()
    {
        var programme = ForFsm with { Phase = Phase.KeyStage1 };
        double[] before = Draws(Now.Futures, "ks1_reading_2plus sen"), after = Draws(new PupilSimulation(Now, [programme]).With([programme]), "ks1_reading_2plus sen");
        var shares = assessed.County.Engine.Query($"""
            SELECT count(*) FILTER (WHERE {Groups.Find("fsm").Condition}) / count(*) AS overlap, avg(CASE WHEN {Measures.Find("ks1_reading_2plus").Numerator} THEN 1.0 ELSE 0 END) FILTER (WHERE {Groups.Find("fsm").Condition}) AS rate,
                avg(CASE WHEN {Measures.Find("ks1_reading_2plus").Numerator} THEN 1.0 ELSE 0 END) AS every
            FROM ks1 WHERE year = 2014 AND ({Groups.Find("sen").Condition}) AND ({Measures.Find("ks1_reading_2plus").HasResult})
            """);
        double overlap = shares.Numbers("overlap")[0], of2014 = StandardNormal.Quantile(shares.Numbers("rate")[0]) - StandardNormal.Quantile(shares.Numbers("every")[0]);
        // By hand: those in both groups, at their usual distance from the group's drawn rate, move by the effect; the others do not.
        double expected = before.Average(b => 100 * overlap * (StandardNormal.Lower(StandardNormal.Quantile(b / 100) + of2014 + 0.3) - StandardNormal.Lower(StandardNormal.Quantile(b / 100) + of2014)));
        Assert.InRange(overlap, 0.1, 0.6);
        Assert.Equal(expected, after.Average() - before.Average(), 0.6);
    }

    [Fact]
    public void What_is_displaced_is_lost_by_the_others_to_the_last_part()
    {
        var model = Model(Phase.KeyStage2, "fsm");
        foreach (double displaced in (double[])[0, 0.4, 1])
        {
            var reached = Reached(model, ForFsm with { Reach = 0.5, Displacement = displaced });
            reached.Draw(RandomStream.FromSeed(3), 0);
            var classes = Enumerable.Range(0, reached.Count).Select(i => reached[i]).ToArray();
            double gained = classes.Where(c => c.By == 1).Sum(c => c.Pupils * c.Gain), lost = classes.Where(c => c.By == 0).Sum(c => c.Pupils * c.Gain);
            Assert.Equal(model.Records.Count, classes.Sum(c => c.Pupils));
            Assert.True(gained > 0);
            Assert.Equal(-displaced * gained, lost, 1e-9);
        }
    }

    [Fact]
    public void Schools_below_the_floor_become_fewer()
    {
        var everyone = ForFsm with { Group = "all" };
        string floor = Now["T01"].Readings[1].Conditions[0].Condition.Measure;
        double[] before = Draws(Now.Futures, floor), after = Draws(new PupilSimulation(Now, [everyone]).With([everyone]), floor);
        Assert.True(after.Average() < 0.7 * before.Average(), $"{before.Average()} to {after.Average()}");
        Assert.All(after, n => Assert.True(n >= 0 && n == Math.Floor(n)));
    }

    [Fact]
    public void A_forecast_count_of_schools_is_thinned_by_the_share_that_rose()
    {
        var standing = new SimulatedSchools.Standing(100, 15, 9, 2);
        var stream = RandomStream.FromSeed(5);
        double[] after = [.. Enumerable.Range(0, 20_000).Select(_ => (double)standing.Of(stream, 5))];
        // By hand: of 5 two fifths stay, of 95 others 2 in 85 fall.
        Assert.Equal((5 * 6 / 15.0) + (95 * 2 / 85.0), after.Average(), 0.05);
        Assert.Equal(5, new SimulatedSchools.Standing(100, 15, 0, 0).Of(stream, 5));
    }

    [Fact]
    public async Task One_thread_and_two_give_the_same_bytes()
    {
        Programme[] programmes = [ForFsm with { Reach = 0.5, Displacement = 0.1 }, ForFsm with { Id = "g", Group = "all", Reach = 0.8, Effect = 0.05 }];
        var simulation = new PupilSimulation(Now, programmes);
        var two = simulation.With(programmes);
        var one = await Task.Factory.StartNew(() => simulation.With(programmes), TestContext.Current.CancellationToken, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ConcurrentScheduler);
        foreach (string name in two.Names.Where(n => two.Find(n, 2015) is not null)) Assert.Equal(Draws(two, name), Draws(one, name));
    }

    [Fact]
    public void An_index_without_programmes_stays_and_with_one_narrows_as_two_normal_groups_would()
    {
        var model = Model(Phase.KeyStage4, "disadvantaged");
        var ranks = model.Ranks(Groups.Disadvantaged);
        var none = Reached(model);
        none.Draw(RandomStream.FromSeed(1), 0);
        Assert.Equal(0, ranks.Change(3.5, none, new()), 1e-9);
        var all = Reached(model, ForFsm with { Phase = Phase.KeyStage4, Group = "disadvantaged", Effect = 0.2 });
        all.Draw(RandomStream.FromSeed(1), 0);
        double apart = Math.Sqrt(2) * StandardNormal.Quantile(((3.5 / 10) + 1) / 2), expected = 10 * ((2 * StandardNormal.Lower((apart - 0.2) / Math.Sqrt(2))) - 1);
        Assert.Equal(expected - 3.5, ranks.Change(3.5, all, new()), 0.15);
    }

    [Theory]
    [InlineData(5, 0.03)]
    [InlineData(60, 0.2)]
    [InlineData(400, 0.3)]
    [InlineData(400, 0.9)]
    public void Counts_of_exchangeable_pupils_are_binomial(int pupils, double chance)
    {
        const int draws = 40_000;
        var stream = RandomStream.FromSeed(11).Fork(pupils);
        int[] seen = new int[pupils + 1];
        for (int i = 0; i < draws; i++) seen[ExchangeableDraw.Of(stream, pupils, chance)]++;
        var distribution = new BinomialDistribution(pupils, chance);
        double chi = 0;
        int cells = 0;
        for (int k = 0; k <= pupils; k++)
        {
            double expected = draws * distribution.Density(k);
            if (expected < 10) continue;
            chi += Math.Pow(seen[k] - expected, 2) / expected;
            cells++;
        }
        Assert.InRange(chi, 0, cells + (5 * Math.Sqrt(2 * cells)));
    }
}
