namespace Research;

/// <summary>A county's series as panels: what one group's few years cannot say, the groups of a measure say together.</summary>
public static class CountyPanels
{
    extension(County county)
    {
        /// <summary>The rates of a measure, a series a group, beside that of all pupils. Years before a break that cannot be bridged are left out.</summary>
        /// <param name="measure">A rate.</param>
        /// <param name="groups">The groups; those with fewer than two years are left out.</param>
        /// <param name="years">Which years; default all of the extract.</param>
        public SeriesPanel RatePanel(Measure measure, IEnumerable<Group> groups, Years years = default)
        {
            var counts = Counted(county, measure, groups, years);
            var members = counts.GroupBy(c => c.Group.Id).Select(g => Rate(g.Key, g.Select(c => (c.Year, c.InGroup)))).OfType<TrajectorySeries>();
            // Everyone is the same whichever group is counted.
            return SeriesPanel.Of($"{measure.Id} rates", members, Rate("all", counts.GroupBy(c => c.Year).Select(g => (g.Key, g.First().Everyone))));
        }

        /// <summary>The gaps of a measure, a series a group.</summary>
        /// <param name="measure">A rate.</param>
        /// <param name="groups">The groups; those with fewer than two years are left out.</param>
        /// <param name="years">Which years; default all of the extract.</param>
        public SeriesPanel GapPanel(Measure measure, IEnumerable<Group> groups, Years years = default) =>
            SeriesPanel.Of($"{measure.Id} gaps", Counted(county, measure, groups, years).GroupBy(c => c.Group.Id)
                .Select(g => Points(g.Select(c => (c.Year, c.InGroup))) is { Length: > 1 } ours && Points(g.Select(c => (c.Year, c.Peers))) is { Length: > 1 } theirs
                    ? TrajectorySeries.Gap(AnnualCounts.Of(g.Key, ours), AnnualCounts.Of(g.Key, theirs)) : null).OfType<TrajectorySeries>());
    }

    private static GroupCount[] Counted(County county, Measure measure, IEnumerable<Group> groups, Years years)
    {
        if (measure.Kind != MeasureKind.Rate) throw new DataError("measure", $"{measure.Id}, a {measure.Kind}", "a rate", "Choose a measure that counts pupils.");
        int from = measure.Breaks.Where(b => b.Kind == BreakKind.NotComparable).Select(b => b.Year).Where(y => years.IsAll || y <= years.Max()).DefaultIfEmpty(0).Max();
        return [.. county.Counts([measure], groups, years).All.Where(c => c.Place.Length == 0 && c.Year >= from)];
    }

    private static TrajectorySeries? Rate(string name, IEnumerable<(int Year, Tally Tally)> tallies) =>
        Points(tallies) is { Length: > 1 } points ? TrajectorySeries.Rate(AnnualCounts.Of(name, points)) : null;

    private static (int, double, double)[] Points(IEnumerable<(int Year, Tally Tally)> tallies) => [.. tallies.Where(t => t.Tally.Used > 0).Select(t => (t.Year, (double)t.Tally.Sum, (double)t.Tally.Used))];
}
