using System.Collections.Immutable;

namespace Research;

/// <summary>Turns what a researcher types into selections of a file: names in any capitals, sensible defaults, and an answer with what the file has
/// where a name does not fit.</summary>
public static class TidyChoice
{
    private const int MostSelections = 24;
    // Good level of development; overall absence; reading, writing and maths: what a release is known by.
    private static readonly string[] Headlines = ["gld", "good_level", "overall", "rwm"];
    private static readonly string[] BehindWords = ["fsm", "free school meal", "disadvantaged", "eligible", "boys", "male", "sen", "eal", "other than english", "looked after", "pupil premium"];
    private static readonly string[] PeerWords = ["not ", "non", "all other", "other pupils", "no sen", "unknown"];

    extension(TidyFile file)
    {
        /// <summary>The selections asked for: filters that are not named stand at their total, or, without one, at each of their values in turn.</summary>
        /// <param name="indicator">Column of figures; null for the percentage the release is known by, else the first with counts behind it.</param>
        /// <param name="groups">"filter=value", or a value that only one filter has.</param>
        /// <param name="gap">Filter, "filter=group" or "filter=group/peers"; null for no gap.</param>
        /// <param name="level">LA, region or national; null for the authorities where there are some.</param>
        public ImmutableArray<TidySelection> Choose(string? indicator, IReadOnlyList<string> groups, string? gap, string? level)
        {
            var chosen = IndicatorOf(file, indicator);
            var fixedGroups = groups.Select(g => GroupOf(file, g)).ToList();
            if (fixedGroups.GroupBy(g => g.Filter).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw new DataError("--group", $"{twice.Key} twice", "one value a filter", "Run the command once for each.");
            var between = gap is null ? null : GapOf(file, gap, chosen);
            if (between is not null && fixedGroups.Any(g => g.Filter == between.Filter))
                throw new DataError("--gap", $"{between.Filter} as a group and as a gap", "a filter once", "Leave it out of --group.");
            IEnumerable<ImmutableSortedDictionary<string, string>> sets = [fixedGroups.ToImmutableSortedDictionary(g => g.Filter, g => g.Value)];
            foreach (var filter in file.Filters.Where(f => f.Name != between?.Filter && fixedGroups.TrueForAll(g => g.Filter != f.Name)))
                sets = filter.Total is { } total ? sets.Select(s => s.Add(filter.Name, total)) : sets.SelectMany(s => filter.Values.Select(v => s.Add(filter.Name, v)));
            TidySelection[] selections = [.. sets.Take(MostSelections + 1).Select(s => new TidySelection(chosen, s, between, LevelOf(file, level)))];
            // A sum over one filter can leave no rows in another, such as types within a characteristic: those sets are not in the file.
            selections = [.. selections.Where(s => file.Rows.Any(r => s.Groups.All(g => string.Equals(r.Cells[file.ColumnOf(g.Key)], g.Value, StringComparison.OrdinalIgnoreCase))))];
            return selections.Length switch
            {
                0 => throw new DataError(file.File, $"no rows with {string.Join(", ", fixedGroups.Select(g => $"{g.Filter} = {g.Value}"))} together", "values that occur together", $"The file has {Filters(file)}."),
                > MostSelections => throw new DataError(file.File, $"more than {MostSelections} combinations of groups", "fewer", $"Choose with --group: {Filters(file)}."),
                _ => [.. selections],
            };
        }
    }

    private static TidyIndicator IndicatorOf(TidyFile file, string? name)
    {
        if (name is null)
            return file.Indicators.FirstOrDefault(i => i.HasCounts && Headlines.Any(h => i.Name.Contains(h, StringComparison.Ordinal))) ?? file.Indicators.FirstOrDefault(i => i.HasCounts) ?? file.Indicators.FirstOrDefault(i => i.Kind == IndicatorKind.Percent) ?? file.Indicators.FirstOrDefault()
                ?? throw new DataError(file.File, "no column of figures", "at least one", "Use another file.");
        string asked = name.Trim().ToLowerInvariant().Replace(' ', '_');
        var found = file.Indicators.FirstOrDefault(i => i.Name == asked) ?? throw new DataError("--indicator", $"'{name}'", "a column of figures: " + string.Join(", ", file.Indicators.Select(i => i.Name)),
            $"Use a column of the file.{NearestName.Hint(asked, file.Indicators.Select(i => i.Name))}");
        // A count that a percentage is made of stands for the percentage: it is the rate that can be compared.
        return found.Kind == IndicatorKind.Count && file.Indicators.FirstOrDefault(i => i.HasCounts && i.Numerator == found.Name) is { } rate ? rate : found;
    }

    private static (string Filter, string Value) GroupOf(TidyFile file, string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        if (at > 0)
        {
            var filter = FilterOf(file, "--group", text[..at]);
            return (filter.Name, ValueOf(filter, "--group", text[(at + 1)..]));
        }
        var with = file.Filters.Where(f => f.Values.Any(v => Same(v, text))).ToArray();
        return with.Length == 1 ? (with[0].Name, ValueOf(with[0], "--group", text))
            : throw new DataError("--group", $"'{text}'", "filter=value", with.Length > 1 ? $"{string.Join(" and ", with.Select(f => f.Name))} have that value: say which." : $"The file has {Filters(file)}.{NearestName.Hint(text, file.Filters.SelectMany(f => f.Values))}");
    }

    private static TidyGap GapOf(TidyFile file, string text, TidyIndicator indicator)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        var filter = FilterOf(file, "--gap", at > 0 ? text[..at] : text);
        string[] values = [.. filter.Values.Where(v => v != filter.Total)];
        if (at > 0)
        {
            string wanted = text[(at + 1)..];
            // The group may itself be written with a stroke.
            if (values.FirstOrDefault(v => Same(v, wanted)) is { } whole) return new(filter.Name, whole, PeersOf(filter, whole, values));
            int stroke = Enumerable.Range(0, wanted.Length).FirstOrDefault(i => wanted[i] == '/' && values.Any(v => Same(v, wanted[..i])), -1);
            return stroke > 0 ? new(filter.Name, ValueOf(filter, "--gap", wanted[..stroke]), ValueOf(filter, "--gap", wanted[(stroke + 1)..])) : new(filter.Name, ValueOf(filter, "--gap", wanted), "");
        }
        string[] behind = [.. values.Where(IsBehind)];
        if (behind.Length == 1 || values.Length == 2)
        {
            string group = behind.Length == 1 ? behind[0] : Lower(file, filter, values, indicator);
            return new(filter.Name, group, PeersOf(filter, group, values));
        }
        throw new DataError("--gap", $"{filter.Name} with {values.Length} values", "the group and its peers", $"Write --gap \"{filter.Name}=group/peers\" with two of: {string.Join(", ", values)}.");
    }

    private static bool IsBehind(string value) => BehindWords.Any(w => value.Contains(w, StringComparison.OrdinalIgnoreCase)) && !PeerWords.Any(w => value.StartsWith(w, StringComparison.OrdinalIgnoreCase));

    private static string PeersOf(TidyFilter filter, string group, string[] values)
    {
        string[] others = [.. values.Where(v => v != group)];
        string[] peers = others.Length == 1 ? others : [.. others.Where(v => PeerWords.Any(w => v.StartsWith(w, StringComparison.OrdinalIgnoreCase)))];
        return peers.Length == 1 ? peers[0]
            : throw new DataError("--gap", $"{filter.Name} = {group} beside {others.Length} other values", "the peers too", $"Write --gap \"{filter.Name}={group}/peers\" with one of: {string.Join(", ", others)}.");
    }

    // Without words to go by, the group is the one whose figures are lower in most rows of England, or of all.
    private static string Lower(TidyFile file, TidyFilter filter, string[] values, TidyIndicator indicator)
    {
        int column = file.ColumnOf(filter.Name), figure = file.ColumnOf(indicator.Name);
        double Mean(string value) => file.Rows.Where(r => Same(r.Cells[column], value)).Select(r => TidyCell.Number(r.Cells[figure])).Where(v => !double.IsNaN(v)).DefaultIfEmpty(0).Average();
        return Mean(values[0]) <= Mean(values[1]) ? values[0] : values[1];
    }

    private static TidyLevel LevelOf(TidyFile file, string? text)
    {
        TidyLevel[] there = [.. file.Levels.Select(l => l.Level)];
        if (text is null) return new[] { TidyLevel.LocalAuthority, TidyLevel.Regional, TidyLevel.National }.FirstOrDefault(there.Contains, there[0]);
        TidyLevel? asked = text.Trim().ToLowerInvariant().Replace('_', ' ') switch
        {
            "la" or "lea" or "local authority" or "localauthority" or "authority" => TidyLevel.LocalAuthority,
            "region" or "regional" => TidyLevel.Regional,
            "national" or "country" or "england" => TidyLevel.National,
            "school" => TidyLevel.School,
            "other" => TidyLevel.Other,
            _ => null,
        };
        return asked is { } level && there.Contains(level) ? level
            : throw new DataError("--level", $"'{text}'", "a level of the file: " + string.Join(", ", there), "Use LA, regional, national or school.");
    }

    private static TidyFilter FilterOf(TidyFile file, string option, string name) => file.Filters.FirstOrDefault(f => Same(f.Name, name) || Same(f.Name.Replace('_', ' '), name.Trim()))
        ?? throw new DataError(option, $"'{name.Trim()}'", "a filter of the file: " + Filters(file), $"Use a filter's name.{NearestName.Hint(name.Trim(), file.Filters.Select(f => f.Name))}");

    private static string ValueOf(TidyFilter filter, string option, string value) => filter.Values.FirstOrDefault(v => Same(v, value))
        ?? throw new DataError(option, $"'{value.Trim()}'", $"a value of {filter.Name}: {string.Join(", ", filter.Values.Take(30))}", $"Use a value as the file writes it.{NearestName.Hint(value.Trim(), filter.Values)}");

    private static string Filters(TidyFile file) => file.Filters.IsEmpty ? "no filters" : string.Join("; ", file.Filters.Select(f => $"{f.Name} ({string.Join(", ", f.Values.Take(12))}{(f.Values.Length > 12 ? " ..." : "")})"));

    private static bool Same(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);
}
