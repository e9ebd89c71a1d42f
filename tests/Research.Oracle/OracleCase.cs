using System.Collections.Immutable;
using System.Text.Json;

namespace Research.Oracle;

/// <summary>A case: data files and the blocks of questions asked of them.</summary>
internal sealed record OracleCase(string Name, ImmutableArray<Block> Blocks)
{
    public static OracleCase Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        // The elements outlive the document.
        var root = document.RootElement.Clone();
        var data = new CaseData(Path.GetDirectoryName(Path.GetFullPath(file))!, root.TryGetProperty("data", out var files) ? files : default);
        return new(Path.GetFileNameWithoutExtension(file), [.. root.GetProperty("blocks").EnumerateArray().Select(b => Block.Read(b, data))]);
    }
}

/// <summary>One question: a kind, its arguments, the data, and the figures expected.</summary>
internal sealed record Block(string Id, string Kind, BlockArguments Args, CaseData Files, ImmutableArray<ExpectedFigure> Figures)
{
    /// <summary>The data the block names in <c>args.data</c>, typed as the case declares.</summary>
    public Dataset Data => Files.Read(Args.Text("data") ?? throw new InvalidOperationException($"block {Id} names no data"));

    /// <summary>True when a figure of this name is asked for.</summary>
    public bool Asks(string name) => Figures.Any(f => f.Name == name);

    public static Block Read(JsonElement block, CaseData data) => new(
        block.GetProperty("id").GetString() ?? "", block.GetProperty("kind").GetString() ?? "", new(block.GetProperty("args")), data,
        [.. block.GetProperty("figures").EnumerateArray().Select(ExpectedFigure.Read)]);
}

/// <summary>The arguments of a block.</summary>
internal sealed class BlockArguments(JsonElement args)
{
    /// <summary>The raw arguments, for what the verbs below do not reach.</summary>
    public JsonElement Json => args;

    /// <summary>A text; null when absent or null.</summary>
    public string? Text(string name) => Value(name) is { } value ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;

    /// <summary>A text that must be there.</summary>
    public string Need(string name) => Text(name) ?? throw new InvalidOperationException($"argument '{name}' is missing");

    /// <summary>A number; null when absent or null.</summary>
    public double? Number(string name) => Value(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    /// <summary>A truth value; false when absent.</summary>
    public bool Flag(string name) => Value(name) is { ValueKind: JsonValueKind.True };

    /// <summary>A list of texts; empty when absent.</summary>
    public string[] Texts(string name) => Value(name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray().Select(v => v.ToString())] : [];

    /// <summary>A list of numbers; empty when absent.</summary>
    public double[] Numbers(string name) => Value(name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray().Select(v => v.GetDouble())] : [];

    /// <summary>Arguments inside an argument; null when absent or null.</summary>
    public BlockArguments? Inner(string name) => Value(name) is { ValueKind: JsonValueKind.Object } value ? new(value) : null;

    private JsonElement? Value(string name) => args.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
