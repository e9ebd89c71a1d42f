using System.Collections.Immutable;
using Research.Notebooks;

namespace Research.Cli;

/// <summary>One result as a page that needs no network: what it is, the line of a notebook that makes it, and the result with its charts.</summary>
internal static class ResultPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="title">The page's heading.</param>
    /// <param name="code">The same in a notebook.</param>
    /// <param name="result">What is shown.</param>
    public static void Write(string path, string title, string code, Result result)
    {
        var shown = new DisplayOutput(ImmutableSortedDictionary<string, string>.Empty.Add("text/html", result.ToHtml()).Add("text/plain", result.ToString()), true);
        var page = new NotebookDocument([new("title", CellKind.Markdown, $"# {title}"), new("result", CellKind.Code, code) { ExecutionCount = 1, Outputs = [shown] }]);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        File.WriteAllText(path, HtmlPage.Of(page));
    }
}
