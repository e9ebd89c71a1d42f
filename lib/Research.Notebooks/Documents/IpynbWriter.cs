using System.Text.Json;
using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>Writes a <see cref="NotebookDocument"/> as nbformat 4.5.</summary>
internal static class IpynbWriter
{
    public static string Write(NotebookDocument document)
    {
        var metadata = (JsonObject?)document.Metadata?.DeepClone() ?? [];
        // The name both .NET Interactive and our installed kernel answer to.
        metadata["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" };
        metadata["language_info"] = new JsonObject
        {
            ["file_extension"] = ".cs",
            ["mimetype"] = "text/x-csharp",
            ["name"] = "polyglot-notebook",
            ["pygments_lexer"] = "csharp",
        };
        metadata["polyglot_notebook"] = new JsonObject
        {
            ["kernelInfo"] = new JsonObject
            {
                ["defaultKernelName"] = "csharp",
                ["items"] = new JsonArray(new JsonObject { ["aliases"] = new JsonArray(), ["languageName"] = "csharp", ["name"] = "csharp" }),
            },
        };
        return JsonText.Write(new JsonObject
        {
            ["cells"] = new JsonArray([.. document.Cells.Select(Cell)]),
            ["metadata"] = metadata,
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        });
    }

    private static JsonObject Cell(NotebookCell cell)
    {
        var metadata = (JsonObject?)cell.Metadata?.DeepClone() ?? [];
        metadata.Remove("tags");
        if (cell.Tags.Length > 0) metadata["tags"] = new JsonArray([.. cell.Tags.Select(t => JsonValue.Create(t))]);
        var json = new JsonObject { ["cell_type"] = Kind(cell.Kind), ["id"] = cell.Id, ["metadata"] = metadata, ["source"] = Lines(cell.Source) };
        if (cell.Kind != CellKind.Code)
        {
            if (cell.Attachments is { } attachments) json["attachments"] = attachments.DeepClone();
            return json;
        }
        metadata["dotnet_interactive"] = new JsonObject { ["language"] = "csharp" };
        metadata["polyglot_notebook"] = new JsonObject { ["kernelName"] = "csharp" };
        json["execution_count"] = cell.ExecutionCount;
        json["outputs"] = new JsonArray([.. cell.Outputs.Select(output => Output(output, cell.ExecutionCount))]);
        return json;
    }

    private static string Kind(CellKind kind) => kind switch { CellKind.Code => "code", CellKind.Markdown => "markdown", _ => "raw" };

    private static JsonObject Output(CellOutput output, int? count) => output switch
    {
        StreamOutput stream => new() { ["name"] = stream.Name, ["output_type"] = "stream", ["text"] = Lines(stream.Text) },
        ErrorOutput error => new()
        {
            ["ename"] = error.Name,
            ["evalue"] = error.Message,
            ["output_type"] = "error",
            ["traceback"] = new JsonArray([.. error.Traceback.Select(t => JsonValue.Create(t))]),
        },
        DisplayOutput { IsResult: true } result => new()
        {
            ["data"] = Bundle(result),
            ["execution_count"] = count,
            ["metadata"] = new JsonObject(),
            ["output_type"] = "execute_result",
        },
        DisplayOutput display => new() { ["data"] = Bundle(display), ["metadata"] = new JsonObject(), ["output_type"] = "display_data" },
        _ => throw new ArgumentOutOfRangeException(nameof(output)),
    };

    /// <summary>A display's content as the JSON object of the Jupyter protocol, with text as one string.</summary>
    public static JsonObject WireBundle(DisplayOutput display) =>
        new(display.Data.Select(p => KeyValuePair.Create(p.Key, MimeTypes.IsJson(p.Key) ? Parsed(p.Value) : (JsonNode?)JsonValue.Create(p.Value))));

    private static JsonObject Bundle(DisplayOutput display) =>
        new(display.Data.Select(p => KeyValuePair.Create(p.Key, MimeTypes.IsJson(p.Key) ? Parsed(p.Value) : Lines(p.Value))));

    private static JsonNode? Parsed(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return JsonValue.Create(json);
        }
    }

    private static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            int next = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..next]);
            start = next;
        }
        return lines;
    }
}
