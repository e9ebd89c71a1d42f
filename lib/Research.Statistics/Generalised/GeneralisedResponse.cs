namespace Research;

/// <summary>What a family asks of its outcome: shares with trials, or counts.</summary>
internal static class GeneralisedResponse
{
    /// <summary>Outcomes and total weights (prior weight × trials; null when all are 1).</summary>
    public static (double[] Y, double[]? Weights) Of(ModelFrame frame, ModelFamily family, string? weights)
    {
        var response = frame.Response!;
        bool binomial = family is ModelFamily.Logistic or ModelFamily.Probit or ModelFamily.QuasiBinomial;
        double[]? prior = weights is null ? null : frame.Numbers(weights);
        if (!binomial)
        {
            if (response.Trials is not null || !response.Levels.IsEmpty) throw Wrong(frame, "words or a pair of columns", "counts", "Give a numeric outcome.");
            if (Array.Exists(response.Values, v => v < 0)) throw Wrong(frame, "a value below 0", "counts of 0 and more", "Mend the count.");
            return (response.Values, prior);
        }
        if (response.Levels.Length > 2) throw Wrong(frame, $"{response.Levels.Length} levels", "two levels", "Recode the outcome to two levels.");
        if (response.Trials is not { } trials)
            return Array.Exists(response.Values, v => v is < 0 or > 1)
                ? throw Wrong(frame, "a value outside 0 to 1", "0 and 1", "Recode the outcome, or write cbind(successes, failures).")
                : (response.Values, prior);
        return ([.. response.Values.Select((s, i) => trials[i] == 0 ? 0 : s / trials[i])], prior is null ? trials : [.. trials.Select((t, i) => t * prior[i])]);
    }

    private static DataError Wrong(ModelFrame frame, string found, string expected, string mend) =>
        FormulaError.At(frame.Formula.Text, frame.Formula.Response!, $"{found} in the outcome '{frame.Response!.Name}'", expected, mend);
}
