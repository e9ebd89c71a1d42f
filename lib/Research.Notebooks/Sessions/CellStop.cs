using System.ComponentModel;

namespace Research.Notebooks;

/// <summary>What a cell's code looks at to see that it was stopped. <see cref="StopChecks"/> writes the looking into every loop, function
/// and catch block of a cell, so that nothing has to be done to its threads from outside.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellStop
{
    // A thread that sleeps in a pool, or a library that returns late, still finds the mark; after this only the next stop wakes it.
    private const int LingerMilliseconds = 10_000;

    // No static field here has an initialiser: the runtime would ask in every turn of a loop whether it has run.
    private static int count;

    /// <summary>True while any cell of this process is being stopped: the one load that a loop pays for.</summary>
#pragma warning disable CA2211, CA1051 // A field, because a call in every turn of a loop is what this avoids; only the two methods below write it.
    public static volatile bool Requested;
#pragma warning restore CA2211, CA1051

    /// <summary>The mark of the cell that the calling code belongs to; outside of any, one that is never set.</summary>
    public static StopMark Mark => CellContext.Current?.Mark ?? StopMark.Never;

    /// <summary>Ends the code that calls it if the cell it belongs to was stopped.</summary>
    /// <exception cref="OperationCanceledException">The cell was stopped.</exception>
    public static void Check() => CellContext.Current?.Token.ThrowIfCancellationRequested();

    /// <summary>What ends the code of a stopped cell.</summary>
    public static Exception Stopped() => new OperationCanceledException(CellContext.Current?.Token ?? default);

    /// <summary>A cell is to stop: its code looks from now on.</summary>
    internal static void Begin(StopMark mark)
    {
        mark.Requested = true;
        Interlocked.Increment(ref count);
        Requested = true;
    }

    /// <summary>The cell has stopped: once what it started elsewhere had time to see it, nobody need look any more.</summary>
    internal static void End() => _ = Task.Delay(LingerMilliseconds).ContinueWith(
        _ =>
        {
            if (Interlocked.Decrement(ref count) > 0) return;
            Requested = false;
            // Another cell may have been stopped between the two lines above.
            if (Volatile.Read(ref count) > 0) Requested = true;
        },
        TaskScheduler.Default);
}

/// <summary>Whether one cell was stopped, for the loops of the functions it runs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StopMark
{
    internal static readonly StopMark Never = new();

    internal StopMark()
    {
    }

    /// <summary>True once the cell was stopped.</summary>
#pragma warning disable CA1051 // A field for the same reason as CellStop.Requested.
    public volatile bool Requested;
#pragma warning restore CA1051
}
