using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>What a cell holds.</summary>
public enum CellKind
{
    /// <summary>C# to run.</summary>
    Code,

    /// <summary>Markdown to read.</summary>
    Markdown,

    /// <summary>Text passed through untouched.</summary>
    Raw,
}

/// <summary>One cell of a notebook.</summary>
/// <param name="Id">Id in the file, unique, 1 to 64 of letters, digits, - and _.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Source">Its text, lines ended by LF.</param>
public sealed record NotebookCell(string Id, CellKind Kind, string Source)
{
    /// <summary>Papermill's tag on the cell whose variables a run may set.</summary>
    public const string ParametersTag = "parameters";

    /// <summary>Papermill's tag on the cell a run puts in.</summary>
    public const string InjectedTag = "injected-parameters";

    /// <summary>Tags, in order.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>How often the session had run a cell when this one ran; null when it has not run.</summary>
    public int? ExecutionCount { get; init; }

    /// <summary>What it gave when it last ran.</summary>
    public ImmutableArray<CellOutput> Outputs { get; init; } = [];

    /// <summary>Other metadata found in the file, kept when it is written again.</summary>
    internal JsonObject? Metadata { get; init; }

    /// <summary>Pictures kept inside a markdown cell, by name and MIME type.</summary>
    internal JsonObject? Attachments { get; init; }

    /// <summary>True when the cell has this tag.</summary>
    public bool HasTag(string tag) => Tags.Contains(tag);

    /// <summary>The cell as it was before it ever ran.</summary>
    public NotebookCell WithoutOutputs() => this with { ExecutionCount = null, Outputs = [] };
}
