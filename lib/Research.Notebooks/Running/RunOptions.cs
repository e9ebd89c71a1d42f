namespace Research.Notebooks;

/// <summary>How a notebook is run without anybody watching.</summary>
public sealed record RunOptions
{
    /// <summary>Longest time a cell may take before it is stopped.</summary>
    public TimeSpan CellTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Title of the page; the notebook's first heading when null.</summary>
    public string? Title { get; init; }

    /// <summary>Facts for the foot of the page, in order: version, data, date.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];

    /// <summary>Stops the run.</summary>
    public CancellationToken Token { get; init; }
}

/// <summary>Where a cell of a run stands.</summary>
public enum CellState
{
    /// <summary>It has begun.</summary>
    Started,

    /// <summary>It is done.</summary>
    Completed,

    /// <summary>It failed or was stopped, and the run ends.</summary>
    Failed,
}

/// <summary>News from a run.</summary>
/// <param name="Cell">The code cell's number among the code cells, from 1.</param>
/// <param name="Of">How many code cells there are.</param>
/// <param name="State">Where the cell stands.</param>
/// <param name="Heading">The last heading above the cell.</param>
public sealed record CellProgress(int Cell, int Of, CellState State, string Heading);
