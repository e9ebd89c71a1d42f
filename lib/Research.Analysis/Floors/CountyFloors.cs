using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Floor standards on a county.</summary>
public static class CountyFloors
{
    extension(County county)
    {
        /// <summary>Mainstream schools below a floor standard.</summary>
        /// <param name="year">Academic year by the year it ends in.</param>
        /// <param name="standard">The standard; the year's first in <see cref="FloorStandards"/> when left out.</param>
        public SchoolsBelowFloor SchoolsBelowFloor(int year, FloorStandard? standard = null) => county.SchoolsBelowFloors(year, standard ?? FloorStandards.In(year))[0];

        /// <summary>Mainstream schools below each of several floor standards of one phase, from one query.</summary>
        /// <param name="year">Academic year by the year it ends in.</param>
        /// <param name="standards">The standards.</param>
        public ImmutableArray<SchoolsBelowFloor> SchoolsBelowFloors(int year, params ImmutableArray<FloorStandard> standards)
        {
            foreach (var standard in standards) Check(standard, year);
            var measures = standards.SelectMany(MeasuresOf).DistinctBy(m => m.Id).ToArray();
            if (measures.Select(m => m.Phase).Distinct().Count() > 1) throw new DataError("floor standards", string.Join(", ", standards.Select(s => s.Id)), "standards of one phase", "Ask for each phase by itself.");
            var counts = county.Counts(measures, [Groups.AllPupils], year, Level.School);
            var names = MainstreamSchools.Names(county);
            return [.. standards.Select(s => Below(county, s, counts, names))];
        }
    }

    private static SchoolsBelowFloor Below(County county, FloorStandard against, GroupCounts counts, Dictionary<string, string> names)
    {
        var first = MeasuresOf(against)[0];
        var uncounted = MeasuresOf(against).FirstOrDefault(m => counts.All.All(c => c.Measure.Id != m.Id));
        if (uncounted is not null) throw new DataError($"floor standard {against.Id}", string.Join(" ", counts.LeftOut), $"the columns of {uncounted.Id}", "Add them to the extract.");
        ImmutableArray<SchoolStanding> schools = [.. counts.All.Where(c => names.ContainsKey(c.Place)).GroupBy(c => c.Place, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new SchoolStanding(g.Key, names[g.Key], [.. against.Floor.Conditions.Select(c => Standing(c, g))]))];
        var pupils = counts.All.Where(c => c.Measure.Id == first.Id).ToLookup(c => names.ContainsKey(c.Place), c => c.InGroup);
        int year = counts.All[0].Year;
        return new(against, year, schools, new(pupils[true].Sum(t => t.Used),
            [new(first.WithoutResult, pupils[true].Sum(t => t.Dropped)), new("in special schools", pupils[false].Sum(t => t.Asked)), .. county.QuarantinedRows(first.Phase, year)]));
    }

    private static Measure[] MeasuresOf(FloorStandard standard) => [.. standard.Floor.Conditions.Select(c => Measures.Find(c.Measure))];

    private static void Check(FloorStandard standard, int year)
    {
        var measures = MeasuresOf(standard);
        if (measures.Select(m => m.Phase).Distinct().Count() > 1 || measures.Any(m => m.Kind != MeasureKind.Rate))
            throw new DataError($"floor standard {standard.Id}", $"the conditions {standard.Floor}", "shares of pupils, all of one phase", "Use rates of one phase's file.");
        if (measures.FirstOrDefault(m => !m.IsDefinedIn(year)) is { } undefined)
            throw new DataError($"floor standard {standard.Id}", string.Create(CultureInfo.InvariantCulture, $"{undefined.Id} in {year}"),
                string.Create(CultureInfo.InvariantCulture, $"a year from {undefined.FirstYear} to {undefined.LastYear}"), "Choose another year, or a standard whose measures were in use then.");
    }

    private static AgainstThreshold Standing(FloorCondition condition, IEnumerable<GroupCount> school)
    {
        var tally = school.FirstOrDefault(c => c.Measure.Id == condition.Measure)?.InGroup ?? default;
        return new(condition.Threshold, tally.Sum, tally.Used);
    }
}
