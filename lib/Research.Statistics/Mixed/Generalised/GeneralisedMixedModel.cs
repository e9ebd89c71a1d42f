using System.Collections.Immutable;

namespace Research;

/// <summary>A mixed model of a yes-or-no outcome or a count: logit(p) = Xβ + Zb, or log(λ) = Xβ + Zb.</summary>
/// <remarks>Laplace's approximation, or adaptive Gauss-Hermite quadrature where there is one random intercept or slope. Errors of coefficients are from the
/// Hessian of the likelihood in variances and coefficients together. R: <c>lme4::glmer</c>.</remarks>
public sealed partial record GeneralisedMixedModel : Fit
{
    private readonly GeneralisedEstimate estimate;

    private GeneralisedMixedModel(GeneralisedEstimate estimate, int points, double level = 0.95)
    {
        (this.estimate, QuadraturePoints, Level) = (estimate, points, level);
        var search = estimate.Search;
        bool singular = estimate.Design.Blocks.Select((b, i) => Enumerable.Range(0, b.Size).Any(e => Math.Abs(estimate.Relative[i][e * b.Size + e]) < 1e-4)).Any(s => s);
        IsSingular = singular;
        Convergence = new(search.Reached, search.Evaluations, (search.Reached ? $"converged in {search.Evaluations} evaluations" : $"NOT converged after {search.Evaluations} evaluations")
            + (singular ? "; singular: a variance is zero or random effects are perfectly correlated" : ""));
    }

    /// <summary>Points of quadrature a group; 1 is Laplace's approximation.</summary>
    public int QuadraturePoints { get; }

    /// <summary>Coverage of the coefficients' intervals, 0 to 1.</summary>
    public double Level { get; }

    /// <summary>The same fit with intervals of another level.</summary>
    /// <param name="level">Coverage, 0 to 1.</param>
    public GeneralisedMixedModel WithLevel(double level) => new(estimate, QuadraturePoints, ConfidenceLevel.Checked(level));

    /// <summary>True for a logistic model, false for Poisson.</summary>
    public bool IsLogistic => estimate.Family == CountFamily.Binomial;

    /// <summary>True when a variance is zero or a correlation ±1.</summary>
    public bool IsSingular { get; }

    /// <inheritdoc/>
    public override string Method => $"Mixed {(IsLogistic ? "logistic" : "Poisson")} model by {(QuadraturePoints == 1 ? "Laplace's approximation" : $"adaptive quadrature with {QuadraturePoints} points")}";

    /// <inheritdoc/>
    public override string Formula => estimate.Design.Frame.Formula.Text;

    /// <inheritdoc/>
    public override Sample Sample => estimate.Design.Frame.Sample;

    /// <inheritdoc/>
    public override Convergence Convergence { get; }

    /// <summary>The search for the optimum, step by step; coefficients in a basis of unit errors.</summary>
    public ImmutableArray<OptimiserStep> ConvergenceLog => estimate.Search.Log;

    /// <inheritdoc/>
    public override ImmutableArray<Term> Terms => TermsOf(estimate.Covariance);

    /// <summary>The terms with the variances taken as known, as lme4 gives them for <c>use.hessian = FALSE</c>: errors slightly too small.</summary>
    public ImmutableArray<Term> ConditionalTerms => TermsOf(estimate.ConditionalCovariance);

    /// <summary>The log-likelihood, binomial coefficients or factorials included. R: <c>logLik</c> (but see <see cref="SaturatedLogLikelihood"/>).</summary>
    public double LogLikelihood => -estimate.Deviance / 2;

    /// <summary>The log-likelihood of a model with a parameter a row. lme4 subtracts it from the log-likelihood when quadrature is used.</summary>
    public double SaturatedLogLikelihood => estimate.Design.Response.Values.Select((y, i) => estimate.Family.Saturated(y, estimate.Design.Response.Trials?[i] ?? 1)).Sum();

    /// <summary>Coefficients, variances and covariances.</summary>
    public int ParameterCount => estimate.Coefficients.Length + estimate.Design.Blocks.Sum(b => b.Free.Length);

    /// <summary>Akaike's criterion.</summary>
    public double Aic => estimate.Deviance + 2 * ParameterCount;

    /// <summary>Schwarz's criterion, with the number of rows.</summary>
    public double Bic => estimate.Deviance + Math.Log(Sample.Used) * ParameterCount;

    /// <summary>Groups of each factor.</summary>
    public ImmutableArray<(string Factor, int Groups)> Groups =>
        [.. estimate.Design.TermOrder.Select(t => estimate.Design.Blocks[t.Block]).DistinctBy(b => b.Factor).Select(b => (b.Factor, b.Levels.Length))];

    /// <summary>Variances, covariances and correlations, on the scale of the linear predictor.</summary>
    public VarianceComponents VarianceComponents => new($"Variance components of {Formula}. {Sample}; {Convergence}.",
        VarianceComponents.Of(estimate.Design, estimate.Relative, 1), IsSingular ? ["Singular: a variance is zero or random effects are perfectly correlated."] : []);

    /// <summary>Latent intraclass correlations and R² of a logistic model, with π²/3 as the residual variance; null for Poisson.</summary>
    public ExplainedVariance? Latent => IsLogistic
        ? ExplainedVariance.Of(estimate.Design, estimate.Coefficients, [.. estimate.Design.Blocks.Select((b, i) => VarianceComponents.Covariance(b, estimate.Relative[i], 1))], Math.PI * Math.PI / 3)
        : null;

    /// <summary>The median odds ratio between two members of different groups of a factor: exp(√2·Φ⁻¹(¾)·σ).</summary>
    /// <remarks>Source: Larsen and Merlo (2005), Am. J. Epidemiol. 161(1).</remarks>
    /// <param name="factor">The grouping factor.</param>
    public double MedianOddsRatio(string factor) => Math.Exp(Math.Sqrt(2) * StandardNormal.Quantile(0.75) * VarianceComponents.StandardDeviation(factor));

    /// <inheritdoc/>
    public override ImmutableArray<Figure> Overview =>
    [
        new("n", "Rows", Sample.Used), .. Groups.Select(g => new Figure($"groups_{g.Factor}", $"groups of {g.Factor}", g.Groups)),
        new("log_lik", "log-likelihood", LogLikelihood), new("aic", "AIC", Aic), new("bic", "BIC", Bic), new("parameters", "parameters", ParameterCount),
    ];

    /// <inheritdoc/>
    public override Dataset Rows
    {
        get
        {
            var (fixedPart, whole) = estimate.Design.Fitted(estimate.Coefficients, estimate.Effects);
            double[] observed = [.. estimate.Design.Response.Values.Select((y, i) => y / (estimate.Design.Response.Trials?[i] ?? 1))];
            double[] fitted = [.. whole.Select(estimate.Family.Mean)];
            double[] number = new double[whole.Length];
            for (int i = 0; i < number.Length; i++) number[i] = estimate.Design.Frame.KeptRows[i] + 1;
            return new(new NumberColumn("row", number), new NumberColumn("observed", observed), new NumberColumn("fitted", fitted),
                new NumberColumn("residual", [.. observed.Select((y, i) => y - fitted[i])]), new NumberColumn("fixed_only", [.. fixedPart.Select(estimate.Family.Mean)]));
        }
    }

    /// <summary>The effects of each group of a factor. R: <c>ranef</c>.</summary>
    /// <param name="factor">The grouping factor.</param>
    public RandomEffects RandomEffects(string factor)
    {
        int b = Research.RandomEffects.Index(estimate.Design, factor);
        return Research.RandomEffects.Of(estimate.Design.Blocks[b], estimate.Effects[b], estimate.Deviations[b], $"{Formula}. {Sample}; {Convergence}.");
    }

    /// <summary>Odds ratios, or rate ratios for counts, with their intervals.</summary>
    public Table Ratios() => new($"{(IsLogistic ? "Odds" : "Rate")} ratios: {Formula}. {Sample}; {Convergence}.",
        [new("term", "Term"), new("ratio", "Ratio"), new("conf_low", "Low"), new("conf_high", "High"), new("p_value", "p")],
        Terms.Select(t => (IReadOnlyList<Cell>)[t.Name, Math.Exp(t.Estimate), Math.Exp(t.Interval.Low), Math.Exp(t.Interval.High), t.PValue]));

    /// <summary>The coefficients with their intervals, the intercept left out.</summary>
    public override Chart? ToChart() => Terms.Where(t => t.Name != "(Intercept)").ToArray() is { Length: > 0 } drawn
        ? EstimateChart.Of($"Coefficients of {Formula}", IsLogistic ? "log odds ratio" : "log rate ratio", drawn.Select(t => new EstimateRow(t.Name, t.Estimate, t.Interval)), reference: 0)
        : null;

    private ImmutableArray<Term> TermsOf(double[,] covariance)
    {
        var design = estimate.Design;
        return [.. Enumerable.Range(0, design.Fixed.Columns).Select(j =>
        {
            if (design.Kept.IndexOf(j) is not (var k and >= 0)) return new Term(design.Fixed.Names[j], double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, Interval.None);
            double value = estimate.Coefficients[k], error = Math.Sqrt(covariance[k, k]), reach = StandardNormal.Quantile(0.5 + Level / 2) * error;
            return new Term(design.Fixed.Names[j], value, error, value / error, double.PositiveInfinity, StandardNormal.TwoSided(value / error), new(value - reach, value + reach, Level));
        })];
    }
}
