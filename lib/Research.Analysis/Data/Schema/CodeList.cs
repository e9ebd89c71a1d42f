using System.Collections.Immutable;

namespace Research;

/// <summary>One allowed value of a coded column.</summary>
/// <param name="Value">As it stands in the file.</param>
/// <param name="Meaning">In words.</param>
/// <param name="FirstYear">First academic year in which it is used; 0 when always.</param>
/// <param name="LastYear">Last academic year in which it is used; 9999 when still.</param>
public sealed record Code(string Value, string Meaning, int FirstYear = 0, int LastYear = 9999);

/// <summary>A closed list of values.</summary>
/// <param name="Name">What the list is called in the data dictionary.</param>
/// <param name="Codes">The values in their natural order.</param>
/// <param name="Source">Where the list comes from.</param>
public sealed record CodeList(string Name, ImmutableArray<Code> Codes, string Source)
{
    /// <summary>The values alone.</summary>
    public IEnumerable<string> Values => Codes.Select(c => c.Value);
}
