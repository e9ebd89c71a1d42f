namespace Research;

/// <summary>The SQL that turns a raw table into the dictionary's types: a cell that does not fit becomes missing here and is a finding of
/// the check, which looks at the raw cell.</summary>
internal static class TypedTable
{
    /// <summary>Makes <c>extract.NAME</c>: <c>line</c> and every column of the dictionary, missing throughout where the file lacks it.</summary>
    public static void Create(DuckDbEngine engine, ExtractFile file, RawTable raw)
    {
        string name = file.Schema.Name;
        var typed = file.Schema.Columns.Select(c => raw.Columns.Contains(c.Name)
            ? $"{(raw.Typed.Contains(c.Name) ? DuckDbEngine.Name(c.Name) : Typed(c, file.Format))} AS {DuckDbEngine.Name(c.Name)}"
            : $"NULL::{c.SqlType} AS {DuckDbEngine.Name(c.Name)}");
        // Text is typed once; Parquet has its types and stays on disk.
        string kind = file.Format == ExtractFormat.Parquet ? "VIEW" : "TABLE";
        engine.Execute($"CREATE OR REPLACE {kind} extract.{name} AS SELECT line, {string.Join(", ", typed)} FROM raw.{name}");
    }

    /// <summary>Makes the table that analysis sees: no line numbers, and without the rows set aside.</summary>
    public static void Publish(DuckDbEngine engine, TableSchema schema, bool withoutSetAside)
    {
        string columns = string.Join(", ", schema.Columns.Select(c => DuckDbEngine.Name(c.Name)));
        string filter = withoutSetAside ? $" WHERE line NOT IN (SELECT line FROM aside.{schema.Name})" : "";
        engine.Execute($"CREATE OR REPLACE VIEW main.{schema.Name} AS SELECT {columns} FROM extract.{schema.Name}{filter}");
    }

    /// <summary>A raw cell as the dictionary's type, missing when it does not fit.</summary>
    public static string Typed(SchemaColumn column, ExtractFormat format)
    {
        string cell = DuckDbEngine.Name(column.Name);
        if (format == ExtractFormat.Parquet)
        {
            return column.Type switch
            {
                DataType.Number => $"CASE WHEN isfinite({cell}::DOUBLE) THEN {cell}::DOUBLE END",
                DataType.Text or DataType.Code => $"nullif({cell}::VARCHAR, '')",
                _ => $"TRY_CAST({cell} AS {column.SqlType})",
            };
        }
        // The engine would take '12.5', ' 12' and '0x1F' for whole numbers: only a number written as it prints is one.
        return column.Type switch
        {
            DataType.Whole => $"CASE WHEN TRY_CAST({cell} AS INTEGER)::VARCHAR = {cell} THEN TRY_CAST({cell} AS INTEGER) END",
            DataType.Flag => $"CASE {cell} WHEN '1' THEN 1::TINYINT WHEN '0' THEN 0::TINYINT END",
            DataType.Number => $"CASE WHEN regexp_full_match({cell}, '-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?') THEN TRY_CAST({cell} AS DOUBLE) END",
            _ => cell,
        };
    }
}
