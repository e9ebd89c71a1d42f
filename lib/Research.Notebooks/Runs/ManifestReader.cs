using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>Reads a <see cref="RunManifest"/> from JSON.</summary>
internal static class ManifestReader
{
    public static RunManifest Parse(string text, string name)
    {
        try
        {
            var root = JsonNode.Parse(text)!.AsObject();
            int format = root["format"]!.GetValue<int>();
            if (format != ManifestWriter.Format)
                throw new NotebookError(name, string.Create(CultureInfo.InvariantCulture, $"manifest format {format}"), string.Create(CultureInfo.InvariantCulture, $"format {ManifestWriter.Format}"), "Read it with the version of the workbench that wrote it.");
            return Manifest(root);
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new NotebookError(name, "JSON that is not a run manifest", "what a run writes", "Run the notebook again, or restore the file.");
        }
    }

    private static RunManifest Manifest(JsonObject root)
    {
        var inputs = new RunInputs([.. Objects(root, "cells").Select(c => new CellUsed(Words(c, "id"), Words(c, "name"), Words(c, "sha256")))], Map(root["parameters"]))
        {
            Seeds = [.. Objects(root, "seeds").Select(s => new SeedUsed(Words(s, "cell"), Words(s, "value")))],
            Libraries = [.. Objects(root, "libraries").Select(l => new LibraryUsed(Words(l, "name"), Words(l, "version"), Words(l, "commit"), Words(l, "sha256")))],
            Packages = Map(root["packages"]),
            Data = [.. Objects(root, "data").Select(d => new DataUsed(Words(d, "path"), Words(d, "sha256"), d["bytes"]!.GetValue<long>(), d["rows"]?.GetValue<long>()))],
        };
        return new(Words(root, "notebook"), inputs, DateTimeOffset.Parse(Words(root, "started"), CultureInfo.InvariantCulture))
        {
            Id = Words(root, "run"),
            Duration = TimeSpan.FromSeconds(root["seconds"]!.GetValue<double>()),
            Source = root["source"]?.GetValue<string>() ?? "",
            Failure = root["failure"]?.GetValue<string>(),
            PinnedTo = root["pinned_to"]?.GetValue<string>(),
            Runtime = Words(root, "runtime"),
            Results = [.. Objects(root, "results").Select(Result)],
            Files = Map(root["files"]),
        };
    }

    private static NamedResult Result(JsonObject json) => new(Words(json, "key"), Words(json, "name"), Words(json, "cell"), Words(json, "title"))
    {
        Csv = json["table"] is JsonArray lines ? string.Join('\n', lines.Select(l => l!.GetValue<string>())) : null,
        Text = json["text"]?.GetValue<string>(),
        Charts = json["charts"] is { } charts ? Map(charts) : ImmutableSortedDictionary<string, string>.Empty,
    };

    private static IEnumerable<JsonObject> Objects(JsonObject root, string key) => root[key]!.AsArray().Select(n => n!.AsObject());

    private static string Words(JsonObject json, string key) => json[key]!.GetValue<string>();

    private static ImmutableSortedDictionary<string, string> Map(JsonNode? node) =>
        node!.AsObject().ToImmutableSortedDictionary(p => p.Key, p => p.Value!.GetValue<string>(), StringComparer.Ordinal);
}
