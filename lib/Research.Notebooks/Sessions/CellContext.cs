namespace Research.Notebooks;

/// <summary>The cell that the calling code belongs to; it follows awaits and threads that the cell starts.</summary>
/// <param name="host">Who runs the cell.</param>
/// <param name="charts">Decides which chart output carries the drawing library.</param>
/// <param name="token">Cancelled when the cell is stopped.</param>
internal sealed class CellContext(ICellHost host, ChartCarrier charts, CancellationToken token)
{
    private static readonly AsyncLocal<CellContext?> CurrentContext = new();
    private volatile ICellHost current = host;

    /// <summary>The current cell, or null outside of any.</summary>
    public static CellContext? Current
    {
        get => CurrentContext.Value;
        set => CurrentContext.Value = value;
    }

    /// <summary>The current cell.</summary>
    public static CellContext Required =>
        Current ?? throw new NotebookError("display", "no running cell", "a call from a notebook's cell", "Call this from a cell, not from a program.");

    /// <summary>Who runs the cell.</summary>
    public ICellHost Host => current;

    /// <summary>Decides which chart output carries the drawing library.</summary>
    public ChartCarrier Charts { get; } = charts;

    /// <summary>Cancelled when the cell is stopped.</summary>
    public CancellationToken Token { get; } = token;

    /// <summary>Set when the cell is stopped.</summary>
    public StopMark Mark { get; } = new();

    /// <summary>The cell was stopped and answered for: what it still writes from elsewhere is nobody's.</summary>
    public void Abandon() => current = SilentHost.Instance;
}
