using System.Globalization;
using Research.Notebooks;
using Spectre.Console;

namespace Research.Cli;

/// <summary>Runs a notebook and shows how far it is: a bar in a terminal, a line a cell elsewhere.</summary>
internal static class RunProgress
{
    public static async Task<NotebookRun> Show(string notebook, IReadOnlyDictionary<string, string> parameters, CancellationToken token)
    {
        string name = Path.GetFileName(notebook);
        var options = new RunOptions { Token = token };
        if (!AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
            return await NotebookRunner.RunAsync(notebook, parameters, options, new Lines(name)).ConfigureAwait(false);
        NotebookRun? run = null;
        await AnsiConsole.Progress().StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(name));
            run = await NotebookRunner.RunAsync(notebook, parameters, options, new Bar(task, name)).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return run!;
    }

    private static string Words(string name, CellProgress news) => string.Create(CultureInfo.InvariantCulture, $"{name} {news.Cell}/{news.Of} {news.Heading}");

    private sealed class Lines(string name) : IProgress<CellProgress>
    {
        public void Report(CellProgress value)
        {
            if (value.State == CellState.Started) AnsiConsole.WriteLine(Words(name, value));
        }
    }

    private sealed class Bar(ProgressTask task, string name) : IProgress<CellProgress>
    {
        public void Report(CellProgress value)
        {
            task.MaxValue = value.Of;
            task.Value = value.State == CellState.Started ? value.Cell - 1 : value.Cell;
            task.Description = Markup.Escape(Words(name, value));
        }
    }
}
