using System.Globalization;

namespace Research;

/// <summary>Puts one condition to the test as of a time: what cannot be tested and why, what the results say, or what the futures say.</summary>
internal sealed class ConditionTest(TargetFigures figures, TargetFutures futures, Indicators indicators, AssessmentPolicy policy)
{
    private int AsOf => futures.AsOf;

    public ConditionAssessment Of(TargetCondition c)
    {
        if (c.Kind == TargetKind.Undefined) return new(c) { Reason = Sentence(c.Needs) };
        if (c.Kind.IsRecord) return OfRecord(c);
        var behind = Background(c);
        if (Obstacle(c) is { } reason) return behind with { Reason = Sentence(reason) };
        return c.Due <= AsOf ? Decided(c, behind) : Forecast(c, behind);
    }

    // What can be said whether or not it can be tested: the last figure, the pace kept before, what noise allows to be told.
    private ConditionAssessment Background(TargetCondition c)
    {
        (int Year, double Value)[] known = [.. Known(c)];
        if (known.Length == 0) return new(c);
        int last = known[^1].Year;
        return new(c)
        {
            Year = last,
            Now = known[^1].Value,
            BestSustained = SustainedChange.Best(known, c.IsDownwards, policy.SustainedYears),
            SmallestTellable = DetectableChange.Of(figures, c, last, policy.Significance),
            Pupils = figures.Pupils(c, last),
        };
    }

    private IEnumerable<(int Year, double Value)> Known(TargetCondition c)
    {
        int from = c.Kind == TargetKind.SchoolsBelow || c.IsIndex ? 0
            : Measures.Find(c.Measure).Breaks.Concat(c.GroupItself.Breaks).Where(b => b.Kind == BreakKind.NotComparable && b.Year <= AsOf).Select(b => b.Year).DefaultIfEmpty(0).Max();
        return Enumerable.Range(1990, AsOf - 1989).Where(y => y >= from).Select(y => (y, figures.Quantity(c, y))).Where(p => double.IsFinite(p.Item2));
    }

    private string? Obstacle(TargetCondition c)
    {
        string due = Text(c.Due);
        if (c.Due > AsOf + policy.LongestForecast) return $"{due} is more than {Text(policy.LongestForecast)} years ahead: no forecast reaches so far";
        if (c.Kind == TargetKind.SchoolsBelow)
        {
            var undefined = Floor.Parse(c.Measure)!.Conditions.Select(f => Measures.Find(f.Measure)).FirstOrDefault(m => !m.IsDefinedIn(c.Due));
            return undefined is not null ? Ended(undefined, c.Due) : figures.Floors(c.Measure).Any(f => f.Year <= AsOf) ? null : "the extract has no school results to count";
        }
        if (!c.GroupItself.IsDefinedIn(c.Due)) return $"the group {c.GroupItself.Title} is not recorded in {due}: its categories changed in {Text(c.GroupItself.LastYear + 1)}";
        if (!c.IsIndex && !Measures.Find(c.Measure).IsDefinedIn(c.Due)) return Ended(Measures.Find(c.Measure), c.Due);
        int since = c.Kind.NeedsBaseline ? c.BaselineYear : Math.Min(AsOf, c.Due);
        foreach (var (what, breaks) in new[] { (c.IsIndex ? "" : Measures.Find(c.Measure).Title, c.IsIndex ? [] : Measures.Find(c.Measure).BreaksBetween(since, c.Due)), (c.GroupItself.Title, c.GroupItself.BreaksBetween(since, c.Due)) })
            if (breaks.FirstOrDefault(b => b.Kind == BreakKind.NotComparable) is { } broken)
                return $"{what} means something else from {Text(broken.Year)} on ({broken.Why}), so {Text(since)} and {due} cannot be compared";
        if (c.Kind.NeedsBaseline && c.BaselineYear > AsOf) return $"the figure of {Text(c.BaselineYear)} that it starts from is not known yet";
        if (c.Kind.NeedsBaseline && double.IsNaN(BaselineOf(c))) return $"the extract has no figure of {Text(c.BaselineYear)} to start from";
        if (c.Kind.IsNational && Missing(c) is { } missing) return missing;
        if (c.Due <= AsOf && double.IsNaN(figures.Quantity(c, c.Due))) return $"the extract has no pupils of the group with a result in {due}";
        return c.Due > AsOf && futures.Find(NameOf(c), c.Due) is null ? "the extract has no earlier figure to forecast from" : null;
    }

    private string? Missing(TargetCondition c)
    {
        string whom = TargetCondition.GroupOf(c.Against).Title;
        if (c.Due <= AsOf) return double.IsNaN(figures.England(c, c.Due)) ? $"England's figure of {Text(c.Due)} ({whom}) is not among the comparators" : null;
        return futures.Find(EnglandOf(c), c.Due) is null ? $"no figure of England ({whom}) is among the comparators, so there is no goal to compare with" : null;
    }

    private static string Ended(Measure m, int due) => m.LastYear < due
        ? $"{m.Title} ends in {Text(m.LastYear)}{(m.LastYear == 2015 && m.Phase is Phase.KeyStage1 or Phase.KeyStage2 ? ", when levels ended; scaled scores are another scale. The rank-based gap index runs on across the change" : "")}"
        : $"{m.Title} begins in {Text(m.FirstYear)}";

    private ConditionAssessment Decided(TargetCondition c, ConditionAssessment behind)
    {
        double figure = figures.Quantity(c, c.Due), goal = c.Kind.IsNational ? figures.England(c, c.Due) : c.ThresholdFrom(BaselineOf(c));
        double margin = c.IsDownwards ? goal - figure : figure - goal;
        bool met = IsMet(c, margin);
        return behind with { Verdict = met ? TargetVerdict.Met : TargetVerdict.NotMet, Probability = met ? 1 : 0, Goal = goal, Expected = figure, Margins = [margin] };
    }

    private ConditionAssessment Forecast(TargetCondition c, ConditionAssessment behind)
    {
        double[] figure = futures.Find(NameOf(c), c.Due)!, goal = c.Kind.IsNational ? futures.Find(EnglandOf(c), c.Due)! : [c.ThresholdFrom(BaselineOf(c))];
        double[] margins = [.. figure.Select((f, k) => c.IsDownwards ? goal[k % goal.Length] - f : f - goal[k % goal.Length])];
        double middle = indicators.Quantile([.. figure.Select((_, k) => goal[k % goal.Length])], 0.5), probability = indicators.Share(margins, m => IsMet(c, m));
        double gap = c.IsDownwards ? behind.Now - middle : middle - behind.Now;
        return behind with
        {
            Verdict = TargetVerdicts.OfProbability(probability, decided: false, policy),
            Probability = probability,
            Goal = middle,
            Expected = indicators.Quantile(figure, 0.5),
            ExpectedInterval = new(indicators.Quantile(figure, 0.05), indicators.Quantile(figure, 0.95), 0.9),
            YearlyNeeded = Math.Max(0, gap) / (c.Due - behind.Year),
            Margins = margins,
        };
    }

    private ConditionAssessment OfRecord(TargetCondition c)
    {
        if (indicators.Recorded(c) is not { } found) return new(c) { Reason = Sentence($"it rests on a record, not on results: {c.Needs}") };
        double goal = c.Kind == TargetKind.Done ? 1 : c.Amount;
        // A shortfall counts once the year it is due has a record; an older one says nothing of what came after.
        bool met = found.Value >= goal, over = met || (c.Due <= AsOf && found.Year == c.Due);
        return new ConditionAssessment(c) { Year = found.Year, Now = found.Value, Goal = goal, Expected = found.Value } with
        {
            Verdict = met ? TargetVerdict.Met : over ? TargetVerdict.NotMet : TargetVerdict.NotAssessable,
            Probability = met ? 1 : over ? 0 : double.NaN,
            Reason = met || over ? "" : Sentence(string.Create(CultureInfo.InvariantCulture, $"{found.Value:0.#} of {goal:0.#} recorded by {found.Year}{(c.Due <= AsOf ? ", and nothing later" : "; a record has no forecast")}")),
            Margins = met || over ? [found.Value - goal] : [],
        };
    }

    private double BaselineOf(TargetCondition c) => double.IsNaN(c.Baseline) ? figures.Quantity(c, c.BaselineYear) : c.Baseline;

    internal static bool IsMet(TargetCondition c, double margin) => c.Kind == TargetKind.ValueAboveNational ? margin > 0 : margin >= -1e-9;

    internal static string NameOf(TargetCondition c) => c.Kind == TargetKind.SchoolsBelow ? c.Measure
        : c.IsIndex ? SeriesName.Index(c.Measure, c.Group) : c.Kind.IsGap ? SeriesName.Gap(c.Measure, c.Group) : SeriesName.Rate(c.Measure, c.GroupItself.Id);

    internal static string EnglandOf(TargetCondition c) => SeriesName.England(NameOf(c with { Group = c.Against }));

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + (text[^1] == '.' ? "" : ".");

    private static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);
}
