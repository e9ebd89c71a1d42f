using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>Questions that cells ask the reader over the stdin channel; one is open at a time.</summary>
internal sealed class KernelQuestions(KernelSockets sockets)
{
    private readonly Lock gate = new();
    private TaskCompletionSource<string>? open;

    /// <summary>Asks the front end that sent the request.</summary>
    public async Task<string> AskAsync(KernelMessage request, string prompt, bool password, CancellationToken token)
    {
        if (!request.Flag("allow_stdin", false))
            throw new NotebookError("question", "a front end that takes no questions", "one that does", "Make the answer a variable of the notebook.");
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate) open = answer;
        using var registration = token.Register(() => answer.TrySetCanceled(token));
        sockets.Reply(KernelChannel.Stdin, request, "input_request", new JsonObject { ["prompt"] = prompt, ["password"] = password });
        return await answer.Task.ConfigureAwait(false);
    }

    /// <summary>Takes the reader's answer.</summary>
    public void Answer(KernelMessage reply)
    {
        lock (gate) open?.TrySetResult(reply.Text("value"));
    }
}
