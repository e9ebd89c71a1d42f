using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>A school-level performance table as the Department publishes it (20YY-LLL-ks2.csv): percentages with their sign, SUPP, NE, NEW,
/// NP and LOWCOV in cells, and rows of the authority and of England at the end, which are never counted as schools.</summary>
public sealed class SchoolPerformanceTable
{
    private readonly string file;
    private readonly Dictionary<string, int> columns;
    private readonly List<string[]> rows;

    private SchoolPerformanceTable(string file, Dictionary<string, int> columns, List<string[]> rows) => (this.file, this.columns, this.rows) = (file, columns, rows);

    /// <summary>Schools in the table: mainstream (RECTYPE 1) and special (RECTYPE 2).</summary>
    public int Schools => rows.Count(IsSchool);

    /// <summary>Opens a table.</summary>
    /// <param name="path">The file, untouched.</param>
    public static SchoolPerformanceTable Open(string path)
    {
        string file = Path.GetFileName(path);
        if (!File.Exists(path)) throw new DataError(file, "no such file", "a school performance table (CSV)", "Check the path.");
        var (text, wrong) = TextEncoding.Decode(file, File.ReadAllBytes(path));
        if (wrong is not null) throw wrong.ToError();
        var reader = new CsvReader(text);
        if (!reader.Next()) throw new DataError(file, "no header", "column names in the first line", "Download the file again.");
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < reader.Count; i++) columns.TryAdd(reader[i].Trim().ToString(), i);
        if (!columns.ContainsKey("RECTYPE")) throw new DataError(file, "no column RECTYPE", "a school performance table", "Open a file such as 2016-936-ks2.csv.", 1, "RECTYPE");
        var rows = new List<string[]>();
        while (reader.Next())
            if (!reader.IsBlank)
                rows.Add([.. Enumerable.Range(0, reader.Count).Select(i => reader[i].Trim().ToString())]);
        SourceFiles.Note(path, rows.Count);
        return new(file, columns, rows);
    }

    /// <summary>The rate over schools: their percentages weighted by their pupils. A school without a published figure is left out and
    /// counted; suppressed is never zero.</summary>
    /// <remarks>Σ pᵢ nᵢ / Σ nᵢ over schools i with both. Unit: per cent.</remarks>
    /// <param name="percent">Column of the percentage, such as PTRWM_EXP_FSM6CLA1A.</param>
    /// <param name="pupils">Column of the pupils it is of, such as TFSM6CLA1A.</param>
    public SchoolRate Rate(string percent, string pupils)
    {
        int rate = Index(percent), weight = Index(pupils);
        double sum = 0, covered = 0, all = 0;
        int with = 0;
        var without = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (string[] row in rows.Where(IsSchool))
        {
            double? p = Number(Cell(row, rate)), n = Number(Cell(row, weight));
            all += n ?? 0;
            if (p is { } share && n is { } count) { sum += share * count; covered += count; with++; continue; }
            string symbol = p is null ? Cell(row, rate) : Cell(row, weight);
            string reason = symbol.Length == 0 ? "without an entry" : $"marked {symbol}";
            without[reason] = without.GetValueOrDefault(reason) + 1;
        }
        double? published = rows.Where(r => Cell(r, Index("RECTYPE")) == "3").Select(r => Number(Cell(r, rate))).FirstOrDefault();
        return new(file, percent, new(covered == 0 ? double.NaN : sum / covered), new(with, [.. without.Select(w => new Dropped(w.Key, w.Value))]), (long)covered, (long)all,
            published is { } value ? new Percent(value) : null);
    }

    private int Index(string column) => columns.TryGetValue(column, out int at)
        ? at
        : throw new DataError(file, $"no column '{column}'", "a column of the file", $"Look it up in the file of column names (ks2_meta).{NearestName.Hint(column, columns.Keys)}", 1, column);

    private bool IsSchool(string[] row) => Cell(row, Index("RECTYPE")) is "1" or "2";

    // Rows may be shorter than the header: what is not there has no entry.
    private static string Cell(string[] row, int column) => column < row.Length ? row[column] : "";

    private static double? Number(string cell) =>
        double.TryParse(cell.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;
}

/// <summary>A rate from the rows of schools, with its coverage, beside the authority's own row.</summary>
/// <param name="File">The file.</param>
/// <param name="Column">The percentage's column.</param>
/// <param name="Rate">Weighted by pupils.</param>
/// <param name="Coverage">Schools with a figure; those without, by reason.</param>
/// <param name="Pupils">Pupils of schools with a figure.</param>
/// <param name="AllPupils">Pupils of all schools whose number is published.</param>
/// <param name="Published">The authority's row of the same file; null when it has none.</param>
public sealed record SchoolRate(string File, string Column, Percent Rate, Sample Coverage, long Pupils, long AllPupils, Percent? Published) : Result
{
    /// <inheritdoc/>
    public override Table ToTable() => new(string.Create(CultureInfo.InvariantCulture, $"{Column} in {File}: schools {Coverage}; {Pupils} of {AllPupils} pupils covered"),
        [new("source", "Source"), new("rate_percent", "Rate", "%", 1), new("schools", "Schools", "", 0), new("pupils", "Pupils", "", 0)],
        [
            ["School rows, weighted by pupils", Rate.Value, Coverage.Used, Pupils],
            ["The authority's own row", Cell.Of(Published?.Value), Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable)],
        ]);
}
