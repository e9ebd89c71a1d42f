using Research.Notebooks;

namespace Research.Cli;

/// <summary>Turns what a user can cause into one line on standard error and an exit code, never a stack trace.</summary>
internal static class NotebookCommandError
{
    /// <summary>Runs a command's body; 2 when its input cannot be used.</summary>
    public static int Guard(Func<int> body) => GuardAsync(() => Task.FromResult(body())).GetAwaiter().GetResult();

    /// <summary>Runs a command's body; 2 when its input cannot be used, 1 when it was stopped.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> body)
    {
        try
        {
            return await body();
        }
        catch (NotebookError e)
        {
            Console.Error.WriteLine(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped.");
            return 1;
        }
        return 2;
    }
}
