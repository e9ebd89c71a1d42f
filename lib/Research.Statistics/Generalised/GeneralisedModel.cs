using System.Collections.Immutable;

namespace Research;

/// <summary>A generalised linear model by maximum likelihood (Fisher scoring), for single rows or grouped data, with classical, robust or cluster-robust errors.</summary>
/// <remarks>Sources: McCullagh and Nelder (1989); Firth (1993). R: <c>glm</c>, <c>logistf</c>, <c>sandwich</c>, <c>clubSandwich</c>.</remarks>
public sealed partial record GeneralisedModel : Fit
{
    private readonly ModelMatrix matrix;
    private readonly RowScores rows;
    private readonly Scoring scoring;
    private readonly ScoringResult solution;
    private readonly GeneralisedOptions options;
    private readonly int[] kept;
    private readonly double[,] covariance;
    private readonly EstimatedCovariance? robust;
    private double? pearson;

    private GeneralisedModel(ModelMatrix matrix, RowScores rows, int[] kept, (ModelFamily Family, GeneralisedOptions Options) choice)
    {
        (this.matrix, this.rows, this.kept, Family, options) = (matrix, rows, kept, choice.Family, choice.Options);
        scoring = Scoring.For(Family);
        solution = scoring.Maximise(rows, options.Firth);
        CoefficientNames = [.. kept.Select(k => matrix.Names[k])];
        Separation = !options.Firth && IsBinomial && Suspicious() ? Separation.Of(rows, CoefficientNames) : Separation.None;
        ResidualDegreesOfFreedom = rows.Weighted - kept.Length;
        Dispersion = IsQuasi ? PearsonChiSquared / ResidualDegreesOfFreedom : 1;
        covariance = Cholesky.Of(solution.Information)?.Inverse().Scaled(Dispersion) ?? Missing(kept.Length);
        if (options.Errors.Kind != ErrorKind.Classical) covariance = (robust = Robust()).Covariance.Matrix;
        Terms = [.. matrix.Names.Select((name, j) => TermOf(name, Array.IndexOf(kept, j)))];
        Redundant = [.. matrix.Names.Where((_, j) => !kept.Contains(j))];
    }

    /// <summary>Distribution and link.</summary>
    public ModelFamily Family { get; }

    /// <summary>Whether the outcome is separated; estimates are then infinite.</summary>
    public Separation Separation { get; }

    /// <summary>Rows with weight less coefficients.</summary>
    public double ResidualDegreesOfFreedom { get; }

    /// <summary>Σ w(y − μ)²/V(μ).</summary>
    public double PearsonChiSquared => pearson ??= Pearson();

    /// <summary>1, or for the quasi families Pearson's χ² over residual degrees of freedom.</summary>
    public double Dispersion { get; }

    /// <summary>Coefficients that the others already determine, left out as R does.</summary>
    public ImmutableArray<string> Redundant { get; }

    /// <summary>The deviance; under separation its limit.</summary>
    public double Deviance => Separation.Exists ? LimitDeviance() : solution.Deviance;

    /// <summary>The estimable coefficients' covariance, in their order.</summary>
    public double[,] Covariance => (double[,])covariance.Clone();

    /// <inheritdoc/>
    public override string Formula => matrix.Frame.Formula.Text;

    /// <inheritdoc/>
    public override Sample Sample => matrix.Frame.Sample;

    /// <inheritdoc/>
    public override Convergence Convergence => Separation.Exists
        ? new(false, solution.Convergence.Iterations, $"{Separation.Kind} separation: no finite estimate of {string.Join(", ", Separation.InfiniteCoefficients)}; use LogisticModel.Firth")
        : solution.Convergence;

    /// <inheritdoc/>
    public override ImmutableArray<Term> Terms { get; }

    internal ImmutableArray<string> CoefficientNames { get; }

    private bool IsBinomial => Family is ModelFamily.Logistic or ModelFamily.Probit or ModelFamily.QuasiBinomial;

    private bool IsQuasi => Family is ModelFamily.QuasiBinomial or ModelFamily.QuasiPoisson;

    /// <summary>Fits a generalised linear model.</summary>
    /// <param name="formula">The model; <c>offset(log(pupils))</c> for rates, <c>cbind(successes, failures)</c> for grouped shares.</param>
    /// <param name="data">The data.</param>
    /// <param name="family">Distribution and link.</param>
    /// <param name="options">Weights, errors, level; null for none.</param>
    public static GeneralisedModel Fit(string formula, Dataset data, ModelFamily family, GeneralisedOptions? options = null)
    {
        options ??= new();
        ConfidenceLevel.Checked(options.Level);
        if (options.Firth && family != ModelFamily.Logistic) throw new ArgumentException("Firth's penalty is for the logistic model.", nameof(options));
        var frame = ModelFrame.Weighted(LinearFormula.Checked(formula), data, options.Weights, [options.Errors.Cluster]);
        var matrix = frame.Fixed;
        if (matrix.Columns == 0) throw new DataError($"formula {formula}", "no intercept and no term", "something to estimate", "Write outcome ~ 1 for the overall rate.");
        ColumnUnits.Check(matrix, "generalised model");
        var (y, weights) = GeneralisedResponse.Of(frame, family, options.Weights);
        var rows = new RowScores(matrix.Values.ToArray(), matrix.Columns, y, weights, frame.Offset);
        int[] kept = Estimable(rows);
        return new(matrix, kept.Length == matrix.Columns ? rows : rows.Only(kept), kept, (family, options));
    }

    /// <summary>The same model with other errors.</summary>
    public GeneralisedModel With(Errors errors) => Fit(Formula, matrix.Frame.Data, Family, options with { Errors = errors });

    /// <inheritdoc/>
    public override Chart? ToChart() => CoefficientPlot.Of(this, Family switch { ModelFamily.Probit => "probit", ModelFamily.Poisson or ModelFamily.QuasiPoisson => "log rate", _ => "log odds" });

    // A column that all but repeats the others shows in the scaled cross-products; only then the slower, surer check.
    private static int[] Estimable(RowScores rows)
    {
        int[] all = [.. Enumerable.Range(0, rows.Columns)];
        if ((long)rows.Rows * rows.Columns > 1_000_000 && Cholesky.Of(rows.At<UnitFamily>(null).Information) is { SmallestPivot: > 1e-8 }) return all;
        return [.. all.Except(RankedTriangle.Redundant(rows.X, rows.Columns, rows.Rows))];
    }

    // Estimates run away, or end at fitted shares that are as good as 0 or 1.
    private bool Suspicious() => !solution.Convergence.Reached || Array.Exists(rows.Predictors(solution.Coefficients), e => Math.Abs(e) > 12);

    private double LimitDeviance() => Separation.OverlappingRows.Length == 0 ? 0 : rows.ForRows(Separation.OverlappingRows) is var part
        && Estimable(part) is { Length: > 0 } columns ? scoring.Maximise(part.Only(columns), false).Deviance : 0;

    private Term TermOf(string name, int k)
    {
        var nothing = new Interval(double.NaN, double.NaN, options.Level);
        if (k < 0) return new(name, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, nothing);
        if (Separation.Exists && Separation.Direction[k] != 0)
            return new(name, Separation.Direction[k] * double.PositiveInfinity, double.NaN, double.NaN, double.PositiveInfinity, double.NaN, nothing);
        double estimate = solution.Coefficients[k], error = Math.Sqrt(covariance[k, k]);
        double df = robust is not null && options.Errors.Kind == ErrorKind.Cr2 ? robust.Covariance.DegreesOfFreedom(k) : IsQuasi ? ResidualDegreesOfFreedom : double.PositiveInfinity;
        var t = new StudentTDistribution(df);
        double half = t.ForLevel(options.Level) * error;
        return new(name, estimate, error, estimate / error, df, t.TwoSided(estimate / error), new(estimate - half, estimate + half, options.Level));
    }

    // Score contributions are those of least squares on √W X and Pearson residuals, so linear models' errors serve.
    private EstimatedCovariance Robust()
    {
        int n = rows.Rows, p = kept.Length;
        double[] eta = rows.Predictors(solution.Coefficients), x = new double[n * p], z = new double[n], residuals = new double[n], variances = new double[n];
        for (int i = 0; i < n; i++)
        {
            var (mean, slope, variance) = scoring.At(eta[i]);
            double root = Math.Sqrt(rows.WeightAt(i) / variance);
            for (int j = 0; j < p; j++) x[j * n + i] = root * slope * rows.X[j * n + i];
            (residuals[i], variances[i]) = (root * (rows.Y[i] - mean), variance / rows.WeightAt(i));
            z[i] = root * slope * (eta[i] - rows.OffsetAt(i)) + residuals[i];
        }
        var least = LeastSquares.Solve(x, p, z, null);
        var clusters = options.Errors.Cluster is { } cluster ? matrix.Frame.Factor(cluster) : null;
        Clusters = clusters?.Levels.Length;
        return EstimatedCovariance.Of(least, least.Residuals, new(CoefficientNames, options.Errors, clusters, n - p, p), variances);
    }

    private double Pearson()
    {
        double[] eta = rows.Predictors(solution.Coefficients);
        double sum = 0;
        for (int i = 0; i < eta.Length; i++)
        {
            var (mean, _, variance) = scoring.At(eta[i]);
            sum += rows.WeightAt(i) * (rows.Y[i] - mean) * (rows.Y[i] - mean) / variance;
        }
        return sum;
    }

    private static double[,] Missing(int p)
    {
        var missing = new double[p, p];
        for (int j = 0; j < p; j++)
            for (int k = 0; k < p; k++)
                missing[j, k] = double.NaN;
        return missing;
    }
}
