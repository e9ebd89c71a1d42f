using System.Collections.Immutable;

namespace Research;

/// <summary>Two-stage least squares: effects of what was not assigned at random, by way of instruments that were. The complier average causal
/// effect when take-up is instrumented by assignment.</summary>
/// <remarks>β̂ = (X̂ᵀX̂)⁻¹X̂ᵀy, X̂ the regressors projected on instruments and exogenous regressors; residuals e = y − Xβ̂. The formula has two parts,
/// <c>post ~ attended + pre | assigned + pre</c>: regressors, then exogenous regressors and instruments. Source: Theil (1953); Angrist, Imbens
/// and Rubin (1996), JASA 91(434). R: <c>AER::ivreg</c>, <c>estimatr::iv_robust</c>.</remarks>
public sealed partial record TwoStageLeastSquares : Fit
{
    private readonly EstimatedCovariance estimated;
    private readonly ModelFrame frame;
    private readonly double[] residuals;

    private TwoStageLeastSquares(ModelFrame frame, InstrumentedDesign design, (Errors Errors, LinearOptions Options) choice)
    {
        (this.frame, Errors, Options) = (frame, choice.Errors, choice.Options);
        var solution = design.SecondStage;
        residuals = design.StructuralResiduals();
        ResidualDegreesOfFreedom = solution.Rows - solution.Rank;
        var clusters = Errors.Cluster is { } cluster ? frame.Factor(cluster) : null;
        Clusters = clusters?.Levels.Length;
        ImmutableArray<string> names = [.. solution.Kept.Select(k => design.Regressors.Names[k])];
        estimated = EstimatedCovariance.Of(solution, residuals, new(names, Errors, clusters, ResidualDegreesOfFreedom, solution.Rank));
        Terms = [.. design.Regressors.Names.Select((name, j) => Array.IndexOf(solution.Kept, j) is >= 0 and var k
            ? estimated.Term(name, [.. Enumerable.Range(0, solution.Rank).Select(i => i == k ? 1.0 : 0.0)], solution.Coefficients, Options.Level)
            : new Term(name, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, new(double.NaN, double.NaN, Options.Level)))];
        double s = solution.OutcomeScale;
        Sigma = EstimatedCovariance.ScaledSigma(solution, residuals, ResidualDegreesOfFreedom) / s;
        RSquared = 1 - (Sigma * s * (Sigma * s) * ResidualDegreesOfFreedom / TotalSquares(solution, design.Regressors.Terms.HasIntercept));
        Diagnostics = design.Diagnostics(residuals);
    }

    /// <summary>The errors.</summary>
    public Errors Errors { get; }

    /// <summary>First-stage strength, Wu and Hausman's test and Sargan's test.</summary>
    public InstrumentDiagnostics Diagnostics { get; }

    /// <summary>Number of clusters; null without.</summary>
    public int? Clusters { get; }

    /// <summary>n − p.</summary>
    public double ResidualDegreesOfFreedom { get; }

    /// <summary>Residual standard error, in the outcome's unit.</summary>
    public double Sigma { get; }

    /// <summary>1 − Σe²/Σ(y − ȳ)²; may be below 0.</summary>
    public double RSquared { get; }

    /// <summary>The covariance of the estimable coefficients.</summary>
    public CoefficientCovariance Covariance => estimated.Covariance;

    /// <inheritdoc/>
    public override string Method => Options.Weights is null ? $"Two-stage least squares, {Errors}" : $"Two-stage least squares weighted by {Options.Weights}, {Errors}";

    /// <inheritdoc/>
    public override string Formula => frame.Formula.Text;

    /// <inheritdoc/>
    public override Sample Sample => frame.Sample;

    /// <inheritdoc/>
    public override Convergence Convergence => Convergence.ClosedForm;

    /// <inheritdoc/>
    public override ImmutableArray<Term> Terms { get; }

    /// <inheritdoc/>
    public override ImmutableArray<Figure> Overview =>
    [
        new("n_used", "Rows used", Sample.Used), new("n_dropped", "Rows dropped", Sample.TotalDropped), new("n_clusters", "Clusters", Clusters ?? double.NaN),
        new("df_residual", "Residual degrees of freedom", ResidualDegreesOfFreedom), new("sigma", "Residual SD", Sigma), new("r_squared", "R²", RSquared),
        new("first_stage_f", "Smallest first-stage F", Diagnostics.Weakest), new("wu_hausman_p", "p (Wu-Hausman)", Diagnostics.WuHausman.PValue),
        new("sargan_p", "p (Sargan)", Diagnostics.Sargan.PValue),
    ];

    /// <inheritdoc/>
    public override Dataset Rows => new(
        new NumberColumn("row", [.. frame.KeptRows.ToArray().Select(r => r + 1.0)]), new NumberColumn("observed", frame.Response!.Values),
        new NumberColumn("fitted", [.. frame.Response.Values.Zip(residuals, (y, e) => y - e)]), new NumberColumn("residual", residuals));

    internal LinearOptions Options { get; }

    /// <summary>Fits by two-stage least squares.</summary>
    /// <param name="formula">Two parts: <c>outcome ~ regressors | exogenous regressors + instruments</c>.</param>
    /// <param name="data">The data.</param>
    /// <param name="errors">The errors; null for classical ones.</param>
    /// <param name="options">Weights and the intervals' level.</param>
    public static TwoStageLeastSquares Fit(string formula, Dataset data, Errors? errors = null, LinearOptions? options = null)
    {
        (errors, options) = (errors ?? Errors.Classical, options ?? new());
        ConfidenceLevel.Checked(options.Level);
        var parsed = Research.Formula.Parse(formula);
        if (parsed.Response is null || parsed.Instruments is null)
            throw new DataError($"formula {formula}", "no instruments", "outcome ~ regressors | exogenous regressors + instruments", "Write the instruments after a bar: post ~ attended + pre | assigned + pre.");
        if (!options.Absorb.IsEmpty) throw new DataError("absorb", "absorbed effects", "none with instruments", "Write the effects as factor() in both parts of the formula.");
        var frame = ModelFrame.Weighted(parsed, data, options.Weights, errors.Cluster);
        return new(frame, InstrumentedDesign.Of(frame, LinearFormula.Outcome(frame), options.Weights is { } w ? frame.Numbers(w) : null), (errors, options));
    }

    /// <summary>The same model with other errors.</summary>
    public TwoStageLeastSquares With(Errors errors) => Fit(Formula, frame.Data, errors, Options);

    /// <inheritdoc/>
    public override Chart? ToChart() => CoefficientPlot.Of(this);

    /// <inheritdoc/>
    public override string Report()
    {
        string errors = Errors.Kind == ErrorKind.Classical ? "classical standard errors" : $"{Errors} ({Errors.Citation})";
        return $"The model {Formula} was fitted by two-stage least squares (Angrist, Imbens and Rubin 1996, JASA 91(434)) to {Sample}, with {errors}. " + Diagnostics.Sentence();
    }

    private static double TotalSquares(LeastSquares fit, bool constant)
    {
        double sum = 0, weights = 0, total = 0;
        for (int i = 0; i < fit.Rows; i++)
        {
            double w = fit.Weights is null ? 1 : fit.Weights[i];
            weights += w;
            sum += w * fit.Outcome[i] * fit.OutcomeScale;
        }
        double mean = constant ? sum / weights : 0;
        for (int i = 0; i < fit.Rows; i++)
        {
            double d = (fit.Outcome[i] * fit.OutcomeScale) - mean;
            total += (fit.Weights is null ? 1 : fit.Weights[i]) * d * d;
        }
        return total;
    }
}
