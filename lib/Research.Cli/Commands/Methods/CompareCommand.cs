using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research compare DATA --formula LARGER --within SMALLER</c>: tests what the larger of two nested models explains more.</summary>
internal static class CompareCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var input = new DataInput();
        var options = new FitOptions();
        var smaller = new Option<string>("--within") { Description = "The smaller model, which the larger of --formula holds.", Required = true };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("compare", "Test nested models: F for linear ones, likelihood ratio for generalised and mixed ones.") { smaller, json };
        input.AddTo(command);
        options.AddTo(command);
        return command.Does(parsed =>
        {
            var larger = options.Read(parsed);
            var data = input.Read(parsed);
            return Answer.Write(Test(Comparable(larger with { Formula = parsed.GetRequiredValue(smaller) }).Fit(data), Comparable(larger).Fit(data)), parsed.GetValue(json));
        });
    }

    // Restricted likelihoods of different fixed terms cannot be compared: ML unless REML is asked for by name.
    private static FitRequest Comparable(FitRequest request) => request.Likelihood is null && request.Family == "gaussian" && !Formula.Parse(request.Formula).Random.IsEmpty
        ? request with { Likelihood = Likelihood.Ml } : request;

    private static Result Test(Fit smaller, Fit larger) => (smaller, larger) switch
    {
        (LinearModel first, LinearModel second) => LinearModel.Compare(first, second),
        (GeneralisedModel first, GeneralisedModel second) => GeneralisedModel.Compare(first, second),
        (MixedModel first, MixedModel second) => LikelihoodRatio.Test(first, second),
        _ => throw new DataError("compare", $"'{smaller.Method}' beside '{larger.Method}'", "two linear, two generalised or two linear mixed models", "Write both formulas with random terms, or both without."),
    };
}
