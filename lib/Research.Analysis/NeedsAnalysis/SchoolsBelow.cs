using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Counts the mainstream schools below a claim's floor; the floors of a year are counted together.</summary>
internal sealed class SchoolsBelow(County county, ImmutableArray<Claim> claims)
{
    private readonly Dictionary<(int Year, Phase Phase), Dictionary<string, SchoolsBelowFloor>> known = [];

    public (ImmutableArray<FigureCheck> Checks, string? Missing) Count(Claim claim)
    {
        var measures = claim.Floor!.Conditions.Select(c => Measures.Find(c.Measure)).ToArray();
        var phase = measures[0].Phase;
        if (!county.Has(phase) || !county.Years(phase).Contains(claim.Year)) return ([], $"pupils of {claim.Year} in the {Schema.Of(phase).Name} file");
        if (measures.FirstOrDefault(m => !m.IsDefinedIn(claim.Year)) is { } measure)
            return ([], string.Create(CultureInfo.InvariantCulture, $"{measure.Id} to be defined in {claim.Year} (it is from {measure.FirstYear} to {measure.LastYear})"));
        if (!known.TryGetValue((claim.Year, phase), out var floors)) floors = known[(claim.Year, phase)] = Floors(claim.Year, phase);
        var counted = floors[claim.Floor.ToString()];
        return ([FigureCheck.Of("schools below", "schools", claim.Schools, counted.Below), FigureCheck.Of("of", "schools", null, counted.WithResults)], null);
    }

    private Dictionary<string, SchoolsBelowFloor> Floors(int year, Phase phase)
    {
        var floors = claims.Where(c => c.Floor is not null && c.Year == year && PhaseOf(c.Floor) == phase && c.Floor.Conditions.All(f => Measures.Find(f.Measure).IsDefinedIn(year)))
            .Select(c => c.Floor!).DistinctBy(f => f.ToString()).ToArray();
        var counted = county.SchoolsBelowFloors(year, [.. floors.Select(f => new FloorStandard("claim", "The floor of a claim", [year], f))]);
        return floors.Select((f, i) => (f, i)).ToDictionary(f => f.f.ToString(), f => counted[f.i], StringComparer.Ordinal);
    }

    private static Phase PhaseOf(Floor floor) => Measures.Find(floor.Conditions[0].Measure).Phase;
}
