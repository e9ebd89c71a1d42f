using System.Globalization;
using System.Text.RegularExpressions;

namespace Research.Notebooks;

/// <summary>Compares text: white space and ruled lines do not count, numbers by tolerance, wall times not at all.</summary>
internal static partial class TextComparison
{
    /// <summary>True when the two say the same.</summary>
    public static bool Same(string first, string second, Tolerance tolerance)
    {
        if (string.Equals(first, second, StringComparison.Ordinal)) return true;
        var (a, b) = (Normal(first), Normal(second));
        return string.Equals(a, b, StringComparison.Ordinal) || SameButForNumbers(a, b, tolerance);
    }

    /// <summary>The lines that differ, by number.</summary>
    public static IEnumerable<ResultDifference> Of(string first, string second, Tolerance tolerance)
    {
        if (Same(first, second, tolerance)) yield break;
        var (a, b) = (Lines(first), Lines(second));
        bool any = false;
        for (int i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var (x, y) = (i < a.Length ? a[i] : null, i < b.Length ? b[i] : null);
            if (x is not null && y is not null && Same(x, y, tolerance)) continue;
            any = true;
            yield return new(string.Create(CultureInfo.InvariantCulture, $"line {i + 1}"), x, y);
        }
        if (!any) yield return new("", Normal(first), Normal(second));
    }

    private static string[] Lines(string text) => [.. text.ReplaceLineEndings("\n").Split('\n').Select(Normal).Where(l => l.Length > 0)];

    private static string Normal(string text) => Spaces().Replace(Rules().Replace(WallTime().Replace(text, "Wall time"), " "), " ").Trim();

    private static bool SameButForNumbers(string a, string b, Tolerance tolerance)
    {
        var (x, y) = (Numbers().Matches(a), Numbers().Matches(b));
        return x.Count == y.Count && x.Count > 0
            && string.Equals(Numbers().Replace(a, "#"), Numbers().Replace(b, "#"), StringComparison.Ordinal)
            && x.Zip(y).All(pair => tolerance.Agrees(Value(pair.First.Value), Value(pair.Second.Value)));
    }

    private static double Value(string number) =>
        double.Parse(number.Replace(",", "", StringComparison.Ordinal).Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("[─━│┼├┤╭╮╰╯]+|-{3,}")]
    private static partial Regex Rules();

    [GeneratedRegex(@"Wall time: [\d.]+ ms")]
    private static partial Regex WallTime();

    // A thousands comma belongs to its number, a comma in a list does not. A digit inside a word (KS2, F07) is part of the word.
    [GeneratedRegex(@"(?<![\w.])[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w])")]
    private static partial Regex Numbers();
}
