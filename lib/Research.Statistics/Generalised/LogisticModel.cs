namespace Research;

/// <summary>Logistic regression: the log odds of an outcome as a sum of terms. R: <c>glm(family = binomial)</c>, <c>logistf::logistf</c>.</summary>
public static class LogisticModel
{
    /// <summary>Fits by maximum likelihood. Where separation leaves no finite estimate the fit says so.</summary>
    /// <param name="formula">The model: <c>passed ~ prior + sex</c>, or <c>cbind(passed, failed) ~ year</c> for grouped data.</param>
    /// <param name="data">The data. Of an outcome in words the first level is 0, the other 1.</param>
    /// <param name="options">Weights, errors, level; null for none.</param>
    public static GeneralisedModel Fit(string formula, Dataset data, GeneralisedOptions? options = null) =>
        GeneralisedModel.Fit(formula, data, ModelFamily.Logistic, options);

    /// <summary>Fits by Firth's penalised likelihood: less biased in small samples, finite under separation.</summary>
    /// <inheritdoc cref="Fit"/>
    public static GeneralisedModel Firth(string formula, Dataset data, GeneralisedOptions? options = null) =>
        GeneralisedModel.Fit(formula, data, ModelFamily.Logistic, (options ?? new()) with { Firth = true });
}
