using System.Collections.Immutable;

namespace Research;

/// <summary>A linear model by least squares, weighted or not, with classical, robust or cluster-robust errors, and fixed effects absorbed.</summary>
/// <remarks>β̂ = argmin Σ wᵢ(yᵢ − xᵢᵀβ)², by Householder QR. R: <c>lm</c>, with <c>sandwich</c> and <c>clubSandwich</c> for the errors.</remarks>
public sealed partial record LinearModel : Fit
{
    private readonly ModelMatrix matrix;
    private readonly LeastSquares solution;
    private readonly EstimatedCovariance estimated;
    private readonly AbsorbedEffects? absorbed;
    private readonly LinearOptions options;
    private Dataset? rows;

    private LinearModel(ModelMatrix matrix, LeastSquares solution, (Errors Errors, LinearOptions Options) choice, AbsorbedEffects? absorbed)
    {
        (this.matrix, this.solution, this.absorbed, Errors, options) = (matrix, solution, absorbed, choice.Errors, choice.Options);
        CoefficientNames = [.. solution.Kept.Select(k => AllNames[k])];
        ResidualDegreesOfFreedom = solution.Rows - solution.Rank - (absorbed?.DegreesOfFreedom ?? 0);
        var clusters = Errors.Cluster is { } cluster ? matrix.Frame.Factor(cluster) : null;
        Clusters = clusters?.Levels.Length;
        estimated = EstimatedCovariance.Of(solution, solution.Residuals, new(CoefficientNames, Errors, clusters, ResidualDegreesOfFreedom,
            solution.Rank + (absorbed?.DegreesOutside(clusters) ?? 0)));
        Summary = LinearSummary.Of(solution, absorbed is null && matrix.Frame.Offset is null ? solution.Outcome : LinearFormula.Whole(matrix.Frame), HasConstant, ResidualDegreesOfFreedom, absorbed?.DegreesOfFreedom ?? 0);
        Terms = [.. AllNames.Select((name, j) => Array.IndexOf(solution.Kept, j) is >= 0 and var k
            ? estimated.Term(name, Unit(k), solution.Coefficients, options.Level)
            : new Term(name, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, new(double.NaN, double.NaN, options.Level)))];
        Redundant = [.. AllNames.Where((_, j) => !solution.Kept.Contains(j))];
    }

    /// <summary>The errors.</summary>
    public Errors Errors { get; }

    /// <summary>Figures of the model: sigma, R², F, log-likelihood, AIC, BIC.</summary>
    public LinearSummary Summary { get; }

    /// <summary>n − p, with absorbed effects counted in p.</summary>
    public double ResidualDegreesOfFreedom { get; }

    /// <summary>Number of estimable coefficients.</summary>
    public int Rank => solution.Rank;

    /// <summary>Coefficients that the others already determine, left out as R does.</summary>
    public ImmutableArray<string> Redundant { get; }

    /// <summary>Number of clusters; null without.</summary>
    public int? Clusters { get; }

    /// <summary>The covariance of the estimable coefficients. R: <c>vcov</c>.</summary>
    public CoefficientCovariance Covariance => estimated.Covariance;

    /// <inheritdoc/>
    public override string Formula => matrix.Frame.Formula.Text;

    /// <inheritdoc/>
    public override Sample Sample => matrix.Frame.Sample;

    /// <inheritdoc/>
    public override Convergence Convergence => absorbed?.Convergence ?? Convergence.ClosedForm;

    /// <inheritdoc/>
    public override ImmutableArray<Term> Terms { get; }

    /// <inheritdoc/>
    public override Dataset Rows => rows ??= Influence.Rows(this);

    internal ModelMatrix Matrix => matrix;

    internal LeastSquares Solution => solution;

    internal LinearOptions Options => options;

    internal AbsorbedEffects? Absorbed => absorbed;

    internal ImmutableArray<string> CoefficientNames { get; }

    private ImmutableArray<string> AllNames => absorbed is null ? matrix.Names : absorbed.Names;

    private bool HasConstant => matrix.Terms.HasIntercept || absorbed is not null;

    /// <summary>Fits a linear model.</summary>
    /// <param name="formula">The model, such as <c>score ~ prior + sex</c>.</param>
    /// <param name="data">The data.</param>
    /// <param name="errors">The errors; null for classical ones.</param>
    /// <param name="options">Weights, absorbed effects, the intervals' level.</param>
    public static LinearModel Fit(string formula, Dataset data, Errors? errors = null, LinearOptions? options = null)
    {
        (errors, options) = (errors ?? Errors.Classical, options ?? new());
        ConfidenceLevel.Checked(options.Level);
        var frame = ModelFrame.Weighted(LinearFormula.Checked(formula), data, options.Weights, [errors.Cluster, .. options.Absorb]);
        double[] y = LinearFormula.Outcome(frame);
        double[]? weights = options.Weights is { } w ? frame.Numbers(w) : null;
        if (!options.Absorb.IsEmpty)
        {
            var effects = AbsorbedEffects.Of(frame, errors, options.Absorb, weights);
            return new(frame.Fixed, LeastSquares.Solve(effects.X, effects.Names.Length, effects.Swept(y), weights), (errors, options), effects);
        }
        if (frame.Fixed.Columns == 0)
            throw new DataError($"formula {formula}", "no intercept and no term", "something to estimate", "Write outcome ~ 1 for the mean.");
        return new(frame.Fixed, LeastSquares.Solve(frame.Fixed.Values.ToArray(), frame.Fixed.Columns, y, weights), (errors, options), null);
    }

    /// <summary>The same fit with other errors; nothing is estimated again but them. Clusters must be a column without gaps in the rows used.</summary>
    public LinearModel With(Errors errors)
    {
        if (absorbed is not null || (errors.Cluster is { } cluster && matrix.Frame.Factor(cluster).Codes.Contains(-1)))
            return Fit(Formula, matrix.Frame.Data, errors, options);
        return new(matrix, solution, (errors, options), null);
    }

    /// <summary>The joint test that the named coefficients are zero. R: <c>waldtest</c>, <c>Wald_test(constrain_zero(...))</c>.</summary>
    /// <param name="coefficients">Names of coefficients; none for all but the intercept.</param>
    public WaldTest Test(params IReadOnlyCollection<string> coefficients)
    {
        string[] names = coefficients.Count > 0 ? [.. coefficients] : [.. CoefficientNames.Where(n => n != "(Intercept)")];
        if (names.Length == 0) throw new DataError("test", "no coefficient beside the intercept", "a coefficient to test", "Add a term to the model.");
        return estimated.Wald(string.Join(" = ", names) + " = 0", [.. names.Select(n => Unit(PlaceOf(n)))], solution.Coefficients);
    }

    /// <summary>The sum of coefficients times numbers, with its error and interval: <c>("treated", 1), ("treated:fsm", 1)</c>.</summary>
    public Term Combination(params IReadOnlyCollection<(string Coefficient, double Times)> parts)
    {
        var contrast = new double[Rank];
        foreach (var (coefficient, times) in parts) contrast[PlaceOf(coefficient)] += times;
        return estimated.Term(string.Join(" + ", parts.Select(p => p.Times == 1 ? p.Coefficient : $"{Cell.Of(p.Times).Show(null)} × {p.Coefficient}")),
            contrast, solution.Coefficients, options.Level);
    }

    /// <inheritdoc/>
    public override Chart? ToChart() => CoefficientPlot.Of(this);

    internal Term TermOf(string name, double[] contrast) => estimated.Term(name, contrast, solution.Coefficients, options.Level);

    /// <summary>Fitted values of the rows used, with offset and absorbed effects in them.</summary>
    internal double[] Fitted()
    {
        double[] y = matrix.Frame.Response!.Values;
        return [.. y.Select((v, i) => v - solution.Residuals[i])];
    }

    private double[] Unit(int k)
    {
        var unit = new double[Rank];
        unit[k] = 1;
        return unit;
    }

    private int PlaceOf(string name) => CoefficientNames.IndexOf(name) is >= 0 and var at ? at : throw new DataError("coefficients", $"'{name}'",
        "one of " + string.Join(", ", CoefficientNames), $"Use an estimable coefficient's name.{NearestName.Hint(name, CoefficientNames)}");
}
