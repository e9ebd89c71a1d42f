using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace Research.Cli.Tests;

/// <summary>Commands write to the console of the process: such tests take turns.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleTests
{
    public const string Name = "console";
}

/// <summary>What a command wrote and returned.</summary>
internal sealed partial record CommandRun(int ExitCode, string Output, string Error)
{
    public static string Reference(string file)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "Research.sln"))) at = at.Parent;
        return Path.Combine(at.FullName, "tests", "reference", file);
    }

    /// <summary>Runs a command in this process.</summary>
    public static CommandRun Of(Command command, params string[] args)
    {
        var (console, output, error) = (AnsiConsole.Console, Console.Out, Console.Error);
        using var written = new StringWriter();
        using var complained = new StringWriter();
        try
        {
            Console.SetOut(written);
            Console.SetError(complained);
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(written), Ansi = AnsiSupport.No });
            AnsiConsole.Profile.Width = 180;
            int code = command.Parse(args).Invoke();
            return new(code, written.ToString(), Spaces().Replace(complained.ToString(), " ").Trim());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            AnsiConsole.Console = console;
        }
    }

    /// <summary>The output as JSON, after a run without a complaint.</summary>
    public JsonObject Json()
    {
        Assert.Equal("", Error);
        Assert.Equal(0, ExitCode);
        return JsonNode.Parse(Output)!.AsObject();
    }

    /// <summary>One message, nothing else written, exit code 1.</summary>
    public void Complains(string about)
    {
        Assert.Equal(1, ExitCode);
        Assert.Equal("", Output);
        Assert.StartsWith("error: ", Error, StringComparison.Ordinal);
        Assert.Contains(about, Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Error, StringComparison.Ordinal);
        Assert.DoesNotContain(" at Research", Error, StringComparison.Ordinal);
    }

    // The console wraps a message to its width.
    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
