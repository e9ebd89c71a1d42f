using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Where targets contradict themselves, arithmetic or one another.</summary>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Targets">The targets concerned.</param>
/// <param name="Words">What does not fit, with the figures.</param>
public sealed record Contradiction(string Rule, ImmutableArray<string> Targets, string Words);

/// <summary>General rules that hold targets against arithmetic and one another; none of them knows a target by name.</summary>
internal static class ContradictionRules
{
    // Printed figures are rounded: a change and a level may differ by a point and a half before they contradict each other.
    private const double Rounding = 1.5;

    public static ImmutableArray<Contradiction> Find(TargetFigures figures) =>
        [.. ChangeAgainstLevel(figures), .. OutOfReach(figures), .. OnlyIfPeersFall(figures), .. PathsThatDisagree(figures), .. SaidTwice(figures)];

    /// <summary>A change and the level it is said to lead to.</summary>
    private static IEnumerable<Contradiction> ChangeAgainstLevel(TargetFigures figures) => Each(figures)
        .Where(x => x.Condition.Kind.NeedsBaseline && !double.IsNaN(x.Condition.Level))
        .Select(x => (x.Target, x.Condition, End: x.Condition.ThresholdFrom(Baseline(figures, x.Condition))))
        .Where(x => Math.Abs(x.End - x.Condition.Level) >= Rounding).DistinctBy(x => (x.Target.Id, x.Condition.Level))
        .Select(x => new Contradiction("change against level", [x.Target.Id], string.Create(CultureInfo.InvariantCulture,
            $"From {Baseline(figures, x.Condition):0.0} in {x.Condition.BaselineYear}, {x.Condition.Amount:0.##} points lead to {x.End:0.0}, not to the {x.Condition.Level:0.##} printed.")));

    /// <summary>A rate of every pupil, or beyond.</summary>
    private static IEnumerable<Contradiction> OutOfReach(TargetFigures figures) => Each(figures)
        .Where(x => x.Condition.Kind.IsRate && x.Condition.ThresholdFrom(Baseline(figures, x.Condition)) >= 100).DistinctBy(x => x.Target.Id)
        .Select(x => new Contradiction("out of reach", [x.Target.Id], string.Create(CultureInfo.InvariantCulture,
            $"It asks for {x.Condition.ThresholdFrom(Baseline(figures, x.Condition)):0.#}% of pupils: one absent or disapplied pupil, who counts in the whole, is enough to miss it.")));

    /// <summary>A group's rise and the closing of its gap, met together only if the peers fall.</summary>
    private static IEnumerable<Contradiction> OnlyIfPeersFall(TargetFigures figures)
    {
        var found = from rise in Each(figures)
                    where rise.Condition.Kind is TargetKind.AttainmentUpPpt or TargetKind.AttainmentUpPercent or TargetKind.ValueTo && !rise.Reading.IsBridge
                    from close in Each(figures)
                    where close.Condition.Kind is TargetKind.GapDownPpt or TargetKind.GapDownPercent or TargetKind.GapTo && close.Target.Id != rise.Target.Id
                        && close.Condition.Measure == rise.Condition.Measure && close.Condition.Group == rise.Condition.Group && close.Condition.Due == rise.Condition.Due
                    let year = close.Condition.BaselineYear == 0 ? rise.Condition.BaselineYear : close.Condition.BaselineYear
                    let count = year == 0 ? null : figures.CountOf(close.Condition, year)
                    where count is not null
                    let peers = new SideEstimate(count.Measure, count.Peers).Value
                    let own = rise.Condition.ThresholdFrom(Baseline(figures, rise.Condition))
                    let gap = close.Condition.ThresholdFrom(Baseline(figures, close.Condition))
                    let rate = new SideEstimate(count.Measure, count.InGroup).Value
                    where own + gap < peers - 0.5
                    select (rise, close, peers, own, gap, year, rate);
        return found.GroupBy(f => (A: f.rise.Target.Id, B: f.close.Target.Id)).Select(g => new Contradiction("met together only if others fall", [g.Key.B, g.Key.A],
            string.Join(" ", g.DistinctBy(f => Math.Round(f.own + f.gap, 1)).Select(f => string.Create(CultureInfo.InvariantCulture,
                $"A rate of {f.own:0.0}% and a gap of {f.gap:0.0} leave {f.own + f.gap:0.0}% to {f.close.Condition.GroupItself.PeersTitle.ToLowerInvariant()}, who stood at {f.peers:0.0}% in {f.year}: they would have to fall by {f.peers - f.own - f.gap:0.0} points, or the group to rise by {f.peers - f.gap - f.rate:0.0}.")))));
    }

    /// <summary>Several paths for one figure in one year.</summary>
    private static IEnumerable<Contradiction> PathsThatDisagree(TargetFigures figures) => Each(figures)
        .Where(x => !x.Reading.IsBridge && x.Condition.Kind.NeedsBaseline && double.IsFinite(x.Condition.ThresholdFrom(Baseline(figures, x.Condition))))
        .GroupBy(x => (x.Condition.Measure, x.Condition.Group, x.Condition.Due, Gap: x.Condition.Kind.IsGap))
        .Select(g => (g.Key, Paths: g.GroupBy(x => x.Target.Id).Select(t => (Id: t.Key, Low: t.Min(x => x.Condition.ThresholdFrom(Baseline(figures, x.Condition))), High: t.Max(x => x.Condition.ThresholdFrom(Baseline(figures, x.Condition))))).ToArray()))
        .Where(g => g.Paths.Length > 1 && g.Paths.Max(p => p.Low) - g.Paths.Min(p => p.High) >= Rounding)
        .Select(g => new Contradiction("paths that disagree", [.. g.Paths.Select(p => p.Id)], string.Create(CultureInfo.InvariantCulture,
            $"For {Measures.Find(g.Key.Measure).Title}, {TargetCondition.GroupOf(g.Key.Group).Title}, {g.Key.Due}: {string.Join("; ", g.Paths.Select(p => p.Low == p.High ? $"{p.Id} asks for {p.Low:0.0}" : $"{p.Id} for {p.Low:0.0} to {p.High:0.0}"))}.")));

    /// <summary>The same condition under two ids.</summary>
    private static IEnumerable<Contradiction> SaidTwice(TargetFigures figures) => Each(figures)
        .Where(x => !x.Condition.Kind.IsRecord && x.Condition.Kind != TargetKind.Undefined)
        .GroupBy(x => x.Condition with { Line = 0, Level = double.NaN, Kind = x.Condition.Kind == TargetKind.ValueAboveNational ? TargetKind.ValueToNational : x.Condition.Kind })
        .Select(g => (g.Key, Ids: g.Select(x => x.Target.Id).Distinct().ToImmutableArray())).Where(g => g.Ids.Length > 1)
        .GroupBy(g => string.Join(",", g.Ids)).Select(g => new Contradiction("said twice", g.First().Ids, $"The same thing is asked for more than once: {g.First().Key.Words}."));

    private static IEnumerable<(Target Target, TargetReading Reading, TargetCondition Condition)> Each(TargetFigures figures) =>
        figures.Register.All.SelectMany(t => t.Readings.SelectMany(r => r.Conditions.Select(c => (t, r, c))));

    private static double Baseline(TargetFigures figures, TargetCondition c) => !double.IsNaN(c.Baseline) ? c.Baseline : c.Kind.NeedsBaseline ? figures.Quantity(c, c.BaselineYear) : double.NaN;
}
