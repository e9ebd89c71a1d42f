using System.Collections.Immutable;

namespace Research;

/// <summary>The files of an extract in the engine: raw as they stand, typed by the dictionary.</summary>
internal sealed class ExtractTables
{
    private readonly ImmutableDictionary<string, (ExtractFile File, RawTable Raw)> tables;

    private ExtractTables(IEnumerable<(ExtractFile File, RawTable Raw)> tables) =>
        this.tables = tables.ToImmutableDictionary(t => t.File.Schema.Name, t => t);

    /// <summary>Every file that was found, with what was seen on loading it.</summary>
    public IEnumerable<(ExtractFile File, RawTable Raw)> All => Schema.All.Where(s => tables.ContainsKey(s.Name)).Select(s => tables[s.Name]);

    /// <summary>True when the extract has this table.</summary>
    public bool Has(TableSchema schema) => tables.ContainsKey(schema.Name);

    /// <summary>True when the extract's file has this column.</summary>
    public bool Has(TableSchema schema, string column) => Has(schema) && tables[schema.Name].Raw.Columns.Contains(column);

    /// <summary>Loads text into the engine and makes views on Parquet.</summary>
    public static ExtractTables Load(DuckDbEngine engine, ExtractFolder folder)
    {
        foreach (string schema in new[] { "raw", "extract", "aside" }) engine.Execute($"CREATE SCHEMA {schema}");
        var loading = folder.Files.Select(file => (File: file, Raw: Task.Run(() => Load(engine, file)))).ToArray();
        var loaded = loading.Select(l => (l.File, Raw: l.Raw.GetAwaiter().GetResult())).ToArray();
        foreach (var (file, raw) in loaded) SourceFiles.Note(file.Path, raw.Rows + raw.Unusable.Length);
        return new(loaded);
    }

    private static RawTable Load(DuckDbEngine engine, ExtractFile file)
    {
        var raw = file.Format switch
        {
            ExtractFormat.Parquet => ParquetLoader.Load(engine, file),
            ExtractFormat.Csv => CsvLoader.Load(engine, file),
            _ => WorkbookLoader.Load(engine, file),
        };
        if (!raw.IsBroken) TypedTable.Create(engine, file, raw);
        return raw;
    }
}
