using System.Collections.Immutable;

namespace Research;

/// <summary>How many rows of each file, phase and year have been set aside.</summary>
internal sealed class RowsLeftOut
{
    private readonly Dictionary<string, long> byTable = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Table, int Year), long> byYear = [];
    private readonly Dictionary<string, long> withoutYear = new(StringComparer.Ordinal);

    /// <summary>Rows of a table.</summary>
    public long Of(string table) => byTable.GetValueOrDefault(table);

    /// <summary>Rows of a phase and year.</summary>
    public ImmutableArray<Dropped> Of(Phase phase, int year)
    {
        string table = Schema.Of(phase).Name;
        long rows = byYear.GetValueOrDefault((table, year)) + withoutYear.GetValueOrDefault(table);
        return rows == 0 ? [] : [new("set aside by the check", rows)];
    }

    /// <summary>Counts them once.</summary>
    public static RowsLeftOut Count(DuckDbEngine engine, ExtractTables tables, CheckReport report)
    {
        var left = new RowsLeftOut();
        if (!report.IsSetAside) return left;
        foreach (var file in report.Files.Where(f => f.Faulty > 0))
        {
            left.byTable[file.Table] = file.Faulty;
            if (!tables.All.Any(t => t.File.Schema.Name == file.Table && t.Raw.Columns.Contains("year"))) continue;
            var years = engine.Query($"""
                SELECT year, count(*)::BIGINT AS rows FROM (SELECT DISTINCT line AS faulty FROM aside.{file.Table}) LEFT JOIN extract.{file.Table} ON line = faulty GROUP BY year
                """);
            for (int i = 0; i < years.Count; i++)
            {
                double year = years.Numbers("year")[i];
                long rows = (long)years.Numbers("rows")[i];
                if (double.IsNaN(year)) left.withoutYear[file.Table] = rows;
                else left.byYear[(file.Table, (int)year)] = rows;
            }
        }
        return left;
    }
}
