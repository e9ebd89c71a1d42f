using System.Collections.Immutable;

namespace Research.Notebooks;

/// <summary>All that a run's results hang on. Two runs with equal inputs give equal results, unless the code draws at random without a seed.</summary>
/// <param name="Cells">The code cells, in order.</param>
/// <param name="Parameters">Values by name, as they are written in C#.</param>
public sealed record RunInputs(ImmutableArray<CellUsed> Cells, ImmutableSortedDictionary<string, string> Parameters)
{
    /// <summary>The libraries named with <c>#r</c>, the projects beside them, and the workbench itself.</summary>
    public ImmutableArray<LibraryUsed> Libraries { get; init; } = [];

    /// <summary>Versions of the packages that those libraries use.</summary>
    public ImmutableSortedDictionary<string, string> Packages { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The files read, in order of path.</summary>
    public ImmutableArray<DataUsed> Data { get; init; } = [];

    /// <summary>The seeds in the code, in order: cell and value.</summary>
    public ImmutableArray<SeedUsed> Seeds { get; init; } = [];

    /// <summary>One hash of all code.</summary>
    public string NotebookHash => ContentHash.OfText(string.Join('\n', Cells.Select(c => $"{c.Id} {c.Hash}")));

    /// <summary>The library whose version counts: the first that the notebook names, else the workbench.</summary>
    public LibraryUsed? Library => Libraries.FirstOrDefault();
}

/// <summary>A code cell that was run.</summary>
/// <param name="Id">Its id in the notebook.</param>
/// <param name="Name">"cell 3".</param>
/// <param name="Hash">SHA-256 of its text.</param>
public sealed record CellUsed(string Id, string Name, string Hash);

/// <summary>A library that was used.</summary>
/// <param name="Name">Assembly name.</param>
/// <param name="Version">Version, such as 0.1.0.</param>
/// <param name="Commit">Commit it was built from; empty when not known.</param>
/// <param name="Hash">SHA-256 of the file.</param>
public sealed record LibraryUsed(string Name, string Version, string Commit, string Hash)
{
    /// <summary>"0.1.0 (b26029a)".</summary>
    public string Shown => Commit.Length > 0 ? $"{Version} ({Commit[..Math.Min(7, Commit.Length)]})" : Version;
}

/// <summary>A data file that was read.</summary>
/// <param name="Path">Its path, relative to the notebook's folder, with forward slashes.</param>
/// <param name="Hash">SHA-256 of the file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Rows">Rows of data; null when not known.</param>
public sealed record DataUsed(string Path, string Hash, long Bytes, long? Rows);

/// <summary>A seed in the code.</summary>
/// <param name="Cell">"cell 3".</param>
/// <param name="Value">Its value, or the expression that gives it.</param>
public sealed record SeedUsed(string Cell, string Value);
