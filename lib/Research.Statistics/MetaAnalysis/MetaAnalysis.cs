using System.Collections.Immutable;

namespace Research;

/// <summary>Pooled effects of studies, with moderators where the formula names them: fixed or random effects and meta-regression.</summary>
/// <remarks>yᵢ = xᵢᵀβ + uᵢ + eᵢ, uᵢ ~ N(0, τ²), eᵢ ~ N(0, vᵢ), vᵢ known; β̂ by weights 1/(vᵢ + τ̂²). Unit: that of the effects, such as SD. Source:
/// Viechtbauer (2010), JSS 36(3); Knapp and Hartung (2003), Stat. Med. 22(17). R: <c>metafor::rma</c>.</remarks>
public sealed partial record MetaAnalysis : Fit
{
    private readonly PooledEffects pooled;
    private readonly ModelFrame frame;
    private readonly ImmutableArray<string> kept;
    private Dataset? rows;

    private MetaAnalysis(Studies studies, ModelFrame frame, (PooledEffects Pooled, ImmutableArray<string> Kept) fitted, Heterogeneity estimator)
    {
        (Studies, this.frame, (pooled, kept), Estimator) = (studies, frame, fitted, estimator);
        Labels = [.. studies.Names(frame)];
        double none = double.NaN;
        Terms = [.. frame.Fixed.Names.Select(name => kept.IndexOf(name) is >= 0 and var j
            ? pooled.Term(name, j)
            : new Term(name, none, none, none, none, none, new(none, none, pooled.Options.Level)))];
    }

    /// <summary>The studies.</summary>
    public Studies Studies { get; }

    /// <summary>The estimator of τ².</summary>
    public Heterogeneity Estimator { get; }

    /// <summary>Names of the studies used, in row order.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>Number of studies used, k.</summary>
    public int Count => pooled.Design.Count;

    /// <summary>Between-study variance τ², in the square of the effects' unit.</summary>
    public double TauSquared => pooled.TauSquared;

    /// <summary>Its standard error; not a number without random effects.</summary>
    public double TauSquaredStandardError => pooled.Variance.StandardError;

    /// <summary>Between-study standard deviation τ, in the effects' unit.</summary>
    public double Tau => Math.Sqrt(TauSquared);

    /// <summary>I²: percent of the variation that is not sampling error (Higgins and Thompson 2002), as metafor defines it.</summary>
    public double ISquaredPercent => pooled.ISquared(Estimator);

    /// <summary>H²: total variation over sampling variation.</summary>
    public double HSquared => pooled.HSquared(Estimator);

    /// <summary>Cochran's Q, or Q_E of the residuals where there are moderators: χ² on k − p when effects are equal.</summary>
    public double Q => pooled.Q;

    /// <summary>k − p.</summary>
    public int QDegreesOfFreedom => Math.Max(0, pooled.Design.DegreesOfFreedom);

    /// <summary>p-value of Q.</summary>
    public double QPValue => QDegreesOfFreedom > 0 ? new ChiSquaredDistribution(QDegreesOfFreedom).Upper(Q) : 1;

    /// <summary>Log-likelihood, restricted for REML.</summary>
    public double LogLikelihood => HeterogeneityVariance.LogLikelihood(pooled.Design, TauSquared, IsRestricted);

    /// <summary>AIC, τ² counted as a parameter where it is estimated.</summary>
    public double Aic => (-2 * LogLikelihood) + (2 * Parameters);

    /// <summary>BIC.</summary>
    public double Bic => (-2 * LogLikelihood) + (Math.Log(IsRestricted ? pooled.Design.DegreesOfFreedom : Count) * Parameters);

    /// <summary>True when no moderator is in the model.</summary>
    public bool IsPooled => kept is ["(Intercept)"];

    /// <summary>The test that all moderators have no effect; null without moderators.</summary>
    public ModeratorTest? Moderators => IsPooled ? null : ModeratorTest.Of(pooled, [.. Enumerable.Range(0, kept.Length).Where(j => kept[j] != "(Intercept)")]);

    /// <summary>Percent of τ² that the moderators explain (Raudenbush 2009); null without moderators or random effects.</summary>
    public double? ExplainedPercent
    {
        get
        {
            if (IsPooled || Estimator == Heterogeneity.None) return null;
            double whole = HeterogeneityVariance.Of(StudyDesign.Mean(pooled.Design.Y, pooled.Design.V), Estimator).Value;
            return whole > 0 ? Math.Max(0, 100 * (whole - TauSquared) / whole) : 0;
        }
    }

    /// <summary>The pooled effect; only without moderators.</summary>
    public Term Effect => IsPooled ? Terms.Single(t => !double.IsNaN(t.Estimate)) : throw new DataError("meta-analysis", $"moderators in {Formula}", "one pooled effect", $"Fit {Studies.Effect} ~ 1, or read the terms.");

    /// <summary>The true effect of a new study of the same kind: estimate ± critical value × √(τ² + SE²), on metafor's degrees of freedom. R: <c>predict(rma)</c>.</summary>
    public EffectPrediction Prediction => EffectPrediction.Of(pooled, Effect.Estimate, Effect.StandardError);

    /// <inheritdoc/>
    public override string Method => $"Meta-analysis, {Estimator.Title()}, {pooled.Options.Test.Title()}";

    /// <inheritdoc/>
    public override string Formula => frame.Formula.Text;

    /// <inheritdoc/>
    public override Sample Sample => frame.Sample;

    /// <inheritdoc/>
    public override Convergence Convergence => pooled.Variance.Convergence;

    /// <inheritdoc/>
    public override ImmutableArray<Term> Terms { get; }

    /// <inheritdoc/>
    public override Dataset Rows => rows ??= StudyRows.Of(pooled, frame);

    internal PooledEffects Pooled => pooled;

    internal ModelFrame Frame => frame;

    internal ImmutableArray<string> Kept => kept;

    private bool IsRestricted => Estimator == Heterogeneity.Reml;

    private int Parameters => kept.Length + (Estimator == Heterogeneity.None ? 0 : 1);

    /// <summary>Pools the effects of studies.</summary>
    /// <param name="formula">The model: <c>g ~ 1</c> for the pooled effect, <c>g ~ weeks + setting</c> with moderators.</param>
    /// <param name="studies">The studies.</param>
    /// <param name="heterogeneity">The estimator of τ².</param>
    /// <param name="options">Tests and level; null for normal tests and 95%.</param>
    public static MetaAnalysis Fit(string formula, Studies studies, Heterogeneity heterogeneity, MetaOptions? options = null)
    {
        options ??= new();
        ConfidenceLevel.Checked(options.Level);
        var (frame, v) = studies.Frame(LinearFormula.Checked(formula));
        double[] y = LinearFormula.Outcome(frame);
        var redundant = frame.Fixed.Redundant;
        int[] columns = [.. Enumerable.Range(0, frame.Fixed.Columns).Where(j => !redundant.Contains(frame.Fixed.Names[j]))];
        if (columns.Length == 0) throw new DataError($"formula {formula}", "no intercept and no term", "something to estimate", $"Write {studies.Effect} ~ 1 for the pooled effect.");
        if (columns.Length > y.Length)
            throw new DataError($"formula {formula}", $"{columns.Length} coefficients for {y.Length} studies", "at least as many studies", "Name fewer moderators.");
        var design = StudyDesign.Of(frame.Fixed, y, v, columns);
        return new(studies, frame, (PooledEffects.Fit(design, heterogeneity, options), [.. columns.Select(j => frame.Fixed.Names[j])]), heterogeneity);
    }

    /// <summary>The same model with other tests.</summary>
    public MetaAnalysis With(MetaTest test) => Fit(Formula, Studies, Estimator, pooled.Options with { Test = test });

    /// <summary>What the model expects of each study used, and of a new study like it.</summary>
    public ImmutableArray<EffectPrediction> Predictions() => [.. Enumerable.Range(0, Count).Select(i =>
        EffectPrediction.Of(pooled, pooled.Solution.Fitted[i], Math.Sqrt(pooled.Scale * pooled.Solution.VarianceAt(pooled.Design.Row(i)))))];
}
