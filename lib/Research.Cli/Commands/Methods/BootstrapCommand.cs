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
        var wild = new Option<string?>("--wild") { Description = "A coefficient to test by the wild cluster bootstrap instead: for few clusters, or few treated ones." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("bootstrap", "Standard errors and intervals by resampling rows or clusters.") { formula, family, cluster, draws, seed, wild, json };
        input.AddTo(command);
        return command.Does(parsed =>
        {
            var model = new FitRequest { Formula = parsed.GetRequiredValue(formula), Family = parsed.GetRequiredValue(family) };
            var data = input.Read(parsed);
            long named = Seed.Of(parsed.GetValue(seed));
            int count = parsed.GetValue(draws);
            if (parsed.GetValue(wild) is { } coefficient)
                return Answer.Write(Wild(model, data, (coefficient, new(parsed.GetValue(cluster) ?? throw new DataError("--wild", "no --cluster", "the column of clusters with it", "Add --cluster COL."), count, named))), parsed.GetValue(json));
            var result = parsed.GetValue(cluster) is not { } by ? Bootstrap.Cases(data, model.Fit, named, count)
                : model.IsPlainLinear ? Bootstrap.Clusters(model.Formula, data, by, named, count) // From cross-products of the clusters: many times faster.
                : Bootstrap.Clusters(data, by, model.Fit, named, count);
            return Answer.Write(result, parsed.GetValue(json));
        });
    }

    private static WildBootstrapTest Wild(FitRequest model, Dataset data, (string Coefficient, WildDraws Draws) test) => model.IsPlainLinear
        ? LinearModel.Fit(model.Formula, data, Errors.Clustered(test.Draws.Cluster)).WildBootstrap(test.Coefficient, test.Draws)
        : throw new DataError("--wild", $"'{model.Formula}' by {model.Family}", "a linear model without random terms", "The wild bootstrap is for least squares: leave --family and random terms out.");
}
