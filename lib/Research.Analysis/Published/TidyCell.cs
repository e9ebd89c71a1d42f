using System.Globalization;

namespace Research;

/// <summary>Reads a cell of a published file: a number, or a mark that stands for one that is not given. A mark is never zero.</summary>
internal static class TidyCell
{
    // Marks of the Government Statistical Service, and the Department's older ones.
    private static readonly Dictionary<string, Symbol> Marks = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = Symbol.Missing,
        [":"] = Symbol.Missing,
        ["."] = Symbol.Missing,
        [".."] = Symbol.Missing,
        ["-"] = Symbol.Missing,
        ["NA"] = Symbol.Missing,
        ["N/A"] = Symbol.Missing,
        ["NE"] = Symbol.Missing,
        ["NP"] = Symbol.Missing,
        ["NEW"] = Symbol.Missing,
        ["x"] = Symbol.Suppressed,
        ["c"] = Symbol.Suppressed,
        ["k"] = Symbol.Suppressed,
        ["~"] = Symbol.Suppressed,
        ["*"] = Symbol.Suppressed,
        ["low"] = Symbol.Suppressed,
        ["SUPP"] = Symbol.Suppressed,
        ["LOWCOV"] = Symbol.Unreliable,
        ["u"] = Symbol.Unreliable,
        ["z"] = Symbol.NotApplicable,
        ["w"] = Symbol.Missing,
        ["#"] = Symbol.Suppressed,
        ["!"] = Symbol.Unreliable,
        ["?"] = Symbol.Missing,
        ["..."] = Symbol.Missing,
        ["…"] = Symbol.Missing,
        ["–"] = Symbol.Missing,
        ["—"] = Symbol.Missing,
        ["null"] = Symbol.Missing,
        ["none"] = Symbol.Missing,
        ["nan"] = Symbol.Missing,
        ["not available"] = Symbol.Missing,
        ["not applicable"] = Symbol.NotApplicable,
        ["suppressed"] = Symbol.Suppressed,
        ["confidential"] = Symbol.Suppressed,
    };

    /// <summary>True for a mark, or nothing.</summary>
    public static bool IsMark(string text) => Marks.ContainsKey(Bare(text)) || IsBound(text);

    /// <summary>Why there is no number.</summary>
    public static Symbol Reason(string text) => IsBound(text) ? Symbol.Suppressed : Marks.GetValueOrDefault(Bare(text), Symbol.Missing);

    /// <summary>The number: thousands may have commas, a share its per cent sign; not a number for a mark or words.</summary>
    public static double Number(string text) =>
        double.TryParse(text.AsSpan().TrimEnd('%').TrimEnd(), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : double.NaN;

    // The Government Statistical Service writes shorthand in brackets: [c], [x], [low].
    private static string Bare(string text) => text.Length > 2 && text[0] == '[' && text[^1] == ']' ? text[1..^1] : text;

    // "<5" and ">95%" withhold a figure and say no more than a bound.
    private static bool IsBound(string text) => text.Length > 1 && text[0] is ('<' or '>' or '≤' or '≥') && !double.IsNaN(Number(text.TrimStart('<', '>', '≤', '≥', '=', ' ')));
}
