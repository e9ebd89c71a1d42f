using System.Collections.Immutable;

namespace Research;

/// <summary>One column of figures as it stands in a file: how many numbers, how many marks of each kind.</summary>
/// <param name="Indicator">The column.</param>
/// <param name="Numbers">Cells with a number.</param>
/// <param name="Zeros">Of these, zeros.</param>
/// <param name="Marks">Cells with a mark instead, by mark; the empty text is an empty cell.</param>
public sealed record IndicatorCoverage(TidyIndicator Indicator, int Numbers, int Zeros, ImmutableSortedDictionary<string, int> Marks)
{
    /// <summary>Cells without a number.</summary>
    public int Without => Marks.Values.Sum();

    /// <summary>"x 12, empty 3", or nothing.</summary>
    public string MarksText => string.Join(", ", Marks.Select(m => $"{(m.Key.Length == 0 ? "empty" : m.Key)} {m.Value}"));
}

/// <summary>What is in a published file: years, levels, groups, figures and what is not given.</summary>
public sealed record TidyDescription : Result
{
    private TidyDescription(TidyFile file, ImmutableArray<IndicatorCoverage> coverage, ImmutableArray<(TidyLevel Level, int Places, int Rows)> levels) => (File, Coverage, Levels) = (file, coverage, levels);

    /// <summary>The file.</summary>
    public TidyFile File { get; }

    /// <summary>A line a column of figures.</summary>
    public ImmutableArray<IndicatorCoverage> Coverage { get; }

    /// <summary>Places and rows of each level.</summary>
    public ImmutableArray<(TidyLevel Level, int Places, int Rows)> Levels { get; }

    internal static TidyDescription Of(TidyFile file, string[][] rows) => new(file,
        [.. file.Indicators.Select(i =>
        {
            int column = file.ColumnOf(i.Name);
            double[] numbers = [.. rows.Select(r => TidyCell.Number(r[column])).Where(v => !double.IsNaN(v))];
            var marks = rows.Select(r => r[column]).Where(v => double.IsNaN(TidyCell.Number(v))).CountBy(v => v);
            return new IndicatorCoverage(i, numbers.Length, numbers.Count(v => v == 0), marks.ToImmutableSortedDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal));
        })],
        [.. file.Rows.GroupBy(r => r.Level).OrderBy(g => g.Key).Select(g => (g.Key, g.Select(r => r.Place).Distinct().Count(), g.Count()))]);

    /// <inheritdoc/>
    public override Table ToTable() => new($"{File.File}: {File.Count} rows, {YearsText}",
        [new("indicator", "Indicator"), new("kind", "Kind"), new("numerator", "Counts"), new("denominator", "Out of"), new("numbers", "Numbers", "", 0), new("zeros", "Zeros", "", 0), new("without", "Without", "", 0), new("marks", "Marks")],
        Coverage.Select(c => (IReadOnlyList<Cell>)[c.Indicator.Name, c.Indicator.Kind.ToString(), c.Indicator.Numerator ?? "", c.Indicator.Denominator ?? "", c.Numbers, c.Zeros, c.Without, c.MarksText]),
        [
            "Levels: " + string.Join("; ", Levels.Select(l => $"{l.Level}, {l.Places} places, {l.Rows} rows")) + ".",
            .. File.Filters.Select(f => $"{f.Name}: {string.Join(", ", f.Values.Take(20))}{(f.Values.Length > 20 ? $" and {f.Values.Length - 20} more" : "")}{(f.Total is null ? " (no total)" : "")}."),
            .. File.Notes.SelectMany(n => n.Changes.Select(y => $"{n.Name} changes in {y} from '{n.ByYear[n.ByYear.Keys.Last(k => k < y)]}' to '{n.ByYear[y]}': figures before and after may not compare.")),
            .. File.Empty.IsEmpty ? Array.Empty<string>() : [$"Without any entry: {string.Join(", ", File.Empty)}."],
            .. File.Remarks,
            "A mark (x, c, z, :, ~, low ...) or an empty cell is never zero: such cells are left out and counted.",
        ]);

    private string YearsText
    {
        get
        {
            int[] gaps = [.. Enumerable.Range(File.Years[0], File.Years[^1] - File.Years[0] + 1).Except(File.Years)];
            return $"{File.Years[0]} to {File.Years[^1]}{(gaps.Length == 0 ? "" : $", without {string.Join(", ", gaps)}")}";
        }
    }
}
