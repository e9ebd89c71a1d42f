namespace Research;

/// <summary>Reads what a researcher types for a gap, and finds the group and its peers where they are not both named.</summary>
internal static class GapChoice
{
    private static readonly string[] BehindWords = ["fsm", "free school meal", "disadvantaged", "eligible", "boys", "male", "sen", "eal", "other than english", "looked after", "pupil premium"];
    private static readonly string[] PeerWords = ["not ", "non", "all other", "other pupils", "no sen", "no identified", "unknown"];

    /// <summary>The gap.</summary>
    /// <param name="file">The file.</param>
    /// <param name="text">Filter, filter=group, filter=group/peers, or a group that only one filter has.</param>
    /// <param name="indicator">The figures.</param>
    public static TidyGap Of(TidyFile file, string text, TidyIndicator indicator)
    {
        if (indicator.Kind == IndicatorKind.Count)
            throw new DataError("--gap", $"{indicator.Name}, which counts", "a percentage or a score", "A difference of numbers says how large the groups are: name a percentage with --indicator, or leave out --gap.");
        int at = text.IndexOf('=', StringComparison.Ordinal);
        if (at < 0 && TidyNames.Find(file, text) is null && TidyNames.With(file, text) is [var only]) (text, at) = ($"{only.Name}={text}", only.Name.Length);
        var filter = TidyNames.Filter(file, "--gap", at > 0 ? text[..at] : text);
        string[] values = [.. filter.Values.Where(v => v != filter.Total)];
        if (at > 0) return Named(filter, values, text[(at + 1)..]);
        string[] behind = [.. values.Where(IsBehind)];
        if (behind.Length != 1 && values.Length != 2)
            throw new DataError("--gap", $"{filter.Name} with {values.Length} values", "the group and its peers", $"Write --gap \"{filter.Name}=group/peers\" with two of: {string.Join(", ", values)}.");
        string group = behind.Length == 1 ? behind[0] : Lower(file, filter, values, indicator);
        return new(filter.Name, group, Peers(filter, group, values));
    }

    private static TidyGap Named(TidyFilter filter, string[] values, string wanted)
    {
        // The group may itself be written with a stroke.
        if (values.FirstOrDefault(v => TidyNames.Same(v, wanted)) is { } whole) return new(filter.Name, whole, Peers(filter, whole, values));
        int stroke = Enumerable.Range(0, wanted.Length).FirstOrDefault(i => wanted[i] == '/' && values.Any(v => TidyNames.Same(v, wanted[..i])), -1);
        string group = TidyNames.Value(filter, "--gap", stroke > 0 ? wanted[..stroke] : wanted.Split('/')[0]);
        return new(filter.Name, group, stroke > 0 ? TidyNames.Value(filter, "--gap", wanted[(stroke + 1)..]) : Peers(filter, group, values));
    }

    private static bool IsBehind(string value) => BehindWords.Any(w => value.Contains(w, StringComparison.OrdinalIgnoreCase)) && !IsPeers(value);

    private static bool IsPeers(string value) => PeerWords.Any(w => TotalName.Unnumbered(value).StartsWith(w, StringComparison.OrdinalIgnoreCase));

    private static string Peers(TidyFilter filter, string group, string[] values)
    {
        string[] others = [.. values.Where(v => v != group)];
        string[] peers = others.Length == 1 ? others : [.. others.Where(IsPeers)];
        return peers.Length == 1 ? peers[0]
            : throw new DataError("--gap", $"{filter.Name} = {group} beside {others.Length} other values", "the peers too", $"Write --gap \"{filter.Name}={group}/peers\" with one of: {string.Join(", ", others)}.");
    }

    // Without words to go by, the group is the one whose figures are lower on average.
    private static string Lower(TidyFile file, TidyFilter filter, string[] values, TidyIndicator indicator)
    {
        int column = file.ColumnOf(filter.Name), figure = file.ColumnOf(indicator.Name);
        double Mean(string value) => file.Rows.Where(r => TidyNames.Same(r.Cells[column], value)).Select(r => TidyCell.Number(r.Cells[figure])).Where(v => !double.IsNaN(v)).DefaultIfEmpty(0).Average();
        return Mean(values[0]) <= Mean(values[1]) ? values[0] : values[1];
    }
}
