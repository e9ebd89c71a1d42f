using System.Collections.Immutable;
using System.Globalization;

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

/// <summary>Something a run showed, by a key that stays the same from run to run.</summary>
/// <param name="Key">Cell id and place among the cell's outputs.</param>
/// <param name="Title">First line of its plain text.</param>
/// <param name="Text">Its plain text.</param>
/// <param name="Csv">Its table with unrounded values; null when it has none.</param>
public sealed record ShownResult(string Key, string Title, string Text, string? Csv);

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

    /// <summary>All that the run showed.</summary>
    public ImmutableArray<ShownResult> Results => [.. Document.Cells.SelectMany(cell => cell.Outputs.OfType<DisplayOutput>()
        .Where(o => o.PlainText is not null || o.Data.ContainsKey(MimeTypes.Csv))
        .Select((o, i) => new ShownResult(string.Create(CultureInfo.InvariantCulture, $"{cell.Id}/{i + 1}"),
            (o.PlainText ?? "").Split('\n')[0].Trim(), o.PlainText ?? "", o.Data.GetValueOrDefault(MimeTypes.Csv))))];

    /// <summary>The run as one page that needs no network.</summary>
    public string ToHtml() => HtmlPage.Of(Document, new PageOptions
    {
        Title = Options.Title,
        Folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)),
        Details = [.. Parameters.Select(p => KeyValuePair.Create("Parameter " + p.Key, p.Value)), .. Options.Details],
    });

    /// <summary>Writes the executed notebook and the page into a folder, under the notebook's name.</summary>
    /// <returns>The paths of the notebook and of the page.</returns>
    public (string Notebook, string Page) Save(string folder)
    {
        string name = System.IO.Path.GetFileNameWithoutExtension(Path);
        var (notebook, page) = (System.IO.Path.Combine(folder, name + ".ipynb"), System.IO.Path.Combine(folder, name + ".html"));
        if (System.IO.Path.GetFullPath(notebook) == System.IO.Path.GetFullPath(Path))
            throw new NotebookError("output folder", "the notebook's own folder", "another folder", "The notebook in git is kept without outputs: name another folder.");
        Document.Save(notebook);
        File.WriteAllText(page, ToHtml(), new System.Text.UTF8Encoding(false));
        return (notebook, page);
    }
}
