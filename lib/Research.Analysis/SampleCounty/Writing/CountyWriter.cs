using System.Collections.Immutable;
using System.Globalization;
using DuckDB.NET.Data;

namespace Research;

/// <summary>Writes a county extract: Parquet by one thread in a fixed order, so that the same county is the same bytes; or CSV to look at.</summary>
internal sealed class CountyWriter : IDisposable
{
    private readonly DuckDBConnection connection = new("DataSource=:memory:;autoinstall_known_extensions=false;autoload_known_extensions=false");

    public CountyWriter()
    {
        connection.Open();
        Run("SET threads = 1");
        Run("SET enable_progress_bar = false");
    }

    public void Pupils(TableSchema table, IEnumerable<PupilYear> rows)
    {
        Create(table);
        var columns = CountyFile.Columns(table);
        Append(table, rows.Select(row => columns.Select(value => value(row))));
    }

    public void Schools(IEnumerable<SampleSchool> schools)
    {
        Create(Schema.Schools);
        var values = new Dictionary<string, Func<SampleSchool, object?>>
        {
            ["urn"] = s => s.Urn,
            ["name"] = s => s.Name,
            ["kind"] = s => s.Kind,
            ["maintained"] = s => s.Maintained ? 1 : 0,
            ["area"] = s => s.Area,
        };
        Append(Schema.Schools, schools.Select(school => Schema.Schools.Columns.Select(c => values[c.Name](school))));
    }

    /// <summary>Writes a table whole.</summary>
    public void Parquet(TableSchema table, string folder) =>
        Run($"COPY (SELECT * FROM {table.Name} ORDER BY {Order(table)}) TO {Literal(Path.Combine(folder, table.Name + ".parquet"))} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19, ROW_GROUP_SIZE 200000)");

    /// <summary>Writes the rows of a condition as CSV.</summary>
    public void Csv(TableSchema table, string folder, string condition) =>
        Run($"COPY (SELECT * FROM {table.Name} WHERE {condition} ORDER BY {Order(table)}) TO {Literal(Path.Combine(folder, table.Name + ".csv"))} (FORMAT csv, HEADER)");

    public void Dispose() => connection.Dispose();

    private static string Order(TableSchema table) => table == Schema.Schools ? "urn" : "year, urn, pupil";

    private void Create(TableSchema table) =>
        Run($"CREATE TABLE {table.Name} ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\" {c.SqlType}"))})");

    private void Append(TableSchema table, IEnumerable<IEnumerable<object?>> rows)
    {
        using var appender = connection.CreateAppender(table.Name);
        var types = table.Columns.Select(c => c.Type).ToImmutableArray();
        foreach (var values in rows)
        {
            var row = appender.CreateRow();
            int at = 0;
            foreach (object? value in values)
            {
                var type = types[at++];
                if (value is null) row.AppendNullValue();
                else if (type == DataType.Flag) row.AppendValue((sbyte)(int)value);
                else if (type == DataType.Whole) row.AppendValue((int)value);
                else if (type == DataType.Number) row.AppendValue((double)value);
                else row.AppendValue((string)value);
            }
            row.EndRow();
        }
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Literal(string text) => string.Create(CultureInfo.InvariantCulture, $"'{text.Replace("'", "''", StringComparison.Ordinal)}'");
}
