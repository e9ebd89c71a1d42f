namespace Research.Notebooks;

/// <summary>One thing in which two notebooks differ.</summary>
/// <param name="Cell">"cell 3", counted in the first notebook, or in the second for a cell only it has.</param>
/// <param name="Id">The cell's id.</param>
/// <param name="Result">What differs: code, text, console, error, or the title of a shown result.</param>
/// <param name="Place">Where in it: row and column of a table, series and point of a chart, a line; empty for the whole.</param>
/// <param name="First">What the first has; null when it has nothing there.</param>
/// <param name="Second">What the second has; null when it has nothing there.</param>
public sealed record NotebookDifference(string Cell, string Id, string Result, string Place, string? First, string? Second);

/// <summary>One difference inside a result, before it is known which result.</summary>
/// <param name="Place">Row and column, series and point, or line.</param>
/// <param name="First">What the first has; null for nothing.</param>
/// <param name="Second">What the second has; null for nothing.</param>
internal sealed record ResultDifference(string Place, string? First, string? Second)
{
    /// <summary>Name of the row, in a table.</summary>
    public string Row { get; init; } = "";

    /// <summary>Name of the column, in a table; empty when a whole row came or went.</summary>
    public string Column { get; init; } = "";
}
