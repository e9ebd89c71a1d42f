using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>All targets as of a time: a line a target for the board, and everything behind it.</summary>
public sealed record Assessment : Result
{
    private readonly Dictionary<string, TargetAssessment> byId;

    internal Assessment(AsOf asOf, AssessmentPolicy policy, (TargetFigures Figures, TargetFutures Futures, Indicators Indicators) behind)
    {
        (AsOf, Policy, Figures, Futures, Indicators, Contradictions) = (asOf, policy, behind.Figures, behind.Futures, behind.Indicators, ContradictionRules.Find(behind.Figures, asOf.Results));
        All = [.. Figures.Register.All.Select(t => new TargetAssessment(t, [.. t.Readings.Select(r => Retest(Futures, r))]))];
        byId = All.ToDictionary(t => t.Target.Id, StringComparer.Ordinal);
    }

    /// <summary>When.</summary>
    public AsOf AsOf { get; }

    /// <summary>The county's name.</summary>
    public string CountyName => Figures.Name;

    /// <summary>The thresholds.</summary>
    public AssessmentPolicy Policy { get; }

    /// <summary>The targets, in the file's order.</summary>
    public ImmutableArray<TargetAssessment> All { get; }

    /// <summary>Where targets contradict themselves, arithmetic or one another.</summary>
    public ImmutableArray<Contradiction> Contradictions { get; }

    /// <summary>The early signs and records known by then; after a year's results, the records alone.</summary>
    public ImmutableArray<Indicator> EarlySigns => [.. Indicators.Known.Select(k => k.Sign)];

    internal TargetFigures Figures { get; }

    internal TargetFutures Futures { get; }

    internal Indicators Indicators { get; }

    /// <summary>The target of an id.</summary>
    public TargetAssessment this[string id] => byId[Figures.Register[id].Id];

    /// <summary>How many targets have a verdict.</summary>
    public int Count(TargetVerdict verdict) => All.Count(t => t.Verdict == verdict);

    /// <inheritdoc/>
    public override Table ToTable() => new(Title,
        [
            new("target", "Target"), new("phase", "Phase"), new("statement", "What it says"), new("verdict", "Verdict"), new("probability_low", "P(met), lowest reading", "", 2), new("probability_high", "highest", "", 2),
            new("why", "In a sentence"),
        ],
        All.Select(t => (IReadOnlyList<Cell>)[t.Target.Id, t.Target.Phase, t.Target.Statement, t.Words, Chance(t.Probability.Low), Chance(t.Probability.High), t.Sentence]), [.. Notes]);

    /// <summary>Every reading of the words and its conditions, each with its verdict.</summary>
    public Table Readings => new($"Readings {At}",
        [new("target", "Target"), new("reading", "Reading"), new("meaning", "Read as"), new("reading_verdict", "Verdict"), new("condition", "Condition"), new("condition_verdict", "Verdict on the condition"), new("probability", "P(met)", "", 2)],
        Conditions.Select(x => (IReadOnlyList<Cell>)[x.Id, x.Reading.Reading.Letter, x.Reading.Reading.Meaning, x.Reading.Verdict.Title, x.Condition.Condition.Words, x.Condition.Verdict.Title, Chance(x.Condition.Probability)]),
        "A reading is met when all its conditions are. z: not assessable, for the reason in the table of reasons.");

    /// <summary>Every condition that can be assessed: expected figure and distance, pace needed beside the best kept up before, what noise allows to be told.</summary>
    public Table Paces => new($"Figures and paces {At}",
        [
            new("target", "Target"), new("reading", "Reading"), new("of", "Figure of"), new("due", "Due", "", 0), new("year", "Last known", "", 0), new("now", "Then"), new("goal", "Goal"), new("expected", "Expected"), new("low_90", "90% low"), new("high_90", "90% high"),
            new("distance", "Distance"), new("yearly_needed", "Needed a year"), new("best_sustained", "Best kept up"), new("smallest_tellable", "Tellable"), new("pupils", "Pupils", "", 0),
        ],
        Conditions.Where(x => x.Condition.Verdict != TargetVerdict.NotAssessable).Select(x => (IReadOnlyList<Cell>)
        [
            x.Id, x.Reading.Reading.Letter, x.Condition.Condition.Quantity, x.Condition.Condition.Due, x.Condition.Year == 0 ? Cell.Without(Symbol.NotApplicable) : x.Condition.Year,
            .. new[] { x.Condition.Now, x.Condition.Goal, x.Condition.Expected, x.Condition.ExpectedInterval.Low, x.Condition.ExpectedInterval.High, x.Condition.Distance, x.Condition.YearlyNeeded, x.Condition.BestSustained, x.Condition.SmallestTellable }
                .Select(value => Figure(value, x.Condition.Condition)),
            x.Condition.Pupils == 0 ? Cell.Without(Symbol.NotApplicable) : x.Condition.Pupils,
        ]),
        "In the figure's own unit: per cent, points of a gap, points of the rank-based index, or schools. A negative distance falls short. Best kept up: the best yearly change sustained before. Tellable: the smallest change between two cohorts of that size that could be told from chance. z: there is none.");

    /// <summary>Targets that are not assessable, wholly or in a reading, and why.</summary>
    public Table Reasons => new($"Not assessable {At}",
        [new("target", "Target"), new("reading", "Reading"), new("meaning", "Read as"), new("reason", "Why"), new("smallest_tellable", "Smallest change tellable from chance", "", 1), new("pupils", "Pupils", "", 0)],
        All.SelectMany(t => t.Readings.Where(r => r.Verdict == TargetVerdict.NotAssessable).Select(r => (IReadOnlyList<Cell>)
            [t.Target.Id, r.Reading.Letter, r.Reading.Meaning, r.Reason, Figure(r.Conditions[0].SmallestTellable, r.Conditions[0].Condition), r.Conditions[0].Pupils == 0 ? Cell.Without(Symbol.NotApplicable) : r.Conditions[0].Pupils])));

    /// <summary>Groups so small that only a large change could be told from chance: in a group's size, what cannot be shown.</summary>
    public Table SmallGroups => new($"Small groups {At}: what their size allows to be told",
        [new("group", "Group"), new("measure", "Of"), new("pupils", "Pupils", "", 0), new("now", "Figure", "%", 1), new("smallest_tellable", "Cannot show less than", "ppt", 1), new("targets", "Targets")],
        All.SelectMany(t => t.Readings.SelectMany(r => r.Conditions.Select(c => (t.Target.Id, Condition: c)))).Where(x => x.Condition.Condition.Unit == "%" && x.Condition.Pupils is > 0 and <= 100)
            .GroupBy(x => (x.Condition.Condition.Group, x.Condition.Condition.Measure)).Select(g => (IReadOnlyList<Cell>)[g.First().Condition.Condition.GroupItself.Title, Measures.Find(g.Key.Measure).Title, g.First().Condition.Pupils,
                g.First().Condition.Now, g.First().Condition.SmallestTellable, string.Join(", ", g.Select(x => x.Id).Distinct())]),
        "Fisher's exact test between two cohorts of the size, at 5%. Small numbers: not for publication without disclosure control.");

    /// <summary>Cohorts already in the system: what their prior attainment makes of the figures to come, if nothing else changes.</summary>
    public Table InTheSystem => new($"Pupils already in the system, {At}",
        [new("measure", "Measure"), new("year", "Cohort of", "", 0), new("prior_year", "Prior attainment of", "", 0), new("advantage", "Change that prior attainment alone makes on the last cohort", "ppt", 1)],
        Figures.Mixes.OrderBy(m => m.Key, StringComparer.Ordinal).SelectMany(m => CohortMix.Changes(m.Key, m.Value, Figures, AsOf.Results)).Select(c => (IReadOnlyList<Cell>)[Measures.Find(c.Measure).Title, c.Year, c.PriorYear, c.Change]),
        "All pupils; rates at each prior level as in the years up to now. The cohort of Key Stage 2 in 2017 is that of Key Stage 1 in 2013.");

    /// <summary>Early signs known by now, and how they entered.</summary>
    public Table SignsTable => new($"Early signs and records known {At}: {Rounding.Text(100 * Indicators.InPlay, 0)}% of the futures stay in play",
        [new("indicator", "Sign"), new("month", "Month"), new("of", "Sign of"), new("year", "Year", "", 0), new("value", "Seen", "", 1), new("usual", "Usual", "", 1), new("per_point", "Points a point", "", 2), new("error", "Error", "ppt", 1), new("entered", "Entered")],
        Indicators.Known.Select(k => (k.Sign, k.Use)).Select(k => (IReadOnlyList<Cell>)[k.Sign.Name, k.Sign.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), k.Sign.Target.Length > 0 ? k.Sign.Target : $"{Measures.Find(k.Sign.Measure).Title}, {Groups.Find(k.Sign.Group).Title}",
            k.Sign.Year, k.Sign.Value, Known(k.Sign.Usual), k.Sign.Target.Length > 0 ? Cell.Without(Symbol.NotApplicable) : k.Sign.PerPoint, Known(k.Sign.Error), k.Use]),
        "Signs are taken as independent of each other. In play: as many equally weighted futures would say as much (effective number). z: does not apply to a direct sign or to a record.");

    /// <summary>Where the targets contradict themselves, arithmetic or one another.</summary>
    public Table ContradictionsTable => new($"{Contradictions.Length} contradictions, found by general rules",
        [new("rule", "Rule"), new("targets", "Targets"), new("words", "What does not fit")],
        Contradictions.Select(c => (IReadOnlyList<Cell>)[c.Rule, string.Join(", ", c.Targets), c.Words]));

    /// <summary>One line a target with a small line of its figures, the verdict in words.</summary>
    public override string ToHtml() => BoardPage.Of(this);

    internal string Title => $"{char.ToUpperInvariant(CountyName[0])}{CountyName[1..]}: {All.Length} target{(All.Length == 1 ? "" : "s")} {At}. " + string.Join(", ", All.GroupBy(t => t.Verdict).OrderBy(g => g.Key).Select(g => $"{g.Key.Title}: {g.Count()}"));

    internal string At => AsOf.Month is null ? $"after the results of {AsOf}" : $"in {AsOf}, results to {AsOf.Results.ToString(CultureInfo.InvariantCulture)}";

    internal IEnumerable<string> Notes =>
    [
        string.Create(CultureInfo.InvariantCulture, $"On track: met with a probability of {Policy.OnTrackFrom:0.##} or more; at risk: {Policy.AtRiskFrom:0.##} or more; off track: less. {Futures.Count:N0} futures, seed {Policy.Seed}."),
        "Where the readings of the words differ, each is shown. Readings on the rank-based gap index speak only where no other can: the county ranks its own pupils and England its own, so compare the two with care.",
    ];

    /// <summary>One reading on other futures.</summary>
    internal ReadingAssessment Retest(TargetFutures futures, TargetReading reading)
    {
        var test = new ConditionTest(Figures, futures, Indicators, Policy);
        return new(reading, [.. reading.Conditions.Select(test.Of)], Together, Policy);
    }

    /// <summary>The same assessment on other futures.</summary>
    internal Assessment On(TargetFutures futures) => new(AsOf, Policy, (Figures, futures, Indicators));

    internal static Cell Chance(double p) => Known(p);

    private static Cell Known(double value) => double.IsNaN(value) ? Cell.Without(Symbol.NotApplicable) : Cell.Of(value);

    private IEnumerable<(string Id, ReadingAssessment Reading, ConditionAssessment Condition)> Conditions => All.SelectMany(t => t.Readings.SelectMany(r => r.Conditions.Select(c => (t.Target.Id, r, c))));

    private static Cell Figure(double value, TargetCondition c) => double.IsNaN(value) ? Cell.Without(Symbol.NotApplicable) : Cell.Of(value, Math.Max(1, c.Decimals));

    // Conditions of one future hang together: they must hold in the same one.
    private double Together(ImmutableArray<ConditionAssessment> conditions)
    {
        int count = conditions.Max(c => c.Margins.Length);
        double[] all = new double[count];
        for (int k = 0; k < count; k++) all[k] = conditions.All(c => ConditionTest.IsMet(c.Condition, c.Margins[k % c.Margins.Length])) ? 1 : 0;
        return Indicators.Share(all, met => met > 0);
    }
}
