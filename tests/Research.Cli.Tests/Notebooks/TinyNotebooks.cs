using Research.Notebooks;

namespace Research.Cli.Tests.Notebooks;

/// <summary>A folder of small notebooks, removed after the test.</summary>
internal sealed class TinyNotebooks : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("tiny-notebooks-").FullName;

    public string Out => Path.Combine(Folder, "out");

    /// <summary>Writes a notebook whose first cell is the parameters cell.</summary>
    public string Write(string name, params string[] sources)
    {
        string path = Path.Combine(Folder, name);
        new NotebookDocument([.. sources.Select((s, i) => new NotebookCell($"c{i + 1}", CellKind.Code, s) { Tags = i == 0 ? [NotebookCell.ParametersTag] : [] })]).Save(path);
        return path;
    }

    public string File(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public static CommandRun Run(params string[] args) => CommandRun.Of(args[0] == "runs" ? RunsCommand.Create() : NotebookCommand.Create(), args[1..]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
