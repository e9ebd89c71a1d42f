using System.Globalization;
using System.Text.RegularExpressions;

namespace Research;

/// <summary>Reads the ways in which the Department writes a year: 201213, 2012/13, 2012-13, 2012/2013, 2013. Named by the year it ends in. What a
/// spreadsheet or a release adds, 201213.0 or 2012/13 (provisional), is no part of it.</summary>
public static partial class TidyYear
{
    /// <summary>The year; null when the text is none.</summary>
    /// <param name="text">As written.</param>
    public static int? Parse(string text)
    {
        text = Added().Replace(text.Trim(), "");
        string digits = new([.. text.Where(char.IsAsciiDigit)]);
        bool onlyYears = text.All(c => char.IsAsciiDigit(c) || c is '/' or '-' or '–' or ' ' or '_');
        if (!onlyYears || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return null;
        return digits.Length switch
        {
            4 when number is >= 1900 and < 2200 => number,
            6 when number / 100 is >= 1900 and < 2200 && ((number / 100) + 1) % 100 == number % 100 => (number / 100) + 1,
            8 when number / 10_000 is >= 1900 and < 2200 && (number / 10_000) + 1 == number % 10_000 => number % 10_000,
            _ => null,
        };
    }

    /// <summary>A column name with a year at its beginning or end, taken apart: gld_percent_201213, 2012/13, 2013_passed.</summary>
    /// <param name="name">The name in lower case with underscores.</param>
    /// <returns>The year and the rest of the name, empty where the year is all of it; null when it has none.</returns>
    public static (int Year, string Stem)? InName(string name)
    {
        foreach (var match in new[] { Last().Match(name), First().Match(name) })
            if (match.Success && Parse(match.Groups["year"].Value) is { } year) return (year, match.Groups["stem"].Value.Trim('_', '-', ' ', '.'));
        return null;
    }

    [GeneratedRegex(@"\.0+$|\s*\(?(provisional|revised|final|[pr])\)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Added();

    [GeneratedRegex(@"^(?<stem>|.*[^0-9/\-–])(?<year>(19|20)\d{2}([_/\-–]?(\d{4}|\d{2}))?)$")]
    private static partial Regex Last();

    [GeneratedRegex(@"^[yx]?(?<year>(19|20)\d{2}([_/\-–]?(\d{4}|\d{2}))?)(?<stem>|[^0-9/\-–].*)$")]
    private static partial Regex First();
}
