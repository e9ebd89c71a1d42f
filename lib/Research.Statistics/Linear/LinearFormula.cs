namespace Research;

/// <summary>What a linear model asks of its formula and outcome.</summary>
internal static class LinearFormula
{
    public static Formula Checked(string text)
    {
        var formula = Formula.Parse(text);
        if (formula.Response is null) throw new DataError($"formula {text}", "no outcome", "outcome ~ predictors", "Write the outcome's column before ~.");
        if (formula.Instruments is not null) throw new DataError($"formula {text}", "instruments", "one part", "Use TwoStageLeastSquares.Fit for instruments.");
        if (!formula.Random.IsEmpty)
            throw FormulaError.At(text, formula.Random[0].Source, "a random term", "fixed terms only", "Use MixedModel.Fit for random terms.");
        return formula;
    }

    /// <summary>The outcome less the offset.</summary>
    public static double[] Outcome(ModelFrame frame)
    {
        var response = frame.Response!;
        if (response.Trials is not null)
            throw FormulaError.At(frame.Formula.Text, frame.Formula.Response!, "a grouped outcome", "one number a row", "Use LogisticModel.Fit for counts of successes.");
        if (!response.Levels.IsEmpty && !(response.Levels.Length <= 2 && response.Levels.All(l => l is "TRUE" or "FALSE")))
            throw FormulaError.At(frame.Formula.Text, frame.Formula.Response!, $"words in the outcome '{response.Name}'", "numbers",
                "Turn the words into numbers, or use LogisticModel.Fit for two categories.");
        double[] y = [.. response.Values];
        if (frame.Offset is { } offset)
            for (int i = 0; i < y.Length; i++) y[i] -= offset[i];
        return y;
    }

    /// <summary>The outcome itself, offset and all: what R² is a share of. R: <c>summary.lm</c>.</summary>
    public static double[] Whole(ModelFrame frame) => [.. frame.Response!.Values];
}
