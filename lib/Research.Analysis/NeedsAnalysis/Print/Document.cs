using System.Collections.Immutable;

namespace Research;

/// <summary>The printed figures of one document, to be held against one another.</summary>
internal sealed class Document(ImmutableArray<Claim> claims, Implication implies)
{
    public ImmutableArray<Claim> Claims { get; } = claims;

    public Implication Implies { get; } = implies;

    /// <summary>A printed figure by its place in the document: F12.count, F12.of.</summary>
    public PrintedNumber? Printed(string reference)
    {
        int dot = reference.LastIndexOf('.');
        var claim = dot < 0 ? null : Claims.FirstOrDefault(c => c.Id == reference[..dot]);
        return reference[(dot + 1)..] switch { "count" => claim?.Count, "of" => claim?.Of, _ => null };
    }

    /// <summary>The count printed for a group with an outcome.</summary>
    public PrintedNumber? CountOf(string measure, string group, Outcome outcome, int year) => Claims
        .FirstOrDefault(c => c.Kind == ClaimKind.Rate && c.Measure == measure && c.Group == group && c.Outcome == outcome && c.Year == year && c.Place.Length == 0)?.Count;
}
