namespace Research.Notebooks;

/// <summary>Finds the known name closest to a mistyped one, for error messages.</summary>
internal static class NearestName
{
    /// <summary>" Did you mean 'x'?" for the nearest name by edit distance, or nothing when none is near.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        var nearest = known.Select(k => (Name: k, Distance: Distance(name.ToLowerInvariant(), k.ToLowerInvariant()))).OrderBy(k => k.Distance).FirstOrDefault();
        return nearest.Name is { } best && nearest.Distance <= Math.Max(2, Math.Max(name.Length, best.Length) / 3) ? $" Did you mean '{best}'?" : "";
    }

    // Levenshtein distance.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
