using System.Collections.Immutable;

namespace Research;

/// <summary>Takes series from a published file.</summary>
public static class TidySeries
{
    extension(TidyFile file)
    {
        /// <summary>The series of a selection at its level, England's beside them.</summary>
        /// <param name="selection">What to take.</param>
        public PublishedSeries Series(TidySelection selection)
        {
            var reader = new SelectionReader(file, selection);
            return reader.Read();
        }
    }
}

/// <summary>Reads one selection: a series a place, from counts where the file has them.</summary>
internal sealed class SelectionReader(TidyFile file, TidySelection selection)
{
    private readonly SortedDictionary<string, long> withheld = new(StringComparer.Ordinal);
    private readonly int figure = file.ColumnOf(selection.Indicator.Name);
    private readonly int numerator = selection.Indicator.Numerator is { } n ? file.ColumnOf(n) : -1;
    private readonly int denominator = selection.Indicator.Denominator is { } d ? file.ColumnOf(d) : -1;
    private long used;

    public PublishedSeries Read()
    {
        var kept = file.Rows.Where(Matches).ToArray();
        var places = kept.Where(r => r.Level == selection.Level && r.Place.Length > 0).GroupBy(r => r.Place).ToArray();
        TrajectorySeries[] members = [.. places.Select(g => SeriesOf(g.Key, g)).OfType<TrajectorySeries>()];
        if (members.Length == 0)
            throw new DataError(file.File, $"no figures for {selection.Title} at level {selection.Level}", "rows of that choice with numbers", $"The file has {string.Join(", ", file.Levels.Select(l => $"{l.Level} ({l.Rows} rows)"))}.");
        var whole = selection.Level == TidyLevel.National ? null : SeriesOf("England", kept.Where(r => r.Level == TidyLevel.National));
        // The last name: authorities are renamed, codes stay.
        var names = places.ToImmutableSortedDictionary(g => g.Key, g => g.MaxBy(r => r.Year).PlaceName);
        return new(selection, SeriesPanel.Of(selection.Title, members, whole?.Unit == members[0].Unit ? whole : null), names, new(used, [.. withheld.Select(w => new Dropped(w.Key, w.Value))]));
    }

    private bool Matches(TidyRow row)
    {
        foreach (var (filter, value) in selection.Groups)
            if (!string.Equals(row.Cells[file.ColumnOf(filter)], value, StringComparison.OrdinalIgnoreCase)) return false;
        return true;
    }

    private TrajectorySeries? SeriesOf(string place, IEnumerable<TidyRow> rows)
    {
        if (selection.Gap is not { } gap) return Plain(place, rows);
        int column = file.ColumnOf(gap.Filter);
        TidyRow[] all = [.. rows];
        TidyRow[] Of(string value) => [.. all.Where(r => string.Equals(r.Cells[column], value, StringComparison.OrdinalIgnoreCase))];
        if (Plain(place, Of(gap.Group)) is not { } group || Plain(place, Of(gap.Peers)) is not { } peers) return null;
        if (group.Counts is { } ours && peers.Counts is { } theirs)
            return ours.Points.Any(p => theirs.Points.Any(q => q.Year == p.Year)) ? TrajectorySeries.Gap(ours, theirs) : null;
        (int Year, double Gap)[] points = [.. group.Figures.Where(f => peers.Figures.ContainsKey(f.Key)).Select(f => (f.Key, peers[f.Key] - f.Value))];
        return points.Length == 0 ? null
            : group.Unit == "%" ? TrajectorySeries.Gaps(AnnualSeries.Of(place, points)) : TrajectorySeries.Values(AnnualSeries.Of(place, points), group.Unit);
    }

    private TrajectorySeries? Plain(string place, IEnumerable<TidyRow> rows)
    {
        var byYear = new SortedDictionary<int, TidyRow>();
        foreach (var row in rows)
            if (!byYear.TryAdd(row.Year, row) && !row.Cells.SequenceEqual(byYear[row.Year].Cells))
                throw new DataError(file.File, $"more than one row for {row.PlaceName} in {row.Year}", "one row a place and year", $"Choose a value of each group: {string.Join(", ", file.Filters.Select(f => f.Name))}.");
        return selection.Indicator.HasCounts ? FromCounts(place, byYear) : FromFigures(place, byYear);
    }

    private TrajectorySeries? FromCounts(string place, SortedDictionary<int, TidyRow> byYear)
    {
        var points = new List<(int Year, double Successes, double Total)>();
        foreach (var (year, row) in byYear)
        {
            double successes = TidyCell.Number(row.Cells[numerator]), total = TidyCell.Number(row.Cells[denominator]);
            if (double.IsNaN(successes) || double.IsNaN(total)) Withhold(double.IsNaN(successes) ? row.Cells[numerator] : row.Cells[denominator]);
            else if (!(total > 0) || successes > total) Withhold(total > 0 ? "a part above its whole" : "nobody to count");
            else points.Add((year, successes, total));
        }
        used += points.Count;
        return points.Count == 0 ? null : TrajectorySeries.Rate(AnnualCounts.Of(place, points));
    }

    private TrajectorySeries? FromFigures(string place, SortedDictionary<int, TidyRow> byYear)
    {
        var points = new List<(int Year, double Value)>();
        foreach (var (year, row) in byYear)
        {
            double value = TidyCell.Number(row.Cells[figure]);
            if (double.IsNaN(value)) Withhold(row.Cells[figure]);
            else points.Add((year, value));
        }
        used += points.Count;
        if (points.Count == 0) return null;
        var series = AnnualSeries.Of(place, points);
        return selection.Indicator.Kind switch
        {
            IndicatorKind.Percent => TrajectorySeries.Percentages(series),
            IndicatorKind.Count => TrajectorySeries.Numbers(series),
            _ => TrajectorySeries.Values(series, ""),
        };
    }

    private void Withhold(string cell)
    {
        string reason = cell.Length == 0 ? "without an entry" : TidyCell.IsMark(cell) ? $"marked {cell}" : cell;
        withheld[reason] = withheld.GetValueOrDefault(reason) + 1;
    }
}
