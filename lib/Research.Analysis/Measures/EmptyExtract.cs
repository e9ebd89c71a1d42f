using System.Globalization;
using DuckDB.NET.Data;

namespace Research;

/// <summary>The tables of the schema without rows, in the engine's memory: what a condition is prepared against before any data are read.</summary>
internal static class EmptyExtract
{
    private static readonly Lock Gate = new();
    private static readonly Lazy<DuckDBConnection> Connection = new(Open);

    /// <summary>Prepares an expression; the engine's complaint becomes a <see cref="DataError"/>.</summary>
    /// <param name="where">Whose expression it is.</param>
    /// <param name="expression">The expression, already read against the schema.</param>
    /// <param name="table">The file it is over.</param>
    /// <param name="boolean">True when it must be a condition; false when it must be a number.</param>
    public static void Prepare(string where, SqlExpression expression, TableSchema table, bool boolean)
    {
        string type = TypeOf(where, expression.Text, table);
        string wanted = boolean ? "a condition, true or false" : "a number";
        bool fits = boolean ? type == "BOOLEAN" : type is "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "DOUBLE" or "FLOAT" || type.StartsWith("DECIMAL", StringComparison.Ordinal);
        if (!fits) throw new DataError(where, $"'{expression.Text}', which gives {(type == "VARCHAR" ? "words" : type)}", wanted, boolean ? "Compare it with a value." : "Use a column of numbers.");
    }

    private static string TypeOf(string where, string text, TableSchema table)
    {
        lock (Gate)
        {
            try
            {
                using var command = Connection.Value.CreateCommand();
                command.CommandText = $"SELECT column_type FROM (DESCRIBE SELECT ({text}) AS value FROM {table.Name})";
                return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
            }
            catch (DuckDBException complaint)
            {
                throw new DataError(where, $"'{text}'", "a condition the engine can read", "Mend it: " + complaint.Message.Split('\n')[0].Trim());
            }
        }
    }

    private static DuckDBConnection Open()
    {
        var connection = new DuckDBConnection("DataSource=:memory:;autoinstall_known_extensions=false;autoload_known_extensions=false;threads=1");
        connection.Open();
        foreach (var table in Schema.Pupils)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"CREATE TABLE {table.Name} ({string.Join(", ", table.Columns.Select(c => $"{c.Name} {c.SqlType}"))})";
            command.ExecuteNonQuery();
        }
        return connection;
    }
}
