using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Every value that a checked cell of a column may hold.</summary>
internal static class ColumnDomain
{
    private const int MostNumbers = 1000;

    /// <summary>The values as SQL literals, without missing; empty when there are too many to list.</summary>
    public static ImmutableArray<string> Of(SchemaColumn column) => column.Type switch
    {
        DataType.Code => [.. column.Codes!.Values.Select(DuckDbEngine.Literal)],
        DataType.Flag => ["0", "1"],
        DataType.Whole when column is { Minimum: { } low, Maximum: { } high } && high - low <= MostNumbers =>
            [.. Enumerable.Range((int)low, (int)(high - low) + 1).Select(v => v.ToString(CultureInfo.InvariantCulture))],
        _ => [],
    };

    /// <summary>Combinations of values of several columns, missing among them; 0 when a column's values cannot be listed.</summary>
    public static double Combinations(IEnumerable<SchemaColumn> columns)
    {
        double product = 1;
        foreach (var column in columns)
        {
            var values = Of(column);
            if (values.IsEmpty) return 0;
            product *= values.Length + 1;
        }
        return product;
    }

    /// <summary>SQL, to stand after FROM, of every combination of values; each column under the name given to it.</summary>
    public static string Source(IEnumerable<(SchemaColumn Column, string Name)> columns) => string.Join(" CROSS JOIN ",
        columns.Select(c => $"(SELECT unnest([{string.Join(", ", Of(c.Column))}, NULL])::{c.Column.SqlType} AS {c.Name})"));
}
