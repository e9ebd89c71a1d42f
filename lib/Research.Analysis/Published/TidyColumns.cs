using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Tells the columns of a tidy file apart: groups, figures, notes on the year, and those without an entry.</summary>
internal sealed class TidyColumns
{
    private const int MostGroups = 40;
    private static readonly string[] Totals = ["total", "all", "all pupils", "all children", "all schools", "all persons", "total (all pupils)", "state-funded", "all state-funded"];

    private readonly TidyHeader header;
    private readonly string[][] rows;
    private readonly int[] years;

    public TidyColumns(TidyHeader header, string[][] rows, int[] years)
    {
        (this.header, this.rows, this.years) = (header, rows, years);
        int[] free = [.. Enumerable.Range(0, header.Names.Length).Where(c => !header.IsPlace(c))];
        var empty = free.Where(c => rows.All(r => r[c].Length == 0)).ToArray();
        var words = free.Except(empty).Where(c => rows.Any(r => !TidyCell.IsMark(r[c]) && double.IsNaN(TidyCell.Number(r[c])))).ToList();
        var numbers = free.Except(empty).Except(words).ToList();
        // Terms of one year are groups; "Academic year" and "Academic Year" are the same.
        int identifier = header[TidyHeader.Identifier];
        if (identifier >= 0 && rows.Select(r => r[identifier].ToLowerInvariant()).Distinct().Count() > 1) words.Insert(0, identifier);
        var notes = words.Where(IsNote).ToArray();
        words = [.. words.Except(notes)];
        // A group may be written as a number, such as an age or a decile: it is one when rows cannot be told apart without it.
        foreach (int column in numbers.Where(MayBeGroup).ToArray())
        {
            if (Distinct(words) == rows.Length) break;
            if (Distinct([.. words, column]) <= Distinct(words)) continue;
            words.Add(column);
            numbers.Remove(column);
        }
        Empty = [.. empty.Select(c => header.Names[c])];
        Notes = [.. notes.Where(c => rows.Select(r => r[c]).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1).Select(NoteOf)];
        Filters = [.. words.Select(c => FilterOf(header.Names[c], [.. rows.Select(r => r[c]).Where(v => v.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)]))];
        Indicators = [.. new CountSearch(header.Names, rows, [.. numbers]).Indicators()];
    }

    public ImmutableArray<TidyFilter> Filters { get; }

    public ImmutableArray<TidyNote> Notes { get; }

    public ImmutableArray<TidyIndicator> Indicators { get; }

    public ImmutableArray<string> Empty { get; }

    private static TidyFilter FilterOf(string name, ImmutableArray<string> values) =>
        new(name, values, Totals.Select(t => values.FirstOrDefault(v => string.Equals(v, t, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(v => v is not null));

    private bool IsNote(int column)
    {
        if (column == header[TidyHeader.Identifier]) return false;
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
