namespace Research;

/// <summary>Where grouped work is done: takes SQL text and gives columns back. DuckDB, embedded, is the default; another engine that
/// speaks the same dialect can stand in its place.</summary>
public interface IEngine : IDisposable
{
    /// <summary>Runs one query and gives its columns: numbers as numbers (missing is not a number), words as factors.</summary>
    /// <param name="sql">A query over the county's tables, by the names in <see cref="Schema"/>. Integer sums must be cast to BIGINT, and
    /// sums of fractions to DECIMAL, so that the result is the same on any number of threads.</param>
    Dataset Query(string sql);
}
