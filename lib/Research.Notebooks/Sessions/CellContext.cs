namespace Research.Notebooks;

/// <summary>The cell that the calling code belongs to; it follows awaits and threads that the cell starts.</summary>
/// <param name="Host">Who runs the cell.</param>
/// <param name="Charts">Decides which chart output carries the drawing library.</param>
/// <param name="Token">Cancelled when the cell is stopped.</param>
internal sealed record CellContext(ICellHost Host, ChartCarrier Charts, CancellationToken Token)
{
    private static readonly AsyncLocal<CellContext?> CurrentContext = new();

    /// <summary>The current cell, or null outside of any.</summary>
    public static CellContext? Current
    {
        get => CurrentContext.Value;
        set => CurrentContext.Value = value;
    }

    /// <summary>The current cell.</summary>
    public static CellContext Required =>
        Current ?? throw new NotebookError("display", "no running cell", "a call from a notebook's cell", "Call this from a cell, not from a program.");
}
