namespace Research;

/// <summary>The chance of treatment given the covariates, from a logistic regression. R: <c>fitted(glm(treated ~ ..., binomial))</c>.</summary>
internal static class PropensityScore
{
    /// <summary>Scores of the rows used; a covariate that separates the groups is refused, as no score then compares them.</summary>
    public static double[] Of(TreatmentFrame frame, bool logOdds = false)
    {
        var data = frame.Count == frame.Frame.Data.Count ? frame.Frame.Data : frame.Frame.Data.Take(frame.Frame.KeptRows);
        var model = LogisticModel.Fit(frame.Frame.Formula.FixedText, data);
        if (model.Separation.Exists)
            throw new DataError($"formula {frame.Frame.Formula.Text}", $"covariates that tell treated from untreated with certainty ({string.Join(", ", model.Separation.InfiniteCoefficients)})",
                "treated and untreated pupils at every value", "Leave out the covariate, or the pupils it sets apart.");
        double[] odds = model.LinearPredictors();
        if (logOdds) return odds;
        for (int i = 0; i < odds.Length; i++) odds[i] = 1 / (1 + Math.Exp(-odds[i]));
        return odds;
    }
}
