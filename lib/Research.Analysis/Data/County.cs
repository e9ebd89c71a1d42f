using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>A county extract: a folder of one file a phase, schools and comparators, whichever exist, as Parquet, CSV or Excel.</summary>
/// <remarks>Parquet is read in place by the engine; text and workbooks are loaded typed. Work on pupils is pushed to <see cref="Engine"/>.
/// The first use of the data checks it against the dictionary; what is wrong stops the analysis, or is set aside with
/// <see cref="SetAside"/>.</remarks>
public sealed class County : IDisposable
{
    private readonly DuckDbEngine engine;
    private readonly ExtractTables tables;
    private readonly ExtractFolder folder;
    private readonly ConcurrentDictionary<Phase, ImmutableArray<int>> years = [];
    private Lazy<CheckReport> report;
    private Lazy<Comparators> comparators;
    private Lazy<RowsLeftOut> leftOut;

    private County(ExtractFolder folder, int? threads)
    {
        this.folder = folder;
        engine = new(threads);
        tables = ExtractTables.Load(engine, folder);
        report = new(() => CheckNow(Quarantine.Exists(folder)));
        comparators = new(() => tables.Has(Schema.Comparators) ? Comparators.Read(Engine) : new([]));
        leftOut = new(() => RowsLeftOut.Count(engine, tables, report.Value));
    }

    /// <summary>Opens an extract.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="threads">Threads for one query; null takes every core. Results do not depend on it.</param>
    public static County Open(string folder, int? threads = null) => new(ExtractFolder.Find(folder), threads);

    /// <summary>Name of the folder.</summary>
    public string Name => folder.Name;

    /// <summary>What the county is called in charts: by name where the extract brings the county's own published figures.</summary>
    public string Title => Comparators.All.Any(c => c.Place == Place.Cambridgeshire) ? nameof(Place.Cambridgeshire) : "The county";

    /// <summary>The engine with a table a file (eyfs, phonics, ks1, ks2, ks4, schools, comparators). A finding that has not been mended or
    /// set aside stops here.</summary>
    public IEngine Engine => Check().Stopping is { } finding ? throw finding.ToError() : engine;

    /// <summary>The folder that was opened.</summary>
    public string Folder => folder.Path;

    /// <summary>Published figures to set beside the county's own; empty when the extract has none.</summary>
    public Comparators Comparators => comparators.Value;

    /// <summary>Checks the files against the dictionary, once: columns, types, code lists, ranges, duplicates, combinations, schools.</summary>
    public CheckReport Check() => report.Value;

    /// <summary>Sets faulty rows aside in <c>quarantine/</c> beside the extract, with line and reasons, so that the analysis can go on
    /// without them. It does so too the next time the extract is opened, as long as that folder is there and still fits the files.</summary>
    public CheckReport SetAside()
    {
        if (!report.IsValueCreated) CheckNow(setAside: false);
        Quarantine.Write(engine, folder, tables);
        var after = CheckNow(setAside: true);
        report = new(after);
        years.Clear();
        comparators = new(() => tables.Has(Schema.Comparators) ? Comparators.Read(Engine) : new([]));
        leftOut = new(() => RowsLeftOut.Count(engine, tables, after));
        return after;
    }

    /// <summary>True when the extract has the phase's file.</summary>
    public bool Has(Phase phase) => tables.Has(Schema.Of(phase));

    /// <summary>True when the phase's file has the column. In SQL a column that is not there is missing throughout.</summary>
    public bool Has(Phase phase, string column) => tables.Has(Schema.Of(phase), Schema.Of(phase)[column].Name);

    /// <summary>The academic years in the phase's file, in order.</summary>
    public ImmutableArray<int> Years(Phase phase)
    {
        Require(phase);
        // Asked for again and again; engine first, so that a finding stops here too.
        var asked = Engine;
        return years.GetOrAdd(phase, p => [.. asked.Query($"SELECT DISTINCT year FROM {Schema.Of(p).Name} ORDER BY year").Numbers("year").ToArray().Select(y => (int)y)]);
    }

    /// <summary>Rows in the phase's file, those set aside included; 0 when there is no such file.</summary>
    internal long Rows(Phase phase) => tables.All.Where(t => t.File.Schema == Schema.Of(phase)).Sum(t => t.Raw.Rows);

    /// <summary>The pupils of one phase in one academic year.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="year">The year it ends in: 2013 is 2012/13.</param>
    public Cohort Cohort(Phase phase, int year)
    {
        var years = Years(phase);
        return years.Contains(year)
            ? new(this, phase, year)
            : throw new DataError(Schema.Of(phase).Name, string.Create(CultureInfo.InvariantCulture, $"no pupils of {year}"), "a year in the file: " + string.Join(", ", years),
                "Ask for one of these years, or add the year to the file.", column: "year");
    }

    /// <summary>Rows of a file that have been set aside.</summary>
    /// <param name="table">Table of the dictionary, such as ks2.</param>
    public long QuarantinedRows(string table) => leftOut.Value.Of(table);

    /// <summary>Rows of a phase and year that have been set aside, as an entry for a result's <see cref="Sample"/>; empty when there are none.
    /// A row whose year cannot be read counts in every year.</summary>
    public ImmutableArray<Dropped> QuarantinedRows(Phase phase, int year) => leftOut.Value.Of(phase, year);

    /// <inheritdoc/>
    public void Dispose() => engine.Dispose();

    private void Require(Phase phase)
    {
        var schema = Schema.Of(phase);
        if (!tables.Has(schema))
            throw new DataError(schema.Name, "no such file in the extract", $"{schema.Name}.parquet, .csv or .xlsx", $"Add the {phase.Title} file to the folder.");
    }

    private CheckReport CheckNow(bool setAside)
    {
        var findings = ExtractCheck.Run(engine, folder, tables);
        if (setAside) findings = [.. findings, .. Quarantine.Stale(engine, folder, tables)];
        var files = tables.All.Select(t => new CheckedFile(t.File.Name, t.File.Schema.Name, t.Raw.Rows + t.Raw.Unusable.Length, ExtractCheck.FaultyRows(engine, t.File, t.Raw)));
        foreach (var (file, raw) in tables.All.Where(t => !t.Raw.IsBroken)) TypedTable.Publish(engine, file.Schema, setAside);
        return new(folder.Name, [.. files], findings, setAside);
    }
}
