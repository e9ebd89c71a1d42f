using System.Collections.Immutable;

namespace Research;

/// <summary>Rates on a county.</summary>
public static class CountyRates
{
    extension(County county)
    {
        /// <summary>Rates of groups on measures, by county, area or school, beside England's where they are published.</summary>
        /// <param name="measures">The measures.</param>
        /// <param name="groups">The groups.</param>
        /// <param name="years">Years such as <c>2011..2013</c>; all that the file has when left out.</param>
        /// <param name="by">County, area or school.</param>
        public RateTable Rates(IEnumerable<Measure> measures, IEnumerable<Group> groups, Years years = default, Level by = Level.County)
        {
            var counts = county.Counts(measures, groups, years, by);
            // A pupil without an area is in no place that could be named.
            ImmutableArray<GroupCount> named = [.. counts.All.Where(c => by == Level.County || c.Place.Length > 0)];
            return new([.. named.Select(c => new RateOfGroup(c.Group, c.Year, c.Place, new(c.Measure, c.InGroup), by == Level.County ? county.Comparators.Find(c.Measure.Id, c.Group.Id, Place.England, c.Year)?.Value.Number : null))],
                new(named.Sum(c => c.InGroup.Used),
                [
                    .. named.GroupBy(c => c.Measure.WithoutResult, StringComparer.Ordinal).Select(g => new Dropped(g.Key, g.Sum(c => c.InGroup.Dropped))),
                    new("without an area", counts.All.Except(named).Sum(c => c.InGroup.Asked)), new("set aside by the check", counts.SetAside),
                ]), counts.LeftOut);
        }

        /// <summary>Rates of groups on one measure.</summary>
        public RateTable Rates(Measure measure, IEnumerable<Group> groups, Years years = default, Level by = Level.County) => county.Rates([measure], groups, years, by);
    }
}
