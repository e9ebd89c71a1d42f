using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Research.Notebooks;

namespace Research.Cli;

/// <summary><c>research runs</c>: the runs kept in a folder, and what changed between two of them.</summary>
internal static class RunsCommand
{
    /// <summary>Where runs are looked for.</summary>
    public static Option<string> Folder { get; } = new("--in") { Description = "Folder that runs were written to.", DefaultValueFactory = _ => "out", Recursive = true };

    /// <summary>Whether to write JSON.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Write JSON.", Recursive = true };

    public static Command Create()
    {
        var command = new Command("runs", "Lists the runs of notebooks, oldest first.") { Folder, Json };
        command.Add(RunsDiffCommand.Create());
        command.SetAction(parsed => NotebookCommandError.Guard(() => List(parsed.GetValue(Folder)!, parsed.GetValue(Json))));
        return command;
    }

    private static int List(string folder, bool json)
    {
        var history = RunHistory.In(folder);
        foreach (string name in history.Unreadable) Console.Error.WriteLine($"{name} is not a run manifest and is left out.");
        var standing = RunHistory.Standing(folder);
        if (json)
        {
            Console.Out.WriteLine(JsonText.Of(new JsonArray([.. history.Runs.Select(r => (JsonNode)AsJson(r, standing))])));
            return 0;
        }
        var rows = history.Runs.Select(r => (IReadOnlyList<Cell>)
        [
            r.Id, r.Notebook, r.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), r.Duration.TotalSeconds, r.Inputs.Library?.Shown ?? "",
            string.Join(", ", r.Inputs.Parameters.Select(p => $"{p.Key}={p.Value}")), r.Inputs.Data.Length, r.Results.Length, Mark(r, standing),
        ]);
        TableView.Write(new Table($"Runs in {folder}",
            [
                new("run", "Run"), new("notebook", "Notebook"), new("started", "Started (UTC)"), new("seconds", "Time", "s", 1), new("library", "Library"),
                new("parameters", "Parameters"), new("data_files", "Data files", "", 0), new("results", "Results", "", 0), new("state", "State"),
            ], rows));
        return 0;
    }

    // Only the last run of a notebook is what readers hold to be current.
    private static string Mark(RunManifest run, IReadOnlyDictionary<string, KeptRun> standing) => run.Failure is { } failure ? $"failed: {(failure.Length <= 60 ? failure : failure[..57] + "...")}"
        : !standing.TryGetValue(run.Id, out var kept) ? "earlier"
        : kept.Stands ? "up to date" : $"stale: {kept.Reasons[0]}{(kept.Reasons.Length > 1 ? $" and {kept.Reasons.Length - 1} more" : "")}";

    private static JsonObject AsJson(RunManifest run, IReadOnlyDictionary<string, KeptRun> standing)
    {
        var json = AsJson(run);
        json["stale_because"] = standing.TryGetValue(run.Id, out var kept) ? new JsonArray([.. kept.Reasons.Select(r => (JsonNode)r)]) : null;
        return json;
    }

    /// <summary>A run without its results.</summary>
    public static JsonObject AsJson(RunManifest run) => new()
    {
        ["run"] = run.Id,
        ["notebook"] = run.Notebook,
        ["started"] = run.Started.ToString("O", CultureInfo.InvariantCulture),
        ["seconds"] = Math.Round(run.Duration.TotalSeconds, 3),
        ["failure"] = run.Failure,
        ["notebook_sha256"] = run.Inputs.NotebookHash,
        ["library"] = run.Inputs.Library is { } library ? new JsonObject { ["name"] = library.Name, ["version"] = library.Version, ["commit"] = library.Commit, ["sha256"] = library.Hash } : null,
        ["pinned_to"] = run.PinnedTo,
        ["parameters"] = new JsonObject(run.Inputs.Parameters.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)JsonValue.Create(p.Value)))),
        ["data"] = new JsonArray([.. run.Inputs.Data.Select(d => (JsonNode)new JsonObject { ["path"] = d.Path, ["sha256"] = d.Hash, ["rows"] = d.Rows })]),
        ["results"] = run.Results.Length,
    };
}
