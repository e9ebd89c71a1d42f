using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>A county extract: a folder of one file a phase, schools and comparators, whichever exist, as Parquet, CSV or Excel.</summary>
/// <remarks>Parquet is read in place by the engine; text and workbooks are loaded typed. Work on pupils is pushed to <see cref="Engine"/>.</remarks>
public sealed class County : IDisposable
{
    private readonly DuckDbEngine engine;
    private readonly ExtractTables tables;
    private readonly ExtractFolder folder;
    private readonly Lazy<Comparators> comparators;
    private readonly Lazy<bool> ready;

    private County(ExtractFolder folder, int? threads)
    {
        this.folder = folder;
        engine = new(threads);
        tables = ExtractTables.Load(engine, folder);
        ready = new(Prepare);
        comparators = new(() => tables.Has(Schema.Comparators) ? Comparators.Read(Engine) : new([]));
    }

    /// <summary>Opens an extract.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="threads">Threads for one query; null takes every core. Results do not depend on it.</param>
    public static County Open(string folder, int? threads = null) => new(ExtractFolder.Find(folder), threads);

    /// <summary>The engine with a table a file (eyfs, phonics, ks1, ks2, ks4, schools, comparators). Findings of the check stop here.</summary>
    public IEngine Engine => ready.Value ? engine : engine;

    /// <summary>Published figures to set beside the county's own; empty when the extract has none.</summary>
    public Comparators Comparators => comparators.Value;

    /// <summary>True when the extract has the phase's file.</summary>
    public bool Has(Phase phase) => tables.Has(Schema.Of(phase));

    /// <summary>True when the phase's file has the column. In SQL a column that is not there is missing throughout.</summary>
    public bool Has(Phase phase, string column) => tables.Has(Schema.Of(phase), Schema.Of(phase)[column].Name);

    /// <summary>The academic years in the phase's file, in order.</summary>
    public ImmutableArray<int> Years(Phase phase)
    {
        Require(phase);
        return [.. Engine.Query($"SELECT DISTINCT year FROM {Schema.Of(phase).Name} ORDER BY year").Numbers("year").ToArray().Select(y => (int)y)];
    }

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

    /// <inheritdoc/>
    public void Dispose() => engine.Dispose();

    private void Require(Phase phase)
    {
        var schema = Schema.Of(phase);
        if (!tables.Has(schema))
            throw new DataError(schema.Name, "no such file in the extract", $"{schema.Name}.parquet, .csv or .xlsx", $"Add the {phase.Title} file to the folder.");
    }

    private bool Prepare()
    {
        if (folder.Findings.Concat(tables.All.SelectMany(t => t.Raw.Findings)).FirstOrDefault(f => f.Kind != FindingKind.Note) is { } first) throw first.ToError();
        foreach (var (file, _) in tables.All) TypedTable.Publish(engine, file.Schema, withoutSetAside: false);
        return true;
    }
}
