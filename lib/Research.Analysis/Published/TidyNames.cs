namespace Research;

/// <summary>Finds what a researcher names in a file, in any capitals, and answers a name that does not fit with those there are.</summary>
internal static class TidyNames
{
    private const int MostShown = 12;

    public static bool Same(string a, string b) => string.Equals(Plain(a), Plain(b), StringComparison.Ordinal);

    /// <summary>The filter of a name; null when there is none.</summary>
    public static TidyFilter? Find(TidyFile file, string name) => file.Filters.FirstOrDefault(f => Same(f.Name, name));

    public static TidyFilter Filter(TidyFile file, string option, string name) => Find(file, name)
        ?? throw new DataError(option, $"'{name.Trim()}'", "a filter of the file: " + Filters(file), $"Use a filter's name.{Hint(name, file.Filters.Select(f => f.Name))}");

    public static string Value(TidyFilter filter, string option, string value) => filter.Values.FirstOrDefault(v => Same(v, value))
        ?? throw new DataError(option, $"'{value.Trim()}'", $"a value of {filter.Name}: {Some(filter.Values, 30)}", $"Use a value as the file writes it.{Hint(value, filter.Values)}");

    /// <summary>The filters that have a value.</summary>
    public static TidyFilter[] With(TidyFile file, string value) => [.. file.Filters.Where(f => f.Values.Any(v => Same(v, value)))];

    /// <summary>The filters with their values, for messages.</summary>
    public static string Filters(TidyFile file) => file.Filters.IsEmpty ? "no filters" : string.Join("; ", file.Filters.Select(f => $"{f.Name} ({Some(f.Values, MostShown)})"));

    /// <summary>The nearest name: one that has the word in it, else by spelling.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        string[] all = [.. known.Distinct()];
        string plain = Plain(name);
        // The shortest that begins with the word says the least beyond it.
        string? near = plain.Length < 2 ? null : all.Where(k => Plain(k).StartsWith(plain, StringComparison.Ordinal)).MinBy(k => k.Length) ?? all.Where(k => Plain(k).Contains(plain, StringComparison.Ordinal)).MinBy(k => k.Length);
        return near is null ? NearestName.Hint(name.Trim(), all) : $" Did you mean '{near}'?";
    }

    private static string Some(IReadOnlyList<string> values, int most) => string.Join(", ", values.Take(most)) + (values.Count > most ? " ..." : "");

    private static string Plain(string text) => string.Join(' ', text.ToLowerInvariant().Split([' ', '_', '\t', '\u00a0'], StringSplitOptions.RemoveEmptyEntries));
}
