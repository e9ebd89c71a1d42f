using DuckDB.NET.Data;

namespace Research.Tests;

/// <summary>A figure counted by hand: plain SQL over the committed files, none of the library's own code, measures or groups.</summary>
/// <param name="Figure">The figure's id, and after a slash the reading.</param>
/// <param name="Number">Which number of it.</param>
/// <param name="Sql">The query; it gives one number.</param>
/// <param name="Change">The file, a condition that picks one row the figure depends on, and what to set in it; empty where no pupil record bears on it.</param>
public sealed record HandCount(string Figure, string Number, string Sql, (string File, string Pick, string Set) Change)
{
    public override string ToString() => $"{Figure} {Number}";

    /// <summary>Macros that say what a level is; written here again on purpose.</summary>
    public static DuckDBConnection Open(string folder)
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        foreach (string file in new[] { "eyfs", "phonics", "ks1", "ks2", "ks4", "schools" })
            if (File.Exists(Path.Combine(folder, file + ".parquet"))) Run(connection, $"CREATE VIEW {file} AS FROM read_parquet('{Path.Combine(folder, file + ".parquet")}')");
        Run(connection, "CREATE MACRO two(l) AS l IN ('2C', '2B', '2A', '3', '4')");
        Run(connection, "CREATE MACRO four(l) AS l IN ('4C', '4B', '4A', '5', '6')");
        Run(connection, "CREATE MACRO rank(l) AS CASE l WHEN 'W' THEN 0 WHEN '1' THEN 1 WHEN '3' THEN 3 WHEN '5' THEN 5 WHEN '6' THEN 6 WHEN '4' THEN 4 ELSE CASE l[1] WHEN '2' THEN 2 WHEN '4' THEN 4 ELSE -1 END END");
        return connection;
    }

    public double Count(DuckDBConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        return Convert.ToDouble(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public static void Run(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
