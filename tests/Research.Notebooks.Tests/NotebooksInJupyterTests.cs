namespace Research.Notebooks.Tests;

/// <summary>Every notebook of the project gives the same results headless, through nbconvert and through nbclient.</summary>
public sealed class NotebooksInJupyterTests
{
    /// <summary>The project's notebooks by name.</summary>
    public static TheoryData<string> Notebooks { get; } = [.. Directory.EnumerateFiles(Folder, "*.ipynb").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Sample.Root, "notebooks");

    [Theory, MemberData(nameof(Notebooks))]
    public async Task A_notebook_gives_equal_results_headless_and_in_Jupyter(string name)
    {
        using var jupyter = new Jupyter("jupyter-nbconvert python3-nbclient python3-nbformat", "nbconvert", "nbclient", "nbformat");
        string notebook = Path.Combine(Folder, name + ".ipynb");
        var headless = await NotebookRunner.RunAsync(notebook, null, new RunOptions { Token = TestContext.Current.CancellationToken });
        Assert.Null(headless.Failure);

        jupyter.Run("-m", "nbconvert", "--to", "notebook", "--execute", "--ExecutePreprocessor.timeout=900", "--output-dir", jupyter.Path, "--output", "by-nbconvert", notebook);
        Equal(headless.Document, Path.Combine(jupyter.Path, "by-nbconvert.ipynb"));

        jupyter.Run(Sample.PathOf("nbclient_run.py"), notebook, Path.Combine(jupyter.Path, "by-nbclient.ipynb"));
        Equal(headless.Document, Path.Combine(jupyter.Path, "by-nbclient.ipynb"));
    }

    private static void Equal(NotebookDocument expected, string executed)
    {
        var comparison = NotebookComparison.Of(expected, NotebookDocument.Load(executed), Tolerance.Default);
        Assert.Empty(comparison.Differences);
        Assert.Equal(expected.Cells.Sum(c => c.Outputs.OfType<DisplayOutput>().Count()), comparison.Results);
    }
}
