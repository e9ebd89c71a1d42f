namespace Research;

/// <summary>Choosing the pupils nearest to a threshold: exactly as many as wanted, by a score, ties by place. Comparisons only, so the same on every machine.</summary>
internal static class Ranking
{
    /// <summary>The places of the <paramref name="count"/> highest scores.</summary>
    public static IEnumerable<T> Top<T>(this IEnumerable<T> rows, int count, Func<T, double> score) =>
        rows.Select((row, place) => (row, place, score: score(row)))
            .OrderByDescending(t => t.score).ThenBy(t => t.place).Take(Math.Max(0, count)).Select(t => t.row);

    /// <summary>The score such that <paramref name="share"/> of the scores are above it: half way between the two pupils it parts.</summary>
    public static double Cut(IReadOnlyList<double> scores, double share)
    {
        double[] sorted = [.. scores.OrderDescending()];
        int above = (int)Math.Round(share * sorted.Length);
        if (above <= 0) return sorted.Length == 0 ? 0 : sorted[0] + 1;
        return above >= sorted.Length ? sorted[^1] - 1 : (sorted[above - 1] + sorted[above]) / 2;
    }
}
