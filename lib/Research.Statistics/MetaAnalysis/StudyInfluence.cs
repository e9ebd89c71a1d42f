using System.Collections.Immutable;

namespace Research;

/// <summary>What one study does to a meta-analysis.</summary>
/// <param name="Study">The study.</param>
/// <param name="Studentised">Its residual from the fit without it, over its standard error.</param>
/// <param name="Dffits">Change of its fitted value in standard errors.</param>
/// <param name="CooksDistance">Change of all coefficients together.</param>
/// <param name="CovarianceRatio">Determinant of the coefficients' covariance without it over that with it; below 1 it costs precision.</param>
/// <param name="TauSquared">τ² without it.</param>
/// <param name="Q">Q without it.</param>
/// <param name="Leverage">Its leverage.</param>
/// <param name="WeightPercent">Its weight, percent.</param>
/// <param name="IsInfluential">By metafor's rules: |DFFITS| &gt; 3√(p/(k − p)), Cook's distance beyond the median of χ² on p, or leverage &gt; 3p/k.</param>
public sealed record InfluenceOfStudy(string Study, double Studentised, double Dffits, double CooksDistance, double CovarianceRatio, double TauSquared, double Q, double Leverage,
    double WeightPercent, bool IsInfluential);

/// <summary>The influence of each study. Source: Viechtbauer and Cheung (2010), Res. Synth. Methods 1(2). R: <c>metafor::influence.rma.uni</c>.</summary>
public sealed record StudyInfluence : Result
{
    private StudyInfluence(ImmutableArray<InfluenceOfStudy> studies, string formula) => (Studies, Formula) = (studies, formula);

    /// <summary>One a study, in row order; figures that cannot be had without the study are not numbers.</summary>
    public ImmutableArray<InfluenceOfStudy> Studies { get; }

    /// <summary>The model.</summary>
    public string Formula { get; }

    internal static StudyInfluence Of(MetaAnalysis fit)
    {
        if (fit.Count < 2) throw new DataError("influence", $"{fit.Count} study", "2 or more", "Add studies.");
        return new([.. Enumerable.Range(0, fit.Count).Select(i => Of(fit, i))], fit.Formula);
    }

    private static InfluenceOfStudy Of(MetaAnalysis fit, int i)
    {
        var whole = fit.Pooled;
        var design = whole.Design;
        int p = design.Columns, k = design.Count;
        double leverage = whole.Solution.Leverages[i], weight = 100 * whole.Solution.Weights[i] / whole.Solution.Weights.Sum();
        var rest = design.Without(i);
        if (rest.Count < p || WeightedSolution.At(rest, 0).IsDeficient)
            return new(fit.Labels[i], double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, leverage, weight, true);
        var part = PooledEffects.Fit(rest, fit.Estimator, whole.Options);
        var row = design.Row(i);
        double expected = 0;
        for (int j = 0; j < p; j++) expected += row[j] * part.Solution.Coefficients[j];
        double residual = design.Y[i] - expected, variance = (part.Scale * part.Solution.VarianceAt(row)) + (part.Scale * (part.TauSquared + design.V[i]));
        double[] change = [.. whole.Solution.Coefficients.Select((b, j) => b - part.Solution.Coefficients[j])];
        var (now, without) = (SymmetricEigen.Of(whole.Covariance()), SymmetricEigen.Of(part.Covariance()));
        double dffits = (whole.Solution.Fitted[i] - expected) / Math.Sqrt(part.Scale * leverage * (part.TauSquared + design.V[i]));
        double cook = SmallMatrix.Dot(change, now.Apply(l => l > 0 ? 1 / l : 0).Times(change));
        double ratio = without.Values.Aggregate(1.0, (a, b) => a * b) / now.Values.Aggregate(1.0, (a, b) => a * b);
        bool notable = Math.Abs(dffits) > 3 * Math.Sqrt(p / (double)(k - p)) || new ChiSquaredDistribution(p).Lower(cook) > 0.5 || leverage > 3.0 * p / k;
        return new(fit.Labels[i], Math.Abs(residual) < 2.3e-14 ? 0 : residual / Math.Sqrt(variance), dffits, cook, ratio, part.TauSquared, part.Q, leverage, weight, notable);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Influence of each of {Studies.Length} studies: {Formula}",
        [
            new("study", "Study"), new("studentised", "Studentised residual"), new("dffits", "DFFITS"), new("cooks_distance", "Cook's distance"), new("covariance_ratio", "Covariance ratio"),
            new("tau_squared_without", "τ² without it"), new("q_without", "Q without it"), new("leverage", "Leverage"), new("weight_percent", "Weight", "%"), new("influential", "Influential"),
        ],
        Studies.Select(s => (IReadOnlyList<Cell>)[s.Study, s.Studentised, s.Dffits, s.CooksDistance, s.CovarianceRatio, s.TauSquared, s.Q, s.Leverage, s.WeightPercent, s.IsInfluential ? "yes" : "no"]));

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of($"Studentised residuals of {Studies.Length} studies; beyond 2 is rare", "Standard errors",
        Studies.Select(s => new EstimateRow(s.Study, s.Studentised, new(s.Studentised, s.Studentised))), 0);
}
