using System.Globalization;
using DuckDB.NET.Data;

namespace Research;

/// <summary>DuckDB inside the process: the default engine. Nothing is fetched and nothing is installed at run time.</summary>
/// <remarks>Same question, same answer, on any number of threads: rows of a grouped query come in order even when the query does not ask
/// for one, and the caller casts integer sums to BIGINT and sums of fractions to DECIMAL (DuckDB's own sum of DOUBLE changes in the last
/// digits from run to run).</remarks>
public sealed class DuckDbEngine : IEngine
{
    private readonly DuckDBConnection connection;
    private readonly Lock gate = new();

    /// <summary>An empty database in memory.</summary>
    /// <param name="threads">Threads for one query; null takes every core. Results do not depend on it.</param>
    public DuckDbEngine(int? threads = null)
    {
        // Off before the database opens: an extension is never looked for on a network.
        connection = new("DataSource=:memory:;autoinstall_known_extensions=false;autoload_known_extensions=false");
        connection.Open();
        Execute("SET enable_progress_bar = false");
        // A footer is parsed once, and again only when the file has changed.
        Execute("SET parquet_metadata_cache = true");
        if (threads is { } n) Execute(string.Create(CultureInfo.InvariantCulture, $"SET threads = {n}"));
    }

    /// <inheritdoc/>
    public Dataset Query(string sql)
    {
        // A connection of its own for each query: one may be read while another runs.
        using var own = Opened();
        try
        {
            using var command = own.CreateCommand();
            command.CommandText = InOrder(sql);
            using var reader = command.ExecuteReader();
            var columns = Enumerable.Range(0, reader.FieldCount).Select(i => ColumnReader.For(reader, i)).ToArray();
            while (reader.Read())
                foreach (var column in columns)
                    column.Take();
            return new(columns.Select(c => c.ToColumn()));
        }
        catch (DuckDBException error)
        {
            throw Explain(error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    /// <summary>Runs statements that give nothing back.</summary>
    internal void Execute(string sql)
    {
        lock (gate)
        {
            try
            {
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                command.ExecuteNonQuery();
            }
            catch (DuckDBException error)
            {
                throw Explain(error);
            }
        }
    }

    /// <summary>Fills a table row by row.</summary>
    internal void Append(string schema, string table, Action<DuckDBAppender> rows)
    {
        lock (gate)
        {
            using var appender = connection.CreateAppender(schema, table);
            rows(appender);
        }
    }

    private DuckDBConnection Opened()
    {
        lock (gate)
        {
            var own = connection.Duplicate();
            own.Open();
            return own;
        }
    }

    /// <summary>A string as an SQL literal.</summary>
    internal static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A name as a quoted SQL identifier.</summary>
    internal static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // Groups come out of a hash table in an order that depends on the threads.
    private static string InOrder(string sql)
    {
        bool Says(string words) => sql.Contains(words, StringComparison.OrdinalIgnoreCase);
        bool unordered = (Says("group by") || Says("distinct") || Says("union")) && !Says("order by");
        return unordered ? $"SELECT * FROM ({sql.TrimEnd().TrimEnd(';')}) ORDER BY ALL" : sql;
    }

    // A conversion error quotes the cell, which may be a pupil's; what is wrong with the query itself holds no data.
    private static DataError Explain(DuckDBException error)
    {
        string first = error.Message.Split('\n')[0].Trim();
        bool aboutTheQuery = first.StartsWith("Binder", StringComparison.Ordinal) || first.StartsWith("Catalog", StringComparison.Ordinal)
            || first.StartsWith("Parser", StringComparison.Ordinal);
        return aboutTheQuery
            ? new("query", first, "a query over the county's tables", "Correct the query; the data dictionary lists tables and columns.")
            : new("query", $"the engine stopped ({first.Split(':')[0]})", "a query the engine can finish", "Check the files with 'research check', then the types in the query.");
    }
}
