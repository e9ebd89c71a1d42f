using System.Collections.Immutable;
using System.Text;

namespace Research.Notebooks;

/// <summary>The runs kept in a folder, oldest first.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Unreadable">Names of manifests that cannot be read.</param>
public sealed record RunHistory(ImmutableArray<RunManifest> Runs, ImmutableArray<string> Unreadable)
{
    private const string Kept = "runs";

    /// <summary>All runs in a folder and the folders below it, each once.</summary>
    public static RunHistory In(string folder)
    {
        if (!Directory.Exists(folder)) throw new NotebookError(folder, "no such folder", "a folder that runs were written to", "Run a notebook first, or name its output folder with --in.");
        var runs = new Dictionary<(string, string), RunManifest>();
        var unreadable = ImmutableArray.CreateBuilder<string>();
        foreach (string file in Directory.EnumerateFiles(folder, "*" + RunManifest.Ending, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            try
            {
                var run = RunManifest.Load(file);
                runs[(run.Notebook, run.Id)] = run;
            }
            catch (NotebookError)
            {
                unreadable.Add(Path.GetRelativePath(folder, file));
            }
        }
        return new([.. runs.Values.OrderBy(r => r.Started).ThenBy(r => r.Notebook, StringComparer.Ordinal)], unreadable.ToImmutable());
    }

    /// <summary>Whether the last run of each notebook still stands, by the run's id.</summary>
    /// <param name="folder">The folder that runs were written to.</param>
    public static IReadOnlyDictionary<string, KeptRun> Standing(string folder)
    {
        var standing = new Dictionary<string, KeptRun>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(folder, "*" + RunManifest.Ending, SearchOption.AllDirectories).Where(f => Path.GetFileName(Path.GetDirectoryName(f)) != Kept))
        {
            try
            {
                var kept = KeptRun.Of(file);
                standing[kept.Manifest!.Id] = kept;
            }
            catch (NotebookError)
            {
                // A manifest or a notebook that cannot be read is told by the list.
            }
        }
        return standing;
    }

    /// <summary>The run of this id, of which the beginning or any other part that only one id has is enough; or the manifest at this path.</summary>
    /// <exception cref="NotebookError">No run has it, or several do.</exception>
    public RunManifest Find(string id)
    {
        if (File.Exists(id)) return RunManifest.Load(id);
        var found = Runs.Where(r => r.Id == id).ToArray();
        if (found.Length == 0) found = [.. Runs.Where(r => r.Id.Contains(id, StringComparison.OrdinalIgnoreCase))];
        return found switch
        {
            [var one] => one,
            [] => throw new NotebookError("run", $"'{id}'", "the id of a run or the path of a manifest", $"'research runs' lists them.{NearestName.Hint(id, Runs.Select(r => r.Id))}"),
            _ => throw new NotebookError("run", $"'{id}', which {found.Length} ids have", "an id that only one run has", "Write more of it: " + string.Join(", ", found.Take(5).Select(r => $"{r.Id} ({r.Notebook})")) + "."),
        };
    }

    /// <summary>The last run of a notebook in which every cell ran; null when there is none.</summary>
    public RunManifest? Latest(string notebook) => Runs.LastOrDefault(r => r.Notebook == notebook && r.Succeeded);

    /// <summary>Two runs of a notebook with those between them that had the same parameters and succeeded.</summary>
    public ImmutableArray<RunManifest> Between(RunManifest before, RunManifest after)
    {
        bool sameQuestion = before.Inputs.Parameters.SequenceEqual(after.Inputs.Parameters);
        var between = Runs.Where(r => sameQuestion && r.Notebook == before.Notebook && r.Succeeded && r.Started > before.Started && r.Started < after.Started
            && r.Inputs.Parameters.SequenceEqual(before.Inputs.Parameters));
        return [before, .. between, after];
    }

    internal static void Save(RunManifest run, string path)
    {
        string text = run.ToJson(), folder = Path.Combine(Path.GetDirectoryName(path)!, Kept);
        Directory.CreateDirectory(folder);
        foreach (string file in new[] { path, Path.Combine(folder, $"{run.Notebook}-{run.Id}{RunManifest.Ending}") }) File.WriteAllText(file, text, new UTF8Encoding(false));
    }
}
