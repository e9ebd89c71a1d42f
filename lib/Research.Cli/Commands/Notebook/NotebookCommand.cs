using System.CommandLine;
using System.Globalization;
using Research.Notebooks;

namespace Research.Cli;

/// <summary><c>research notebook</c>: run, check and convert notebooks.</summary>
internal static class NotebookCommand
{
    public static Command Create() => new("notebook", "Runs, compares, checks and converts notebooks.") { Run(), DiffCommand.Create(), Check(), Convert() };

    private static Command Run()
    {
        var file = new Argument<string>("notebook") { Description = "The .ipynb or .dib file." };
        var set = new Option<string[]>("--parameter", "-p") { Description = "A parameter, as name=value; may be repeated.", DefaultValueFactory = _ => [] };
        var output = new Option<string>("--out") { Description = "Folder for the executed notebook and the page.", DefaultValueFactory = _ => "out" };
        var limit = new Option<double>("--cell-timeout") { Description = "Longest time of a cell, in seconds.", DefaultValueFactory = _ => 600 };
        var command = new Command("run", "Runs a notebook from top to bottom and writes the executed notebook and a page.") { file, set, output, limit };
        command.SetAction((parsed, token) => NotebookCommandError.GuardAsync(async () =>
        {
            double seconds = parsed.GetValue(limit);
            if (!(seconds is > 0 and < 1e6))
                throw new NotebookError("--cell-timeout", seconds.ToString(CultureInfo.InvariantCulture), "a number of seconds above 0", "Give a limit such as 600.");
            var options = new RunOptions { CellTimeout = TimeSpan.FromSeconds(seconds), Token = token, Details = [KeyValuePair.Create("Workbench version", LibraryVersion.Text)] };
            string folder = Path.GetFullPath(parsed.GetValue(output)!);
            var run = await NotebookRunner.RunAsync(parsed.GetValue(file)!, Parameters(parsed.GetValue(set)!), options, new Lines());
            var (notebook, page) = run.Save(folder);
            Console.WriteLine($"wrote {notebook}\nwrote {page}");
            if (run.Failure is { } failure) await Console.Error.WriteLineAsync($"{Path.GetFileName(run.Path)}, {failure}");
            return run.Succeeded ? 0 : 1;
        }));
        return command;
    }

    private static Command Check()
    {
        var files = new Argument<string[]>("notebooks") { Description = "The notebooks to look at.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("check", "Fails on what does not belong in git: outputs, paths of one machine, large blobs.") { files };
        command.SetAction(parsed => NotebookCommandError.Guard(() =>
        {
            var findings = parsed.GetValue(files)!.SelectMany(NotebookCheck.Of).ToArray();
            foreach (string finding in findings) Console.Error.WriteLine(finding);
            if (findings.Length == 0) Console.WriteLine("nothing found");
            return findings.Length == 0 ? 0 : 1;
        }));
        return command;
    }

    private static Command Convert()
    {
        var from = new Argument<string>("from") { Description = "The .ipynb or .dib file." };
        var to = new Argument<string>("to") { Description = "The file to write; its ending says which format." };
        var command = new Command("convert", "Converts between .ipynb and .dib, without outputs.") { from, to };
        command.SetAction(parsed => NotebookCommandError.Guard(() =>
        {
            string target = parsed.GetValue(to)!;
            if (Path.GetExtension(target).ToLowerInvariant() is not (".ipynb" or ".dib"))
                throw new NotebookError(target, $"the ending '{Path.GetExtension(target)}'", ".ipynb or .dib", "Name a file with one of these endings.");
            NotebookDocument.Load(parsed.GetValue(from)!).WithoutOutputs().Save(target);
            return 0;
        }));
        return command;
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
