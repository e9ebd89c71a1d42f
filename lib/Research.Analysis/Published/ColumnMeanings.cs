using System.Collections.Immutable;

namespace Research;

/// <summary>What the columns of a performance table, or the abbreviations in its cells, mean: the Department's files beside its downloads
/// (ks2_meta.csv, abbreviations.xlsx).</summary>
public sealed record ColumnMeanings : Result
{
    private ColumnMeanings(string file, ImmutableDictionary<string, string> meanings, ImmutableArray<string> order) => (File, Meanings, Order) = (file, meanings, order);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>Meaning by name; capitals do not matter.</summary>
    public ImmutableDictionary<string, string> Meanings { get; }

    private ImmutableArray<string> Order { get; }

    /// <summary>The meaning of a name.</summary>
    /// <param name="name">A column or abbreviation, such as PTRWM_EXP or SUPP.</param>
    public string this[string name] => Meanings.GetValueOrDefault(name.Trim())
        ?? throw new DataError(File, $"'{name}'", "a name the file explains", $"Use one of its names.{NearestName.Hint(name, Meanings.Keys)}");

    /// <summary>Opens a file of names and meanings: a CSV with the columns FieldName and Label/Description, or a workbook with names in one column and meanings in the next.</summary>
    /// <param name="path">The file, untouched.</param>
    public static ColumnMeanings Open(string path)
    {
        string file = Path.GetFileName(path);
        var cells = PlainTable.Read(path);
        var pairs = Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase) ? FromSheet(cells) : FromColumns(file, cells);
        var (meanings, order) = (ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase), ImmutableArray.CreateBuilder<string>());
        foreach (var (name, meaning) in pairs)
            if (meanings.TryAdd(name, meaning)) order.Add(name);
        return order.Count > 0 ? new(file, meanings.ToImmutable(), order.ToImmutable())
            : throw new DataError(file, "no names with meanings", "a name and its meaning in each row", "Open the file of column names beside the download.");
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{File}: {Order.Length} names", [new("name", "Name"), new("meaning", "Meaning")], Order.Select(n => (IReadOnlyList<Cell>)[n, Meanings[n]]));

    private static IEnumerable<(string Name, string Meaning)> FromColumns(string file, List<string[]> cells)
    {
        string[] header = [.. cells[0].Select(c => c.Trim().ToLowerInvariant())];
        int name = Array.FindIndex(header, h => h is "fieldname" or "field name" or "field" or "variable" or "metafile heading"), meaning = Array.FindIndex(header, h => h.Contains("description", StringComparison.Ordinal) || h.Contains("label", StringComparison.Ordinal) || h.Contains("meaning", StringComparison.Ordinal));
        if (name < 0 || meaning < 0) throw new DataError(file, string.Join(", ", cells[0]), "columns FieldName and Label/Description", "Open the file of column names beside the download.", 1);
        return cells.Skip(1).Where(c => c.Length > Math.Max(name, meaning) && c[name].Length > 0).Select(c => (c[name], c[meaning]));
    }

    // The name and the meaning are the last two filled cells of a row, under headings that fill one cell or end in a colon.
    private static IEnumerable<(string Name, string Meaning)> FromSheet(List<string[]> cells) =>
        cells.Select(r => r.Where(c => c.Length > 0).ToArray()).Where(r => r.Length >= 2 && !r[^2].EndsWith(':')).Select(r => (r[^2], r[^1]));
}
