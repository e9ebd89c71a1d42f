namespace Research;

/// <summary>What is said of a faulty cell or row.</summary>
internal readonly record struct Wording(string Found, string Expected, string Mend);

/// <summary>A condition that no row may meet, and what is said of one that does.</summary>
/// <param name="Column">The column named in the finding.</param>
/// <param name="Source">Table looked at: the raw cells or the typed ones.</param>
/// <param name="Condition">SQL, true for a faulty row; unknown is not faulty.</param>
/// <param name="Value">SQL of what equal faults share, mostly the cell itself.</param>
/// <param name="Words">The message, given the shared value; null when it may not be quoted.</param>
internal sealed record RowCheck(string Column, string Source, string Condition, string Value, Func<string?, Wording> Words)
{
    /// <summary>Columns that must have been readable for the condition to mean anything.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];
}
