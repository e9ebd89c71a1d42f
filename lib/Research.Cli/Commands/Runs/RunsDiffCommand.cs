using System.CommandLine;
using System.Text.Json.Nodes;
using Research.Notebooks;

namespace Research.Cli;

/// <summary><c>research runs diff A [B]</c>: which figures changed since a run, and whether code, library, data or parameters did it.</summary>
internal static class RunsDiffCommand
{
    private static readonly Argument<string?> First = new("A") { Description = "The earlier run: its id or a part of it, or a manifest's path (default: the run before the last).", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Argument<string?> Second = new("B") { Description = "The later run (default: the last run of the same notebook).", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<double> Relative = new("--rtol") { Description = "Relative tolerance of numbers.", DefaultValueFactory = _ => Tolerance.Default.Relative };
    private static readonly Option<double> Absolute = new("--atol") { Description = "Absolute tolerance of numbers.", DefaultValueFactory = _ => Tolerance.Default.Absolute };
    private static readonly Option<bool> Every = new("--all") { Description = "List every figure that changed, not one line a result." };

    public static Command Create()
    {
        var command = new Command("diff", "Says which figures changed since a run, and whether code, library, data or parameters did it. Exit code 1 when some did.") { First, Second, Relative, Absolute, Every };
        command.SetAction(parsed => NotebookCommandError.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var (first, second) = (parsed.GetValue(First), parsed.GetValue(Second));
        bool bothFiles = File.Exists(first) && File.Exists(second);
        var history = bothFiles ? new RunHistory([], []) : RunHistory.In(parsed.GetValue(RunsCommand.Folder)!);
        var (before, after) = Pair(history, first, second);
        var comparison = RunComparison.Of(history.Between(before, after), new Tolerance(parsed.GetValue(Relative), parsed.GetValue(Absolute)));
        if (parsed.GetValue(RunsCommand.Json)) Console.Out.WriteLine(JsonText.Of(AsJson(comparison)));
        else Show(comparison, parsed.GetValue(Every));
        return comparison.Figures.IsEmpty ? ExitCode.Success : 1;
    }

    private static (RunManifest Before, RunManifest After) Pair(RunHistory history, string? first, string? second)
    {
        if (first is null)
        {
            var last = history.Runs.LastOrDefault(r => r.Succeeded) ?? throw new NotebookError("runs", "no run", "two runs of a notebook", "Run a notebook first.");
            var earlier = history.Runs.LastOrDefault(r => r.Notebook == last.Notebook && r.Succeeded && r.Started < last.Started)
                ?? throw new NotebookError("runs", $"one run of {last.Notebook}", "two", "Run it again after a change, or name two runs.");
            return (earlier, last);
        }
        var before = history.Find(first);
        var after = second is not null ? history.Find(second)
            : history.Latest(before.Notebook) ?? throw new NotebookError("runs", $"no run of {before.Notebook} that completed", "one to compare with", "Mend the notebook and run it again, or name two runs.");
        if (second is null && after.Id == before.Id) throw new NotebookError("runs", $"{before.Id}, which is the last run of {before.Notebook}", "an earlier run", "Name an earlier one, or two runs.");
        return before.Notebook == after.Notebook ? (before, after)
            : throw new NotebookError("runs", $"runs of {before.Notebook} and of {after.Notebook}", "two runs of one notebook", "'research runs' lists which run is whose.");
    }

    private static void Show(RunComparison comparison, bool all)
    {
        Console.Out.WriteLine($"{comparison.Before.Notebook}: from run {comparison.Before.Id} to run {comparison.After.Id}");
        foreach (var change in comparison.Inputs) Console.Out.WriteLine($"  {change}");
        foreach (var run in new[] { comparison.Before, comparison.After }.Where(r => !r.Succeeded)) Console.Out.WriteLine($"  run {run.Id} failed, so results below are missing: {run.Failure}");
        if (comparison.Inputs.IsEmpty) Console.Out.WriteLine("  code, library, data and parameters are the same");
        if (comparison.Figures.IsEmpty) Console.Out.WriteLine("No figure changed.");
        else if (all) TableView.Write(ChangedFigures.All(comparison));
        else
            foreach (var table in ChangedFigures.Summary(comparison)) TableView.Write(table);
    }

    private static JsonObject AsJson(RunComparison comparison) => new()
    {
        ["before"] = RunsCommand.AsJson(comparison.Before),
        ["after"] = RunsCommand.AsJson(comparison.After),
        ["inputs"] = new JsonArray([.. comparison.Inputs.Select(i => (JsonNode)new JsonObject
        {
            ["cause"] = InputChange.Word(i.Cause),
            ["what"] = i.What,
            ["before"] = i.Before,
            ["after"] = i.After,
        })]),
        ["figures"] = new JsonArray([.. comparison.Figures.Select(f => (JsonNode)new JsonObject
        {
            ["published"] = f.Published,
            ["result"] = f.Result,
            ["cell"] = f.Cell,
            ["row"] = f.Row,
            ["column"] = f.Column,
            ["before"] = f.Before,
            ["after"] = f.After,
            ["because"] = new JsonArray([.. f.Causes.Select(c => (JsonNode)InputChange.Word(c))]),
        })]),
    };
}
