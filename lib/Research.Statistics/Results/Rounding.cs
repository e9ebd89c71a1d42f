namespace Research;

/// <summary>The only rounding in the workbench: fives go up, away from zero, as published figures are rounded.</summary>
public static class Rounding
{
    /// <summary>Rounds half away from zero at the given number of decimals.</summary>
    /// <remarks>Goes through <see cref="decimal"/>, because <c>Math.Round(0.285, 2)</c> is 0.28 under both midpoint rules.
    /// Values too large for decimal, and not-a-number, come back unchanged. R: <c>janitor::round_half_up</c>.</remarks>
    /// <param name="value">The value, in any unit.</param>
    /// <param name="decimals">Decimals kept, 0 to 15.</param>
    public static double FiveUp(double value, int decimals) =>
        double.IsFinite(value) && Math.Abs(value) < 1e13
            ? (double)Math.Round((decimal)value, Math.Clamp(decimals, 0, 15), MidpointRounding.AwayFromZero)
            : value;

    /// <summary>The rounded value as text with exactly that many decimals, in the invariant culture.</summary>
    /// <param name="value">The value, in any unit.</param>
    /// <param name="decimals">Decimals shown.</param>
    public static string Text(double value, int decimals)
    {
        double rounded = FiveUp(value, decimals);
        // A rounded minus zero would print as "-0.0".
        return (rounded == 0 ? 0.0 : rounded).ToString($"F{decimals}", System.Globalization.CultureInfo.InvariantCulture);
    }
}
