using System.CommandLine;
using Research.Notebooks;
using Spectre.Console;

namespace Research.Cli;

/// <summary>Runs a command so that what a user can cause ends in one clear message and a non-zero exit, never in a stack trace.</summary>
internal static class CommandGuard
{
    /// <summary>Sets the command's action.</summary>
    public static Command Does(this Command command, Func<ParseResult, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, token) =>
        {
            try
            {
                return await action(parsed, token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is DataError or NotebookError)
            {
                Complain(e.Message);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Complain($"{e.Message} Check the path, free space and your rights to it.");
            }
            catch (OperationCanceledException)
            {
                Complain("Stopped.");
            }
            return ExitCode.Failed;
        });
        return command;
    }

    /// <summary>Sets an action without waiting in it.</summary>
    public static Command Does(this Command command, Func<ParseResult, int> action) => command.Does((parsed, _) => Task.FromResult(action(parsed)));

    /// <summary>A message on the error stream.</summary>
    public static void Complain(string message)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Write(new Text("error: ", new Style(Color.Red)));
        console.WriteLine(message);
    }
}
