namespace Research.Notebooks;

/// <summary>Runs a cell on a thread of its own, so that the session can go on whatever the cell does.</summary>
/// <remarks>A stopped cell's code looks for the stop itself (<see cref="StopChecks"/>); a wait is cancelled, a sleep interrupted, what an
/// await would continue with is dropped. What sits in a library's own code cannot be stopped: the session says so and goes on
/// without it, and it ends where it comes back to the cell.</remarks>
internal static class CellThread
{
    private const int StackBytes = 16 << 20;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>Runs a cell's body to its end or until the context's token stops it.</summary>
    /// <exception cref="OperationCanceledException">The cell was stopped.</exception>
    /// <exception cref="CellWouldNotStopException">It was told to stop and has not.</exception>
    public static async Task<object?> RunAsync(Func<Task<object?>> body, CellContext context)
    {
        var done = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Run(body, context, done), StackBytes) { IsBackground = true, Name = "cell" };
        using var registration = context.Token.Register(() =>
        {
            CellStop.Begin(context.Mark);
            _ = done.Task.ContinueWith(_ => CellStop.End(), TaskScheduler.Default);
            stop.TrySetResult();
        });
        thread.Start();
        if (await Task.WhenAny(done.Task, stop.Task).ConfigureAwait(false) == done.Task) return await done.Task.ConfigureAwait(false);
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Step)
        {
            if (await Task.WhenAny(done.Task, Task.Delay(Step)).ConfigureAwait(false) == done.Task) return await done.Task.ConfigureAwait(false);
            if (thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin)) thread.Interrupt();
        }
        throw new CellWouldNotStopException();
    }

    private static void Run(Func<Task<object?>> body, CellContext context, TaskCompletionSource<object?> done)
    {
        CellContext.Current = context;
        SynchronizationContext.SetSynchronizationContext(new CellContinuations(context.Token));
        try
        {
            var task = body();
            // The exception itself is taken from the task below, unwrapped.
            Task.WaitAny([task], context.Token);
            done.TrySetResult(task.GetAwaiter().GetResult());
        }
#pragma warning disable CA1031 // Whatever the user's code throws is the cell's result.
        catch (Exception) when (context.Token.IsCancellationRequested)
        {
            // However a library wraps it on the way up.
            done.TrySetCanceled(context.Token);
        }
        catch (Exception e)
        {
            done.TrySetException(e);
        }
#pragma warning restore CA1031
    }

    /// <summary>Continues awaits on the pool, so that nothing deadlocks, until the cell is stopped.</summary>
    private sealed class CellContinuations(CancellationToken token) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            var cell = CellContext.Current;
            ThreadPool.UnsafeQueueUserWorkItem(_ => Continue(d, state, cell), null);
        }

        public override SynchronizationContext CreateCopy() => this;

        private void Continue(SendOrPostCallback callback, object? state, CellContext? cell)
        {
            if (token.IsCancellationRequested) return;
            CellContext.Current = cell;
            SetSynchronizationContext(this);
            try
            {
                callback(state);
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
                // Stopped with its cell.
            }
#pragma warning disable CA1031 // An async void that throws would end the process; the reader gets the message instead.
            catch (Exception e)
            {
                cell?.Host.Write("stderr", $"{e.GetType().Name}: {e.Message}\n");
            }
#pragma warning restore CA1031
            finally
            {
                SetSynchronizationContext(null);
                CellContext.Current = null;
            }
        }
    }
}

/// <summary>A cell that was told to stop and goes on, in code that is not the notebook's.</summary>
internal sealed class CellWouldNotStopException() : Exception(
    "The cell would not stop: it is in a library's own code. The session's state is kept and other cells can run; the cell ends where the library returns. To end it at once, restart the session.");
