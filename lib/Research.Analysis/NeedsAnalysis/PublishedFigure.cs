using System.Collections.Immutable;

namespace Research;

/// <summary>A claim about another place, held against the extract's comparators.</summary>
internal sealed class PublishedFigure(County county)
{
    public (ImmutableArray<FigureCheck> Checks, string? Missing) Of(Claim claim)
    {
        if (!Enum.TryParse<Place>(claim.Place, out var place)) return ([], $"comparators of {claim.Place}");
        var measure = Measures.Find(claim.Measure);
        var group = GroupText.Find(claim.Group);
        if (claim.Kind != ClaimKind.Gap)
        {
            if (Value(measure.Id, group.Id, place, claim.Year) is not { } value) return ([], Wanted(measure.Id, group.Id, place, claim.Year));
            double shown = claim.Outcome == Outcome.NotAchieved ? 100 - value : value;
            return ([FigureCheck.Of("percentage as published", "%", claim.Percent, shown)], null);
        }
        double? GapIn(int year) => PublishedGap.Find(county.Comparators, (measure, group), place, year)?.Difference;
        string both = $"{group.Id} and {group.PeersId}";
        if (GapIn(claim.Year) is not { } gap) return ([], Wanted(measure.Id, both, place, claim.Year));
        if (claim.FromYear == 0) return ([FigureCheck.Of("gap as published", "ppt", claim.Gap, gap)], null);
        if (GapIn(claim.FromYear) is not { } before) return ([], Wanted(measure.Id, both, place, claim.FromYear));
        return ([FigureCheck.Of("gap as published", "ppt", claim.Gap, gap), FigureCheck.Of($"gap in {claim.FromYear}", "ppt", null, before), FigureCheck.Of("change", "ppt", claim.Change, gap - before)], null);
    }

    private double? Value(string measure, string group, Place place, int year) => county.Comparators.Find(measure, group, place, year)?.Value.Number;

    private static string Wanted(string measure, string group, Place place, int year) => $"a published figure of {place} in {year} ({measure}, {group}) in comparators";
}
