namespace Research;

public sealed partial record MixedModel
{
    /// <summary>Fits a linear mixed model: <c>y = Xβ + Zb + ε</c>, b ~ N(0, Σ), ε ~ N(0, σ²).</summary>
    /// <param name="formula">R's notation: <c>score ~ prior + fsm + (1 + fsm | school)</c>; terms nested <c>(1 | a/b)</c>, crossed
    /// <c>(1 | a) + (1 | b)</c>, uncorrelated <c>(x || g)</c>.</param>
    /// <param name="data">The data; a row that lacks a value of a column used is dropped and counted.</param>
    /// <param name="likelihood">REML, or ML to compare fixed terms.</param>
    /// <param name="weights">A column of weights: the residual variance of a row is σ²/weight. Null for none.</param>
    /// <exception cref="DataError">No complete rows, one group, a group for every row, words as outcome, an infinite value, a weight not above zero.</exception>
    /// <remarks>Profiled deviance by penalised least squares on blocks of cross-products. Source: Bates, Mächler, Bolker and Walker (2015), JSS 67(1);
    /// Bates (2025), MixedModels.jl. R: <c>lme4::lmer</c>.</remarks>
    public static MixedModel Fit(string formula, Dataset data, Likelihood likelihood = Likelihood.Reml, string? weights = null)
    {
        var frame = ModelFrame.From(Research.Formula.Parse(formula), data, weights);
        var design = new MixedDesign(frame, "mixed model", allowSaturated: false);
        if (design.Response.Trials is not null || !design.Response.Levels.IsEmpty)
            throw new DataError("mixed model", "an outcome of words or counts", "numbers",
                "For a yes-or-no outcome use GeneralisedMixedModel.Logistic.", column: design.Response.Name);
        double[]? values = weights is null ? null : frame.Numbers(weights);
        if (values is not null && Array.FindIndex(values, w => !(w > 0) || double.IsInfinity(w)) is var bad and >= 0)
            throw new DataError("mixed model", "a weight that is not above zero", "finite weights above zero", "Mend the weight, or drop the row.",
                frame.KeptRows[bad] + 1, weights!);
        return new(MixedEstimate.Of(design, likelihood, values), DegreesOfFreedom.Satterthwaite, values);
    }

    /// <summary>The same model and data by the other likelihood.</summary>
    public MixedModel Refit(Likelihood likelihood) => likelihood == Likelihood ? this : new(MixedEstimate.Of(estimate.Design, likelihood, weights), Degrees, weights, Level);

    /// <summary>The same fit with other degrees of freedom.</summary>
    public MixedModel With(DegreesOfFreedom degrees) => new(estimate, degrees, weights, Level);

    /// <summary>The same fit with intervals of another level.</summary>
    /// <param name="level">Coverage, 0 to 1.</param>
    public MixedModel WithLevel(double level) => new(estimate, Degrees, weights, ConfidenceLevel.Checked(level));

    /// <summary>Refits from cross-products with groups counted differently, for bootstraps over whole groups.</summary>
    /// <exception cref="DataError">The model has several grouping factors.</exception>
    public GroupRefits GroupRefits() => new(estimate, weights);
}
