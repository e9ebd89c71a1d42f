using System.Collections.Immutable;

namespace Research;

/// <summary>A trial that randomised pupils one by one: analysis of covariance.</summary>
/// <remarks>g = J β/s, J = 1 − 3/(4(n₁ + n₀ − 2) − 1) with the sizes of arm and control; eefAnalytics' variance is J²(1/n₁ + 1/n₀ + d²/(2(n₁ + n₀))). There
/// are no schools in the model: within and total are one. Source: Hedges (1981); EEF (2022), Statistical analysis guidance. R: <c>eefAnalytics::srtFREQ</c>.</remarks>
public sealed record SimpleTrialAnalysis : TrialAnalysis
{
    private readonly double pooledDeviation;

    private SimpleTrialAnalysis(TrialRows rows, LinearModel model, LinearModel robust) : base(rows)
    {
        Linear = model;
        double[] y = rows.Outcome;
        double all = y.Average();
        var arms = Enumerable.Range(0, rows.Arm.Levels.Length).Select(k => Of(y, k)).ToArray();
        pooledDeviation = Math.Sqrt(arms.Sum(Squares) / (y.Length - arms.Length));
        OutcomeVariance = y.Sum(v => (v - all) * (v - all)) / (y.Length - 1);
        Effects = [.. rows.Treated.SelectMany(t => EffectsOf(t, y, robust[t.Name]))];
    }

    /// <inheritdoc/>
    public override string Design => "Trial of pupils";

    /// <inheritdoc/>
    public override Fit Model => Linear;

    /// <summary>The linear model.</summary>
    public LinearModel Linear { get; }

    /// <summary>Variance of the outcome over all rows used.</summary>
    public double OutcomeVariance { get; }

    /// <inheritdoc/>
    public override ImmutableArray<TrialEffect> Effects { get; }

    /// <summary>Analyses a trial of pupils.</summary>
    /// <param name="model">Formula and arm.</param>
    /// <param name="data">A row a pupil.</param>
    public static SimpleTrialAnalysis Fit(TrialModel model, Dataset data)
    {
        var rows = TrialRows.Of(model, data);
        var fit = LinearModel.Fit(model.Formula, rows.Data);
        return new(rows, fit, fit.With(Errors.Robust()));
    }

    internal override double GuidanceDeviation => pooledDeviation;

    internal override TrialAnalysis Again(Dataset data) => Fit(Rows.Model, data);

    internal override Fit FitFixed(string formula, Dataset data) => LinearModel.Fit(formula, data, Errors.Robust());

    private protected override IEnumerable<string> Notes => ["Guidance: HC3 errors, SD pooled over arm and control. Schools are not in the model: where pupils of a school are alike use the multisite analysis."];

    private IEnumerable<TrialEffect> EffectsOf((string Name, int Level) arm, double[] y, Term robust)
    {
        double[] treated = Of(y, arm.Level), control = Of(y, 0);
        double nt = treated.Length, nc = control.Length, j = HedgesCorrection.Approximate(nt + nc - 2), beta = Linear[arm.Name].Estimate;
        double pooled = Math.Sqrt((Squares(treated) + Squares(control)) / (nt + nc - 2));
        yield return TrialEffect.OfTerm(robust, (arm.Name, EffectScale.Total), pooled, (j, 1 / (2 * (nt + nc - 2))));
        foreach (var (basis, variance) in ((EffectBasis, double)[])[(EffectBasis.Unconditional, OutcomeVariance), (EffectBasis.Conditional, Linear.Summary.Sigma * Linear.Summary.Sigma)])
        {
            double d = beta / Math.Sqrt(variance);
            yield return TrialEffect.Normal((arm.Name, EffectScale.Total, basis), j * d, j * j * (((nt + nc) / (nt * nc)) + (d * d / (2 * (nt + nc)))));
        }
    }

    private double[] Of(double[] y, int level) => [.. y.Where((_, i) => Rows.Arm.Codes[i] == level)];

    private static double Squares(double[] values) => values.Average() is var mean ? values.Sum(v => (v - mean) * (v - mean)) : 0;
}
