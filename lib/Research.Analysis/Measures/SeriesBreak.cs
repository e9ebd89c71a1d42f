namespace Research;

/// <summary>What a break in a series means for a comparison across it.</summary>
public enum BreakKind
{
    /// <summary>The figures on the two sides measure different things: no line and no change is drawn across it.</summary>
    NotComparable,

    /// <summary>The definition moved, but comparison is customary: it is drawn, and the note travels with it.</summary>
    Caution,
}

/// <summary>A year in which a measure or group came to mean something else.</summary>
/// <param name="Year">First academic year of the new meaning.</param>
/// <param name="Kind">Whether figures may still be compared across it.</param>
/// <param name="Why">What changed, in a sentence.</param>
public sealed record SeriesBreak(int Year, BreakKind Kind, string Why);
