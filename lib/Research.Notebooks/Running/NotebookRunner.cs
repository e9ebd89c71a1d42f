using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Research.Notebooks;

/// <summary>Runs notebooks from top to bottom with nobody watching.</summary>
public static class NotebookRunner
{
    // The current folder and the console belong to the process: one notebook at a time.
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <summary>Runs a notebook in its own folder. The first error ends the run.</summary>
    /// <param name="path">The notebook, <c>.ipynb</c> or <c>.dib</c>.</param>
    /// <param name="parameters">Values of its parameters by name; null for its defaults. A path that exists is taken from the caller's folder.</param>
    /// <param name="options">Time limit, title, cancellation.</param>
    /// <param name="progress">Told when each cell begins and ends.</param>
    /// <exception cref="NotebookError">The notebook or a parameter cannot be used. What goes wrong inside a cell is in the result.</exception>
    public static async Task<NotebookRun> RunAsync(
        string path, IReadOnlyDictionary<string, string>? parameters = null, RunOptions? options = null, IProgress<CellProgress>? progress = null)
    {
        options ??= new RunOptions();
        string file = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(file)!;
        var (document, values) = Prepared(file, parameters);
        await OneAtATime.WaitAsync(options.Token).ConfigureAwait(false);
        string before = Directory.GetCurrentDirectory();
        try
        {
            Directory.SetCurrentDirectory(folder);
            using var reads = new DataReads();
            using var session = new Session(folder);
            var started = DateTimeOffset.UtcNow;
            var run = await RunCellsAsync(session, new NotebookRun(file, document, null, TimeSpan.Zero) { Options = options, Parameters = values }, progress).ConfigureAwait(false);
            return run with { Manifest = RunRecord.Of(run, started, reads.Files) };
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
            OneAtATime.Release();
        }
    }

    /// <summary>The run that a folder holds already, where it was made from the same code, libraries, data and parameters and its files are
    /// still as it wrote them; else why the notebook must run.</summary>
    /// <param name="path">The notebook.</param>
    /// <param name="parameters">Values of its parameters by name; null for its defaults.</param>
    /// <param name="output">The folder that runs are written to.</param>
    /// <exception cref="NotebookError">The notebook or a parameter cannot be used.</exception>
    public static KeptRun Kept(string path, IReadOnlyDictionary<string, string>? parameters, string output)
    {
        string file = Path.GetFullPath(path);
        return KeptRun.Of(Prepared(file, parameters).Document, file, output);
    }

    private static (NotebookDocument Document, ImmutableSortedDictionary<string, string> Values) Prepared(string file, IReadOnlyDictionary<string, string>? parameters)
    {
        var document = NotebookDocument.Load(file).WithoutOutputs();
        var values = Relative(document, parameters ?? ImmutableDictionary<string, string>.Empty, Path.GetDirectoryName(file)!);
        return (NotebookParameters.Set(document, values), values);
    }

    private static async Task<NotebookRun> RunCellsAsync(Session session, NotebookRun run, IProgress<CellProgress>? progress)
    {
        var clock = Stopwatch.StartNew();
        var cells = run.Document.Cells.ToBuilder();
        int total = cells.Count(c => c.Kind == CellKind.Code), count = 0;
        string heading = "";
        RunFailure? failure = null;
        for (int i = 0; i < cells.Count && failure is null; i++)
        {
            if (cells[i].Kind == CellKind.Markdown) heading = LastHeading(cells[i].Source) ?? heading;
            if (cells[i].Kind != CellKind.Code) continue;
            progress?.Report(new(++count, total, CellState.Started, heading));
            (cells[i], var failed) = await RunCellAsync(session, cells[i] with { ExecutionCount = count }, run.Document.CellName(i), run.Options).ConfigureAwait(false);
            if (failed is not null) failure = new RunFailure(run.Document.CellName(i), cells[i].Id, failed);
            progress?.Report(new(count, total, failed is null ? CellState.Completed : CellState.Failed, heading));
        }
        return run with { Document = run.Document with { Cells = cells.ToImmutable() }, Failure = failure, Duration = clock.Elapsed };
    }

    private static async Task<(NotebookCell Cell, CellFailure? Failure)> RunCellAsync(Session session, NotebookCell cell, string name, RunOptions options)
    {
        if (string.IsNullOrWhiteSpace(cell.Source)) return (cell with { ExecutionCount = null }, null);
        var host = new CellCollector(cell);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(options.Token);
        limit.CancelAfter(options.CellTimeout);
        var result = await session.RunAsync(cell.Source, name, host, limit.Token).ConfigureAwait(false);
        var failure = result.Failure;
        if (result.Status == CellStatus.Stopped)
        {
            bool byReader = options.Token.IsCancellationRequested;
            string limitText = options.CellTimeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            failure = new CellFailure(byReader ? new ErrorOutput("Interrupted", "The run was stopped.", []) : new ErrorOutput("TimeoutError",
                $"The cell took longer than its time limit of {limitText} s. Mend an endless loop, or give a longer limit.", []), 0);
        }
        var outputs = failure is null ? host.Outputs : host.Outputs.Add(failure.Output);
        return (cell with { Outputs = outputs }, failure);
    }

    // A folder or file named on the command line is relative to where the reader stands; the notebook runs in its own folder.
    private static ImmutableSortedDictionary<string, string> Relative(NotebookDocument document, IReadOnlyDictionary<string, string> values, string folder)
    {
        var paths = NotebookParameters.Of(document).Where(p => p.DefaultText is { Length: > 0 } text && (text.Contains('/', StringComparison.Ordinal) || Path.Exists(Path.Combine(folder, text))))
            .Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        return values.ToImmutableSortedDictionary(p => p.Key,
            p => paths.Contains(p.Key) && Path.Exists(p.Value) ? Path.GetRelativePath(folder, Path.GetFullPath(p.Value)).Replace('\\', '/') : p.Value, StringComparer.Ordinal);
    }

    private static string? LastHeading(string markdown) =>
        markdown.Split('\n').LastOrDefault(line => line.StartsWith('#') && line.TrimStart('#').StartsWith(' '))?.TrimStart('#').Trim();
}
