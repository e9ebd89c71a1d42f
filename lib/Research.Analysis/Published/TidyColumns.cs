using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Tells the columns of a tidy file apart: groups, figures, notes on the year, and those without an entry.</summary>
internal sealed class TidyColumns
{
    private const int MostGroups = 40;
    private const double TellApart = 0.9;
    private readonly TidyHeader header;
    private readonly string[][] rows;
    private readonly int[] years;

    public TidyColumns(TidyHeader header, string[][] rows, int[] years)
    {
        (this.header, this.rows, this.years) = (header, rows, years);
        int[] free = [.. Enumerable.Range(0, header.Names.Length).Where(c => !header.IsPlace(c))];
        var empty = free.Where(c => rows.All(r => r[c].Length == 0)).ToArray();
        var words = free.Except(empty).Where(IsWords).ToList();
        var numbers = free.Except(empty).Except(words).ToList();
        // Terms of one year are groups; "Academic year" and "Academic Year" are the same.
        int identifier = header[TidyHeader.Identifier];
        if (identifier >= 0 && rows.Select(r => r[identifier].ToLowerInvariant()).Distinct().Count() > 1) words.Insert(0, identifier);
        var notes = words.Where(IsNote).ToArray();
        words = [.. words.Except(notes)];
        // A group may be written as a number, such as an age or a decile: it is one when rows cannot be told apart without it. A few rows given twice
        // are no reason.
        foreach (int column in numbers.Where(MayBeGroup).ToArray())
        {
            if (Distinct(words) >= TellApart * rows.Length) break;
            if (Distinct([.. words, column]) <= Distinct(words)) continue;
            words.Add(column);
            numbers.Remove(column);
        }
        Remarks = [.. numbers.SelectMany(WordsAmongFigures), .. words.SelectMany(RowsWithout)];
        Empty = [.. empty.Select(c => header.Names[c])];
        Notes = [.. notes.Where(c => rows.Select(r => r[c]).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1).Select(NoteOf)];
        Filters = [.. words.Select(c => FilterOf(c, [.. rows.Select(r => r[c]).Where(v => v.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)]))];
        // Where percentages and numbers stand under each other in one column, its figures are told by the rows of percentages.
        var (figures, unit) = Filters.FirstOrDefault(f => f.IsUnit) is { } units ? (rows.Where(r => string.Equals(r[Array.IndexOf(header.Names, units.Name)], units.Total, StringComparison.OrdinalIgnoreCase)).ToArray(), true) : (rows, false);
        Indicators = [.. new CountSearch(header.Names, figures, [.. numbers]).Indicators(unit)];
    }

    public ImmutableArray<TidyFilter> Filters { get; }

    public ImmutableArray<TidyNote> Notes { get; }

    public ImmutableArray<TidyIndicator> Indicators { get; }

    public ImmutableArray<string> Empty { get; }

    /// <summary>Cells that cannot be used, a sentence a column.</summary>
    public ImmutableArray<string> Remarks { get; }

    private static bool IsWord(string cell) => !TidyCell.IsMark(cell) && double.IsNaN(TidyCell.Number(cell));

    // A column of figures may have a stray word or an unknown mark in it; a column of groups may have a number among them (1, 2, 3, Total).
    private bool IsWords(int column)
    {
        int word = rows.Count(r => IsWord(r[column]));
        if (word == 0) return false;
        string[] numbers = [.. rows.Select(r => r[column]).Where(c => !double.IsNaN(TidyCell.Number(c)))];
        return numbers.Length <= word || (!numbers.Any(n => n.Contains('.', StringComparison.Ordinal)) && numbers.Distinct().Count() is var distinct && distinct <= MostGroups && 2 * distinct <= numbers.Length);
    }

    private IEnumerable<string> WordsAmongFigures(int column)
    {
        var found = rows.Select(r => r[column]).Where(IsWord).CountBy(c => c).OrderByDescending(c => c.Value).ToArray();
        if (found.Length > 0)
            yield return $"{header.Names[column]}: {found.Sum(c => c.Value)} cells are neither a number nor a known mark and are left out ({string.Join(", ", found.Take(5).Select(c => $"'{c.Key}' {c.Value}"))}{(found.Length > 5 ? " ..." : "")}).";
    }

    private IEnumerable<string> RowsWithout(int column)
    {
        int without = rows.Count(r => r[column].Length == 0);
        if (without > 0 && without < rows.Length) yield return $"{header.Names[column]}: {without} rows without a value belong to no group of it and are left out of every series.";
    }

    private TidyFilter FilterOf(int column, ImmutableArray<string> values) =>
        column == header[TidyHeader.Identifier] ? new(header.Names[column], values, TotalName.OfPeriods(values), IsOfPlace(column))
        : TotalName.OfUnits(values) is { } percent ? new(header.Names[column], values, percent, IsUnit: true)
        : values.All(v => TotalName.Finality(v) >= 0) ? new(header.Names[column], values, null, IsStatus: true)
        : new(header.Names[column], values, TotalName.Of(values), IsOfPlace(column));

    private bool IsOfPlace(int column)
    {
        var seen = new Dictionary<(TidyLevel, string, int), string>();
        for (int i = 0; i < rows.Length; i++)
        {
            var row = new TidyRow(header, rows[i], years[i]);
            if (!seen.TryAdd((row.Level, row.Place, row.Year), rows[i][column]) && !string.Equals(seen[(row.Level, row.Place, row.Year)], rows[i][column], StringComparison.OrdinalIgnoreCase)) return false;
        }
        // A single place's groups, one a year, are the change of what is counted.
        return seen.Keys.Select(k => k.Item2).Distinct().Count() > 1;
    }

    private bool IsNote(int column)
    {
        var seen = new Dictionary<int, string>();
        for (int i = 0; i < rows.Length; i++)
            if (!seen.TryAdd(years[i], rows[i][column]) && !string.Equals(seen[years[i]], rows[i][column], StringComparison.OrdinalIgnoreCase)) return false;
        return true;
    }

    private TidyNote NoteOf(int column) => new(header.Names[column], Enumerable.Range(0, rows.Length).GroupBy(i => years[i]).ToImmutableSortedDictionary(g => g.Key, g => rows[g.First()][column]));

    private bool MayBeGroup(int column)
    {
        var values = rows.Select(r => r[column]).Distinct().Take(MostGroups + 1).ToArray();
        return values.Length <= MostGroups && values.All(v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }

    // Rows that year, place and groups tell apart.
    private int Distinct(IEnumerable<int> groups)
    {
        int[] columns = [.. groups];
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < rows.Length; i++)
        {
            var row = new TidyRow(header, rows[i], years[i]);
            keys.Add(string.Join('\u001f', columns.Select(c => rows[i][c]).Append(row.Place).Append($"{row.Level} {row.Year}")));
        }
        return keys.Count;
    }
}
