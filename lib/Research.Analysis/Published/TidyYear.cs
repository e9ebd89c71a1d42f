using System.Globalization;

namespace Research;

/// <summary>Reads the ways in which the Department writes a year: 201213, 2012/13, 2012-13, 2012/2013, 2013. Named by the year it ends in.</summary>
internal static class TidyYear
{
    /// <summary>The year; null when the text is none.</summary>
    public static int? Parse(string text)
    {
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
}
