using System.Text;
using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>Publishes what a cell writes and shows, as children of the request that ran it.</summary>
internal sealed class KernelCellHost(KernelSockets sockets, KernelMessage request, KernelQuestions questions) : ICellHost, ICellPlace, IDisposable
{
    private const int FlushAt = 64 << 10;
    private static readonly TimeSpan FlushAfter = TimeSpan.FromMilliseconds(40);
    private readonly Lock gate = new();
    private readonly StringBuilder pending = new();
    private string pendingStream = "stdout";
    private Timer? timer;

    /// <summary>The number that the front end shows beside the cell.</summary>
    public required int Count { get; init; }

    /// <summary>True when nothing of it is to be seen.</summary>
    public bool Silent { get; init; }

    // Front ends that send no cell id run the same text again when they run a cell again.
    public string Place => request.Metadata["cellId"] is JsonValue id && id.TryGetValue(out string? text) ? text : request.Text("code");

    public void Write(string stream, string text)
    {
        lock (gate)
        {
            if (stream != pendingStream) FlushPending();
            pendingStream = stream;
            for (int i = 0; i < text.Length; i += FlushAt)
            {
                pending.Append(text, i, Math.Min(FlushAt, text.Length - i));
                if (pending.Length >= FlushAt) FlushPending();
            }
            // Text is sent in pieces that a person still sees as live.
            if (pending.Length > 0) timer ??= new Timer(_ => Flush(), null, FlushAfter, Timeout.InfiniteTimeSpan);
        }
    }

    public void Display(DisplayOutput output)
    {
        var content = new JsonObject { ["data"] = IpynbWriter.WireBundle(output), ["metadata"] = new JsonObject() };
        if (output.IsResult) content["execution_count"] = Count;
        else content["transient"] = output.DisplayId is null ? [] : new JsonObject { ["display_id"] = output.DisplayId };
        Publish(output.IsResult ? "execute_result" : "display_data", content);
    }

    public void Update(DisplayOutput output) => Publish("update_display_data", new JsonObject
    {
        ["data"] = IpynbWriter.WireBundle(output),
        ["metadata"] = new JsonObject(),
        ["transient"] = new JsonObject { ["display_id"] = output.DisplayId },
    });

    public Task<string> AskAsync(string prompt, bool password, CancellationToken token)
    {
        Flush();
        return questions.AskAsync(request, prompt, password, token);
    }

    /// <summary>Shows an error.</summary>
    public void Fail(ErrorOutput error) => Publish("error", ErrorContent(error));

    /// <summary>Sends text that waits.</summary>
    public void Flush()
    {
        lock (gate) FlushPending();
    }

    public void Dispose() => Flush();

    /// <summary>An error as the content of a message or reply.</summary>
    public static JsonObject ErrorContent(ErrorOutput error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(t => JsonValue.Create(t))]),
    };

    private void Publish(string type, JsonObject content)
    {
        lock (gate)
        {
            FlushPending();
            if (!Silent) sockets.Publish(type, content, request);
        }
    }

    private void FlushPending()
    {
        timer?.Dispose();
        timer = null;
        if (pending.Length == 0) return;
        if (!Silent) sockets.Publish("stream", new JsonObject { ["name"] = pendingStream, ["text"] = pending.ToString() }, request);
        pending.Clear();
        if (pending.Capacity > 4 * FlushAt) pending.Capacity = FlushAt;
    }
}
