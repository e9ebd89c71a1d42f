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
        "languages", "year groups", "areas", "settings", "providers", "institutions", "school types", "areas of learning", "categories", "absence",
    ];

    /// <summary>The value that stands for all; null when there is none. Of several, the plainest.</summary>
    /// <param name="values">Values of one filter, as written.</param>
    public static string? Of(IReadOnlyList<string> values) =>
        Whole.Select(w => values.FirstOrDefault(v => Plain(v) == w)).FirstOrDefault(v => v is not null)
        ?? values.FirstOrDefault(v => Everyone.Any(e => Plain(v) == "all " + e || Plain(v) == "total " + e || Plain(v).StartsWith($"all {e} (", StringComparison.Ordinal)))
        ?? values.FirstOrDefault(v => Plain(v).StartsWith("total (", StringComparison.Ordinal) || Plain(v).StartsWith("total - ", StringComparison.Ordinal) || Plain(v).EndsWith(" total", StringComparison.Ordinal) || Plain(v).EndsWith("- total", StringComparison.Ordinal));

    private static string Plain(string value) => value.Trim().ToLowerInvariant().Replace('_', ' ');
}
