using System.Collections.Immutable;

namespace Research;

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Name">Name in files: snake_case, unit in the name.</param>
/// <param name="Title">Heading for readers.</param>
/// <param name="Unit">Unit shown beside the heading, such as "ppt" or "pupils"; empty for words.</param>
/// <param name="Decimals">Decimals shown; null shows six significant digits.</param>
public sealed record TableColumn(string Name, string Title, string Unit = "", int? Decimals = null);

/// <summary>What every result shows itself as: a title, typed columns, rows and notes. Drawn as text, HTML and CSV in one place each.</summary>
[TypeFormatterSource(typeof(NotebookFormatterSource))]
public sealed partial class Table
{
    /// <summary>A table. Each row must have as many cells as there are columns.</summary>
    /// <param name="title">What it is, n used, n dropped and why, convergence.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows, each as long as <paramref name="columns"/>.</param>
    /// <param name="notes">Footnotes: definitions, sources, warnings.</param>
    public Table(string title, IEnumerable<TableColumn> columns, IEnumerable<IReadOnlyList<Cell>> rows, params IEnumerable<string> notes)
    {
        Title = title;
        Columns = [.. columns];
        Rows = [.. rows];
        Notes = [.. notes];
        if (Rows.FirstOrDefault(row => row.Count != Columns.Length) is { } ragged)
            throw new ArgumentException($"Table '{title}': a row has {ragged.Count} cells for {Columns.Length} columns.", nameof(rows));
    }

    /// <summary>What the table is.</summary>
    public string Title { get; }

    /// <summary>The columns.</summary>
    public ImmutableArray<TableColumn> Columns { get; }

    /// <summary>The rows.</summary>
    public ImmutableArray<IReadOnlyList<Cell>> Rows { get; }

    /// <summary>Footnotes.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>The cell of a row in a named column.</summary>
    public Cell this[int row, string column] => Rows[row][IndexOf(column)];

    /// <summary>The same table with further notes.</summary>
    public Table WithNotes(params IEnumerable<string> more) => new(Title, Columns, Rows, [.. Notes, .. more]);

    private int IndexOf(string column)
    {
        for (int i = 0; i < Columns.Length; i++)
            if (Columns[i].Name == column)
                return i;
        throw new DataError($"table '{Title}'", $"'{column}'", "one of " + string.Join(", ", Columns.Select(c => c.Name)),
            $"Use a column's name.{NearestName.Hint(column, Columns.Select(c => c.Name))}");
    }

    private bool IsNumeric(int column) => (Columns[column].Decimals is not null || Rows.Any(r => r[column].Number is not null)) && Rows.All(r => r[column].Words is null);

    private static string Heading(TableColumn column) => column.Unit.Length == 0 ? column.Title : $"{column.Title} ({column.Unit})";
}
