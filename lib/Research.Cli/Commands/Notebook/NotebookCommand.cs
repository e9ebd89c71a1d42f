using System.CommandLine;
using Research.Notebooks;

namespace Research.Cli;

/// <summary><c>research notebook</c>: run, compare, check, convert and pin notebooks.</summary>
internal static class NotebookCommand
{
    public static Command Create() => new("notebook", "Runs, compares, checks, converts and pins notebooks.") { RunCommand.Create(), DiffCommand.Create(), Check(), Convert(), Pin() };

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

    private static Command Pin()
    {
        var files = new Argument<string[]>("notebooks") { Description = "The notebooks to pin.", Arity = ArgumentArity.OneOrMore };
        var version = new Option<string>("--version") { Description = "The version of the library.", DefaultValueFactory = _ => LibraryVersion.Text };
        var command = new Command("pin", "Writes into notebooks which version of the library they are made for; run with another, they say so.") { files, version };
        command.SetAction(parsed => NotebookCommandError.Guard(() =>
        {
            string pinned = parsed.GetValue(version)!;
            if (!System.Version.TryParse(pinned.Split('-')[0], out _)) throw new NotebookError("--version", $"'{pinned}'", "a version such as 0.1.0", "Write the version's number.");
            foreach (string file in parsed.GetValue(files)!)
            {
                NotebookDocument.Load(file).PinnedTo(pinned).Save(file);
                Console.WriteLine($"{Path.GetFileName(file)} is pinned to library {pinned}");
            }
            return 0;
        }));
        return command;
    }
}
