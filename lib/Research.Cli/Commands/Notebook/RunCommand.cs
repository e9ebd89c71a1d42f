using System.CommandLine;
using System.Globalization;
using Research.Notebooks;

namespace Research.Cli;

/// <summary><c>research notebook run</c>: one notebook, or with <c>--all</c> every notebook of a folder.</summary>
internal static class RunCommand
{
    private static readonly Argument<string?> Notebook = new("notebook") { Description = "The .ipynb or .dib file; with --all a folder (default: notebooks).", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> All = new("--all") { Description = "Run every notebook of the folder, several at a time, each in a process of its own." };
    private static readonly Option<int> Jobs = new("--jobs") { Description = "With --all: how many at a time.", DefaultValueFactory = _ => Math.Clamp(Environment.ProcessorCount, 1, 4) };
    private static readonly Option<string[]> Set = new("--parameter", "-p") { Description = "A parameter, as name=value; may be repeated.", DefaultValueFactory = _ => [] };
    private static readonly Option<string> Out = new("--out") { Description = "Folder for the executed notebook, the page and the manifest.", DefaultValueFactory = _ => "out" };
    private static readonly Option<double> Limit = new("--cell-timeout") { Description = "Longest time of a cell, in seconds.", DefaultValueFactory = _ => 600 };
    private static readonly Option<bool> Force = new("--force") { Description = "Run even if code, library, data and parameters are as they were in the run before." };

    public static Command Create()
    {
        var command = new Command("run", "Runs notebooks from top to bottom; writes the executed notebook, a page and a manifest.") { Notebook, All, Jobs, Set, Out, Limit, Force };
        command.SetAction((parsed, token) => NotebookCommandError.GuardAsync(() => Run(parsed, token)));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken token)
    {
        double seconds = parsed.GetValue(Limit);
        if (!(seconds is > 0 and < 1e6))
            throw new NotebookError("--cell-timeout", seconds.ToString(CultureInfo.InvariantCulture), "a number of seconds above 0", "Give a limit such as 600.");
        var parameters = Parameters(parsed.GetValue(Set)!);
        string? named = parsed.GetValue(Notebook);
        if (parsed.GetValue(All))
        {
            var batch = new NotebookBatch(named ?? NotebookBatch.DefaultFolder, parsed.GetValue(Out)!, parameters)
            {
                Jobs = parsed.GetValue(Jobs),
                Options = ["--cell-timeout", seconds.ToString("R", CultureInfo.InvariantCulture), .. parsed.GetValue(Force) ? ["--force"] : Array.Empty<string>()],
            };
            return await batch.RunAsync(token);
        }
        if (named is null) throw new NotebookError("notebook run", "no notebook", "the path of one, or --all", "Name an .ipynb or .dib file.");
        return await One(named, parameters, parsed, new RunOptions { CellTimeout = TimeSpan.FromSeconds(seconds), Token = token });
    }

    private static async Task<int> One(string notebook, Dictionary<string, string> parameters, ParseResult parsed, RunOptions options)
    {
        string folder = Path.GetFullPath(parsed.GetValue(Out)!);
        NotebookRun.CheckFolder(notebook, folder);
        if (!parsed.GetValue(Force))
        {
            var kept = NotebookRunner.Kept(notebook, parameters, folder);
            if (kept is { Stands: true, Manifest: { } before })
            {
                Console.WriteLine($"{Path.GetFileName(notebook)} was not run: code, library, data and parameters are those of run {before.Id}. Use --force to run it all the same.");
                return 0;
            }
            if (kept.Manifest is not null) await Console.Error.WriteLineAsync($"Running again: {string.Join("; ", kept.Reasons.Take(3))}{(kept.Reasons.Length > 3 ? $"; and {kept.Reasons.Length - 3} more" : "")}.");
        }
        var run = await NotebookRunner.RunAsync(notebook, parameters, options, new Lines());
        var saved = run.Save(folder);
        foreach (string notice in run.Notices) await Console.Error.WriteLineAsync(notice);
        Console.WriteLine($"wrote {saved.Notebook}\nwrote {saved.Page}\nwrote {saved.Manifest}");
        if (run.Failure is { } failure) await Console.Error.WriteLineAsync($"{Path.GetFileName(run.Path)}, {failure}");
        return run.Succeeded ? 0 : 1;
    }

    private static Dictionary<string, string> Parameters(IEnumerable<string> given)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in given)
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new NotebookError("-p", $"'{pair}'", "name=value", "Write the parameter's name, an equals sign and its value.");
            values[pair[..equals]] = pair[(equals + 1)..];
        }
        return values;
    }

    private sealed class Lines : IProgress<CellProgress>
    {
        public void Report(CellProgress value)
        {
            if (value.State == CellState.Started) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{value.Cell}/{value.Of}] {value.Heading}"));
        }
    }
}
