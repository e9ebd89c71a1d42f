using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Where targets contradict themselves, arithmetic or one another.</summary>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Targets">The targets concerned.</param>
/// <param name="Words">What does not fit, with the figures.</param>
public sealed record Contradiction(string Rule, ImmutableArray<string> Targets, string Words);

/// <summary>General rules that hold targets against arithmetic and one another; none of them knows a target by name.</summary>
internal sealed class ContradictionRules(TargetFigures figures, int asOf)
{
    // Printed figures are rounded: a change and a level may differ by a point and a half before they contradict each other.
    private const double Rounding = 1.5;

    public static ImmutableArray<Contradiction> Find(TargetFigures figures, int asOf)
    {
        var known = new ContradictionRules(figures, asOf);
        return [.. known.ChangeAgainstLevel(), .. known.ChangeAgainstEngland(), .. known.BaselineAgainstRecords(), .. known.OutOfReach(), .. known.OnlyIfPeersFall(), .. known.PathsThatDisagree(), .. known.SaidTwice()];
    }

    /// <summary>A change and the level it is said to lead to.</summary>
    private IEnumerable<Contradiction> ChangeAgainstLevel() => Each()
        .Where(x => x.Condition.Kind.NeedsBaseline && !double.IsNaN(x.Condition.Level))
        .Select(x => (x.Target, x.Condition, End: x.Condition.ThresholdFrom(Baseline(x.Condition))))
        .Where(x => Math.Abs(x.End - x.Condition.Level) >= Rounding).DistinctBy(x => (x.Target.Id, x.Condition.Level))
        .Select(x => new Contradiction("change against level", [x.Target.Id], string.Create(CultureInfo.InvariantCulture,
            $"From {Baseline(x.Condition):0.0} in {x.Condition.BaselineYear}, {x.Condition.Amount:0.##} points lead to {x.End:0.0}, not to the {x.Condition.Level:0.##} printed.")));

    /// <summary>A change that is said to lead to England's figure, and England's figure of the year it is counted from.</summary>
    private IEnumerable<Contradiction> ChangeAgainstEngland() =>
        (from change in Each()
         where change.Condition.Kind.NeedsBaseline && !change.Condition.IsIndex && change.Condition.BaselineYear <= asOf
         from national in change.Target.Readings.SelectMany(r => r.Conditions)
         where national.Kind.IsNational && national.Measure == change.Condition.Measure && national.Group == change.Condition.Group && national.Kind.IsGap == change.Condition.Kind.IsGap
         let end = change.Condition.ThresholdFrom(Baseline(change.Condition))
         let england = figures.England(national, change.Condition.BaselineYear)
         where Math.Abs(end - england) >= Rounding
         select (change.Target.Id, change.Condition, National: national, end, england)).DistinctBy(x => (x.Id, x.National.Against, Math.Round(x.end, 1)))
        .Select(x => new Contradiction("change against England's figure", [x.Id], string.Create(CultureInfo.InvariantCulture,
            $"{x.Condition.Amount:0.##} points from {Baseline(x.Condition):0.0} in {x.Condition.BaselineYear} lead to {x.end:0.0}; England's figure of that year ({TargetCondition.GroupOf(x.National.Against).Title}) is {x.england:0.#}.")));

    /// <summary>A printed baseline, and what the records say of that year.</summary>
    private IEnumerable<Contradiction> BaselineAgainstRecords() => Each()
        .Where(x => !double.IsNaN(x.Condition.Baseline) && x.Condition.Kind.NeedsBaseline && Math.Abs(x.Condition.Baseline - Recorded(x.Condition)) >= Rounding)
        .DistinctBy(x => (x.Target.Id, x.Condition.Measure, x.Condition.Group, x.Condition.Baseline))
        .Select(x => new Contradiction("baseline against the records", [x.Target.Id], string.Create(CultureInfo.InvariantCulture,
            $"{x.Condition.Quantity}: it starts from {x.Condition.Baseline:0.#} in {x.Condition.BaselineYear}, where the records say {Recorded(x.Condition):0.0}.")));

    /// <summary>A rate of every pupil, or beyond.</summary>
    private IEnumerable<Contradiction> OutOfReach() => Each()
        .Where(x => x.Condition.Kind.IsRate && x.Condition.ThresholdFrom(Baseline(x.Condition)) >= 100).DistinctBy(x => x.Target.Id)
        .Select(x => new Contradiction("out of reach", [x.Target.Id], string.Create(CultureInfo.InvariantCulture,
            $"It asks for {x.Condition.ThresholdFrom(Baseline(x.Condition)):0.#}% of pupils: one absent or disapplied pupil, who counts in the whole, is enough to miss it.")));

    /// <summary>A group's rise and the closing of its gap, met together only if the peers fall.</summary>
    private IEnumerable<Contradiction> OnlyIfPeersFall()
    {
        var found = from rise in Each()
                    where rise.Condition.Kind is TargetKind.AttainmentUpPpt or TargetKind.AttainmentUpPercent or TargetKind.ValueTo && !rise.Reading.IsBridge
                    from close in Each()
                    where close.Condition.Kind is TargetKind.GapDownPpt or TargetKind.GapDownPercent or TargetKind.GapTo && close.Target.Id != rise.Target.Id
                        && close.Condition.Measure == rise.Condition.Measure && close.Condition.Group == rise.Condition.Group && close.Condition.Due == rise.Condition.Due
                    let year = close.Condition.BaselineYear == 0 ? rise.Condition.BaselineYear : close.Condition.BaselineYear
                    let count = year == 0 || year > asOf ? null : figures.CountOf(close.Condition, year)
                    where count is not null
                    let peers = new SideEstimate(count.Measure, count.Peers).Value
                    let own = rise.Condition.ThresholdFrom(Baseline(rise.Condition))
                    let gap = close.Condition.ThresholdFrom(Baseline(close.Condition))
                    let rate = new SideEstimate(count.Measure, count.InGroup).Value
                    where own + gap < peers - 0.5
                    select (rise, close, peers, own, gap, year, rate);
        return found.GroupBy(f => (A: f.rise.Target.Id, B: f.close.Target.Id)).Select(g => new Contradiction("met together only if others fall", [g.Key.B, g.Key.A],
            string.Join(" ", g.DistinctBy(f => Math.Round(f.own + f.gap, 1)).Select(f => string.Create(CultureInfo.InvariantCulture,
                $"A rate of {f.own:0.0}% and a gap of {f.gap:0.0} leave {f.own + f.gap:0.0}% to the peers ({f.close.Condition.GroupItself.PeersTitle}), who stood at {f.peers:0.0}% in {f.year}: they would have to fall by {f.peers - f.own - f.gap:0.0} points, or the group to rise by {f.peers - f.gap - f.rate:0.0}.")))));
    }

    /// <summary>Several paths for one figure in one year.</summary>
    private IEnumerable<Contradiction> PathsThatDisagree() => Each()
        .Where(x => !x.Reading.IsBridge && x.Condition.Kind.NeedsBaseline && double.IsFinite(x.Condition.ThresholdFrom(Baseline(x.Condition))))
        .GroupBy(x => (x.Condition.Measure, x.Condition.Group, x.Condition.Due, Gap: x.Condition.Kind.IsGap))
        .Select(g => (g.Key, Paths: g.GroupBy(x => x.Target.Id).Select(t => (Id: t.Key, Ends: t.Select(x => x.Condition.ThresholdFrom(Baseline(x.Condition))).Distinct().Order().ToArray())).ToArray()))
        .Where(g => g.Paths.Any(a => g.Paths.Any(b => a.Id != b.Id && a.Ends.All(x => b.Ends.All(y => Math.Abs(x - y) >= Rounding)))))
        .Select(g => new Contradiction("paths that disagree", [.. g.Paths.Select(p => p.Id)], string.Create(CultureInfo.InvariantCulture,
            $"For {Measures.Find(g.Key.Measure).Title}, {TargetCondition.GroupOf(g.Key.Group).Title}, {g.Key.Due}: {string.Join("; ", g.Paths.Select(p => $"{p.Id} asks for {string.Join(" or ", p.Ends.Select(e => e.ToString("0.0", CultureInfo.InvariantCulture)).Distinct())}"))}.")));

    /// <summary>The same condition under two ids.</summary>
    private IEnumerable<Contradiction> SaidTwice() => Each()
        .Where(x => !x.Condition.Kind.IsRecord && x.Condition.Kind != TargetKind.Undefined)
        .GroupBy(x => x.Condition with { Line = 0, Level = double.NaN, Kind = x.Condition.Kind == TargetKind.ValueAboveNational ? TargetKind.ValueToNational : x.Condition.Kind })
        .Select(g => (g.Key, Ids: g.Select(x => x.Target.Id).Distinct().ToImmutableArray())).Where(g => g.Ids.Length > 1)
        .GroupBy(g => string.Join(",", g.Ids)).Select(g => new Contradiction("said twice", g.First().Ids, $"The same thing is asked for more than once: {g.First().Key.Words}."));

    private IEnumerable<(Target Target, TargetReading Reading, TargetCondition Condition)> Each() =>
        figures.Register.All.SelectMany(t => t.Readings.SelectMany(r => r.Conditions.Select(c => (t, r, c))));

    private double Baseline(TargetCondition c) => !double.IsNaN(c.Baseline) ? c.Baseline : c.Kind.NeedsBaseline ? Recorded(c) : double.NaN;

    // What is not known yet contradicts nothing.
    private double Recorded(TargetCondition c) => c.BaselineYear > asOf ? double.NaN : figures.Quantity(c, c.BaselineYear);
}
