using System.Collections.Immutable;

namespace Research;

/// <summary>Gaps on a county.</summary>
public static class CountyGaps
{
    extension(County county)
    {
        /// <summary>Gaps of every group on every measure, by year and by county, area or school, from one query a phase.</summary>
        /// <param name="measures">The measures.</param>
        /// <param name="groups">The groups, such as <c>Groups.All</c>.</param>
        /// <param name="years">Years such as <c>2011..2013</c>; all that the file has when left out.</param>
        /// <param name="by">County, area or school.</param>
        public GapTable Gaps(IEnumerable<Measure> measures, IEnumerable<Group> groups, Years years = default, Level by = Level.County)
        {
            var counts = county.Counts(measures, groups, years, by);
            return new([.. counts.All.Where(c => !c.Group.IsEveryone).Select(c => new Gap(c, county))], counts.LeftOut);
        }

        /// <summary>Gaps of every group on one measure.</summary>
        public GapTable Gaps(Measure measure, IEnumerable<Group> groups, Years years = default, Level by = Level.County) => county.Gaps([measure], groups, years, by);

        /// <summary>One group's gap over the years.</summary>
        public GapTrend GapTrend(Measure measure, Group group, Years years = default) => county.Gaps([measure], [group], years).Trend(measure, group);
    }
}
