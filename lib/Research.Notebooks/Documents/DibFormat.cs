using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>Reads and writes <c>.dib</c>, the plain-text notebook of .NET Interactive: <c>#!csharp</c> or <c>#!markdown</c>, then the text.</summary>
/// <remarks>It has no tags: a first comment line <c>// parameters</c> marks the parameters cell, and is written back as its tag.</remarks>
internal static class DibFormat
{
    private const string ParametersMark = "// parameters";

    public static NotebookDocument Parse(string text)
    {
        var cells = new List<NotebookCell>();
        CellKind? kind = CellKind.Code;
        var body = new List<string>();
        JsonObject? metadata = null;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (Magic(line) is not { } magic)
            {
                body.Add(line);
                continue;
            }
            Close();
            kind = magic switch
            {
                "csharp" or "c#" => CellKind.Code,
                "markdown" => CellKind.Markdown,
                "meta" => null,
                _ => throw new NotebookError("notebook", $"#!{magic}", "#!csharp or #!markdown", "Only C# and Markdown cells can be read; take this cell out."),
            };
        }
        Close();
        return new NotebookDocument([.. cells]) { Metadata = metadata };

        void Close()
        {
            string source = string.Join('\n', body).Trim('\n');
            body.Clear();
            if (kind is null) metadata = Meta(source);
            if (kind is not { } k || source.Length == 0) return;
            bool parameters = k == CellKind.Code && source.StartsWith(ParametersMark, StringComparison.Ordinal);
            string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{cells.Count}\n{source}"))))[..8];
            cells.Add(new NotebookCell(id, k, source) { Tags = parameters ? [NotebookCell.ParametersTag] : [] });
        }
    }

    public static string Write(NotebookDocument document)
    {
        var meta = new JsonObject
        {
            ["kernelInfo"] = new JsonObject
            {
                ["defaultKernelName"] = "csharp",
                ["items"] = new JsonArray(new JsonObject { ["name"] = "csharp", ["languageName"] = "csharp", ["aliases"] = new JsonArray() }),
            },
        };
        if (document.Metadata?["research"] is { } research) meta["research"] = research.DeepClone();
        var text = new StringBuilder("#!meta\n\n").Append(meta.ToJsonString()).Append('\n');
        foreach (var cell in document.Cells.Where(c => c.Kind != CellKind.Raw))
        {
            text.Append(cell.Kind == CellKind.Code ? "\n#!csharp\n\n" : "\n#!markdown\n\n");
            bool mark = cell.HasTag(NotebookCell.ParametersTag) && !cell.Source.StartsWith(ParametersMark, StringComparison.Ordinal);
            text.Append(mark ? ParametersMark + "\n" : "").Append(cell.Source.Trim('\n')).Append('\n');
        }
        return text.ToString();
    }

    // Of the metadata only ours is kept: the rest is written anew.
    private static JsonObject? Meta(string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject all && all["research"] is { } research ? new JsonObject { ["research"] = research.DeepClone() } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Only a kernel's name alone on its line starts a cell; other magics (#!time) belong to the cell they stand in.
    private static string? Magic(string line)
    {
        string word = line.TrimEnd();
        if (!word.StartsWith("#!", StringComparison.Ordinal)) return null;
        return CellSections.KernelNames.Contains(word[2..]) || word == "#!meta" ? word[2..] : null;
    }
}
