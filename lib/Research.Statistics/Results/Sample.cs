using System.Collections.Immutable;

namespace Research;

/// <summary>Rows left out of a calculation, with the reason.</summary>
/// <param name="Reason">Why, in words: "without prior".</param>
/// <param name="Count">How many rows.</param>
public sealed record Dropped(string Reason, long Count);

/// <summary>How many rows a result rests on and how many were left out, and why.</summary>
/// <param name="Used">Rows used.</param>
/// <param name="DroppedRows">Rows left out, one entry a reason.</param>
public sealed record Sample(long Used, ImmutableArray<Dropped> DroppedRows)
{
    /// <summary>All rows used.</summary>
    public static Sample Complete(long used) => new(used, []);

    /// <summary>Rows left out altogether.</summary>
    public long TotalDropped => DroppedRows.Sum(d => d.Count);

    /// <summary>"144 used, 12 dropped (12 without prior)".</summary>
    public override string ToString() => TotalDropped == 0
        ? $"{Used} used, none dropped"
        : $"{Used} used, {TotalDropped} dropped ({string.Join("; ", DroppedRows.Where(d => d.Count > 0).Select(d => $"{d.Count} {d.Reason}"))})";
}
