using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Counts the mainstream schools below a claim's floor.</summary>
internal sealed class SchoolsBelow(County county)
{
    private readonly Dictionary<(int Year, string Floor), SchoolsBelowFloor> known = [];

    public (ImmutableArray<FigureCheck> Checks, string? Missing) Count(Claim claim)
    {
        var measures = claim.Floor!.Conditions.Select(c => Measures.Find(c.Measure)).ToArray();
        var phase = measures[0].Phase;
        if (!county.Has(phase) || !county.Years(phase).Contains(claim.Year)) return ([], $"pupils of {claim.Year} in the {Schema.Of(phase).Name} file");
        if (measures.FirstOrDefault(m => !m.IsDefinedIn(claim.Year)) is { } measure)
            return ([], string.Create(CultureInfo.InvariantCulture, $"{measure.Id} to be defined in {claim.Year} (it is from {measure.FirstYear} to {measure.LastYear})"));
        var key = (claim.Year, claim.Floor.ToString());
        if (!known.TryGetValue(key, out var counted)) counted = known[key] = county.SchoolsBelowFloor(claim.Year, new("claim", $"The floor of claim {claim.Id}", [claim.Year], claim.Floor));
        return ([FigureCheck.Of("schools below", "schools", claim.Schools, counted.Below), FigureCheck.Of("of", "schools", null, counted.WithResults)], null);
    }
}
