namespace Research;

/// <summary>Knows the value of a filter that stands for everyone: Total, All, Both, All pupils, Total (all), England total. "All other pupils" and
/// "All SEN" are groups.</summary>
internal static class TotalName
{
    private static readonly string[] Whole = ["total", "all", "both", "any", "everyone", "overall", "persons", "totals", "both sexes", "both genders", "boys and girls", "girls and boys", "state-funded", "all state-funded", "total state-funded"];

    // What "all" may be followed by and still mean everyone.
    private static readonly string[] Everyone =
    [
        "pupils", "children", "schools", "persons", "people", "students", "learners", "genders", "sexes", "ethnicities", "ethnic groups", "ages", "characteristics", "subjects", "types", "groups", "phases", "reasons",
        "languages", "year groups", "areas", "settings", "providers", "institutions", "school types", "areas of learning", "categories", "absence", "state-funded schools", "maintained schools", "schools and colleges",
    ];

    /// <summary>The value that stands for all; null when there is none. Of several, the plainest.</summary>
    /// <param name="values">Values of one filter, as written.</param>
    public static string? Of(IReadOnlyList<string> values) =>
        Whole.Select(w => values.FirstOrDefault(v => Plain(v) == w)).FirstOrDefault(v => v is not null)
        ?? values.FirstOrDefault(v => Everyone.Any(e => Plain(v) == "all " + e || Plain(v) == "total " + e || Plain(v).StartsWith($"all {e} (", StringComparison.Ordinal)))
        ?? values.FirstOrDefault(v => Plain(v).StartsWith("total (", StringComparison.Ordinal) || Plain(v).StartsWith("total - ", StringComparison.Ordinal) || Plain(v).EndsWith(" total", StringComparison.Ordinal) || Plain(v).EndsWith("- total", StringComparison.Ordinal));

    /// <summary>Of the terms and years a file has figures for, the whole year; null when it has none, or several kinds.</summary>
    /// <param name="values">Values of the column that says which part of the year, as written.</param>
    public static string? OfPeriods(IReadOnlyList<string> values)
    {
        string[] years = [.. values.Where(v => Plain(v).EndsWith(" year", StringComparison.Ordinal) || Plain(v) is "year" or "full year" or "six half terms")];
        return years is [var only] ? only : Of(values);
    }

    /// <summary>Where a column says the unit of each row, its value for percentages; null for any other column.</summary>
    /// <param name="values">Values of one filter, as written.</param>
    public static string? OfUnits(IReadOnlyList<string> values)
    {
        string[] percent = [.. values.Where(v => Plain(v) is "%" or "proportion" || Plain(v).StartsWith("percent", StringComparison.Ordinal))];
        return percent is [var only] && values.Any(v => Plain(v) is "count" or "headcount" || Plain(v).StartsWith("number", StringComparison.Ordinal)) ? only : null;
    }

    /// <summary>How final figures are: the higher the later; -1 for anything that is no such word.</summary>
    /// <param name="value">The value as written.</param>
    public static int Finality(string value) => Array.IndexOf(["provisional", "revised", "final"], Plain(value));

    /// <summary>A value without what only puts it in order: "a.ALL", "1. Total".</summary>
    /// <param name="value">The value as written.</param>
    public static string Unnumbered(string value)
    {
        string text = value.Trim();
        int dot = text.IndexOfAny(['.', ')']);
        return dot is 1 or 2 && text.Length > dot + 1 && (dot == 1 || char.IsAsciiDigit(text[0])) && text[..dot].All(char.IsAsciiLetterOrDigit) && text[(dot + 1)..].Trim() is { Length: > 0 } rest && char.IsLetter(rest[0]) ? rest : text;
    }

    private static string Plain(string value) => Unnumbered(value).ToLowerInvariant().Replace('_', ' ');
}
