using System.Collections.Immutable;

namespace Research;

/// <summary>A linear mixed model: pupils in schools, repeated measures of pupils, pupils crossed by primary and secondary school.</summary>
/// <remarks>Fit it with <see cref="Fit(string, Dataset, Likelihood, string?)"/>. R: <c>lme4::lmer</c>, <c>lmerTest</c>.</remarks>
public sealed partial record MixedModel : Fit
{
    private readonly MixedEstimate estimate;
    private readonly double[]? weights;
    private readonly Lazy<ImmutableArray<Term>> terms;
    private readonly Lazy<Dataset> rows;
    private readonly Lazy<FixedTests> tests;

    internal MixedModel(MixedEstimate estimate, DegreesOfFreedom degrees, double[]? weights, double level = 0.95)
    {
        Level = level;
        (this.estimate, this.weights, Degrees) = (estimate, weights, degrees);
        Likelihood = estimate.Deviance.Likelihood;
        var singular = estimate.Singularities().ToImmutableArray();
        var search = estimate.Search;
        Singularities = singular;
        Convergence = new(search.Reached, search.Evaluations,
            (search.Reached ? $"converged in {search.Evaluations} evaluations" : $"NOT converged after {search.Evaluations} evaluations")
            + (singular.IsEmpty ? "" : $"; singular: {string.Join("; ", singular)}"));
        tests = new(() => FixedTests.Of(estimate, degrees, weights));
        terms = new(TermsOf);
        rows = new(RowsOf);
    }

    /// <summary>ML or REML.</summary>
    public Likelihood Likelihood { get; }

    /// <summary>How degrees of freedom are found.</summary>
    public DegreesOfFreedom Degrees { get; }

    /// <summary>Coverage of the coefficients' intervals, 0 to 1.</summary>
    public double Level { get; }

    /// <inheritdoc/>
    public override string Method => $"Linear mixed model by {(Likelihood == Likelihood.Reml ? "REML" : "ML")}, {Degrees switch
    {
        DegreesOfFreedom.Satterthwaite => "Satterthwaite degrees of freedom",
        DegreesOfFreedom.KenwardRoger => "Kenward-Roger errors and degrees of freedom",
        _ => "z tests",
    }}";

    /// <inheritdoc/>
    public override string Formula => estimate.Design.Frame.Formula.Text;

    /// <inheritdoc/>
    public override Sample Sample => estimate.Design.Frame.Sample;

    /// <inheritdoc/>
    public override Convergence Convergence { get; }

    /// <summary>The search for the optimum, step by step.</summary>
    public ImmutableArray<OptimiserStep> ConvergenceLog => estimate.Search.Log;

    /// <summary>True when a variance is zero or a correlation ±1. R: <c>lme4::isSingular</c>.</summary>
    public bool IsSingular => !Singularities.IsEmpty;

    /// <summary>What is singular, in words.</summary>
    public ImmutableArray<string> Singularities { get; }

    /// <inheritdoc/>
    public override ImmutableArray<Term> Terms => terms.Value;

    /// <summary>Covariance of the coefficients that could be estimated, in the order of <see cref="Terms"/> without the redundant ones;
    /// Kenward and Roger's where those were asked for. R: <c>vcov</c>.</summary>
    public double[,] Covariance => tests.Value.Covariance;

    /// <summary>Residual SD. R: <c>sigma</c>.</summary>
    public double Sigma => estimate.Solution.Sigma;

    /// <summary>The log-likelihood, restricted where the fit is by REML. R: <c>logLik</c>.</summary>
    public double LogLikelihood => -estimate.Criterion / 2;

    /// <summary>−2 log-likelihood, or the REML criterion. R: <c>deviance</c>, <c>REMLcrit</c>.</summary>
    public double Deviance => estimate.Criterion;

    /// <summary>Coefficients, variances, covariances and the residual variance.</summary>
    public int ParameterCount => estimate.Design.Kept.Length + estimate.Theta.Length + 1;

    /// <summary>Akaike's criterion. R: <c>AIC</c>.</summary>
    public double Aic => Deviance + 2 * ParameterCount;

    /// <summary>Schwarz's criterion, with the number of rows. R: <c>BIC</c>.</summary>
    public double Bic => Deviance + Math.Log(Sample.Used) * ParameterCount;

    /// <summary>Groups of each factor, those with most first as lme4 has them. R: <c>ngrps</c>.</summary>
    public ImmutableArray<(string Factor, int Groups)> Groups =>
        [.. estimate.Design.TermOrder.Select(t => estimate.Design.Blocks[t.Block]).DistinctBy(b => b.Factor).Select(b => (b.Factor, b.Levels.Length))];

    /// <summary>Variances, covariances and correlations.</summary>
    public VarianceComponents VarianceComponents => new($"Variance components of {Formula}. {Sample}; {Convergence}.",
        VarianceComponents.Of(estimate.Design, estimate.Solution.Relative, Sigma).Add(new("Residual", "Residual", null, Sigma * Sigma, Sigma)),
        [.. Singularities.Select(s => $"Singular: {s}.")]);

    /// <inheritdoc/>
    public override ImmutableArray<Figure> Overview =>
    [
        new("n", "Rows", Sample.Used), .. Groups.Select(g => new Figure($"groups_{g.Factor}", $"groups of {g.Factor}", g.Groups)),
        new("sigma", "residual SD", Sigma), new("log_lik", Likelihood == Likelihood.Reml ? "restricted log-likelihood" : "log-likelihood", LogLikelihood),
        new("aic", "AIC", Aic), new("bic", "BIC", Bic), new("parameters", "parameters", ParameterCount),
        new("r2_marginal", "R² marginal", RSquared.Marginal), new("r2_conditional", "R² conditional", RSquared.Conditional),
    ];

    /// <inheritdoc/>
    public override Dataset Rows => rows.Value;

    /// <summary>Marginal and conditional R², and the intraclass correlation of each factor. R: <c>MuMIn::r.squaredGLMM</c>, <c>performance::icc</c>.</summary>
    public ExplainedVariance RSquared => ExplainedVariance.Of(estimate.Design, estimate.Solution.Coefficients,
        [.. estimate.Design.Blocks.Select((b, i) => VarianceComponents.Covariance(b, estimate.Solution.Relative[i], Sigma))], Sigma * Sigma);

    /// <summary>The effects of each group of a factor, shrunken towards zero, with their conditional SDs. R: <c>ranef(condVar = TRUE)</c>.</summary>
    /// <param name="factor">The grouping factor.</param>
    public RandomEffects RandomEffects(string factor)
    {
        int b = Research.RandomEffects.Index(estimate.Design, factor);
        var block = estimate.Design.Blocks[b];
        double[] deviations = estimate.ConditionalDeviations(b);
        return Research.RandomEffects.Of(block, estimate.Solution.Effects[b], deviations, $"{Formula}. {Sample}; {Convergence}.");
    }

    /// <summary>A test of each term as a whole, given all others. R: <c>lmerTest::anova(type = 3)</c>.</summary>
    public TermTests TermTests() => tests.Value.ByTerm(Formula, Sample);

    /// <summary>Intervals by profile likelihood, for coefficients, SDs and correlations. R: <c>confint(method = "profile")</c>.</summary>
    /// <param name="level">Coverage, 0 to 1.</param>
    public ProfileIntervals ProfileIntervals(double level = 0.95) => Research.ProfileIntervals.Of(Refit(Likelihood.Ml).estimate, ConfidenceLevel.Checked(level));

    internal MixedEstimate Estimate => estimate;

    private ImmutableArray<Term> TermsOf()
    {
        var design = estimate.Design;
        return [.. Enumerable.Range(0, design.Fixed.Columns).Select(j => design.Kept.IndexOf(j) is var k and >= 0
            ? tests.Value.Coefficient(design.Fixed.Names[j], k, Level)
            : new Term(design.Fixed.Names[j], double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, Interval.None))];
    }

    private Dataset RowsOf()
    {
        var (fixedPart, whole) = estimate.Fitted();
        double[] observed = estimate.Design.Response.Values;
        double[] number = new double[whole.Length];
        for (int i = 0; i < number.Length; i++) number[i] = estimate.Design.Frame.KeptRows[i] + 1;
        return new(new NumberColumn("row", number), new NumberColumn("observed", observed), new NumberColumn("fitted", whole),
            new NumberColumn("residual", [.. observed.Select((y, i) => y - whole[i])]), new NumberColumn("fixed_only", fixedPart));
    }
}
