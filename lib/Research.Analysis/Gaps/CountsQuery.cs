using System.Collections.Immutable;

namespace Research;

/// <summary>All groups, measures and years of a phase from one query, by county, area or school.</summary>
internal sealed record CountsQuery(Phase Phase, ImmutableArray<Measure> Measures, ImmutableArray<Group> Groups, ImmutableArray<int> Years, Level Level)
{
    private CellQuery Cells => new(Phase, Years, Level switch { Level.Area => "coalesce(area, '')", Level.School => "urn", _ => "''" })
    {
        Conditions = [.. Groups.SelectMany(g => new[] { g.Condition, g.PeersCondition }), .. Measures.SelectMany(m => new MeasureSql(m).Conditions)],
        Sums = [.. Measures.SelectMany(m => new MeasureSql(m).Sums)],
    };

    /// <summary>Runs the query and gives a row a measure, group, year and place.</summary>
    public IEnumerable<GroupCount> Run(County county)
    {
        var cells = Cells.Run(county);
        var tallies = Measures.Select(m => new MeasureTally(m, cells)).ToArray();
        // Groups are independent: each is counted on a core of its own, and they are put together in the order asked for.
        var counted = new List<GroupCount>[Groups.Length];
        Parallel.For(0, Groups.Length, k => counted[k] = [.. Count(Groups[k], cells, tallies)]);
        return counted.SelectMany(c => c);
    }

    private static IEnumerable<GroupCount> Count(Group group, Cells cells, MeasureTally[] tallies)
    {
        var inGroup = cells[group.Condition];
        var peers = cells[group.PeersCondition].Without(inGroup);
        foreach (var range in cells.Ranges.Where(r => group.IsDefinedIn(r.Year)))
        {
            foreach (var tally in tallies.Where(t => t.Measure.IsDefinedIn(range.Year)))
            {
                var (group1, others) = (tally.Of(range, inGroup), tally.Of(range, peers));
                yield return new(tally.Measure, group, range.Year, range.Place, group1, others, tally.Everyone(range) - group1 - others);
            }
        }
    }
}
