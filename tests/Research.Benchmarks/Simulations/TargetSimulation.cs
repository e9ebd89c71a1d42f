namespace Research.Benchmarks;

/// <summary>Are the probabilities of targets true to their word?</summary>
internal sealed class TargetSimulation : ISimulation
{
    private const int Counties = 1000, First = 2011, AsOf = 2014, Last = 2017;

    private static readonly (string Group, int Pupils, double Behind)[] Groups =
        [("fsm", 800, 0.9), ("sen", 650, 1.8), ("lac_12", 18, 1.3), ("eal", 700, 0.3), ("any_other_white", 420, 0.4), ("area_wisbech", 380, 0.5), ("area_march", 290, 0.3), ("boys", 3600, 0.6)];

    private static readonly double[] Edges = [0, 0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 1.0000001];

    public string Name => "targets";

    public string Question => "Of targets given a probability of about 0.8, are about 80% met, and do the 90% intervals of the expected figure hold it 90% of the time? "
        + $"{Counties} counties with known truth, each its own: a national path in log odds with slope and shocks, eight groups (18 to 3,600 pupils) that depart from their peers by an amount that stays and one that comes and goes, "
        + "results clustered in schools (beta-binomial). Four years are seen (2011 to 2014); targets of six kinds fall due in 2015, 2016 and 2017, their amounts drawn so that some are easy and some are hard. "
        + "The national slope differs from county to county about 0 in the first world; the second is a harder one, in which a series of four years must tell that the country rises. "
        + "The verdicts are made by the same code as for a county's files.";

    public IEnumerable<Table> Run(long seed)
    {
        foreach (var (world, drift, counties) in new[] { ("the country may rise or fall", 0.0, Counties), ("the country mostly rises, by 1.5 points a year on average", 0.06, Counties / 4) })
        {
            var outcomes = new List<Outcome>[counties];
            Parallel.For(0, counties, i => outcomes[i] = Assess(RandomStream.FromSeed(seed).Fork(i), drift));
            Outcome[] all = [.. outcomes.SelectMany(o => o)];
            yield return Reliability(world, outcomes, all);
            yield return Coverage($"by kind: {world}", all.GroupBy(o => o.Kind));
            yield return Coverage($"by year due: {world}", all.GroupBy(o => $"{o.Due}"));
            yield return Coverage($"by size of group: {world}", all.GroupBy(o => o.Pupils < 100 ? "18 pupils" : o.Pupils < 500 ? "290 to 420" : o.Pupils < 1000 ? "650 to 800" : "3,600"));
            yield return Coverage($"together: {world}", all.GroupBy(_ => "all"));
        }
    }

    private static Table Reliability(string world, List<Outcome>[] outcomes, Outcome[] all) => new($"Probability given, share met; {outcomes.Length} counties, {world}",
        [new("given", "P(met) given"), new("targets", "Targets", "", 0), new("mean", "Mean P given", "%", 1), new("met", "Met", "%", 1), new("met_error", "Standard error", "ppt", 1)],
        Edges.Zip(Edges.Skip(1), (low, high) => (low, high, In: all.Where(o => o.Probability >= low && o.Probability < high).ToArray())).Select(b => (IReadOnlyList<Cell>)
            [$"{b.low:0.00} to {Math.Min(1, b.high):0.00}", b.In.Length, 100 * b.In.Average(o => o.Probability), 100.0 * b.In.Count(o => o.Met) / b.In.Length, ByCounty(outcomes, o => o.Probability >= b.low && o.Probability < b.high)]),
        $"Brier score {all.Average(o => Math.Pow(o.Probability - (o.Met ? 1 : 0), 2)):0.000}; of always saying the share met, {all.Count(o => o.Met) / (double)all.Length * (1 - (all.Count(o => o.Met) / (double)all.Length)):0.000}. Standard errors count counties, whose targets share one future.");

    private static Table Coverage(string by, IEnumerable<IGrouping<string, Outcome>> groups) => new($"90% intervals, {by}",
        [new("of", "Of"), new("targets", "Targets", "", 0), new("cover", "Hold the figure", "%", 1), new("below", "Figure below", "%", 1), new("above", "Figure above", "%", 1), new("width", "Mean width", "points", 1), new("met", "Met", "%", 1), new("given", "Mean P given", "%", 1)],
        groups.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (IReadOnlyList<Cell>)[g.Key, g.Count(), Share(g, o => o.Interval.Contains(o.Figure)), Share(g, o => o.Figure < o.Interval.Low), Share(g, o => o.Figure > o.Interval.High), g.Average(o => o.Interval.Width), Share(g, o => o.Met), 100 * g.Average(o => o.Probability)]));

    private static double Share(IEnumerable<Outcome> all, Func<Outcome, bool> holds) => 100.0 * all.Count(holds) / all.Count();

    private static double ByCounty(List<Outcome>[] counties, Func<Outcome, bool> chosen)
    {
        var parts = counties.Select(c => c.Where(chosen).ToArray()).Where(c => c.Length > 0).Select(c => (N: (double)c.Length, Met: (double)c.Count(o => o.Met))).ToArray();
        double n = parts.Sum(p => p.N), rate = parts.Sum(p => p.Met) / n;
        return 100 * Math.Sqrt(parts.Sum(p => Math.Pow(p.Met - (rate * p.N), 2))) / n;
    }

    private static List<Outcome> Assess(RandomStream stream, double drift)
    {
        var measure = Measures.EyfsGoodLevelOfDevelopment;
        var (counts, england) = Draw(measure, stream, drift);
        var seen = TargetFigures.OfCounts("simulated", Register(counts, stream.Fork("targets")), NationalFigures.Of(new(england)), counts.Where(c => c.Year <= AsOf));
        var truth = TargetFigures.OfCounts("simulated", seen.Register, NationalFigures.Of(new(england)), counts);
        var policy = AssessmentPolicy.Default with { Futures = 1000, Seed = (long)(stream.Fork("futures").Bits() >> 1) };
        var assessed = Research.Targets.At(AsOf, seen, [], policy).All.Select(t => t.Main.Conditions[0]);
        var decided = Research.Targets.At(Last, truth, [], policy);
        return [.. assessed.Zip(decided.All.Select(t => t.Main.Conditions[0])).Where(p => !double.IsNaN(p.First.Probability)).Select(p =>
            new Outcome(p.First.Condition.Kind.ToString(), p.First.Condition.Due, p.First.Pupils, p.First.Probability, p.Second.Verdict == TargetVerdict.Met, p.Second.Expected, p.First.ExpectedInterval))];
    }

    // Nothing here is the forecaster's own model with its own parameters: each county draws how restless it is.
    private static (GroupCount[] Counts, Comparator[] England) Draw(Measure measure, RandomStream stream, double drift)
    {
        int years = Last - First + 1;
        double slope = stream.Normal(drift, 0.06), shock = stream.Uniform(0.01, 0.08), own = stream.Uniform(0.01, 0.08), wander = stream.Uniform(0.01, 0.08), clustering = stream.Uniform(1, 1.8), height = stream.Normal(0.5, 0.4);
        var national = Path(years, slope, shock, stream.Fork("national"));
        var counts = new List<GroupCount>();
        var england = new List<Comparator>();
        foreach (var (id, pupils, behind) in Groups)
        {
            var group = Research.Groups.Find(id);
            var chance = stream.Fork(id);
            double[] us = Path(years, chance.Normal(0, own / 3), own, chance), theirs = Path(years, chance.Normal(0, own / 3), own / 2, chance.Fork("england"));
            double apart = behind + chance.Normal(0, 0.2), gapEngland = behind + chance.Normal(0, 0.1);
            for (int t = 0; t < years; t++)
            {
                double level = height + national[t];
                Tally Of(double logit, int size) => Clustered(chance, 1 / (1 + Math.Exp(-logit)), size, clustering);
                counts.Add(new(measure, group, First + t, "", Of(level - apart + us[t] + chance.Normal(0, wander), pupils), Of(level + (us[t] / 4) + chance.Normal(0, wander / 3), 7200 - pupils), default));
                double rate = 100 / (1 + Math.Exp(-(level - gapEngland + theirs[t]))), peers = 100 / (1 + Math.Exp(-level));
                england.Add(new(measure.Id, id, Place.England, First + t, Math.Round(rate, 1), null, "simulated"));
                if (england.All(e => e.Group != group.PeersId || e.Year != First + t)) england.Add(new(measure.Id, group.PeersId, Place.England, First + t, Math.Round(peers, 1), null, "simulated"));
            }
        }
        return ([.. counts], [.. england]);
    }

    private static double[] Path(int years, double slope, double shock, RandomStream stream)
    {
        var path = new double[years];
        for (int t = 1; t < years; t++) path[t] = path[t - 1] + slope + (shock * stream.Normal());
        return path;
    }

    private static Tally Clustered(RandomStream stream, double rate, int pupils, double designEffect)
    {
        // Beta-binomial with variance designEffect times the binomial's.
        double spread = designEffect <= 1.001 ? 1e9 : ((pupils - 1) / (designEffect - 1)) - 1;
        double drawn = pupils < 60 || spread > 1e8 ? rate : stream.Beta(Math.Max(0.01, rate * spread), Math.Max(0.01, (1 - rate) * spread));
        int reached = stream.Binomial(pupils, drawn);
        return new(pupils, pupils, reached, pupils);
    }

    private static TargetRegister Register(GroupCount[] counts, RandomStream stream)
    {
        var all = new List<Target>();
        foreach (var (id, _, _) in Groups)
            foreach (int due in (int[])[2015, 2016, 2017])
            {
                var kind = ((TargetKind[])[TargetKind.AttainmentUpPpt, TargetKind.AttainmentUpPercent, TargetKind.GapDownPpt, TargetKind.GapDownPercent, TargetKind.ValueToNational, TargetKind.GapToNational])[stream.Below(6)];
                bool percent = kind is TargetKind.AttainmentUpPercent or TargetKind.GapDownPercent;
                double amount = Math.Max(0, kind.IsGap ? stream.Uniform(-2, 4) : stream.Uniform(0, 8)) * (percent ? 3 : 1);
                all.Add(new($"{id} {due}", "EYFS", "1", "simulated", "", [new("a", "", false, [new() { Kind = kind, Measure = counts[0].Measure.Id, Group = id, Against = id, Amount = amount, BaselineYear = AsOf, Due = due }])]));
            }
        return new("simulated", [.. all]);
    }

    private readonly record struct Outcome(string Kind, int Due, long Pupils, double Probability, bool Met, double Figure, Interval Interval);
}
