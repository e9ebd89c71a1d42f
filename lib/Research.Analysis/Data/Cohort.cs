using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>The pupils of one phase in one academic year. Rows stay in the engine; <see cref="ToDataset"/> brings the columns a model needs.</summary>
public sealed record Cohort : Result
{
    private readonly Lazy<Dataset> counts;

    internal Cohort(County county, Phase phase, int year)
    {
        (County, Phase, Year) = (county, phase, year);
        counts = new(Count);
    }

    /// <summary>The county they belong to.</summary>
    public County County { get; }

    /// <summary>The phase.</summary>
    public Phase Phase { get; }

    /// <summary>The academic year by the year it ends in: 2013 is 2012/13.</summary>
    public int Year { get; }

    /// <summary>The phase's file and columns.</summary>
    public TableSchema Table => Schema.Of(Phase);

    /// <summary>SQL of the cohort's rows, to stand after FROM.</summary>
    public string Source => string.Create(CultureInfo.InvariantCulture, $"(SELECT * FROM {Table.Name} WHERE year = {Year})");

    /// <summary>Number of pupils.</summary>
    public long Pupils => (long)counts.Value.Numbers("pupils")[0];

    /// <summary>Number of schools.</summary>
    public long Schools => (long)counts.Value.Numbers("schools")[0];

    /// <summary>Rows used, and rows that the check has set aside.</summary>
    public Sample Sample => new(Pupils, County.QuarantinedRows(Phase, Year));

    /// <summary>Pupils without a value in a column.</summary>
    public long Missing(string column) => (long)(Pupils - counts.Value.Numbers(Table[column].Name)[0]);

    /// <summary>The pupils' rows in memory, in the file's order: numbers and flags (0, 1) as numbers, words and codes as factors.</summary>
    /// <param name="columns">Columns of the phase's file; none takes all.</param>
    public Dataset ToDataset(params IReadOnlyList<string> columns)
    {
        var names = columns.Count == 0 ? Table.Columns.Select(c => c.Name) : columns.Select(c => Table[c].Name);
        return County.Engine.Query($"SELECT {string.Join(", ", names.Select(DuckDbEngine.Name))} FROM {Source}");
    }

    /// <inheritdoc/>
    public override Table ToTable() => new(
        string.Create(CultureInfo.InvariantCulture, $"{Phase.Title}, {Year - 1}/{Year % 100:00}: {Pupils:N0} pupils in {Schools:N0} schools"),
        [new("column", "Column"), new("meaning", "Meaning"), new("missing", "Missing", "pupils", 0), new("missing_percent", "Missing", "%", 1)],
        Table.Columns.Where(c => c.FirstYear <= Year && c.LastYear >= Year && County.Has(Phase, c.Name))
            .Select(c => (IReadOnlyList<Cell>)[c.Name, c.Meaning, Missing(c.Name), Percent.Of(Missing(c.Name), Pupils).Value]),
        [.. Sample.DroppedRows.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Count:N0} rows {d.Reason}."))]);

    private Dataset Count() => County.Engine.Query(
        $"SELECT count(*) AS pupils, count(DISTINCT urn) AS schools, {string.Join(", ", Table.Columns.Select(c => $"count({DuckDbEngine.Name(c.Name)}) AS {DuckDbEngine.Name(c.Name)}"))} FROM {Source}");
}
