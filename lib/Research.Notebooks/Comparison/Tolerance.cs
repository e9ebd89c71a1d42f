namespace Research.Notebooks;

/// <summary>How far two numbers may lie apart and still count as the same: |a − b| ≤ absolute + relative · max(|a|, |b|).</summary>
/// <remarks>Not-a-number equals itself, and an infinity itself. R: <c>all.equal</c>; Python: <c>math.isclose</c>.</remarks>
/// <param name="Relative">Share of the larger of the two.</param>
/// <param name="Absolute">In the unit of the numbers.</param>
public sealed record Tolerance(double Relative, double Absolute)
{
    /// <summary>Room for the last digits of a double, which differ between processors and thread counts.</summary>
    public static Tolerance Default { get; } = new(1e-9, 1e-12);

    /// <summary>True when the two count as the same.</summary>
    public bool Agrees(double a, double b) =>
        a.Equals(b) || (double.IsFinite(a) && double.IsFinite(b) && Math.Abs(a - b) <= Absolute + (Relative * Math.Max(Math.Abs(a), Math.Abs(b))));
}
