using System.Globalization;

namespace Research;

/// <summary>A share of a whole, in per cent. The difference of two is in percentage points, <see cref="Ppt"/>.</summary>
/// <param name="Value">0 to 100 for a share.</param>
public readonly record struct Percent(double Value) : IComparable<Percent>
{
    /// <summary>100 × part / whole; not a number when the whole is 0.</summary>
    public static Percent Of(double part, double whole) => new(whole == 0 ? double.NaN : 100.0 * part / whole);

    /// <summary>The difference in percentage points.</summary>
    public static Ppt operator -(Percent left, Percent right) => new(left.Value - right.Value);

    /// <summary>The difference in percentage points.</summary>
    public static Ppt Subtract(Percent left, Percent right) => left - right;

    /// <inheritdoc/>
    public int CompareTo(Percent other) => Value.CompareTo(other.Value);

    /// <summary>True when the left share is smaller.</summary>
    public static bool operator <(Percent left, Percent right) => left.Value < right.Value;

    /// <summary>True when the left share is larger.</summary>
    public static bool operator >(Percent left, Percent right) => left.Value > right.Value;

    /// <summary>True when the left share is not larger.</summary>
    public static bool operator <=(Percent left, Percent right) => left.Value <= right.Value;

    /// <summary>True when the left share is not smaller.</summary>
    public static bool operator >=(Percent left, Percent right) => left.Value >= right.Value;

    /// <summary>One decimal and the sign, such as <c>31.5%</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rounding.Text(Value, 1)}%");
}

/// <summary>A difference of two percentages, in percentage points; never written with a per cent sign.</summary>
/// <param name="Value">Percentage points.</param>
public readonly record struct Ppt(double Value) : IComparable<Ppt>
{
    /// <summary>The change from one gap to another, in percentage points.</summary>
    public static Ppt operator -(Ppt left, Ppt right) => new(left.Value - right.Value);

    /// <summary>The change from one gap to another, in percentage points.</summary>
    public static Ppt Subtract(Ppt left, Ppt right) => left - right;

    /// <inheritdoc/>
    public int CompareTo(Ppt other) => Value.CompareTo(other.Value);

    /// <summary>True when the left difference is smaller.</summary>
    public static bool operator <(Ppt left, Ppt right) => left.Value < right.Value;

    /// <summary>True when the left difference is larger.</summary>
    public static bool operator >(Ppt left, Ppt right) => left.Value > right.Value;

    /// <summary>True when the left difference is not larger.</summary>
    public static bool operator <=(Ppt left, Ppt right) => left.Value <= right.Value;

    /// <summary>True when the left difference is not smaller.</summary>
    public static bool operator >=(Ppt left, Ppt right) => left.Value >= right.Value;

    /// <summary>One decimal and the unit, such as <c>28.5 ppt</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rounding.Text(Value, 1)} ppt");
}
