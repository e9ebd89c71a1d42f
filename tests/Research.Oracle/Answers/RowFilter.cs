using System.Globalization;

namespace Research.Oracle;

/// <summary>Rows that a condition in R's notation keeps: comparisons such as <c>dose == 0.5</c>, <c>age &gt; 20</c> or <c>race %in% c("a", "b")</c>, joined by
/// <c>&amp;</c> and <c>|</c>, without brackets. A missing value keeps no row.</summary>
internal static class RowFilter
{
    private static readonly string[] Signs = ["%in%", "==", "!=", "<=", ">=", "<", ">"];

    public static Dataset Keep(Dataset data, string? condition) =>
        condition is null ? data : data.Take([.. Enumerable.Range(0, data.Count).Where(i => Holds(data, condition, i))]);

    private static bool Holds(Dataset data, string condition, int row) =>
        condition.Split('|').Any(any => any.Split('&').All(all => string.IsNullOrWhiteSpace(all) || Compares(data, all, row)));

    private static bool Compares(Dataset data, string comparison, int row)
    {
        string sign = Signs.FirstOrDefault(s => comparison.Contains(s, StringComparison.Ordinal)) ?? throw new InvalidOperationException($"no comparison in '{comparison}'");
        string[] sides = comparison.Split(sign, 2, StringSplitOptions.TrimEntries);
        if (data[sides[0].Trim('`')].TextAt(row) is not { Length: > 0 } value) return false;
        if (sign == "%in%") return sides[1].TrimStart('c').Trim('(', ')').Split(',', StringSplitOptions.TrimEntries).Any(w => Order(value, Bare(w)) == 0);
        int order = Order(value, Bare(sides[1]));
        return sign switch { "==" => order == 0, "!=" => order != 0, "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };
    }

    private static string Bare(string value) => value.Trim('"', '\'');

    private static int Order(string value, string wanted) =>
        double.TryParse(value, CultureInfo.InvariantCulture, out double a) && double.TryParse(wanted, CultureInfo.InvariantCulture, out double b)
            ? a.CompareTo(b) : string.CompareOrdinal(value, wanted);
}
