using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research adjust P1 P2 ... --method holm</c>: p-values adjusted for their number.</summary>
internal static class AdjustCommand
{
    private static readonly Dictionary<string, Adjustment> Methods = new()
    {
        ["holm"] = Adjustment.Holm,
        ["bh"] = Adjustment.BenjaminiHochberg,
        ["bonferroni"] = Adjustment.Bonferroni,
        ["hochberg"] = Adjustment.Hochberg,
        ["hommel"] = Adjustment.Hommel,
        ["by"] = Adjustment.BenjaminiYekutieli,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var values = new Argument<double[]>("P") { Description = "p-values.", Arity = ArgumentArity.OneOrMore };
        var method = new Option<string>("--method", "-m") { Description = string.Join(", ", Methods.Keys) + ".", DefaultValueFactory = _ => "holm" };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("adjust", "Adjust p-values for the number of tests.") { values, method, json };
        return command.Does(parsed =>
        {
            string name = parsed.GetRequiredValue(method);
            double[] given = parsed.GetValue(values) ?? [];
            var adjusted = MultipleTesting.Adjust(given, NamedChoice.Of("--method", name, Methods));
            var table = new Table($"{given.Length} p-values adjusted: {name}", [new("p_value", "p"), new("adjusted", "Adjusted p")], given.Select((p, i) => (IReadOnlyList<Cell>)[p, adjusted[i]]));
            return Answer.Write(table, parsed.GetValue(json));
        });
    }
}
