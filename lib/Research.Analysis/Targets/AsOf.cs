using System.Globalization;

namespace Research;

/// <summary>When an assessment is made: after the results of a year, or in a month. Results of an academic year are known from September of the year
/// it ends in.</summary>
/// <param name="Results">The last academic year whose results are known.</param>
/// <param name="Month">First day of the month for monthly indicators; null after a year's results.</param>
public readonly record struct AsOf(int Results, DateOnly? Month = null)
{
    /// <summary>After the results of a year.</summary>
    public static implicit operator AsOf(int year) => FromInt32(year);

    /// <summary>After the results of a year.</summary>
    public static AsOf FromInt32(int year) => new(year);

    /// <summary>Reads <c>2015</c> or <c>2015-03</c>.</summary>
    public static AsOf Parse(string text)
    {
        if (text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is > 1990 and < 2100) return year;
        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return new(month.Month >= 9 ? month.Year : month.Year - 1, month);
        throw new DataError("as of", $"'{text}'", "a year such as 2015, or a month such as 2015-03", "Write it in that form.");
    }

    /// <inheritdoc/>
    public override string ToString() => Month is { } month ? month.ToString("yyyy-MM", CultureInfo.InvariantCulture) : Results.ToString(CultureInfo.InvariantCulture);
}
