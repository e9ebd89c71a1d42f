using System.Collections.Immutable;

namespace Research.Notebooks;

/// <summary>A run that lies in an output folder, and whether it still stands.</summary>
/// <param name="Manifest">The run; null when there is none.</param>
/// <param name="Reasons">Why it no longer stands; empty when it does.</param>
public sealed record KeptRun(RunManifest? Manifest, ImmutableArray<string> Reasons)
{
    /// <summary>True when running the notebook again would give what lies there.</summary>
    public bool Stands => Reasons.IsEmpty;

    /// <summary>Whether the last run in a folder still stands, asked with the parameters it had.</summary>
    /// <param name="manifest">Path of its manifest.</param>
    public static KeptRun Of(string manifest)
    {
        var run = RunManifest.Load(manifest);
        string folder = Path.GetDirectoryName(Path.GetFullPath(manifest))!, notebook = Path.GetFullPath(run.Source, folder);
        if (run.Source.Length == 0 || !File.Exists(notebook)) return new(run, ["the notebook is gone"]);
        var document = NotebookParameters.SetAgain(NotebookDocument.Load(notebook).WithoutOutputs(), run.Inputs.Parameters);
        return Of(document, notebook, folder);
    }

    internal static KeptRun Of(NotebookDocument document, string notebook, string output)
    {
        string folder = Path.GetDirectoryName(notebook)!, file = Path.Combine(output, Path.GetFileNameWithoutExtension(notebook) + RunManifest.Ending);
        if (!File.Exists(file)) return new(null, ["it has not run into this folder before"]);
        RunManifest before;
        try
        {
            before = RunManifest.Load(file);
        }
        catch (NotebookError)
        {
            return new(null, ["the manifest of the run before cannot be read"]);
        }
        if (!before.Succeeded) return new(before, ["the run before failed"]);
        var reasons = InputChange.Between(before.Inputs, RunRecord.Expected(document, folder, before)).Select(c => c.ToString()).ToList();
        foreach (var (name, hash) in before.Files)
        {
            string path = Path.Combine(output, name);
            if (!File.Exists(path)) reasons.Add($"{name} is gone");
            else if (ContentHash.OfFile(path) != hash) reasons.Add($"{name} was changed since it was written");
        }
        if (before.PinnedTo != document.LibraryVersion) reasons.Add($"it is pinned to library {document.LibraryVersion ?? "none"}, was {before.PinnedTo ?? "none"}");
        return new(before, [.. reasons]);
    }
}
