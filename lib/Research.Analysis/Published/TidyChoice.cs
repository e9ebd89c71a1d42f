using System.Collections.Immutable;

namespace Research;

/// <summary>Turns what a researcher types into selections of a file: names in any capitals, sensible defaults, and an answer with what the file has
/// where a name does not fit.</summary>
public static class TidyChoice
{
    private const int MostSelections = 24;
    // Good level of development; overall absence; reading, writing and maths: what a release is known by.
    private static readonly string[] Headlines = ["gld", "good_level", "overall", "rwm"];

    extension(TidyFile file)
    {
        /// <summary>The selections asked for: filters that are not named stand at their total, or, without one, at each of their values in turn. Where
        /// the values named have no rows at a filter's total (a characteristic within its kind), it stands at the values they do have.</summary>
        /// <param name="indicator">Column of figures; null for the percentage the release is known by, else the first with counts behind it.</param>
        /// <param name="groups">"filter=value", or a value that only one filter has.</param>
        /// <param name="gap">Filter, "filter=group", "filter=group/peers" or a group; null for no gap.</param>
        /// <param name="level">LA, region or national; null for the authorities where there are some.</param>
        public ImmutableArray<TidySelection> Choose(string? indicator, IReadOnlyList<string> groups, string? gap, string? level)
        {
            var chosen = IndicatorOf(file, indicator);
            var fixedGroups = groups.Select(g => GroupOf(file, g)).ToList();
            if (fixedGroups.GroupBy(g => g.Filter).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw new DataError("--group", $"{twice.Key} twice", "one value a filter", "Run the command once for each.");
            // Rows of numbers under rows of percentages: what is asked for decides what the figures are.
            if (file.Filters.FirstOrDefault(f => f.IsUnit) is { } unit && fixedGroups.Any(g => g.Filter == unit.Name && g.Value != unit.Total)) chosen = new(chosen.Name, IndicatorKind.Count);
            var between = gap is null ? null : GapChoice.Of(file, gap, chosen);
            if (between is not null && fixedGroups.Any(g => g.Filter == between.Filter))
                throw new DataError("--gap", $"{between.Filter} as a group and as a gap", "a filter once", "Leave it out of --group.");
            var (place, rows) = RowsOf(file, fixedGroups, between, level);
            IEnumerable<ImmutableSortedDictionary<string, string>> sets = [fixedGroups.ToImmutableSortedDictionary(g => g.Filter, g => g.Value)];
            foreach (var filter in file.Filters.Where(f => !f.IsOfPlace && !f.IsStatus && f.Name != between?.Filter && fixedGroups.TrueForAll(g => g.Filter != f.Name)))
            {
                var there = rows.Select(r => r.Cells[file.ColumnOf(filter.Name)]).ToHashSet(StringComparer.OrdinalIgnoreCase);
                sets = filter.Total is { } total && there.Contains(total) ? sets.Select(s => s.Add(filter.Name, total)) : sets.SelectMany(s => filter.Values.Where(there.Contains).Select(v => s.Add(filter.Name, v)));
            }
            // A value of one filter can have no rows with one of another, such as types within a characteristic: those sets are not in the file.
            TidySelection[] selections = [.. sets.Where(s => Array.Exists(rows, r => s.All(g => Is(file, r, g.Key, g.Value)))).Take(MostSelections + 1).Select(s => new TidySelection(chosen, s, between, place))];
            return selections.Length switch
            {
                0 => throw NoRows(file, fixedGroups, "values that occur together"),
                > MostSelections => throw new DataError(file.File, $"more than {MostSelections} combinations of groups", "fewer", $"Choose with --group: {TidyNames.Filters(file)}."),
                _ => [.. selections],
            };
        }
    }

    private static TidyIndicator IndicatorOf(TidyFile file, string? name)
    {
        if (name is null)
            return file.Indicators.FirstOrDefault(i => i.HasCounts && Headlines.Any(h => i.Name.Contains(h, StringComparison.Ordinal))) ?? file.Indicators.FirstOrDefault(i => i.HasCounts) ?? file.Indicators.FirstOrDefault(i => i.Kind == IndicatorKind.Percent) ?? file.Indicators.FirstOrDefault()
                ?? throw new DataError(file.File, "no column of figures", "at least one", "Use another file.");
        var found = file.Indicators.FirstOrDefault(i => TidyNames.Same(i.Name, name)) ?? throw new DataError("--indicator", $"'{name}'", "a column of figures: " + string.Join(", ", file.Indicators.Select(i => i.Name)),
            $"Use a column of the file.{TidyNames.Hint(name, file.Indicators.Select(i => i.Name))}");
        // A count that a percentage is made of stands for the percentage: it is the rate that can be compared.
        return found.Kind == IndicatorKind.Count && file.Indicators.FirstOrDefault(i => i.HasCounts && i.Numerator == found.Name) is { } rate ? rate : found;
    }

    private static (string Filter, string Value) GroupOf(TidyFile file, string text)
    {
        var with = TidyNames.With(file, text);
        if (with.Length == 1) return (with[0].Name, TidyNames.Value(with[0], "--group", text));
        int at = text.IndexOf('=', StringComparison.Ordinal);
        if (at > 0)
        {
            var filter = TidyNames.Filter(file, "--group", text[..at]);
            return (filter.Name, TidyNames.Value(filter, "--group", text[(at + 1)..]));
        }
        throw new DataError("--group", $"'{text}'", "filter=value", with.Length > 1 ? $"{string.Join(" and ", with.Select(f => f.Name))} have that value: say which, as {with[0].Name}={text}."
            : $"The file has {TidyNames.Filters(file)}.{TidyNames.Hint(text, file.Filters.SelectMany(f => f.Values))}");
    }

    // The rows of the groups named, at the level named or at the smallest place they are given for.
    private static (TidyLevel Level, TidyRow[] Rows) RowsOf(TidyFile file, List<(string Filter, string Value)> groups, TidyGap? gap, string? level)
    {
        TidyRow[] all = [.. file.Rows.Where(r => groups.TrueForAll(g => Is(file, r, g.Filter, g.Value)) && (gap is null || Is(file, r, gap.Filter, gap.Group) || Is(file, r, gap.Filter, gap.Peers)))];
        if (all.Length == 0) throw NoRows(file, groups, "values that occur together");
        TidyLevel[] there = [.. all.Select(r => r.Level).Distinct().Order()];
        var at = level is null ? new[] { TidyLevel.LocalAuthority, TidyLevel.Regional, TidyLevel.National }.FirstOrDefault(there.Contains, there[0]) : LevelOf(file, level);
        TidyRow[] rows = [.. all.Where(r => r.Level == at)];
        return rows.Length > 0 ? (at, rows) : throw NoRows(file, groups, $"rows at level {at}: the groups are given for {string.Join(", ", there)}");
    }

    private static DataError NoRows(TidyFile file, List<(string Filter, string Value)> groups, string expected) =>
        new(file.File, $"no rows with {string.Join(", ", groups.Select(g => $"{g.Filter} = {g.Value}"))} together", expected, $"The file has {TidyNames.Filters(file)}.");

    private static bool Is(TidyFile file, TidyRow row, string filter, string value) => string.Equals(row.Cells[file.ColumnOf(filter)], value, StringComparison.OrdinalIgnoreCase);

    private static TidyLevel LevelOf(TidyFile file, string text)
    {
        TidyLevel? asked = text.Trim().ToLowerInvariant().Replace('_', ' ') switch
        {
            "la" or "lea" or "local authority" or "localauthority" or "authority" => TidyLevel.LocalAuthority,
            "region" or "regional" => TidyLevel.Regional,
            "national" or "country" or "england" => TidyLevel.National,
            "school" => TidyLevel.School,
            "other" => TidyLevel.Other,
            _ => null,
        };
        TidyLevel[] there = [.. file.Levels.Select(l => l.Level)];
        return asked is { } level && there.Contains(level) ? level
            : throw new DataError("--level", $"'{text}'", "a level of the file: " + string.Join(", ", there), "Use LA, regional, national or school.");
    }
}
