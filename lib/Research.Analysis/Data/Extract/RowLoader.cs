using System.Collections.Immutable;
using DuckDB.NET.Data;

namespace Research;

/// <summary>Puts the rows of a CSV file or a sheet into the engine as they stand, each with its line, and keeps apart those that do not fit
/// the header.</summary>
internal sealed class RowLoader
{
    private const int PooledWords = 4096;
    private readonly ExtractFile file;
    private readonly ImmutableArray<string> columns;
    private readonly int[] source;
    private readonly DuckDBAppender appender;
    private readonly HashSet<string> pool = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> pooled;

    private RowLoader(ExtractFile file, IReadOnlyList<string> header, DuckDBAppender appender)
    {
        (this.file, this.appender) = (file, appender);
        columns = Known(file, header);
        source = [.. columns.Select(c => header.ToList().IndexOf(c))];
        pooled = pool.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Rows loaded.</summary>
    public long Rows { get; private set; }

    /// <summary>Makes the table <c>raw.NAME</c> and fills it.</summary>
    public static RawTable Load(DuckDbEngine engine, ExtractFile file, IReadOnlyList<string> header, Func<RowLoader, IEnumerable<Finding>> fill, List<UnusableRow> unusable)
    {
        var columns = Known(file, header);
        engine.Execute($"CREATE OR REPLACE TABLE raw.{file.Schema.Name} (line BIGINT, {string.Join(", ", columns.Select(c => DuckDbEngine.Name(c) + " VARCHAR"))})");
        long rows = 0;
        List<Finding> findings = [];
        engine.Append("raw", file.Schema.Name, appender =>
        {
            var loader = new RowLoader(file, header, appender);
            findings.AddRange(fill(loader));
            rows = loader.Rows;
        });
        return new(columns, rows, [.. findings], [.. unusable]);
    }

    /// <summary>Adds a row; an empty field is missing.</summary>
    public void Add(long line, Field field)
    {
        var row = appender.CreateRow();
        row.AppendValue(line);
        foreach (int place in source)
        {
            var text = field(place);
            if (text.IsEmpty) row.AppendNullValue();
            else row.AppendValue(Word(text));
        }
        row.EndRow();
        Rows++;
    }

    /// <summary>Text of a field by its place in the file.</summary>
    public delegate ReadOnlySpan<char> Field(int place);

    private static ImmutableArray<string> Known(ExtractFile file, IReadOnlyList<string> header) => [.. header.Where(n => file.Schema.Find(n) is not null).Distinct()];

    // Codes, years and school numbers repeat by the thousand.
    private string Word(ReadOnlySpan<char> text)
    {
        if (pooled.TryGetValue(text, out string? word)) return word;
        word = text.ToString();
        if (pool.Count < PooledWords && word.Length < 24) pool.Add(word);
        return word;
    }
}
