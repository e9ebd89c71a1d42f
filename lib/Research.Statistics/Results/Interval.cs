namespace Research;

/// <summary>An interval with its level. A missing bound is not a number, an open one is infinite.</summary>
/// <param name="Low">Lower bound, in the unit of the estimate.</param>
/// <param name="High">Upper bound, in the unit of the estimate.</param>
/// <param name="Level">Coverage meant, 0 to 1.</param>
public readonly record struct Interval(double Low, double High, double Level = 0.95)
{
    /// <summary>An interval that could not be computed.</summary>
    public static Interval None => new(double.NaN, double.NaN);

    /// <summary>High − Low.</summary>
    public double Width => High - Low;

    /// <summary>True when the value lies inside, ends included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>Both bounds multiplied by a factor (bounds swap when it is negative).</summary>
    public Interval Scale(double factor) => factor >= 0 ? new(Low * factor, High * factor, Level) : new(High * factor, Low * factor, Level);

    /// <summary>Both bounds with a number of decimals, such as <c>[25.1, 32.0]</c>.</summary>
    public string Text(int decimals) => $"[{Rounding.Text(Low, decimals)}, {Rounding.Text(High, decimals)}]";

    /// <inheritdoc/>
    public override string ToString() => Text(3);
}
