using System.Collections.Immutable;

namespace Research.Notebooks;

/// <summary>The cell that ended a run early.</summary>
/// <param name="Cell">"cell 3", counting every cell from 1.</param>
/// <param name="Id">The cell's id.</param>
/// <param name="Failure">What went wrong and where.</param>
public sealed record RunFailure(string Cell, string Id, CellFailure Failure)
{
    /// <summary>"cell 3, line 2: DivideByZeroException: …".</summary>
    public override string ToString() => Failure.Line > 0 ? $"{Cell}, {Failure}" : $"{Cell}: {Failure}";
}

/// <summary>A notebook that was run from top to bottom.</summary>
/// <param name="Path">The notebook's file.</param>
/// <param name="Document">The notebook with its outputs.</param>
/// <param name="Failure">What ended it early; null when every cell ran.</param>
/// <param name="Duration">Time the cells took.</param>
public sealed record NotebookRun(string Path, NotebookDocument Document, RunFailure? Failure, TimeSpan Duration)
{
    /// <summary>The options it was run with.</summary>
    public RunOptions Options { get; init; } = new();

    /// <summary>Parameters set for this run, as text.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>True when every cell ran.</summary>
    public bool Succeeded => Failure is null;

    /// <summary>What the run was made from and what it gave; null for a run that was not recorded.</summary>
    public RunManifest? Manifest { get; init; }

    /// <summary>All that the run showed, by name.</summary>
    public ImmutableArray<NamedResult> Results => Manifest?.Results ?? [];

    /// <summary>What a reader of the results must know: the notebook was made for another version of the library.</summary>
    public ImmutableArray<string> Notices => Manifest is { PinnedTo: { } pin, Inputs.Library: { } library } && pin != library.Version
        ? [$"This notebook is pinned to version {pin} of the library and ran with {library.Version}: figures may differ from those it was written for."] : [];

    /// <summary>The run as one page that needs no network.</summary>
    public string ToHtml() => HtmlPage.Of(Document, new PageOptions
    {
        Title = Options.Title,
        Notices = Notices,
        Run = Manifest,
        Folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)),
        Details = Options.Details,
    });

    /// <summary>Refuses to write a run of a notebook into the notebook's own folder.</summary>
    /// <exception cref="NotebookError">It is that folder.</exception>
    public static void CheckFolder(string notebook, string folder)
    {
        if (System.IO.Path.GetFullPath(folder) == System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(notebook)))
            throw new NotebookError("output folder", "the notebook's own folder", "another folder", "The notebook in git is kept without outputs: name another folder.");
    }

    /// <summary>Writes the executed notebook, the page and the manifest into a folder, under the notebook's name, and the manifest once more
    /// among the runs kept there.</summary>
    public SavedRun Save(string folder)
    {
        string name = System.IO.Path.GetFileNameWithoutExtension(Path);
        var saved = new SavedRun(System.IO.Path.Combine(folder, name + ".ipynb"), System.IO.Path.Combine(folder, name + ".html"), System.IO.Path.Combine(folder, name + RunManifest.Ending));
        CheckFolder(Path, folder);
        Document.Save(saved.Notebook);
        File.WriteAllText(saved.Page, ToHtml(), new System.Text.UTF8Encoding(false));
        if (Manifest is { } manifest)
        {
            var files = new[] { saved.Notebook, saved.Page }.ToImmutableSortedDictionary(f => System.IO.Path.GetFileName(f), ContentHash.OfFile, StringComparer.Ordinal);
            string source = System.IO.Path.GetRelativePath(folder, Path).Replace('\\', '/');
            RunHistory.Save(manifest with { Files = files, Source = System.IO.Path.IsPathRooted(source) ? "" : source }, saved.Manifest);
        }
        return saved;
    }
}

/// <summary>Where a run was written.</summary>
/// <param name="Notebook">The executed notebook.</param>
/// <param name="Page">The page.</param>
/// <param name="Manifest">What it was made from and what it gave.</param>
public sealed record SavedRun(string Notebook, string Page, string Manifest);
