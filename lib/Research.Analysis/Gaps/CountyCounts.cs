using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Counting on a county.</summary>
public static class CountyCounts
{
    extension(County county)
    {
        /// <summary>Counts every measure for every group and its peers, in one query a phase.</summary>
        /// <param name="measures">The measures; their phases may differ.</param>
        /// <param name="groups">The groups.</param>
        /// <param name="years">Years such as <c>2011..2013</c>; all that the file has when left out.</param>
        /// <param name="by">County, area or school.</param>
        public GroupCounts Counts(IEnumerable<Measure> measures, IEnumerable<Group> groups, Years years = default, Level by = Level.County)
        {
            ImmutableArray<Measure> asked = [.. measures.DistinctBy(m => m.Id)];
            ImmutableArray<Group> whom = [.. groups.DistinctBy(g => g.Id)];
            if (asked.IsEmpty) throw new DataError("counts", "no measure", "a measure or more", "Name a measure, such as Measures.Ks2ReadingWritingMathsLevel4.");
            if (whom.IsEmpty) throw new DataError("counts", "no group", "a group or more", "Name a group, such as Groups.FreeSchoolMeals.");
            var leftOut = ImmutableArray.CreateBuilder<string>();
            var all = ImmutableArray.CreateBuilder<GroupCount>();
            foreach (var phase in asked.Select(m => m.Phase).Distinct())
            {
                var plan = new CountsPlan(county, phase, years, leftOut);
                var query = plan.Query(asked.Where(m => m.Phase == phase), whom, by);
                if (query is not null) all.AddRange(query.Run(county));
            }
            // With nothing to show, the reasons are the answer; beside other figures it is a note.
            if (all.Count == 0) throw new DataError("counts", leftOut.Count > 0 ? string.Join(" ", leftOut) : "no pupils", "a measure and a group that the extract can answer in those years", "Choose other years, measures or groups, or add the column to the extract.");
            long setAside = all.Select(c => (c.Measure.Phase, c.Year)).Distinct().Sum(of => county.QuarantinedRows(of.Phase, of.Year).Sum(d => d.Count));
            return new(by, all.ToImmutable(), leftOut.ToImmutable(), setAside);
        }
    }
}
