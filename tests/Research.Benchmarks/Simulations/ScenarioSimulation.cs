using System.Collections.Immutable;

namespace Research.Benchmarks;

/// <summary>Counties in which programmes were really run: do scenarios made before say what then happened?</summary>
internal sealed class ScenarioSimulation : ISimulation
{
    private const int Counties = 60;

    private static readonly (string Title, (int First, int AsOf, int Due) Years, string Measure, string[] Groups, string[] Means, string[] Floors)[] Eras =
    [
        ("levels, seen to 2014, due in 2015", (2011, 2014, 2015), "ks2_rwm_4plus", ["fsm", "ever6", "eal"], [], ["ks2_rwm_4plus < 60", "ks2_rwm_4plus < 70 and ks2_reading_progress2 < 90"]),
        ("scaled scores, seen to 2018, due in 2019", (2016, 2018, 2019), "ks2_rwm_expected", ["fsm", "sen"], ["fsm", "sen"], ["ks2_rwm_expected < 50"]),
    ];

    public string Name => "scenarios";

    public string Question => "Programmes are put to a county's targets from what is known before they start. Do they then move the figures by as much as was said, do the 90% intervals of the figures hold them, and are the probabilities true to their word? "
        + $"{Counties} counties in each of two eras of Key Stage 2, each with some 2,000 pupils a cohort in 40 schools, drawn from a latent model of its own: ability at Key Stage 1, groups that overlap, schools, a restless county, three subjects correlated at 0.8. "
        + "The coming cohort is drawn once and its results are taken twice with the same chance: without the programmes, and with them really applied to each pupil's scores in each subject. Three programmes act: 60% of pupils with free school meals gain 0.25 (standard error 0.06) with 10% displaced; half of them gained 0.20 (0.06) "
        + "a year before, of which 70% is kept; half of all pupils gain 0.08 (0.03). A county's true effects are drawn from these estimates. Scenarios know the files to the year before, and the estimates. Then the same counties with truths that break what a scenario assumes.";

    public IEnumerable<Table> Run(long seed)
    {
        foreach (var era in Eras)
        {
            var outcomes = new List<Outcome>[Counties];
            var root = RandomStream.FromSeed(seed).Fork(era.Measure);
            Parallel.For(0, Counties, i => outcomes[i] = Compare(root.Fork(i), era));
            Outcome[] all = [.. outcomes.SelectMany(o => o)];
            yield return Changes(era.Title, [.. all.Where(o => o.Truth == ProgrammeTruth.AsAssumed)]);
            yield return Intervals(era.Title, [.. all.Where(o => o.Truth == ProgrammeTruth.AsAssumed)]);
            yield return Reliability(era.Title, [.. all.Where(o => o.Truth == ProgrammeTruth.AsAssumed)]);
            yield return Broken(era.Title, all);
        }
    }

    private static Table Changes(string era, Outcome[] all) => new($"Change that the programmes make, said and true: {era}",
        [
            new("figure", "Figure"), new("counties", "Counties", "", 0), new("said_without", "Figure without said, mean", "", 1), new("figure_without", "True figure without, mean", "", 1), new("said", "Change said, mean", "", 2), new("true", "True change, mean", "", 2), new("bias", "Said less true", "", 2), new("error", "Standard error", "", 2), new("share", "Said, of the true change", "%", 0),
            new("sd", "SD of true changes", "", 2), new("off", "SD of said less true", "", 2), new("cover", "90% intervals of the change that hold it", "%", 1),
        ],
        all.GroupBy(o => o.Figure).Select(g => (IReadOnlyList<Cell>)
            [g.Key, g.Count(), g.Average(o => o.SaidWithout), g.Average(o => o.Without), g.Average(o => o.Said), g.Average(o => o.Change), g.Average(o => o.Said - o.Change), Deviation(g.Select(o => o.Said - o.Change)) / Math.Sqrt(g.Count()), 100 * g.Average(o => o.Said) / g.Average(o => o.Change), Deviation(g.Select(o => o.Change)), Deviation(g.Select(o => o.Said - o.Change)), Share(g, o => o.OfChange.Contains(o.Change))]),
        "Rates in per cent, gaps in points, means in scaled score, index in index points, schools in schools. The interval of the change is that over futures, 5% to 95%; of schools it is in whole numbers, so it holds more.");

    private static Table Intervals(string era, Outcome[] all) => new($"90% intervals of the figures, without and with programmes: {era}",
        [new("figure", "Figure"), new("counties", "Counties", "", 0), new("without", "Without: hold it", "%", 1), new("with", "With: hold it", "%", 1), new("below", "Figure below", "%", 1), new("above", "Figure above", "%", 1), new("width_without", "Mean width without", "", 2), new("width", "with", "", 2)],
        all.GroupBy(o => o.Figure).Append(all.GroupBy(_ => "all").Single()).Select(g => (IReadOnlyList<Cell>)
            [g.Key, g.Count(), Share(g, o => o.Before.ExpectedInterval.Contains(o.Without)), Share(g, o => o.After.ExpectedInterval.Contains(o.With)), Share(g, o => o.With < o.After.ExpectedInterval.Low), Share(g, o => o.With > o.After.ExpectedInterval.High), g.Average(o => o.Before.ExpectedInterval.Width), g.Average(o => o.After.ExpectedInterval.Width)]));

    private static Table Reliability(string era, Outcome[] all) => new($"Probability given, share met: {era}",
        [new("given", "P(met) given"), new("targets", "Targets with programmes", "", 0), new("mean", "Mean P given", "%", 1), new("met", "Met", "%", 1), new("targets_without", "Targets without", "", 0), new("mean_without", "Mean P given", "%", 1), new("met_without", "Met", "%", 1)],
        new[] { 0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0001 }.Zip([0.1, 0.3, 0.5, 0.7, 0.9, 1.0001], (low, high) => (low, high)).Where(b => b.low < b.high).Select(b => (IReadOnlyList<Cell>)
            [$"{b.low:0.0} to {Math.Min(1, b.high):0.0}", .. Of(all.Where(o => o.After.Probability >= b.low && o.After.Probability < b.high), o => (o.After.Probability, o.IsMet(o.With))), .. Of(all.Where(o => o.Before.Probability >= b.low && o.Before.Probability < b.high), o => (o.Before.Probability, o.IsMet(o.Without)))]),
        $"Mean P given with programmes {100 * all.Average(o => o.After.Probability):0.0}%, met {Share(all, o => o.IsMet(o.With)):0.0}%; without {100 * all.Average(o => o.Before.Probability):0.0}% and {Share(all, o => o.IsMet(o.Without)):0.0}%. Brier score with {all.Average(o => Math.Pow(o.After.Probability - (o.IsMet(o.With) ? 1 : 0), 2)):0.000}, without {all.Average(o => Math.Pow(o.Before.Probability - (o.IsMet(o.Without) ? 1 : 0), 2)):0.000}.");

    private static Table Broken(string era, Outcome[] all) => new($"True change where the truth is not what a scenario assumes: {era}",
        [new("figure", "Figure"), new("said", "Change said, mean", "", 2), .. Enum.GetValues<ProgrammeTruth>().Select(t => new TableColumn(t.ToString(), Words(t), "", 2))],
        all.GroupBy(o => o.Figure).Select(g => (IReadOnlyList<Cell>)[g.Key, g.Average(o => o.Said), .. Enum.GetValues<ProgrammeTruth>().Select(t => (Cell)g.Where(o => o.Truth == t).Average(o => o.Change))])
            .Append(["intervals of figures that hold them (%)", Cell.Without(Symbol.NotApplicable), .. Enum.GetValues<ProgrammeTruth>().Select(t => (Cell)Share(all.Where(o => o.Truth == t), o => o.After.ExpectedInterval.Contains(o.With)))])
            .Append(["mean P(met) given less share met (ppt)", Cell.Without(Symbol.NotApplicable), .. Enum.GetValues<ProgrammeTruth>().Select(t => (Cell)(100 * all.Where(o => o.Truth == t).Average(o => o.After.Probability - (o.IsMet(o.With) ? 1 : 0))))]));

    private static string Words(ProgrammeTruth truth) => truth switch
    {
        ProgrammeTruth.AsAssumed => "as assumed",
        ProgrammeTruth.EffectVaries => "effect varies from pupil to pupil, SD as its mean",
        ProgrammeTruth.LargerForLowPrior => "half as large again below the middle of prior attainment, half as small above",
        ProgrammeTruth.WeakestFirst => "weakest reached first",
        ProgrammeTruth.WholeSchools => "whole schools reached",
        _ => "only reading moves",
    };

    private static List<Outcome> Compare(RandomStream stream, (string Title, (int First, int AsOf, int Due) Years, string Measure, string[] Groups, string[] Means, string[] Floors) era)
    {
        var made = new SimulatedKeyStage2(stream.Fork("county"), era.Years);
        string folder = Directory.CreateTempSubdirectory("scenario-county-").FullName;
        try
        {
            made.Write(folder);
            using var county = County.Open(folder, threads: 1);
            var policy = AssessmentPolicy.Default with { Futures = 1000, Seed = (long)(stream.Fork("futures").Bits() >> 1) };
            Programme[] programmes = [Of("tuition", "fsm", (0.6, 0.25, 0.06)) with { Displacement = 0.1 }, Of("before", "fsm", (0.5, 0.2, 0.06)) with { Lag = 1, Kept = 0.7, Start = era.Years.AsOf }, Of("whole", "all", (0.5, 0.08, 0.03))];
            Programme Of(string id, string group, (double Reach, double Effect, double Error) x) => new() { Id = id, Title = id, Phase = Phase.KeyStage2, Group = group, Reach = x.Reach, Effect = x.Effect, EffectError = x.Error, Start = era.Years.AsOf + 1 };
            var figures = Figures(era, made.Cohort(era.Years.AsOf), stream.Fork("levels"));
            var register = new TargetRegister("simulated", [.. figures.Select(f => new Target(f.Name, "KS2", "1", "simulated", "", [new("a", "", false, [f.Condition])]))]);
            var said = Scenario.Run(Research.Targets.Assess(county, era.Years.AsOf, register, policy), programmes);
            var effects = stream.Fork("effects");
            (Programme, double)[] truth = [.. programmes.Select(p => (p, effects.Normal(p.Effect, p.EffectError) * Math.Pow(p.Kept, p.Lag)))];
            var without = made.Cohort(era.Years.Due);
            var outcomes = new List<Outcome>();
            foreach (var how in Enum.GetValues<ProgrammeTruth>())
            {
                var with = made.With(stream.Fork("reached"), truth, how);
                foreach (var (name, _, figure) in figures)
                {
                    var (before, after) = (said.Before[name].Main.Conditions[0], said.After[name].Main.Conditions[0]);
                    double[] moved = [.. after.Margins.Zip(before.Margins, (a, b) => before.Condition.IsDownwards ? b - a : a - b).Order()];
                    outcomes.Add(new(name, how, (before, after), moved.Average(), new(moved[moved.Length / 20], moved[^(1 + (moved.Length / 20))], 0.9), (figure(without), figure(with))));
                }
            }
            return outcomes;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<(string Name, TargetCondition Condition, Func<SimulatedPupil[], double> Figure)> Figures((string Title, (int First, int AsOf, int Due) Years, string Measure, string[] Groups, string[] Means, string[] Floors) era, SimulatedPupil[] last, RandomStream stream)
    {
        var all = new List<(string, TargetCondition, Func<SimulatedPupil[], double>)>();
        foreach (string g in era.Groups.Append("all")) Add($"rate, {g}", TargetKind.ValueTo, (era.Measure, g), c => SimulatedKeyStage2.Rate(c.Where(p => p.IsIn(g)), era.Measure), (0, 12));
        foreach (string g in era.Groups) Add($"gap, {g}", TargetKind.GapTo, (era.Measure, g), c => SimulatedKeyStage2.Rate(c.Where(p => !p.IsIn(g)), era.Measure) - SimulatedKeyStage2.Rate(c.Where(p => p.IsIn(g)), era.Measure), (-10, 3));
        foreach (string g in era.Means) Add($"gap in mean score, {g}", TargetKind.GapTo, ("ks2_reading_scaled_score", g), c => SimulatedKeyStage2.ReadingScore(c.Where(p => !p.IsIn(g))) - SimulatedKeyStage2.ReadingScore(c.Where(p => p.IsIn(g))), (-2.5, 0.5));
        foreach (string g in era.Groups) Add($"index, {g}", TargetKind.GapTo, ("gap_index_ks2", g), c => SimulatedKeyStage2.Index(c, g), (-1, 0.4));
        foreach (string f in era.Floors) Add($"schools with {f}", TargetKind.SchoolsBelow, (f, "all"), c => SimulatedKeyStage2.Below(c, Floor.Parse(f)!), (-5, 1));
        return all;

        // Levels to reach lie about the last figure, so that some are easy and some are hard.
        void Add(string name, TargetKind kind, (string Measure, string Group) of, Func<SimulatedPupil[], double> figure, (double Low, double High) about)
        {
            double level = figure(last) + stream.Uniform(about.Low, about.High);
            if (kind == TargetKind.SchoolsBelow) level = Math.Max(0, Math.Round(level));
            all.Add((name, new() { Kind = kind, Measure = of.Measure, Group = of.Group, Against = of.Group, Level = level, Amount = kind == TargetKind.SchoolsBelow ? level : double.NaN, Due = era.Years.Due }, figure));
        }
    }

    private static Cell[] Of(IEnumerable<Outcome> some, Func<Outcome, (double Given, bool Met)> of)
    {
        var all = some.Select(of).ToArray();
        return all.Length == 0 ? [0, Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable)] : [all.Length, 100 * all.Average(a => a.Given), 100.0 * all.Count(a => a.Met) / all.Length];
    }

    private static double Share(IEnumerable<Outcome> all, Func<Outcome, bool> holds) => 100.0 * all.Count(holds) / all.Count();

    private static double Deviation(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average();
        return Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / (all.Length - 1));
    }

    private sealed record Outcome(string Figure, ProgrammeTruth Truth, (ConditionAssessment Before, ConditionAssessment After) Both, double Said, Interval OfChange, (double Without, double With) Figures)
    {
        public ConditionAssessment Before => Both.Before;

        public ConditionAssessment After => Both.After;

        public double Without => Figures.Without;

        public double SaidWithout => Before.Condition.IsDownwards ? Before.Goal - Before.Margins.Average() : Before.Goal + Before.Margins.Average();

        public double With => Figures.With;

        public double Change => With - Without;

        public bool IsMet(double figure) => Before.Condition.IsDownwards ? figure <= Before.Goal + 1e-9 : figure >= Before.Goal - 1e-9;
    }
}
