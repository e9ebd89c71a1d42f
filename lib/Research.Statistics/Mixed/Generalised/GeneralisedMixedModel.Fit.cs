namespace Research;

public sealed partial record GeneralisedMixedModel
{
    /// <summary>Fits a mixed logistic model. R: <c>glmer(family = binomial)</c>.</summary>
    /// <param name="formula"><c>passed ~ prior + (1 | school)</c>, or <c>cbind(passed, failed) ~ …</c> for grouped data. The outcome is 0 or 1, or a factor
    /// whose first level is "no".</param>
    /// <param name="data">The data; a row that lacks a value of a column used is dropped and counted.</param>
    /// <param name="quadraturePoints">Points a group: 1 is Laplace's approximation; more need a single random effect a group. R: <c>nAGQ</c>.</param>
    /// <exception cref="DataError">No complete rows, one group, an outcome that is neither 0 nor 1, a separated outcome, more points than the model allows.</exception>
    public static GeneralisedMixedModel Logistic(string formula, Dataset data, int quadraturePoints = 1)
    {
        var design = DesignOf(formula, data, "mixed logistic model");
        double[] y = design.Response.Values;
        if (design.Response.Trials is null && Array.FindIndex(y, v => v is not (0 or 1)) is var bad and >= 0)
            throw new DataError("mixed logistic model", "an outcome that is neither 0 nor 1", "0 and 1, a factor, or cbind(successes, failures)", "Recode the outcome.", design.Frame.KeptRows[bad] + 1, design.Response.Name);
        if (y.All(v => v == 0) || y.Select((v, i) => v == (design.Response.Trials?[i] ?? 1)).All(all => all))
            throw new DataError("mixed logistic model", "the same outcome in every row", "some of both", "There is nothing to model: check the outcome.", column: design.Response.Name);
        if (design.Response.Trials is { } trials && Array.FindIndex(trials, t => t <= 0) is var empty and >= 0)
            throw new DataError("mixed logistic model", "a row with no trials", "one trial or more", "Drop the row.", design.Frame.KeptRows[empty] + 1, design.Response.Name);
        var fit = Fit(design, CountFamily.Binomial, quadraturePoints);
        // Estimates that ran away: where the fixed columns tell the outcomes apart by themselves, no random effect brings them back.
        if (fit.Convergence.Reached && !Array.Exists(design.Fitted(fit.estimate.Coefficients, fit.estimate.Effects).Fixed, e => Math.Abs(e) > 12)) return fit;
        double[] shares = design.Response.Trials is { } all ? [.. y.Select((v, i) => v / all[i])] : y;
        var separation = Separation.Of(new RowScores([.. design.Columns.SelectMany(c => c)], design.Kept.Length, shares, design.Response.Trials, design.Frame.Offset), [.. design.Kept.Select(k => design.Fixed.Names[k])]);
        return separation.Exists
            ? throw new DataError("mixed logistic model", $"an outcome that {string.Join(" and ", separation.InfiniteCoefficients)} tell apart without error ({separation.Kind} separation)", "outcomes that overlap: there is no finite estimate",
                "Join a level with another or leave the column out, or fit LogisticModel.Firth without random terms.", column: design.Response.Name)
            : fit;
    }

    /// <summary>Fits a mixed Poisson model; an exposure goes into <c>offset(log(days))</c>. R: <c>glmer(family = poisson)</c>.</summary>
    /// <param name="formula"><c>exclusions ~ prior + offset(log(pupils)) + (1 | school)</c>.</param>
    /// <param name="data">The data; a row that lacks a value of a column used is dropped and counted.</param>
    /// <param name="quadraturePoints">Points a group: 1 is Laplace's approximation; more need a single random effect a group.</param>
    /// <exception cref="DataError">No complete rows, one group, an outcome that is no count, more points than the model allows.</exception>
    public static GeneralisedMixedModel Poisson(string formula, Dataset data, int quadraturePoints = 1)
    {
        var design = DesignOf(formula, data, "mixed Poisson model");
        double[] y = design.Response.Values;
        if (design.Response.Trials is not null || !design.Response.Levels.IsEmpty || Array.Exists(y, v => v < 0 || v != Math.Floor(v)))
            throw new DataError("mixed Poisson model", "an outcome that is no count", "whole numbers of 0 and more", "Use the count itself, with offset(log(exposure)) for a rate.", column: design.Response.Name);
        if (y.All(v => v == 0)) throw new DataError("mixed Poisson model", "a count of 0 in every row", "some counts above 0", "There is nothing to model: check the outcome.", column: design.Response.Name);
        return Fit(design, CountFamily.Poisson, quadraturePoints);
    }

    private static MixedDesign DesignOf(string formula, Dataset data, string where)
    {
        var design = new MixedDesign(ModelFrame.From(Research.Formula.Parse(formula), data), where, allowSaturated: true);
        ColumnUnits.Check(design.Fixed, where);
        return design;
    }

    private static GeneralisedMixedModel Fit(MixedDesign design, CountFamily family, int points)
    {
        if (points is < 1 or > 100) throw new DataError("quadrature points", $"{points}", "1 to 100", "Take 1 for Laplace's approximation; 10 are enough for most models.");
        if (points > 1 && (design.Blocks.Length > 1 || design.Blocks[0].Size > 1))
            throw new DataError("quadrature points", $"{points} points for several random effects", "one random effect of one factor", "Take one point: Laplace's approximation serves any random terms.");
        return new(GeneralisedEstimate.Of(design, family, points), points);
    }

    /// <inheritdoc/>
    public override string Report()
    {
        string groups = string.Join(" and ", Groups.Select(g => $"{g.Groups} groups of {g.Factor}"));
        string method = QuadraturePoints == 1 ? "Laplace's approximation" : $"adaptive Gauss-Hermite quadrature with {QuadraturePoints} points a group (Pinheiro and Chao, 2006)";
        return $"A mixed {(IsLogistic ? "logistic" : "Poisson")} model, {Formula}, was fitted by maximum likelihood with {method} (Bates et al., 2015) to {Sample.Used} rows in {groups}; {Sample.TotalDropped} rows were dropped for missing values. "
            + "Standard errors are from the Hessian of the likelihood in coefficients and variances together; tests are z tests."
            + (IsSingular ? " The fit is singular: a variance is zero or random effects are perfectly correlated." : "")
            + (Convergence.Reached ? "" : " The search did not converge; the figures must not be used.")
            + "\n\nBates, D., Mächler, M., Bolker, B. and Walker, S. (2015). Fitting linear mixed-effects models using lme4. Journal of Statistical Software, 67(1).\n"
            + (QuadraturePoints > 1 ? "Pinheiro, J. C. and Chao, E. C. (2006). Efficient Laplacian and adaptive Gaussian quadrature algorithms for multilevel generalized linear mixed models. Journal of Computational and Graphical Statistics, 15(1), 58-81.\n" : "");
    }
}
