namespace Research;

/// <summary>A county's published series as panels.</summary>
public static class PublishedPanels
{
    extension(Comparators comparators)
    {
        /// <summary>The county's published series of a measure, a series a group, beside England's of all pupils.</summary>
        /// <param name="measure">Measure's id.</param>
        public SeriesPanel Panel(string measure)
        {
            var members = comparators.All.Where(c => c.Measure == measure && c.Place == Place.Cambridgeshire).GroupBy(c => c.Group).Select(g => Published(g.Key, g)).OfType<TrajectorySeries>().ToArray();
            return members.Length > 0 ? SeriesPanel.Of($"{measure}, published", members, Published("England", comparators.Series(measure, "all", Place.England)))
                : throw new DataError("comparators", $"no series of {measure} for the county", "a measure with the county's figures for two years or more", $"Add its figures.{NearestName.Hint(measure, comparators.All.Select(c => c.Measure).Distinct())}");
        }
    }

    private static TrajectorySeries? Published(string name, IEnumerable<Comparator> figures)
    {
        var known = figures.Where(f => f.Value.Number is not null).ToArray();
        if (known.Length < 2) return null;
        // With the pupils a figure rests on, its counts are those that round to it.
        return known.All(f => f.Pupils > 0)
            ? TrajectorySeries.Rate(AnnualCounts.Of(name, known.Select(f => (f.Year, Math.Round(f.Value.Number!.Value / 100 * f.Pupils!.Value), (double)f.Pupils.Value))))
            : TrajectorySeries.Percentages(AnnualSeries.Of(name, known.Select(f => (f.Year, f.Value.Number!.Value))));
    }
}
