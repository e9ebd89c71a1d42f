using System.Collections.Immutable;

namespace Research;

/// <summary>Conditions over the same few coded columns, to be worked out once for every combination of allowed values and looked up for each pupil.</summary>
/// <remarks>The check has made sure that a cell holds an allowed value or none, so every pupil finds a row; one who did not would be noticed
/// (see <see cref="CellReader"/>).</remarks>
/// <param name="Columns">The columns.</param>
/// <param name="Conditions">The conditions.</param>
internal sealed record ConditionTable(ImmutableArray<SchemaColumn> Columns, ImmutableArray<string> Conditions)
{
    private const int MostCombinations = 20_000;

    /// <summary>Puts conditions together whose columns have few combinations. Those that have too many, or reach beyond the pupil's row, are left out.</summary>
    public static ImmutableArray<ConditionTable> Choose(TableSchema schema, IEnumerable<string> conditions)
    {
        var read = conditions.Select(c => (Condition: c, Columns: SqlExpression.ColumnsOf(c, schema))).Where(c => c.Columns.Length > 0 && Fits(c.Columns));
        var tables = new List<ConditionTable>();
        // The widest first, so that narrow ones find a table that already has their columns.
        foreach (var (condition, columns) in read.OrderByDescending(c => c.Columns.Length).ThenBy(c => ColumnDomain.Combinations(c.Columns)))
        {
            int best = tables.Select((t, k) => (Together: t.Columns.Union(columns).ToArray(), Extra: columns.Except(t.Columns).Count(), At: k)).Where(t => Fits(t.Together))
                .OrderBy(t => t.Extra).ThenBy(t => ColumnDomain.Combinations(t.Together)).Select(t => t.At).FirstOrDefault(-1);
            if (best < 0) tables.Add(new(columns, [condition]));
            else tables[best] = new([.. tables[best].Columns.Union(columns)], [.. tables[best].Conditions, condition]);
        }
        return [.. tables];
    }

    /// <summary>SQL of the table: its columns under names of its own, and the masks.</summary>
    public string ToSql(string name, IEnumerable<(string Name, string Sql)> masks)
    {
        string inner = ColumnDomain.Source(Columns.Select(c => (c, c.Name)));
        return $"SELECT {string.Join(", ", Columns.Select(c => $"{c.Name} AS {name}_{c.Name}"))}, {string.Join(", ", masks.Select(m => $"{m.Sql} AS {name}_{m.Name}"))} FROM {inner}";
    }

    /// <summary>SQL that finds the pupil's row; missing finds missing.</summary>
    public string On(string name) => string.Join(" AND ", Columns.Select(c => $"{c.Name} IS NOT DISTINCT FROM {name}.{name}_{c.Name}"));

    private static bool Fits(IEnumerable<SchemaColumn> columns) => ColumnDomain.Combinations(columns) is > 0 and <= MostCombinations;
}
