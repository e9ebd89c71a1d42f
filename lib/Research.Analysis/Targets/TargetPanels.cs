using System.Collections.Immutable;

namespace Research;

/// <summary>Names of the series that futures are drawn for.</summary>
internal static class SeriesName
{
    public static string Rate(string measure, string side) => $"{measure} {side}";

    public static string Gap(string measure, string group) => $"{measure} {group} gap";

    public static string Index(string measure, string group) => $"{measure} {group}";

    public static string England(string name) => $"England {name}";
}

/// <summary>The panels behind the targets, as known after the results of a year: of each measure the rates of its groups and of England together,
/// and the gaps together; of each phase its indices. What one group's few years cannot say, the groups of a measure say together.</summary>
internal static class TargetPanels
{
    // Pupils of a school succeed or fail together, year by year: the figure of a cohort scatters by about a third more than independent pupils would make it.
    internal const double Clustering = 1.3;

    /// <summary>The panels of what falls due within the years that are forecast, each with how far its measure reaches before it ends or breaks, and the log odds to give back to each coming cohort.</summary>
    public static IEnumerable<(SeriesPanel Panel, int LastYear, ImmutableSortedDictionary<int, double> Advantages)> Of(TargetFigures figures, int asOf, int longest)
    {
        TargetCondition[] open = [.. figures.Register.All.SelectMany(t => t.Conditions).Where(c => c.Due > asOf && c.Due <= asOf + longest && !c.Kind.IsRecord && c.Kind is not (TargetKind.Undefined or TargetKind.SchoolsBelow))];
        var none = ImmutableSortedDictionary<int, double>.Empty;
        foreach (var measure in open.Where(c => !c.IsIndex).GroupBy(c => c.Measure).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var m = Measures.Find(measure.Key);
            int last = LastYear(m, asOf, measure.Max(c => c.Due));
            if (last <= asOf) continue;
            int from = m.BreaksBetween(0, asOf).Where(b => b.Kind == BreakKind.NotComparable).Select(b => b.Year).DefaultIfEmpty(m.FirstYear).Max();
            if (m.Kind == MeasureKind.Rate)
            {
                var advantages = Advantages(figures, m.Id, (from, asOf, last));
                TrajectorySeries[] rates = [.. Rates(figures, [.. measure], (from, asOf), advantages)], others = [.. Others(figures, [.. measure], (from, asOf), advantages)];
                if (rates.Length > 0) yield return (SeriesPanel.Of($"{m.Id} rates", rates), last, advantages);
                if (others.Length > 0) yield return (SeriesPanel.Of($"{m.Id} rates of peers", others), last, advantages);
            }
            TrajectorySeries[] gaps = [.. Gaps(figures, [.. measure.Where(c => c.Kind.IsGap)], (from, asOf))];
            if (gaps.Length > 0) yield return (SeriesPanel.Of($"{m.Id} gaps", gaps), last, none);
        }
        foreach (var index in open.Where(c => c.IsIndex).GroupBy(c => c.Measure).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            TrajectorySeries[] series = [.. Indices(figures, [.. index], asOf)];
            if (series.Length > 0) yield return (SeriesPanel.Of(index.Key, series), index.Max(c => c.Due), none);
        }
    }

    /// <summary>The last year to which a measure means what it means now.</summary>
    public static int LastYear(Measure m, int asOf, int due) =>
        Math.Min(Math.Min(due, m.LastYear), m.BreaksBetween(asOf, due).Where(b => b.Kind == BreakKind.NotComparable).Select(b => b.Year - 1).DefaultIfEmpty(due).Min());

    // Only when the mix of every coming cohort is known: else the past would be put right and the future not.
    private static ImmutableSortedDictionary<int, double> Advantages(TargetFigures figures, string measure, (int From, int AsOf, int Last) years)
    {
        if (!figures.Mixes.TryGetValue(measure, out var mix)) return ImmutableSortedDictionary<int, double>.Empty;
        var all = Enumerable.Range(years.From, years.Last - years.From + 1).ToImmutableSortedDictionary(y => y, y => mix.Advantage(y, years.AsOf, years.From));
        return all.Where(a => a.Key > years.AsOf).All(a => double.IsFinite(a.Value)) ? all : ImmutableSortedDictionary<int, double>.Empty;
    }

    private static IEnumerable<TrajectorySeries> Rates(TargetFigures figures, TargetCondition[] conditions, (int From, int AsOf) years, ImmutableSortedDictionary<int, double> advantages)
    {
        foreach (var c in conditions.DistinctBy(c => c.GroupItself.Id))
        {
            var counts = figures.Counts(c.Measure, c.Group, years.AsOf);
            if (counts.Length > 0) yield return Rate(SeriesName.Rate(c.Measure, c.GroupItself.Id), counts.Select(k => (k.Year, k.InGroup)), advantages);
        }
        foreach (string side in conditions.Where(c => c.Kind.IsRate && c.Kind.IsNational).Select(c => c.Against).Distinct().Order(StringComparer.Ordinal))
        {
            (int Year, double Value)[] england = [.. figures.National.Rates(conditions[0].Measure, side).Where(p => p.Year >= years.From && p.Year <= years.AsOf)];
            if (england.Length > 0) yield return TrajectorySeries.Percentages(AnnualSeries.Of(SeriesName.England(SeriesName.Rate(conditions[0].Measure, side)), england));
        }
    }

    // Peers are nearly all pupils, alike whatever the group: among the groups they would pass for groups that never move, and make the groups look calmer than they are.
    private static IEnumerable<TrajectorySeries> Others(TargetFigures figures, TargetCondition[] conditions, (int From, int AsOf) years, ImmutableSortedDictionary<int, double> advantages)
    {
        string[] groups = [.. conditions.Select(c => c.GroupItself.Id)];
        foreach (var c in conditions.Where(c => !c.GroupItself.IsEveryone && !groups.Contains(c.GroupItself.PeersId)).DistinctBy(c => c.GroupItself.PeersId))
        {
            GroupCount[] counts = [.. figures.Counts(c.Measure, c.Group, years.AsOf).Where(k => k.Peers.Used > 0)];
            if (counts.Length > 0) yield return Rate(SeriesName.Rate(c.Measure, c.GroupItself.PeersId), counts.Select(k => (k.Year, k.Peers)), advantages);
        }
    }

    private static TrajectorySeries Rate(string name, IEnumerable<(int Year, Tally Side)> points, ImmutableSortedDictionary<int, double> advantages) =>
        TrajectorySeries.Rate(AnnualCounts.Of(name, points.Select(p => (p.Year, AtMixOfLast((p.Year, p.Side.Sum, p.Side.Used), advantages), (double)p.Side.Used))), Clustering);

    // The count a cohort would have had with the prior attainment of the last one.
    private static double AtMixOfLast((int Year, double Reached, double Pupils) point, ImmutableSortedDictionary<int, double> advantages)
    {
        if (!advantages.TryGetValue(point.Year, out double advantage) || !double.IsFinite(advantage) || point.Reached == 0 || point.Reached == point.Pupils) return point.Reached;
        double odds = point.Reached / (point.Pupils - point.Reached) * Math.Exp(-advantage);
        return point.Pupils * odds / (1 + odds);
    }

    private static IEnumerable<TrajectorySeries> Gaps(TargetFigures figures, TargetCondition[] conditions, (int From, int AsOf) years)
    {
        foreach (var c in conditions.DistinctBy(c => c.Group))
        {
            string name = SeriesName.Gap(c.Measure, c.Group);
            GroupCount[] counts = [.. figures.Counts(c.Measure, c.Group, years.AsOf).Where(k => k.Peers.Used > 0)];
            if (counts.Length == 0) continue;
            yield return counts[0].Measure.Kind == MeasureKind.Rate && counts[0].Measure.HigherIsBetter
                ? TrajectorySeries.Gap(AnnualCounts.Of(name, counts.Select(k => (k.Year, (double)k.InGroup.Sum, (double)k.InGroup.Used))), AnnualCounts.Of(name, counts.Select(k => (k.Year, (double)k.Peers.Sum, (double)k.Peers.Used))), Clustering)
                : TrajectorySeries.Gaps(AnnualSeries.WithStandardErrors(name, counts.Select(k => (k.Year, TargetFigures.GapOf(k),
                    Math.Sqrt(Math.Pow(new SideEstimate(k.Measure, k.InGroup).StandardError, 2) + Math.Pow(new SideEstimate(k.Measure, k.Peers).StandardError, 2))))));
        }
        foreach (var c in conditions.Where(c => c.Kind.IsNational).DistinctBy(c => c.Against))
        {
            (int Year, double Value, double)[] england = [.. figures.EnglandSeries(c).Where(p => p.Year >= years.From && p.Year <= years.AsOf).Select(p => (p.Year, p.Value, 0.3))];
            // Both rates are printed as whole or to a tenth: an error of about 0.3 points.
            if (england.Length > 0) yield return TrajectorySeries.Gaps(AnnualSeries.WithStandardErrors(SeriesName.England(SeriesName.Gap(c.Measure, c.Against)), england));
        }
    }

    private static IEnumerable<TrajectorySeries> Indices(TargetFigures figures, TargetCondition[] conditions, int asOf)
    {
        foreach (var c in conditions.DistinctBy(c => c.Group))
        {
            int from = c.GroupItself.BreaksBetween(0, asOf).Where(b => b.Kind == BreakKind.NotComparable).Select(b => b.Year).DefaultIfEmpty(0).Max();
            (int, double, double)[] ours = [.. figures.Indices(c.Measure, c.Group).Where(i => i.Year >= from && i.Year <= asOf).Select(i => (i.Year, i.Value, i.StandardError))];
            if (ours.Length > 0) yield return TrajectorySeries.Values(AnnualSeries.WithStandardErrors(SeriesName.Index(c.Measure, c.Group), ours), "index points");
        }
        foreach (var c in conditions.Where(c => c.Kind.IsNational).DistinctBy(c => c.Against))
        {
            // Printed to two decimals.
            (int, double, double)[] england = [.. figures.EnglandSeries(c).Where(p => p.Year <= asOf).Select(p => (p.Year, p.Value, 0.01))];
            if (england.Length > 0) yield return TrajectorySeries.Values(AnnualSeries.WithStandardErrors(SeriesName.England(SeriesName.Index(c.Measure, c.Against)), england), "index points");
        }
    }
}
