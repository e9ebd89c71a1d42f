using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research bootstrap DATA --formula "..." --seed N</c>: refits a model to data drawn anew, by rows or by whole clusters.</summary>
internal static class BootstrapCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var input = new DataInput();
        var formula = new Option<string>("--formula", "-f") { Description = "The model in R's notation.", Required = true };
        var family = new Option<string>("--family") { Description = "As for research fit.", DefaultValueFactory = _ => "gaussian" };
        var cluster = new Option<string?>("--cluster") { Description = "Column of clusters to draw whole; rows are drawn without it." };
        var draws = new Option<int>("--draws") { Description = "Data sets drawn.", DefaultValueFactory = _ => 2_000 };
        var seed = new Option<long?>("--seed") { Description = "Seed: the same one gives the same figures, on any number of cores." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("bootstrap", "Standard errors and intervals by resampling rows or clusters.") { formula, family, cluster, draws, seed, json };
        input.AddTo(command);
        return command.Does(parsed =>
        {
            var model = new FitRequest { Formula = parsed.GetRequiredValue(formula), Family = parsed.GetRequiredValue(family) };
            var data = input.Read(parsed);
            long named = Seed.Of(parsed.GetValue(seed));
            int count = parsed.GetValue(draws);
            var result = parsed.GetValue(cluster) is not { } by ? Bootstrap.Cases(data, model.Fit, named, count)
                : model.IsPlainLinear ? Bootstrap.Clusters(model.Formula, data, by, named, count) // From cross-products of the clusters: many times faster.
                : Bootstrap.Clusters(data, by, model.Fit, named, count);
            return Answer.Write(result, parsed.GetValue(json));
        });
    }
}
