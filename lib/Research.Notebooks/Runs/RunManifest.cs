using System.Collections.Immutable;

namespace Research.Notebooks;

/// <summary>What a run was made from and what it gave: enough to say later which figure changed, and why.</summary>
/// <param name="Notebook">File name of the notebook, without its ending.</param>
/// <param name="Inputs">All that the results hang on.</param>
/// <param name="Started">When the run began.</param>
public sealed record RunManifest(string Notebook, RunInputs Inputs, DateTimeOffset Started)
{
    /// <summary>Ending of a manifest's file name.</summary>
    public const string Ending = ".run.json";

    /// <summary>Names the run: the time in UTC and the first letters of what it was made from.</summary>
    public string Id { get; init; } = "";

    /// <summary>Time the cells took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Path of the notebook from the folder of the manifest, with forward slashes; empty when they lie on different drives.</summary>
    public string Source { get; init; } = "";

    /// <summary>What ended the run early; null when every cell ran.</summary>
    public string? Failure { get; init; }

    /// <summary>Version of the library that the notebook is pinned to; null when it is not.</summary>
    public string? PinnedTo { get; init; }

    /// <summary>The .NET that ran it, such as ".NET 10.0.12".</summary>
    public string Runtime { get; init; } = "";

    /// <summary>What the run showed, in order.</summary>
    public ImmutableArray<NamedResult> Results { get; init; } = [];

    /// <summary>SHA-256 of the files written, by name.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>True when every cell ran.</summary>
    public bool Succeeded => Failure is null;

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="NotebookError">There is none, or it cannot be read.</exception>
    public static RunManifest Load(string path)
    {
        if (!File.Exists(path)) throw new NotebookError(path, "no such file", "a run manifest", $"Check the path; manifests end in {Ending}.");
        return ManifestReader.Parse(File.ReadAllText(path), Path.GetFileName(path));
    }

    /// <summary>The manifest as JSON: keys sorted, one fact a line.</summary>
    public string ToJson() => ManifestWriter.Write(this);
}

/// <summary>A result of a run, by a name that stays the same from run to run.</summary>
/// <param name="Key">Cell id and place among the cell's results.</param>
/// <param name="Name">The expression that gave it, such as <c>ledger.Numbers</c>.</param>
/// <param name="Cell">"cell 3".</param>
/// <param name="Title">First line of its text.</param>
public sealed record NamedResult(string Key, string Name, string Cell, string Title)
{
    /// <summary>Its table as CSV with unrounded values; null when it has none.</summary>
    public string? Csv { get; init; }

    /// <summary>Its text, where it has no table.</summary>
    public string? Text { get; init; }

    /// <summary>SHA-256 of the data of each of its charts, by title.</summary>
    public ImmutableSortedDictionary<string, string> Charts { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
