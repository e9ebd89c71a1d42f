using System.Runtime.CompilerServices;

namespace Research.Notebooks.Tests;

/// <summary>Places and hosts that several test classes need.</summary>
internal static class Sample
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file of the test's own folder.</summary>
    public static string PathOf(string name) => Path.Combine(Root, "tests", "Research.Notebooks.Tests", "Samples", name);

    /// <summary>The configuration these tests were built in, for paths of libraries built beside them.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>A notebook of code cells.</summary>
    public static NotebookDocument Notebook(params string[] sources) =>
        new([.. sources.Select((s, i) => new NotebookCell($"cell-{i + 1}", CellKind.Code, s))]);

    private static string FindRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}

/// <summary>A folder for one test, removed after it.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("notebook-test-").FullName;

    public string File(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public string Save(NotebookDocument document, string name = "sample.ipynb")
    {
        string path = System.IO.Path.Combine(Path, name);
        document.Save(path);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Keeps what cells write and show.</summary>
internal sealed class RecordingHost : ICellHost
{
    private readonly Lock gate = new();
    private readonly System.Text.StringBuilder output = new();
    private readonly System.Text.StringBuilder error = new();

    public List<DisplayOutput> Shown { get; } = [];

    public List<DisplayOutput> Updated { get; } = [];

    public string Answer { get; init; } = "";

    public string Output
    {
        get { lock (gate) return output.ToString(); }
    }

    public string Errors
    {
        get { lock (gate) return error.ToString(); }
    }

    public void Write(string stream, string text)
    {
        lock (gate) (stream == "stderr" ? error : output).Append(text);
    }

    public void Display(DisplayOutput output)
    {
        lock (gate) Shown.Add(output);
    }

    public void Update(DisplayOutput output)
    {
        lock (gate) Updated.Add(output);
    }

    public Task<string> AskAsync(string prompt, bool password, CancellationToken token) => Task.FromResult(Answer);
}
