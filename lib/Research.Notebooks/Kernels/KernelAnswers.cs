using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>Answers the requests that run no code.</summary>
internal sealed class KernelAnswers
{
    private readonly CellExecutor executor;
    private readonly CodeIntelligence code;

    public KernelAnswers(CellExecutor executor, CodeIntelligence code)
    {
        (this.executor, this.code) = (executor, code);
        executor.Ran = code.Add;
    }

    /// <summary>The reply's content; null for a message that takes none.</summary>
    public async Task<JsonObject?> ToAsync(KernelMessage request) => request.Type switch
    {
        "kernel_info_request" => Information(),
        "complete_request" => await CompleteAsync(request).ConfigureAwait(false),
        "inspect_request" => await InspectAsync(request).ConfigureAwait(false),
        "is_complete_request" => IsComplete(request.Text("code")),
        "history_request" => History(request),
        "comm_info_request" => new() { ["status"] = "ok", ["comms"] = new JsonObject() },
        "connect_request" => new() { ["status"] = "ok" },
        "comm_open" or "comm_msg" or "comm_close" => null,
        _ => throw new NotebookError("kernel", $"a message of type {request.Type}", "a request of the Jupyter protocol", "Use a front end that keeps to protocol 5.3."),
    };

    /// <summary>Makes the first completion fast.</summary>
    public Task WarmUpAsync() => code.CompleteAsync("Console.Wri", 11);

    private static JsonObject Information() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = "5.3",
        ["implementation"] = JupyterKernel.Name,
        ["implementation_version"] = LibraryVersion.Text,
        ["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = "14.0",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
        },
        ["banner"] = "C# research workbench " + LibraryVersion.Text,
        ["help_links"] = new JsonArray(),
    };

    private async Task<JsonObject> CompleteAsync(KernelMessage request)
    {
        string text = request.Text("code");
        var found = await code.CompleteAsync(text, FromCodePoints(text, request.Number("cursor_pos"))).ConfigureAwait(false);
        var (start, end) = (ToCodePoints(text, found.Start), ToCodePoints(text, found.End));
        return new()
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. found.Items.Select(i => JsonValue.Create(i.Text))]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([.. found.Items.Select(i => new JsonObject { ["start"] = start, ["end"] = end, ["text"] = i.Text, ["type"] = i.Kind })]),
            },
        };
    }

    private async Task<JsonObject> InspectAsync(KernelMessage request)
    {
        string text = request.Text("code");
        string? found = await code.DescribeAsync(text, FromCodePoints(text, request.Number("cursor_pos"))).ConfigureAwait(false);
        return new()
        {
            ["status"] = "ok",
            ["found"] = found is not null,
            ["data"] = found is null ? [] : new JsonObject { [MimeTypes.Text] = found },
            ["metadata"] = new JsonObject(),
        };
    }

    private static JsonObject IsComplete(string text)
    {
        var state = CodeIntelligence.StateOf(text);
        var reply = new JsonObject { ["status"] = state };
        if (state == "incomplete") reply["indent"] = "    ";
        return reply;
    }

    private JsonObject History(KernelMessage request)
    {
        var all = executor.History.Select((input, i) => (Line: i + 1, Input: input));
        int n = request.Number("n");
        var chosen = request.Text("hist_access_type") switch
        {
            "range" => all.Where(h => h.Line >= request.Number("start") && (request.Number("stop") == 0 || h.Line < request.Number("stop"))),
            "search" => all.Where(h => Matches(h.Input, request.Text("pattern"))),
            _ => all,
        };
        if (n > 0) chosen = chosen.TakeLast(n);
        return new() { ["status"] = "ok", ["history"] = new JsonArray([.. chosen.Select(h => new JsonArray(0, h.Line, h.Input))]) };
    }

    // A glob, as IPython's history search takes it.
    private static bool Matches(string input, string glob) =>
        System.Text.RegularExpressions.Regex.IsMatch(input, "^" + System.Text.RegularExpressions.Regex.Escape(glob.Length == 0 ? "*" : glob)
            .Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$",
            System.Text.RegularExpressions.RegexOptions.Singleline, TimeSpan.FromSeconds(1));

    // The protocol counts characters as Python does; C# counts UTF-16 units.
    private static int FromCodePoints(string text, int position)
    {
        int unit = 0;
        for (int i = 0; i < position && unit < text.Length; i++) unit += char.IsSurrogatePair(text, unit) ? 2 : 1;
        return unit;
    }

    private static int ToCodePoints(string text, int unit)
    {
        int position = 0;
        for (int i = 0; i < unit && i < text.Length; position++) i += char.IsSurrogatePair(text, i) ? 2 : 1;
        return position;
    }
}
