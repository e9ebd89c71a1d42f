using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>Reads nbformat 4 into a <see cref="NotebookDocument"/>.</summary>
internal static class IpynbReader
{
    public static NotebookDocument Parse(string json, string name)
    {
        var root = Root(json, name);
        int major = root["nbformat"] is JsonValue version && version.TryGetValue(out int v) ? v : 0;
        if (major != 4)
            throw new NotebookError(name, major == 0 ? "no nbformat" : $"nbformat {major}", "nbformat 4", "Save the notebook again with a current Jupyter or VS Code.");
        string language = Words(root["metadata"]?["kernelspec"]?["language"]);
        if (language.Length > 0 && !language.Equals("C#", StringComparison.OrdinalIgnoreCase) && !language.Equals("csharp", StringComparison.OrdinalIgnoreCase))
            throw new NotebookError(name, $"a notebook in {language}", "a notebook in C#", "Choose the kernel '.NET (C#)' or 'C# (research)' and save the notebook again.");
        if (root["cells"] is not JsonArray cells)
            throw new NotebookError(name, "no list of cells", "\"cells\": [...]", "Restore the file from git; it is cut short or is not a notebook.");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return new NotebookDocument([.. cells.Select((cell, i) => Cell(cell, i, ids, name))]) { Metadata = root["metadata"]?.DeepClone() as JsonObject };
    }

    private static JsonObject Root(string json, string name)
    {
        if (string.IsNullOrWhiteSpace(json)) throw new NotebookError(name, "an empty file", "a notebook", "Restore the file from git.");
        try
        {
            return JsonNode.Parse(json, null, new JsonDocumentOptions { MaxDepth = 256, AllowDuplicateProperties = false }) as JsonObject
                ?? throw new NotebookError(name, "JSON that is not an object", "a notebook", "Check that this is an .ipynb file.");
        }
        catch (JsonException e)
        {
            string found = json.Contains("<<<<<<<", StringComparison.Ordinal) ? "an unresolved merge conflict"
                : e.Message.Contains("uplicate", StringComparison.Ordinal) ? "a key that stands twice" : "broken JSON";
            throw new NotebookError(name, found, "the JSON of a notebook", "Mend the line or restore the file from git.", (e.LineNumber ?? 0) + 1);
        }
    }

    private static NotebookCell Cell(JsonNode? node, int index, HashSet<string> ids, string name)
    {
        if (node is not JsonObject cell) throw new NotebookError(name, "something that is not a cell", "a cell", "Restore the file from git.", 0, NotebookDocument.NameOf(index));
        var kind = Words(cell["cell_type"]) switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            "raw" => CellKind.Raw,
            var other => throw new NotebookError(name, $"a cell of type '{other}'", "code, markdown or raw", "Change the cell's type.", 0, NotebookDocument.NameOf(index)),
        };
        string source = Text(cell["source"]).ReplaceLineEndings("\n");
        var metadata = cell["metadata"]?.DeepClone() as JsonObject;
        ImmutableArray<string> tags = metadata?["tags"] is JsonArray list ? [.. list.Select(Words).Where(t => t.Length > 0)] : [];
        return new NotebookCell(UniqueId(Words(cell["id"]), index, source, ids), kind, source)
        {
            Tags = tags,
            Metadata = metadata,
            Attachments = cell["attachments"]?.DeepClone() as JsonObject,
            ExecutionCount = cell["execution_count"] is JsonValue count && count.TryGetValue(out int n) ? n : null,
            Outputs = cell["outputs"] is JsonArray outputs ? [.. outputs.OfType<JsonObject>().Select(Output).OfType<CellOutput>()] : [],
        };
    }

    // Ids missing before nbformat 4.5 are made from place and text, so that reading twice gives the same ones.
    private static string UniqueId(string id, int index, string source, HashSet<string> ids)
    {
        bool usable = id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        if (usable && ids.Add(id)) return id;
        string made = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{index}\n{source}"))))[..8];
        ids.Add(made);
        return made;
    }

    private static CellOutput? Output(JsonObject output) => Words(output["output_type"]) switch
    {
        "stream" => new StreamOutput(Words(output["name"]) == "stderr" ? "stderr" : "stdout", Text(output["text"])),
        "display_data" => new DisplayOutput(Bundle(output["data"]), false),
        "execute_result" => new DisplayOutput(Bundle(output["data"]), true),
        "error" => Error(Words(output["ename"]), Words(output["evalue"]), output["traceback"] as JsonArray ?? []),
        _ => null,
    };

    // The first line of a traceback repeats name and message.
    private static ErrorOutput Error(string name, string message, JsonArray trace) =>
        new(name, message, [.. trace.Select(Words).Where((line, i) => i > 0 || line != $"{name}: {message}")]);

    private static ImmutableSortedDictionary<string, string> Bundle(JsonNode? data) => data is JsonObject map
        ? map.ToImmutableSortedDictionary(p => p.Key, p => MimeTypes.IsJson(p.Key) ? p.Value?.ToJsonString() ?? "null" : Text(p.Value), StringComparer.Ordinal)
        : ImmutableSortedDictionary<string, string>.Empty;

    private static string Words(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static string Text(JsonNode? node) => node is JsonArray lines ? string.Concat(lines.Select(Words)) : Words(node);
}
