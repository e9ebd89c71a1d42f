using System.Globalization;

namespace Research;

/// <summary>A number as a document prints it, with the decimals it was printed to: it stands for every value that rounds to it, fives up.</summary>
/// <param name="Value">The printed value.</param>
/// <param name="Decimals">Decimals printed.</param>
public readonly record struct PrintedNumber(double Value, int Decimals)
{
    /// <summary>Smallest value that rounds to the print (included).</summary>
    public double Low => Value - 0.5 * Math.Pow(10, -Decimals);

    /// <summary>The first value above that no longer rounds to the print (excluded).</summary>
    public double High => Value + 0.5 * Math.Pow(10, -Decimals);

    /// <summary>True when the value, rounded as printed, is the print.</summary>
    public bool Matches(double value) => !double.IsNaN(value) && Rounding.Text(value, Decimals) == Rounding.Text(Value, Decimals);

    /// <summary>Reads "31.5" as 31.5 to one decimal.</summary>
    public static bool TryParse(string text, out PrintedNumber number)
    {
        number = default;
        if (!double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)) return false;
        int point = text.IndexOf('.', StringComparison.Ordinal);
        number = new(value, point < 0 ? 0 : text.Length - point - 1);
        return true;
    }

    /// <summary>The number as printed.</summary>
    public override string ToString() => Rounding.Text(Value, Decimals);
}
