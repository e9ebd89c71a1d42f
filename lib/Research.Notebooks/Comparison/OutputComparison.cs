namespace Research.Notebooks;

/// <summary>Compares two shown results by the richest form that both have: numbers unrounded, else the page's words; charts by their data.</summary>
internal static class OutputComparison
{
    public static IEnumerable<ResultDifference> Of(DisplayOutput first, DisplayOutput second, Tolerance tolerance)
    {
        var found = Charts(first, second, tolerance).Concat(Words(first, second, tolerance)).ToArray();
        return found.Length > 0 ? found : Other(first, second);
    }

    private static IEnumerable<ResultDifference> Words(DisplayOutput first, DisplayOutput second, Tolerance tolerance)
    {
        if (first.Data.TryGetValue(MimeTypes.Csv, out string? a) && second.Data.TryGetValue(MimeTypes.Csv, out string? b))
        {
            var table = TableComparison.Of(CsvTable.Parse(a), CsvTable.Parse(b), tolerance).ToArray();
            if (table.Length > 0) return table;
            // The rows agree, whatever their order. Titles and notes are only in the text.
            return TextComparison.Of(Ordered(first), Ordered(second), tolerance).Select(d => d with { Place = "title or notes" });
        }
        if (first.PlainText is { } x && second.PlainText is { } y) return TextComparison.Of(x, y, tolerance);
        if (first.Html is { } p && second.Html is { } q) return TextComparison.Of(ShownChart.WordsOf(p), ShownChart.WordsOf(q), tolerance);
        return [];
    }

    private static string Ordered(DisplayOutput output) => string.Join('\n', (output.PlainText ?? "").Split('\n').Order(StringComparer.Ordinal));

    private static IEnumerable<ResultDifference> Charts(DisplayOutput first, DisplayOutput second, Tolerance tolerance)
    {
        // A host that keeps no HTML cannot be held to have lost the chart.
        if (first.Html is not { } a || second.Html is not { } b) yield break;
        var (x, y) = (ShownChart.In(a), ShownChart.In(b));
        for (int i = 0; i < Math.Max(x.Count, y.Count); i++)
        {
            if (i >= x.Count) yield return new("chart", null, y[i].Title);
            else if (i >= y.Count) yield return new("chart", x[i].Title, null);
            else
                foreach (var difference in x[i].DifferencesFrom(y[i], tolerance)) yield return difference with { Place = $"chart, {difference.Place}" };
        }
    }

    // Pictures and the like, where there is neither table nor text to compare.
    private static IEnumerable<ResultDifference> Other(DisplayOutput first, DisplayOutput second)
    {
        string[] shared = [.. first.Data.Keys.Intersect(second.Data.Keys, StringComparer.Ordinal)];
        if (shared.Length == 0) return [new("", string.Join(", ", first.Data.Keys), string.Join(", ", second.Data.Keys))];
        return shared.Where(m => m is not (MimeTypes.Csv or MimeTypes.Text or MimeTypes.Html) && first.Data[m] != second.Data[m]).Select(m => new ResultDifference(m, "content", "other content"));
    }
}
