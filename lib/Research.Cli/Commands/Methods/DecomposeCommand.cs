using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research decompose DATA --formula "y ~ x" --group G --levels A B</c>: why two groups differ, by Oaxaca and Blinder; with --counts by Kitagawa.</summary>
internal static class DecomposeCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var input = new DataInput();
        var formula = new Option<string?>("--formula", "-f") { Description = "The model of each group: Oaxaca and Blinder's decomposition of a mean." };
        var group = new Option<string>("--group") { Description = "With --formula the column of the two groups; with --counts that which names the parts of both populations.", Required = true };
        var levels = new Option<string[]>("--levels") { Description = "The two groups compared, the first less the second.", AllowMultipleArgumentsPerToken = true };
        var counts = new Option<string[]>("--counts") { Description = "Four columns, a row a part: number and number with the outcome in population A, the same in B. Kitagawa's decomposition of a rate.", AllowMultipleArgumentsPerToken = true };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("decompose", "Decompose the difference of two groups: Oaxaca-Blinder for a mean, Kitagawa for a rate.") { formula, group, levels, counts, json };
        input.AddTo(command);
        return command.Does(parsed =>
        {
            var data = input.Read(parsed);
            string by = parsed.GetRequiredValue(group);
            return (parsed.GetValue(formula), parsed.GetValue(counts) ?? []) switch
            {
                ({ } model, []) => Answer.Write(OaxacaBlinder.Of(model, data, by, Two(parsed.GetValue(levels) ?? [])), parsed.GetValue(json)),
                (null, { Length: 4 } columns) => Answer.Write(Kitagawa.Of(Parts(data, by, columns)), parsed.GetValue(json)),
                (null, { Length: > 0 } columns) => throw new DataError("--counts", $"{columns.Length} columns", "four: number and number with the outcome in A, then in B", "Name four columns."),
                (null, _) => throw new DataError("options", "neither --formula nor --counts", "one of them", "Add --formula for a mean, or --counts for a rate."),
                _ => throw new DataError("options", "--formula and --counts", "one of them", "Leave one out."),
            };
        });
    }

    private static (string A, string B) Two(string[] levels) => levels is [var a, var b] ? (a, b)
        : throw new DataError("--levels", $"{levels.Length} groups", "two groups", "Name the two, such as --levels girls boys.");

    private static IEnumerable<PopulationGroup> Parts(Dataset data, string name, string[] columns)
    {
        double[][] counts = [.. columns.Select(c => data.Numbers(c).ToArray())];
        for (int i = 0; i < data.Count; i++)
        {
            int row = i;
            if (Array.FindIndex(counts, c => double.IsNaN(c[row])) is var missing and >= 0)
                throw new DataError("--counts", "no count", "a count in every row", "Fill it in, or drop the part.", row + 1, columns[missing]);
            yield return new(data[name].TextAt(i) ?? "", counts[0][i], counts[1][i], counts[2][i], counts[3][i]);
        }
    }
}
