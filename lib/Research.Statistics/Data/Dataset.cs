using System.Collections.Immutable;
using Microsoft.Data.Analysis;

namespace Research;

/// <summary>Named columns of equal length: what a formula sees. Immutable; verbs give a new one.</summary>
public sealed partial class Dataset
{
    private readonly Dictionary<string, DataColumn> byName;

    /// <summary>A data set of columns of equal length.</summary>
    /// <param name="columns">The columns, names distinct.</param>
    public Dataset(params IEnumerable<DataColumn> columns)
    {
        Columns = [.. columns];
        byName = new(StringComparer.Ordinal);
        foreach (var column in Columns)
        {
            if (!byName.TryAdd(column.Name, column))
                throw new DataError("data set", $"two columns named '{column.Name}'", "distinct names", "Rename one of them.", column: column.Name);
            if (column.Length != Columns[0].Length)
                throw new DataError("data set", $"{column.Length} rows", $"{Columns[0].Length} rows as in '{Columns[0].Name}'", "Give columns of equal length.", column: column.Name);
        }
    }

    /// <summary>The columns in order.</summary>
    public ImmutableArray<DataColumn> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Columns.Length == 0 ? 0 : Columns[0].Length;

    /// <summary>The column of a name; an unknown name is answered with the nearest.</summary>
    public DataColumn this[string name] => byName.TryGetValue(name, out var column)
        ? column
        : throw new DataError("data set", $"no column '{name}'", "one of " + string.Join(", ", byName.Keys), $"Check the name.{NearestName.Hint(name, byName.Keys)}", column: name);

    /// <summary>True when there is a column of that name.</summary>
    public bool Has(string name) => byName.ContainsKey(name);

    /// <summary>The numbers of a numeric column; missing is NaN.</summary>
    public ReadOnlySpan<double> Numbers(string name) => this[name] is NumberColumn numbers
        ? numbers.Values
        : throw new DataError("data set", "words", "numbers", "Use a numeric column, or turn the words into numbers first.", column: name);

    /// <summary>The same data with a column added or replaced.</summary>
    public Dataset With(DataColumn column) => Has(column.Name)
        ? new(Columns.Select(c => c.Name == column.Name ? column : c))
        : new([.. Columns, column]);

    /// <summary>The same data with a column as a factor, levels in the given order (the first is the reference), else as found:
    /// numbers by size, words by ordinal order. R: <c>factor</c>.</summary>
    public Dataset AsFactor(string name, params IEnumerable<string> levels)
    {
        var column = this[name];
        ImmutableArray<string> order = [.. levels];
        if (order.IsEmpty && column is NumberColumn numbers) return With(FactorColumn.From(numbers));
        return With(FactorColumn.From(name, Enumerable.Range(0, Count).Select(column.TextAt).ToArray(), order.IsEmpty ? null : order));
    }

    /// <summary>The given rows (from 0), in that order.</summary>
    public Dataset Take(ReadOnlySpan<int> rows)
    {
        var taken = new List<DataColumn>(Columns.Length);
        foreach (var column in Columns) taken.Add(column.Take(rows));
        return new(taken);
    }

    /// <summary>The data as a Microsoft.Data.Analysis frame, to look at and hand on. Not for computing: its means and groups are wrong
    /// where values are missing.</summary>
    public DataFrame ToDataFrame() => new(Columns.Select(c => c is NumberColumn n
        ? (Microsoft.Data.Analysis.DataFrameColumn)new PrimitiveDataFrameColumn<double>(c.Name, n.Values.ToArray().Select(v => double.IsNaN(v) ? (double?)null : v))
        : new StringDataFrameColumn(c.Name, Enumerable.Range(0, Count).Select(c.TextAt))).ToArray());
}
