using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>A Jupyter kernel for C#: messaging protocol 5.3 over loopback, every message signed.</summary>
/// <remarks>Cells run one after another; completion, inspection and the rest are answered while a cell runs, and an interrupt stops it
/// with its session's state kept.</remarks>
public sealed class JupyterKernel : IDisposable
{
    /// <summary>Name of the kernelspec.</summary>
    public const string Name = "research-csharp";

    private readonly KernelSockets sockets;
    private readonly CellExecutor executor;
    private readonly KernelQuestions questions;
    private readonly CodeIntelligence intelligence;
    private readonly KernelAnswers answers;
    private readonly CancellationTokenSource ended = new();

    private JupyterKernel(KernelSockets sockets, Session session)
    {
        this.sockets = sockets;
        questions = new KernelQuestions(sockets);
        executor = new CellExecutor(sockets, session, questions);
        intelligence = new CodeIntelligence(session);
        answers = new KernelAnswers(executor, intelligence);
        sockets.Received = Dispatch;
    }

    /// <summary>Serves a front end until it says to shut down, or its process is gone.</summary>
    /// <param name="connectionFile">The file that Jupyter gives its kernels.</param>
    /// <exception cref="NotebookError">The file cannot be used.</exception>
    public static void Run(string connectionFile)
    {
        // First of all, beside what follows: the compiler is ready about when the front end is.
        var warm = Session.WarmUp();
        using var sockets = new KernelSockets(ConnectionFile.Load(connectionFile));
        using var session = new Session(Directory.GetCurrentDirectory());
        using var kernel = new JupyterKernel(sockets, session);
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            kernel.executor.Interrupt();
        };
        _ = Task.Run(() => kernel.executor.RunAsync(kernel.ended.Token));
        _ = kernel.WarmUpAsync(warm);
        _ = kernel.WatchParentAsync();
        sockets.Publish("status", new JsonObject { ["execution_state"] = "starting" }, null);
        sockets.Run();
        kernel.ended.Cancel();
        kernel.executor.Interrupt();
    }

    /// <summary>Lets go of what it used to answer.</summary>
    public void Dispose()
    {
        intelligence.Dispose();
        ended.Dispose();
    }

    private async Task WarmUpAsync(Task session)
    {
        await session.ConfigureAwait(false);
        await answers.WarmUpAsync().ConfigureAwait(false);
    }

    private void Dispatch(KernelChannel channel, KernelMessage message)
    {
        switch (message.Type)
        {
            case "execute_request": executor.Add(message); break;
            case "input_reply": questions.Answer(message); break;
            case "interrupt_request":
                executor.Interrupt();
                Answer(channel, message, "interrupt_reply", new JsonObject { ["status"] = "ok" });
                break;
            case "shutdown_request":
                Answer(channel, message, "shutdown_reply", new JsonObject { ["status"] = "ok", ["restart"] = message.Flag("restart", false) });
                sockets.Stop();
                break;
            default: _ = Task.Run(() => AnswerAsync(channel, message)); break;
        }
    }

    private async Task AnswerAsync(KernelChannel channel, KernelMessage message)
    {
        JsonObject? content;
        try
        {
            content = await answers.ToAsync(message).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A request that goes wrong must not take the session with it.
        catch (Exception e)
        {
            content = KernelCellHost.ErrorContent(new ErrorOutput(e.GetType().Name, e.Message, []));
            content["status"] = "error";
        }
#pragma warning restore CA1031
        Answer(channel, message, message.Type.Replace("_request", "_reply", StringComparison.Ordinal), content);
    }

    private void Answer(KernelChannel channel, KernelMessage message, string type, JsonObject? content)
    {
        sockets.Publish("status", new JsonObject { ["execution_state"] = "busy" }, message);
        if (content is not null) sockets.Reply(channel, message, type, content);
        else if (message.Type == "comm_open") sockets.Publish("comm_close", new JsonObject { ["comm_id"] = message.Text("comm_id"), ["data"] = new JsonObject() }, message);
        sockets.Publish("status", new JsonObject { ["execution_state"] = "idle" }, message);
    }

    // A front end that was killed says no goodbye, and a kernel must not live on for nobody.
    private async Task WatchParentAsync()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), CultureInfo.InvariantCulture, out int parent) || parent <= 1) return;
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(3), ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                using var process = Process.GetProcessById(parent);
                if (!process.HasExited) continue;
            }
            catch (ArgumentException)
            {
                // No such process.
            }
            sockets.Stop();
            return;
        }
    }
}
