using System.Collections.Immutable;

namespace Research;

/// <summary>Mainstream schools below each of several floors in every year, from one count of the schools.</summary>
/// <remarks>The same rule as <see cref="SchoolsBelowFloor"/>: strictly below, in whole numbers, among schools with a result in every measure.</remarks>
internal static class SchoolCounts
{
    /// <summary>By the floor's text: year, schools below, schools with results.</summary>
    public static ImmutableDictionary<string, ImmutableArray<(int Year, int Below, int Schools)>> Below(County county, ImmutableArray<string> floors)
    {
        var parsed = floors.ToImmutableDictionary(f => f, f => Floor.Parse(f)!);
        Measure[] measures = [.. parsed.Values.SelectMany(f => f.Conditions).Select(c => Measures.Find(c.Measure)).DistinctBy(m => m.Id).Where(m => county.Has(m.Phase))];
        if (measures.Length == 0) return floors.ToImmutableDictionary(f => f, _ => ImmutableArray<(int, int, int)>.Empty);
        var mainstream = MainstreamSchools.Names(county);
        var schools = county.Counts(measures, [Groups.AllPupils], by: Level.School).All.Where(c => mainstream.ContainsKey(c.Place)).ToLookup(c => (c.Year, c.Place));
        return parsed.ToImmutableDictionary(f => f.Key, f => schools.Select(s => (s.Key.Year, Standing: Of(f.Value, s))).Where(s => s.Standing is not null)
            .GroupBy(s => s.Year).OrderBy(y => y.Key).Select(y => (y.Key, y.Count(s => s.Standing == true), y.Count())).ToImmutableArray());
    }

    // True below, false not, null without a result in every measure.
    private static bool? Of(Floor floor, IEnumerable<GroupCount> school)
    {
        var standings = floor.Conditions.Select(c => (c.Threshold, Tally: school.FirstOrDefault(k => k.Measure.Id == c.Measure)?.InGroup ?? default)).ToArray();
        if (standings.Any(s => s.Tally.Used == 0)) return null;
        bool Low((double Threshold, Tally Tally) s) => 100.0 * s.Tally.Sum < s.Threshold * s.Tally.Used;
        return floor.Every ? standings.All(Low) : standings.Any(Low);
    }
}
