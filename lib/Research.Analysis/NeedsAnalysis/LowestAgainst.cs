using System.Collections.Immutable;

namespace Research;

/// <summary>Which of several measures are lowest, in the county itself or against a comparator.</summary>
internal sealed class LowestAgainst(County county, Recount recount)
{
    public (ImmutableArray<FigureCheck> Checks, string? Missing) Of(Claim claim, Group group)
    {
        var among = claim.Within.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Measures.Find).ToArray();
        Place? place = claim.Place.Length == 0 ? null : Enum.Parse<Place>(claim.Place);
        var standings = new List<(Measure Measure, double Standing)>();
        foreach (var measure in among)
        {
            var (part, whole) = recount.Share([measure], [group.Condition], claim.Year, claim.Outcome);
            double standing = Percent.Of(part, whole).Value;
            if (place is { } where)
            {
                if (county.Comparators.Find(measure.Id, group.Id, where, claim.Year)?.Value.Number is not { } published)
                    return ([], $"a published figure of {where} in {claim.Year} ({measure.Id}, {group.Id}) in comparators");
                standing -= published;
            }
            standings.Add((measure, standing));
        }
        var named = claim.Measures.ToHashSet(StringComparer.Ordinal);
        var lowest = standings.OrderBy(s => s.Standing).Take(named.Count).Select(s => s.Measure.Id);
        bool agrees = named.SetEquals(lowest);
        string unit = place is null ? "%" : "ppt";
        return ([.. standings.Select(s => new FigureCheck(s.Measure.Title, unit, named.Contains(s.Measure.Id) ? "among the lowest" : "not among them", s.Standing, agrees))], null);
    }
}
