using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Research.Notebooks;

/// <summary>Runs the cells that front ends send, one after another.</summary>
internal sealed class CellExecutor(KernelSockets sockets, Session session, KernelQuestions questions)
{
    private readonly Channel<(KernelMessage Request, long Number)> waiting = Channel.CreateUnbounded<(KernelMessage, long)>();
    private readonly Lock gate = new();
    private readonly List<string> history = [];
    private CancellationTokenSource? running;
    private long received;
    private long abortUpTo;
    private int count;

    /// <summary>What has been run, oldest first.</summary>
    public IReadOnlyList<string> History
    {
        get { lock (gate) return [.. history]; }
    }

    /// <summary>Called after a cell compiled and ran, with its text: what it declared is there even when it failed half-way.</summary>
    public Action<string> Ran { get; set; } = _ => { };

    /// <summary>Puts a cell in the queue.</summary>
    public void Add(KernelMessage request) => waiting.Writer.TryWrite((request, Interlocked.Increment(ref received)));

    /// <summary>Stops the running cell, if one runs; what waits behind it is not run either.</summary>
    public void Interrupt()
    {
        lock (gate) running?.Cancel();
    }

    /// <summary>Runs cells until cancelled.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        await foreach (var (request, number) in waiting.Reader.ReadAllAsync(token).ConfigureAwait(false))
        {
            sockets.Publish("status", new JsonObject { ["execution_state"] = "busy" }, request);
            var reply = number <= Interlocked.Read(ref abortUpTo) ? new JsonObject { ["status"] = "aborted" } : await ExecuteAsync(request).ConfigureAwait(false);
            sockets.Reply(KernelChannel.Shell, request, "execute_reply", reply);
            sockets.Publish("status", new JsonObject { ["execution_state"] = "idle" }, request);
        }
    }

    private async Task<JsonObject> ExecuteAsync(KernelMessage request)
    {
        string code = request.Text("code");
        bool silent = request.Flag("silent", false);
        bool counts = !silent && request.Flag("store_history", true) && !string.IsNullOrWhiteSpace(code);
        using var stop = new CancellationTokenSource();
        lock (gate)
        {
            running = stop;
            if (counts) history.Add(code);
        }
        if (counts) count++;
        if (!silent) sockets.Publish("execute_input", new JsonObject { ["code"] = code, ["execution_count"] = count }, request);
        CellFailure? failure;
        using (var host = new KernelCellHost(sockets, request, questions) { Count = count, Silent = silent })
        {
            string name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"In [{count}]");
            failure = string.IsNullOrWhiteSpace(code) ? null : (await session.RunAsync(code, name, host, stop.Token).ConfigureAwait(false)).Failure;
            if (failure is not null) host.Fail(failure.Output);
        }
        lock (gate) running = null;
        if (failure is not { Output.Name: CellFailure.CompileError or nameof(NotebookError) }) Ran(code);
        if (failure is null)
        {
            return new() { ["status"] = "ok", ["execution_count"] = count, ["payload"] = new JsonArray(), ["user_expressions"] = new JsonObject() };
        }
        if (request.Flag("stop_on_error", true)) Interlocked.Exchange(ref abortUpTo, Interlocked.Read(ref received));
        var reply = KernelCellHost.ErrorContent(failure.Output);
        (reply["status"], reply["execution_count"]) = ("error", count);
        return reply;
    }
}
