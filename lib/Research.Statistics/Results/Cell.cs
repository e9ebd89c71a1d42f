using System.Globalization;

namespace Research;

/// <summary>Why a cell holds no number. Zero is a number, and none of these.</summary>
public enum Symbol
{
    /// <summary>The cell holds a value.</summary>
    None,

    /// <summary>x: the data do not have it.</summary>
    Missing,

    /// <summary>c: withheld so that nobody can be recognised.</summary>
    Suppressed,

    /// <summary>z: the question does not apply.</summary>
    NotApplicable,

    /// <summary>u: too few to be reliable.</summary>
    Unreliable,
}

/// <summary>One cell of a <see cref="Table"/>: a number, a text, or a reason for having neither.</summary>
public readonly record struct Cell
{
    private Cell(double? number, string? text, Symbol symbol, int? decimals) => (Number, Words, Symbol, Decimals) = (number, text, symbol, decimals);

    /// <summary>The number, unrounded; null for words and symbols.</summary>
    public double? Number { get; }

    /// <summary>The words; null for numbers and symbols.</summary>
    public string? Words { get; }

    /// <summary>Why there is no value.</summary>
    public Symbol Symbol { get; }

    /// <summary>Decimals for this cell alone; null takes the column's.</summary>
    public int? Decimals { get; }

    /// <summary>A number; not-a-number becomes a missing cell.</summary>
    public static Cell Of(double? value, int? decimals = null) =>
        value is { } v && !double.IsNaN(v) ? new(v, null, Symbol.None, decimals) : new(null, null, Symbol.Missing, null);

    /// <summary>Words.</summary>
    public static Cell Of(string? text) => text is null ? new(null, null, Symbol.Missing, null) : new(null, text, Symbol.None, null);

    /// <summary>A reason for having no value.</summary>
    public static Cell Without(Symbol reason) => new(null, null, reason, null);

    /// <summary>A number.</summary>
    public static implicit operator Cell(double value) => Of(value);

    /// <summary>A number, or missing.</summary>
    public static implicit operator Cell(double? value) => Of(value);

    /// <summary>A whole number.</summary>
    public static implicit operator Cell(long value) => Of(value, 0);

    /// <summary>A whole number.</summary>
    public static implicit operator Cell(int value) => Of(value, 0);

    /// <summary>Words.</summary>
    public static implicit operator Cell(string? text) => Of(text);

    /// <summary>What a reader sees, with the column's decimals.</summary>
    public string Show(int? columnDecimals)
    {
        if (Words is not null) return Words;
        if (Number is not { } value) return Symbol switch { Symbol.Suppressed => "c", Symbol.NotApplicable => "z", Symbol.Unreliable => "u", _ => "x" };
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "−∞";
        if ((Decimals ?? columnDecimals) is { } decimals && Math.Abs(value) < 1e13) return Rounding.Text(value, decimals);
        return value.ToString("G6", CultureInfo.InvariantCulture);
    }

    /// <summary>The full value for a file: unrounded, symbols as letters.</summary>
    public string Raw => Words ?? Number?.ToString("R", CultureInfo.InvariantCulture) ?? Show(null);
}
