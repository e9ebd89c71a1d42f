using System.Globalization;
using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>Writes a <see cref="RunManifest"/> as JSON.</summary>
internal static class ManifestWriter
{
    /// <summary>Version of the layout.</summary>
    public const int Format = 1;

    public static string Write(RunManifest run) => JsonText.Write(new JsonObject
    {
        ["format"] = Format,
        ["run"] = run.Id,
        ["notebook"] = run.Notebook,
        ["source"] = run.Source,
        ["notebook_sha256"] = run.Inputs.NotebookHash,
        ["started"] = run.Started.ToString("O", CultureInfo.InvariantCulture),
        ["seconds"] = Math.Round(run.Duration.TotalSeconds, 3),
        ["failure"] = run.Failure,
        ["pinned_to"] = run.PinnedTo,
        ["runtime"] = run.Runtime,
        ["cells"] = List(run.Inputs.Cells, c => new() { ["id"] = c.Id, ["name"] = c.Name, ["sha256"] = c.Hash }),
        ["parameters"] = Map(run.Inputs.Parameters),
        ["seeds"] = List(run.Inputs.Seeds, s => new() { ["cell"] = s.Cell, ["value"] = s.Value }),
        ["libraries"] = List(run.Inputs.Libraries, l => new() { ["name"] = l.Name, ["version"] = l.Version, ["commit"] = l.Commit, ["sha256"] = l.Hash }),
        ["packages"] = Map(run.Inputs.Packages),
        ["data"] = List(run.Inputs.Data, d => new() { ["path"] = d.Path, ["sha256"] = d.Hash, ["bytes"] = d.Bytes, ["rows"] = d.Rows }),
        ["results"] = List(run.Results, Result),
        ["files"] = Map(run.Files),
    });

    private static JsonObject Result(NamedResult result)
    {
        var json = new JsonObject { ["key"] = result.Key, ["name"] = result.Name, ["cell"] = result.Cell, ["title"] = result.Title };
        // One line of the table a line of the file, so that two manifests can be read side by side.
        if (result.Csv is { } csv) json["table"] = new JsonArray([.. csv.Split('\n').Select(l => JsonValue.Create(l))]);
        if (result.Text is { } text) json["text"] = text;
        if (!result.Charts.IsEmpty) json["charts"] = Map(result.Charts);
        return json;
    }

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonObject> write) => new([.. items.Select(i => (JsonNode)write(i))]);

    private static JsonObject Map(IEnumerable<KeyValuePair<string, string>> pairs) => new(pairs.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)JsonValue.Create(p.Value))));
}
