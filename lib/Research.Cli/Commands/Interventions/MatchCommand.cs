using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research match DATA --formula "treated ~ prior + fsm"</c>: a matched or weighted sample, its balance and the effect on an outcome.</summary>
internal static class MatchCommand
{
    private static readonly Dictionary<string, MatchDistance> Distances = new() { ["propensity"] = MatchDistance.Propensity, ["linear"] = MatchDistance.LinearPropensity, ["mahalanobis"] = MatchDistance.Mahalanobis };
    private static readonly Dictionary<string, MatchOrder> Orders = new()
    { ["largest"] = MatchOrder.Largest, ["smallest"] = MatchOrder.Smallest, ["closest"] = MatchOrder.Closest, ["random"] = MatchOrder.Random, ["data"] = MatchOrder.Data };
    private static readonly Dictionary<string, Estimand> Estimands = new() { ["treated"] = Estimand.Treated, ["controls"] = Estimand.Controls, ["all"] = Estimand.All, ["overlap"] = Estimand.Overlap };
    private static readonly Dictionary<string, Func<(string Formula, Dataset Data, MatchingOptions Options, int Classes), MatchedSample>> Methods = new()
    {
        ["nearest"] = m => Matching.Nearest(m.Formula, m.Data, m.Options),
        ["optimal"] = m => Matching.Optimal(m.Formula, m.Data, m.Options),
        ["full"] = m => Matching.Full(m.Formula, m.Data, m.Options),
        ["exact"] = m => Matching.Exact(m.Formula, m.Data, m.Options.Estimand),
        ["coarsened"] = m => Matching.Coarsened(m.Formula, m.Data, m.Options.Estimand),
        ["subclass"] = m => Matching.Subclass(m.Formula, m.Data, m.Classes, m.Options.Estimand),
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var input = new DataInput();
        var formula = new Option<string>("--formula", "-f") { Description = "Treatment (1 and 0) and covariates: \"tutored ~ prior + fsm\".", Required = true };
        var method = new Option<string>("--method", "-m") { Description = string.Join(", ", Methods.Keys) + " or weights.", DefaultValueFactory = _ => "nearest" };
        var distance = new Option<string>("--distance") { Description = string.Join(", ", Distances.Keys) + ".", DefaultValueFactory = _ => "propensity" };
        var ratio = new Option<int>("--ratio") { Description = "Comparison pupils for each treated one.", DefaultValueFactory = _ => 1 };
        var replace = new Option<bool>("--replace") { Description = "Comparison pupils may serve several." };
        var caliper = new Option<double?>("--caliper") { Description = "Widest difference, in standard deviations of the score." };
        var order = new Option<string>("--order") { Description = string.Join(", ", Orders.Keys) + ".", DefaultValueFactory = _ => "largest" };
        var exact = new Option<string[]>("--exact") { Description = "Columns to agree on exactly.", AllowMultipleArgumentsPerToken = true };
        var within = new Option<string?>("--within") { Description = "Column to agree on where possible: the school." };
        var classes = new Option<int>("--classes") { Description = "Classes of method subclass.", DefaultValueFactory = _ => 6 };
        var estimand = new Option<string>("--for") { Description = string.Join(", ", Estimands.Keys) + " (overlap with weights).", DefaultValueFactory = _ => "treated" };
        var outcome = new Option<string?>("--outcome") { Description = "Also the effect on this column." };
        var cluster = new Option<string?>("--cluster") { Description = "Column of clusters for the effect's errors; the matched sets unless named." };
        var seed = new Option<long?>("--seed") { Description = "Seed of a random order." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("match", "Match or weight treated and comparison pupils; show balance and effect.")
            { formula, method, distance, ratio, replace, caliper, order, exact, within, classes, estimand, outcome, cluster, seed, json };
        input.AddTo(command);
        return command.Does(parsed =>
        {
            var data = input.Read(parsed);
            string name = parsed.GetRequiredValue(method), text = parsed.GetRequiredValue(formula);
            var whom = NamedChoice.Of("--for", parsed.GetRequiredValue(estimand), Estimands);
            var errors = parsed.GetValue(cluster) is { } by ? Errors.Clustered(by) : null;
            if (name == "weights")
            {
                var weighted = Weighting.Propensity(text, data, whom);
                return Write(weighted, weighted.Balance, parsed.GetValue(outcome) is { } y ? weighted.Effect(y, errors) : null, parsed.GetValue(json));
            }
            var options = new MatchingOptions
            {
                Distance = NamedChoice.Of("--distance", parsed.GetRequiredValue(distance), Distances),
                Ratio = parsed.GetValue(ratio),
                Replace = parsed.GetValue(replace),
                Caliper = parsed.GetValue(caliper) is { } width ? Caliper.Deviations(width) : null,
                Order = NamedChoice.Of("--order", parsed.GetRequiredValue(order), Orders),
                Exact = [.. parsed.GetValue(exact) ?? []],
                Preferred = parsed.GetValue(within),
                Estimand = whom,
                Seed = parsed.GetValue(seed),
            };
            var sample = NamedChoice.Of("--method", name, Methods)((text, data, options, parsed.GetValue(classes)));
            return Write(sample, sample.Balance, parsed.GetValue(outcome) is { } o ? sample.Effect(o, adjusted: true, errors) : null, parsed.GetValue(json));
        });
    }

    private static int Write(Result sample, BalanceTable balance, Fit? effect, bool json)
    {
        if (json)
        {
            var node = JsonText.Table(sample.ToTable());
            node["balance"] = JsonText.Table(balance.ToTable());
            if (effect is not null) node["effect"] = FitJson.Of(effect);
            Console.Out.WriteLine(JsonText.Of(node));
            return ExitCode.Success;
        }
        TableView.Write(sample.ToTable());
        TableView.Write(balance.ToTable());
        if (effect is not null) TableView.Write(effect.ToTable());
        return ExitCode.Success;
    }
}
