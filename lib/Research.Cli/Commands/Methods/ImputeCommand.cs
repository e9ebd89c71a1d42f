using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research impute DATA --formula "..." --seed N</c>: fills what is missing several times, fits each time, pools by Rubin's rules.</summary>
internal static class ImputeCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var input = new DataInput();
        var options = new FitOptions();
        var imputations = new Option<int>("--imputations") { Description = "Data sets made.", DefaultValueFactory = _ => 20 };
        var iterations = new Option<int>("--iterations") { Description = "Rounds of chained equations.", DefaultValueFactory = _ => 10 };
        var school = new Option<string?>("--school") { Description = "Column of schools: not a predictor itself, and the second level of multilevel imputation." };
        var leaveOut = new Option<string[]>("--leave-out") { Description = "Columns that play no part, such as identifiers.", AllowMultipleArgumentsPerToken = true };
        var seed = new Option<long?>("--seed") { Description = "Seed: the same one gives the same figures." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("impute", "Multiple imputation by chained equations, and a model pooled over the data sets made.") { imputations, iterations, school, leaveOut, seed, json };
        input.AddTo(command);
        options.AddTo(command);
        return command.Does(parsed =>
        {
            var plan = new ImputationPlan { LeaveOut = [.. parsed.GetValue(leaveOut) ?? []], School = parsed.GetValue(school), Iterations = parsed.GetValue(iterations) };
            var model = options.Read(parsed);
            var imputed = Imputation.Chained(input.Read(parsed), Seed.Of(parsed.GetValue(seed)), parsed.GetValue(imputations), plan);
            bool asJson = parsed.GetValue(json);
            if (!asJson) TableView.Write(imputed.ToTable());
            return Answer.Write(imputed.Fit(model.Fit), asJson);
        });
    }
}
