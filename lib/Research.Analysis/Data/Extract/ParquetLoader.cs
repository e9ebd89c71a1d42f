using System.Collections.Immutable;

namespace Research;

/// <summary>Reads a Parquet file in place: <c>raw.NAME</c> is a view on it, with the row's number as <c>line</c>.</summary>
internal static class ParquetLoader
{
    private static readonly string[] Whole = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"];

    public static RawTable Load(DuckDbEngine engine, ExtractFile file)
    {
        string source = DuckDbEngine.Literal(file.Path);
        Dataset described;
        long rows;
        try
        {
            described = engine.Query($"SELECT column_name, column_type FROM (DESCRIBE FROM read_parquet({source}))");
            rows = (long)engine.Query($"SELECT sum(num_rows)::BIGINT AS n FROM parquet_file_metadata({source})").Numbers("n")[0];
        }
        catch (DataError)
        {
            return RawTable.Broken(NotParquet(file));
        }
        string[] names = [.. Enumerable.Range(0, described.Count).Select(i => described["column_name"].TextAt(i) ?? "")];
        string[] types = [.. Enumerable.Range(0, described.Count).Select(i => described["column_type"].TextAt(i) ?? "")];
        ImmutableArray<Finding> findings = [.. Header.Check(file, names), .. Types(file, names, types)];
        if (findings.Any(f => f.Kind == FindingKind.File)) return RawTable.Broken(findings);
        if (rows == 0) return RawTable.Broken(new Finding(file.Name, 0, "", "columns and no rows", "a row a pupil", "Export the file again, or leave it out of the folder."));

        ImmutableArray<string> columns = [.. names.Where(n => file.Schema.Find(n) is not null)];
        engine.Execute($"""
            CREATE OR REPLACE VIEW raw.{file.Schema.Name} AS
            SELECT file_row_number + 1 AS line, {string.Join(", ", columns.Select(DuckDbEngine.Name))} FROM read_parquet({source}, file_row_number = true)
            """);
        return new(columns, rows, findings, []) { Typed = Typed(engine, file.Schema, columns, names.Zip(types).ToDictionary(c => c.First, c => c.Second)) };
    }

    // A number may be infinite and a word empty: only what the statistics rule out is taken as it stands.
    private static ImmutableHashSet<string> Typed(DuckDbEngine engine, TableSchema schema, ImmutableArray<string> columns, Dictionary<string, string> types)
    {
        string[] same = [.. columns.Where(c => schema[c].Type != DataType.Number && types[c] == schema[c].SqlType)];
        string[] words = [.. same.Where(c => types[c] == "VARCHAR")];
        if (words.Length == 0) return [.. same];
        try
        {
            var empty = engine.Query($"SELECT {string.Join(", ", words.Select((c, i) => $"EXISTS(SELECT 1 FROM raw.{schema.Name} WHERE {DuckDbEngine.Name(c)} = '') AS c{i}"))}");
            return [.. same.Except(words.Where((_, i) => empty.Numbers($"c{i}")[0] > 0))];
        }
        catch (DataError)
        {
            // A damaged page: the check says so.
            return [];
        }
    }

    /// <summary>The finding for a file whose pages cannot be read.</summary>
    public static Finding NotParquet(ExtractFile file)
    {
        using var stream = File.OpenRead(file.Path);
        return stream.Length == 0
            ? new(file.Name, 0, "", "an empty file", "a Parquet file", "Export the file again.")
            : new(file.Name, 0, "", "content that is not Parquet, or damaged", "a Parquet file", "Export the file again; if it is text, name it .csv.");
    }

    private static IEnumerable<Finding> Types(ExtractFile file, string[] names, string[] types)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (file.Schema.Find(names[i]) is not { } column || Fits(column.Type, types[i])) continue;
            yield return new(file.Name, 0, column.Name, $"type {types[i]}", Expected(column.Type), $"Write the column as {Expected(column.Type)}.");
        }
    }

    private static bool Fits(DataType wanted, string type) => wanted switch
    {
        DataType.Whole => Whole.Contains(type),
        DataType.Flag => Whole.Contains(type) || type == "BOOLEAN",
        DataType.Number => Whole.Contains(type) || type is "DOUBLE" or "FLOAT" || type.StartsWith("DECIMAL", StringComparison.Ordinal),
        DataType.Code => Whole.Contains(type) || type == "VARCHAR" || type.StartsWith("ENUM", StringComparison.Ordinal),
        _ => type == "VARCHAR",
    };

    private static string Expected(DataType wanted) => wanted switch
    {
        DataType.Whole => "INTEGER",
        DataType.Flag => "TINYINT or BOOLEAN",
        DataType.Number => "DOUBLE",
        _ => "VARCHAR",
    };
}
