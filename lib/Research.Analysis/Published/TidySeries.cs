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
            var reader = new SelectionReader(file, selection, (file.Years[0], file.Years[^1]));
            return reader.Read() ?? throw NoFigures(file, selection);
        }

        /// <summary>The series of a selection cut where what is counted changed, a panel for each stretch of years that compare.</summary>
        /// <param name="selection">What to take.</param>
        public ImmutableArray<PublishedSeries> ComparableSeries(TidySelection selection)
        {
            ImmutableArray<PublishedSeries> cut = [.. file.Stretches.Select(s => new SelectionReader(file, selection, s).Read()).OfType<PublishedSeries>()];
            return cut.IsEmpty ? throw NoFigures(file, selection) : cut;
        }
    }

    private static DataError NoFigures(TidyFile file, TidySelection selection) => new(file.File, $"no figures for {selection.Title} at level {selection.Level}", "rows of that choice with numbers",
        $"The file has {string.Join(", ", file.Levels.Select(l => $"{l.Level} ({l.Rows} rows)"))}.");
}

/// <summary>Reads one selection: a series a place, from counts where the file has them.</summary>
internal sealed class SelectionReader(TidyFile file, TidySelection selection, (int First, int Last) years)
{
    private readonly SortedDictionary<string, long> withheld = new(StringComparer.Ordinal);
    private readonly int figure = file.ColumnOf(selection.Indicator.Name);
    private readonly int numerator = selection.Indicator.Numerator is { } n ? file.ColumnOf(n) : -1;
    private readonly int denominator = selection.Indicator.Denominator is { } d ? file.ColumnOf(d) : -1;
    private long used;

    /// <summary>The series; null where no place has a figure in the years.</summary>
    public PublishedSeries? Read()
    {
        var kept = Latest([.. file.Rows.Where(r => r.Year >= years.First && r.Year <= years.Last && Matches(r))]);
        var atLevel = kept.Where(r => r.Level == selection.Level).ToArray();
        Withhold("without a place", atLevel.Count(r => r.Place.Length == 0));
        var places = SamePlaces(atLevel.Where(r => r.Place.Length > 0));
        TrajectorySeries[] members = [.. places.Select(g => SeriesOf(g.Key, g.Value)).OfType<TrajectorySeries>()];
        if (members.Length == 0) return null;
        var whole = selection.Level == TidyLevel.National ? null : SeriesOf("England", kept.Where(r => r.Level == TidyLevel.National));
        // The last name: authorities are renamed, codes stay.
        var names = places.ToImmutableSortedDictionary(g => g.Key, g => g.Value.MaxBy(r => r.Year).PlaceName);
        string title = years == (file.Years[0], file.Years[^1]) ? selection.Title : $"{selection.Title}, {years.First} to {years.Last}";
        return new(selection, SeriesPanel.Of(title, members, whole?.Unit == members[0].Unit && IsOfSize(whole, members) ? whole : null), names, new(used, [.. withheld.Select(w => new Dropped(w.Key, w.Value))]))
        {
            Joined = [.. places.Where(p => p.Value.Any(r => r.Place != p.Key)).Select(p => JoinedOf(p.Key, p.Value))],
        };
    }

    // Of provisional, revised and final figures of one place and year the latest.
    private TidyRow[] Latest(TidyRow[] rows)
    {
        if (file.Filters.FirstOrDefault(f => f.IsStatus && !selection.Groups.ContainsKey(f.Name)) is not { } status) return rows;
        int column = file.ColumnOf(status.Name), gap = selection.Gap is null ? column : file.ColumnOf(selection.Gap.Filter);
        (TidyLevel, string, int, string) Key(TidyRow row) => (row.Level, row.Place, row.Year, gap == column ? "" : row.Cells[gap].ToLowerInvariant());
        var last = rows.GroupBy(Key).ToDictionary(g => g.Key, g => g.Max(r => TotalName.Finality(r.Cells[column])));
        TidyRow[] latest = [.. rows.Where(r => TotalName.Finality(r.Cells[column]) == last[Key(r)])];
        Withhold("of an earlier version", rows.Count(r => r.Level == selection.Level) - latest.Count(r => r.Level == selection.Level));
        return latest;
    }

    // England's sum of a figure without limits is no path of the authorities' sums; its mean lies among theirs.
    private bool IsOfSize(TrajectorySeries whole, TrajectorySeries[] members)
    {
        if (selection.Indicator.Kind != IndicatorKind.Number) return true;
        double[] all = [.. members.SelectMany(m => m.Figures.Values)];
        double range = all.Max() - all.Min(), middle = whole.Figures.Values.Average();
        return middle >= all.Min() - range && middle <= all.Max() + range;
    }

    // An authority that is given a new code is one place still, where one code ends before the next begins.
    private static SortedDictionary<string, TidyRow[]> SamePlaces(IEnumerable<TidyRow> rows)
    {
        var places = new SortedDictionary<string, TidyRow[]>(StringComparer.Ordinal);
        foreach (var name in rows.GroupBy(r => r.Place).GroupBy(g => g.MaxBy(r => r.Year).PlaceName, StringComparer.OrdinalIgnoreCase))
        {
            var inTime = name.OrderBy(g => g.Min(r => r.Year)).ToArray();
            bool follow = inTime.Zip(inTime.Skip(1), (a, b) => a.Max(r => r.Year) < b.Min(r => r.Year)).All(f => f);
            if (follow) places[inTime[^1].Key] = [.. inTime.SelectMany(g => g)];
            else foreach (var place in inTime) places[place.Key] = [.. place];
        }
        return places;
    }

    private static string JoinedOf(string code, TidyRow[] rows)
    {
        int first = rows.Where(r => r.Place == code).Min(r => r.Year);
        return $"{rows.MaxBy(r => r.Year).PlaceName}: {string.Join(" and ", rows.Where(r => r.Place != code).Select(r => r.Place).Distinct())} up to {rows.Where(r => r.Place != code).Max(r => r.Year)} and {code} from {first} are taken as one place.";
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
        {
            if (byYear.TryAdd(row.Year, row)) continue;
            if (row.Cells.SequenceEqual(byYear[row.Year].Cells)) Withhold("the same row again");
            else
                throw new DataError(file.File, $"more than one row for {row.PlaceName} in {row.Year}, the first in line {byYear[row.Year].Line}", "one row a place and year", file.Filters.IsEmpty ? "Delete the row that is wrong." : $"Choose a value of each group ({string.Join(", ", file.Filters.Select(f => f.Name))}), or delete the row that is wrong.", row.Line);
        }
        return selection.Indicator.HasCounts ? FromCounts(place, byYear) : FromFigures(place, byYear);
    }

    private TrajectorySeries? FromCounts(string place, SortedDictionary<int, TidyRow> byYear)
    {
        var points = new List<(int Year, double Successes, double Total)>();
        foreach (var (year, row) in byYear)
        {
            double successes = TidyCell.Number(row.Cells[numerator]), total = TidyCell.Number(row.Cells[denominator]);
            if (double.IsNaN(successes) || double.IsNaN(total)) Mark(double.IsNaN(successes) ? row.Cells[numerator] : row.Cells[denominator]);
            else if (!(total > 0) || successes > total) Withhold(total > 0 ? "a part above its whole" : "nobody to count");
            else points.Add((year, successes, total));
        }
        used += points.Count;
        if (points.Count == 0) return null;
        var counts = AnnualCounts.Of(place, points);
        // No line can be put through years that all stand at 0 or 100%: such a series is taken as percentages with their chance, which the methods that need counts leave alone.
        return points.Count > 2 && points.Take(3).All(p => p.Successes == 0 || p.Successes == p.Total) ? AtLimits(counts) : TrajectorySeries.Rate(counts);
    }

    private static TrajectorySeries AtLimits(AnnualCounts counts)
    {
        var rates = counts.Rates();
        return TrajectorySeries.Percentages(AnnualSeries.WithStandardErrors(counts.Name, counts.Points.Select(p => (p.Year, 100 * p.Successes / p.Total, 100 * Math.Sqrt(rates.Variances[p.Year - rates.FirstYear])))));
    }

    private TrajectorySeries? FromFigures(string place, SortedDictionary<int, TidyRow> byYear)
    {
        var points = new List<(int Year, double Value)>();
        foreach (var (year, row) in byYear)
        {
            double value = TidyCell.Number(row.Cells[figure]);
            if (double.IsNaN(value)) Mark(row.Cells[figure]);
            else if (selection.Indicator.Kind == IndicatorKind.Percent && selection.Indicator.Scale * value is < 0 or > 100) Withhold("outside 0 to 100");
            else points.Add((year, selection.Indicator.Scale * value));
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

    private void Mark(string cell) => Withhold(cell.Length == 0 ? "without an entry" : TidyCell.IsMark(cell) ? $"marked {cell}" : "with words instead of a number");

    private void Withhold(string reason, int count = 1)
    {
        if (count > 0) withheld[reason] = withheld.GetValueOrDefault(reason) + count;
    }
}
