using System.Collections.Immutable;

namespace Research;

/// <summary>A row that cannot be loaded as it stands, such as one with a field too many.</summary>
/// <param name="Line">Where it is.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Fields">Its fields as they come.</param>
internal sealed record UnusableRow(long Line, string Reason, ImmutableArray<string> Fields);

/// <summary>What was found in a file before its values are looked at: columns and faults of shape. The rows are in the engine, as
/// <c>raw.NAME</c> with a column <c>line</c>.</summary>
/// <param name="Columns">Columns of the dictionary that the file has, in the file's order.</param>
/// <param name="Rows">Rows loaded.</param>
/// <param name="Findings">Faults of encoding, header and shape.</param>
/// <param name="Unusable">Rows that could not be loaded.</param>
internal sealed record RawTable(ImmutableArray<string> Columns, long Rows, ImmutableArray<Finding> Findings, ImmutableArray<UnusableRow> Unusable)
{
    /// <summary>Columns whose cells have the dictionary's type already and need no reading as such: the engine can then use a file's own statistics.</summary>
    public ImmutableHashSet<string> Typed { get; init; } = [];

    public static RawTable Broken(params ImmutableArray<Finding> findings) => new([], 0, findings, []);

    /// <summary>True when the file as a whole cannot be used.</summary>
    public bool IsBroken => Findings.Any(f => f.Kind == FindingKind.File);
}
