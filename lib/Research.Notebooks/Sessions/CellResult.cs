namespace Research.Notebooks;

/// <summary>How a cell ended.</summary>
public enum CellStatus
{
    /// <summary>It ran to its end.</summary>
    Completed,

    /// <summary>It did not compile, or threw.</summary>
    Failed,

    /// <summary>It was stopped, by a reader or by its time limit.</summary>
    Stopped,
}

/// <summary>What running a cell came to. What it wrote and showed went to its host.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Failure">Why it failed or was stopped; null when it completed.</param>
/// <param name="Value">The value of its last expression, if it has one.</param>
/// <param name="Duration">Time from start to end.</param>
public sealed record CellResult(CellStatus Status, CellFailure? Failure, object? Value, TimeSpan Duration);

/// <summary>A variable of a session.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its declared type.</param>
/// <param name="Value">Its value now.</param>
public sealed record SessionVariable(string Name, Type Type, object? Value);
