using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Research.Notebooks;

namespace Research.Cli;

/// <summary>All notebooks of a folder, run several at a time: each in a process of its own, because the current folder, the console and
/// loaded libraries belong to a process.</summary>
/// <param name="folder">The folder; folders in it count too.</param>
/// <param name="output">Folder to write to.</param>
/// <param name="parameters">Values for the notebooks that declare them.</param>
internal sealed class NotebookBatch(string folder, string output, IReadOnlyDictionary<string, string> parameters)
{
    private static readonly string[] Skipped = ["bin", "obj", "out", "node_modules"];

    /// <summary>Where notebooks are looked for unless told.</summary>
    public static string DefaultFolder => Directory.Exists("notebooks") ? "notebooks" : Path.Combine(Workspace.Root, "notebooks");

    /// <summary>How many run at a time.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Options passed on to each run.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>Runs them all and writes what became of each.</summary>
    /// <returns>0 when every notebook ran or needed no run, else 1.</returns>
    public async Task<int> RunAsync(CancellationToken token)
    {
        if (Jobs < 1) throw new NotebookError("--jobs", Jobs.ToString(CultureInfo.InvariantCulture), "a number of 1 or more", "Say how many notebooks may run at a time.");
        var notebooks = Find();
        Check(notebooks);
        var outcomes = new Outcome[notebooks.Length];
        await Parallel.ForEachAsync(Enumerable.Range(0, notebooks.Length), new ParallelOptions { MaxDegreeOfParallelism = Jobs, CancellationToken = token },
            async (i, stop) => outcomes[i] = await RunOne(notebooks[i], stop));
        Show(outcomes);
        return outcomes.All(o => o.Succeeded) ? 0 : 1;
    }

    private string[] Find()
    {
        if (!Directory.Exists(folder)) throw new NotebookError(folder, "no such folder", "a folder with notebooks", "Name the folder after --all.");
        string[] found = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f).ToLowerInvariant() is ".ipynb" or ".dib")
            .Where(f => !Path.GetRelativePath(folder, f).Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.') || Skipped.Contains(part)))
            .Order(StringComparer.Ordinal)];
        if (found.Length == 0) throw new NotebookError(folder, "no notebook", "files ending in .ipynb or .dib", "Name the folder that holds them.");
        if (found.GroupBy(f => Path.ChangeExtension(f, null), StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new NotebookError(folder, string.Join(" and ", twice.Select(Path.GetFileName)), "one notebook of a name", "Rename one: both would be written to the same page.");
        return found;
    }

    private void Check(IEnumerable<string> notebooks)
    {
        var known = notebooks.SelectMany(n => NotebookParameters.Of(NotebookDocument.Load(n))).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        if (parameters.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new NotebookError("-p", $"'{unknown}'", "a parameter that one of the notebooks declares" + (known.Count > 0 ? ": " + string.Join(", ", known.Order(StringComparer.Ordinal)) : ""),
                $"Use one of these names.{Research.NearestName.Hint(unknown, known)}");
    }

    private async Task<Outcome> RunOne(string notebook, CancellationToken token)
    {
        string name = Path.GetRelativePath(folder, notebook), into = Path.Combine(output, Path.GetDirectoryName(name)!);
        string manifest = Path.Combine(into, Path.GetFileNameWithoutExtension(name) + RunManifest.Ending);
        var declared = NotebookParameters.Of(NotebookDocument.Load(notebook)).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        string[] arguments = ["notebook", "run", notebook, "--out", into, .. Options, .. parameters.Where(p => declared.Contains(p.Key)).SelectMany(p => new[] { "-p", $"{p.Key}={p.Value}" })];
        DateTime before = Written(manifest);
        var clock = Stopwatch.StartNew();
        var (code, last) = await Child(name, arguments, token);
        bool ran = Written(manifest) != before;
        return new(name, code == 0, code != 0 ? "failed" : ran ? "ran" : "unchanged", clock.Elapsed, code == 0 ? "" : last);
    }

    private static DateTime Written(string file) => File.Exists(file) ? File.GetLastWriteTimeUtc(file) : DateTime.MinValue;

    private static async Task<(int Code, string Last)> Child(string name, string[] arguments, CancellationToken token)
    {
        var start = new ProcessStartInfo(SelfCommand.Parts[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in SelfCommand.Parts.Skip(1).Concat(arguments)) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        using var stop = token.Register(() => process.Kill(entireProcessTree: true));
        string last = "";
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not { Length: > 0 } text) return;
            last = text;
            Console.Error.WriteLine($"{name} {text}");
        };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && !text.StartsWith("wrote ", StringComparison.Ordinal)) Console.Error.WriteLine(text);
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await process.WaitForExitAsync(token);
        return (process.ExitCode, last);
    }

    private void Show(Outcome[] outcomes)
    {
        int failed = outcomes.Count(o => !o.Succeeded);
        string title = string.Create(CultureInfo.InvariantCulture, $"{outcomes.Length} {(outcomes.Length == 1 ? "notebook" : "notebooks")}, {failed} failed. Written to {output}");
        TableView.Write(new Table(title, [new("notebook", "Notebook"), new("outcome", "Outcome"), new("seconds", "Time", "s", 1), new("message", "Message")],
            outcomes.Select(o => (IReadOnlyList<Cell>)[o.Notebook, o.What, o.Time.TotalSeconds, o.Message])));
    }

    private sealed record Outcome(string Notebook, bool Succeeded, string What, TimeSpan Time, string Message);
}
