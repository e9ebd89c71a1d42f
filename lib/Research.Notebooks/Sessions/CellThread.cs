using System.Runtime;

namespace Research.Notebooks;

/// <summary>Runs a cell on a thread of its own so that it can be stopped while the session's state lives on.</summary>
/// <remarks>A loop is aborted, a wait is cancelled, a sleep is interrupted; what an await continues with runs under the same control.
/// Only native code cannot be stopped: after a grace period the session goes on without it.</remarks>
internal static class CellThread
{
    private const int StackBytes = 16 << 20;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs a cell's body to its end or until the context's token stops it.</summary>
    /// <exception cref="OperationCanceledException">The cell was stopped.</exception>
    public static async Task<object?> RunAsync(Func<Task<object?>> body, CellContext context)
    {
        var done = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Aborting blocks until the thread can be aborted, so it has a token of its own that is cancelled from the pool.
        var abort = new CancellationTokenSource();
        using var registration = context.Token.Register(() =>
        {
            stop.TrySetResult();
            ThreadPool.UnsafeQueueUserWorkItem(_ => abort.Cancel(), null);
        });
        var thread = new Thread(() => Run(body, context, done, abort.Token), StackBytes) { IsBackground = true, Name = "cell" };
        thread.Start();
        if (await Task.WhenAny(done.Task, stop.Task).ConfigureAwait(false) == done.Task) return await done.Task.ConfigureAwait(false);
        for (int i = 0; i < 6; i++)
        {
            if (await Task.WhenAny(done.Task, Task.Delay(Step)).ConfigureAwait(false) == done.Task) return await done.Task.ConfigureAwait(false);
            thread.Interrupt();
        }
        context.Host.Write("stderr", "The cell is busy in native code and cannot be stopped; the session goes on without it.\n");
        throw new OperationCanceledException(context.Token);
    }

    private static void Run(Func<Task<object?>> body, CellContext context, TaskCompletionSource<object?> done, CancellationToken abort)
    {
        CellContext.Current = context;
        SynchronizationContext.SetSynchronizationContext(new ControlledContext(abort));
        try
        {
            Task<object?>? task = null;
            Controlled(
                () =>
                {
                    task = body();
                    // The exception itself is taken from the task below, unwrapped.
                    Task.WaitAny([task], abort);
                },
                abort);
            done.TrySetResult(task!.GetAwaiter().GetResult());
        }
        catch (Exception e) when (context.Token.IsCancellationRequested && e is ThreadInterruptedException or OperationCanceledException)
        {
            done.TrySetCanceled(context.Token);
        }
#pragma warning disable CA1031 // Whatever the user's code throws is the cell's result.
        catch (Exception e)
        {
            done.TrySetException(e);
        }
#pragma warning restore CA1031
    }

#pragma warning disable SYSLIB0046 // The only way to stop a running loop; a notebook's cell is what it is for.
    private static void Controlled(Action action, CancellationToken token) => ControlledExecution.Run(action, token);
#pragma warning restore SYSLIB0046

    /// <summary>Continues awaits on the pool, so that nothing deadlocks, but abortably.</summary>
    private sealed class ControlledContext(CancellationToken token) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            var cell = CellContext.Current;
            ThreadPool.UnsafeQueueUserWorkItem(_ => Continue(d, state, cell), null);
        }

        public override SynchronizationContext CreateCopy() => this;

        private void Continue(SendOrPostCallback callback, object? state, CellContext? cell)
        {
            CellContext.Current = cell;
            SetSynchronizationContext(this);
            try
            {
                Controlled(() => callback(state), token);
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
