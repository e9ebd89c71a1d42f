using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Research.Notebooks;

namespace Research.Cli;

/// <summary><c>research notebook diff A B</c>: compares the cells and results of two executed notebooks.</summary>
internal static class DiffCommand
{
    private const int MostShown = 200;

    private static readonly Argument<string> First = new("A") { Description = "An executed notebook." };
    private static readonly Argument<string> Second = new("B") { Description = "Another run of it." };
    private static readonly Option<double> Relative = new("--rtol") { Description = "Relative tolerance of numbers.", DefaultValueFactory = _ => Tolerance.Default.Relative };
    private static readonly Option<double> Absolute = new("--atol") { Description = "Absolute tolerance of numbers.", DefaultValueFactory = _ => Tolerance.Default.Absolute };
    private static readonly Option<bool> Json = new("--json") { Description = "Write every difference as JSON." };

    public static Command Create()
    {
        var command = new Command("diff", "Compares two executed notebooks: tables and charts by their data, text normalised. Exit code 1 when they differ.") { First, Second, Relative, Absolute, Json };
        command.SetAction(parsed => NotebookCommandError.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var (first, second) = (parsed.GetRequiredValue(First), parsed.GetRequiredValue(Second));
        var tolerance = new Tolerance(NotNegative("--rtol", parsed.GetValue(Relative)), NotNegative("--atol", parsed.GetValue(Absolute)));
        var (a, b) = (NotebookDocument.Load(first), NotebookDocument.Load(second));
        var comparison = NotebookComparison.Of(a, b, tolerance);
        if (parsed.GetValue(Json)) Console.Out.WriteLine(JsonText.Of(AsJson(first, second, tolerance, comparison)));
        else Show(comparison, [.. Unrun(first, a), .. Unrun(second, b)]);
        return comparison.Same ? ExitCode.Success : 1;
    }

    private static void Show(NotebookComparison comparison, string[] notes)
    {
        string compared = $"{Count(comparison.Cells, "cell")} and {Count(comparison.Results, "result")} compared";
        if (comparison.Same)
        {
            Console.Out.WriteLine($"No difference: {compared}.");
            foreach (string note in notes) Console.Out.WriteLine(note);
            return;
        }
        int count = comparison.Differences.Length;
        var rows = comparison.Differences.Take(MostShown).Select(d => (IReadOnlyList<Cell>)[d.Cell, Short(d.Result), d.Place, Side(d.First), Side(d.Second)]);
        if (count > MostShown) notes = [.. notes, string.Create(CultureInfo.InvariantCulture, $"The first {MostShown} are shown; --json writes all.")];
        TableView.Write(new Table($"{Count(count, "difference")}, {compared}",
            [new("cell", "Cell"), new("result", "Result"), new("place", "Where"), new("first", "A"), new("second", "B")], rows, notes));
    }

    private static JsonObject AsJson(string first, string second, Tolerance tolerance, NotebookComparison comparison) => new()
    {
        ["first"] = first,
        ["second"] = second,
        ["relative_tolerance"] = tolerance.Relative,
        ["absolute_tolerance"] = tolerance.Absolute,
        ["cells"] = comparison.Cells,
        ["results"] = comparison.Results,
        ["differences"] = new JsonArray([.. comparison.Differences.Select(d => (JsonNode)new JsonObject
        {
            ["cell"] = d.Cell,
            ["cell_id"] = d.Id,
            ["result"] = d.Result,
            ["place"] = d.Place,
            ["first"] = d.First,
            ["second"] = d.Second,
        })]),
    };

    private static IEnumerable<string> Unrun(string path, NotebookDocument document)
    {
        if (document.Cells.All(c => c.Outputs.IsEmpty)) yield return $"{Path.GetFileName(path)} has no outputs: run it first to compare results.";
    }

    private static double NotNegative(string option, double value) => value >= 0 && double.IsFinite(value) ? value
        : throw new NotebookError(option, value.ToString(CultureInfo.InvariantCulture), "a number of 0 or more", "Give a tolerance such as 1e-9.");

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");

    private static string Side(string? text) => text is null ? "—" : Short(text);

    private static string Short(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
