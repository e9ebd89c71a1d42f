using System.Collections.Immutable;

namespace Research;

/// <summary>What small studies' precision is measured by in a regression test.</summary>
public enum FunnelPredictor
{
    /// <summary>The standard error (Egger et al. 1997).</summary>
    StandardError,

    /// <summary>The sampling variance.</summary>
    Variance,
}

/// <summary>A regression test for funnel asymmetry: does the effect grow with the error?</summary>
/// <param name="Name">The test.</param>
/// <param name="Slope">The slope on the predictor, with its test.</param>
/// <param name="Limit">The effect of a study without error, as the line has it.</param>
public sealed record FunnelRegression(string Name, Term Slope, Term Limit);

/// <summary>Tests whether small studies show larger effects, and fail-safe numbers. Source: Egger et al. (1997), BMJ 315; Begg and Mazumdar (1994), Biometrics 50(4);
/// Rosenthal (1979); Orwin (1983); Rosenberg (2005). R: <c>metafor::regtest</c>, <c>ranktest</c>, <c>fsn</c>.</summary>
public sealed record SmallStudyTests : Result
{
    private readonly MetaAnalysis fit;

    private SmallStudyTests(MetaAnalysis fit)
    {
        this.fit = fit;
        var design = fit.Pooled.Design;
        var (y, v) = (design.Y, design.V);
        var common = WeightedSolution.At(design, 0);
        double total = common.Weights.Sum(), mean = common.Coefficients[0];
        Rank = RankAssociation.Of([.. y.Select((e, i) => (e - mean) / Math.Sqrt(v[i] - (1 / total)))], v);
        double k = y.Length, z = Math.Abs(y.Select((e, i) => e / Math.Sqrt(v[i])).Sum()) / Math.Sqrt(k), average = y.Average();
        Rosenthal = Whole(k * Math.Pow(z / StandardNormal.Quantile(0.95), 2) - k);
        // Half the mean effect as target: k more studies without effect halve it, whatever it is.
        Orwin = average == 0 ? double.PositiveInfinity : k;
        Rosenberg = Whole(k * (Math.Pow(total * mean / StandardNormal.Z95, 2) - total) / total);
    }

    /// <summary>Kendall's τ of standardised effects with their variances (Begg and Mazumdar 1994).</summary>
    public RankAssociation Rank { get; }

    /// <summary>Null studies that would make Stouffer's test miss one-sided 5% (Rosenthal 1979).</summary>
    public double Rosenthal { get; }

    /// <summary>Null studies that would halve the unweighted mean effect (Orwin 1983): always as many as there are.</summary>
    public double Orwin { get; }

    /// <summary>Null studies that would make the common effect miss 5% (Rosenberg 2005).</summary>
    public double Rosenberg { get; }

    internal static SmallStudyTests Of(MetaAnalysis fit)
    {
        PartialEffect.RequirePooled(fit, "small-study tests", 3);
        return new(fit);
    }

    /// <summary>Weighted regression of effects on their errors, the residual variance free: Egger's test. R: <c>regtest(model = "lm")</c>.</summary>
    public FunnelRegression Egger(FunnelPredictor predictor = FunnelPredictor.StandardError)
    {
        var design = With(predictor);
        // Least squares with a free scale is the Knapp–Hartung test without between-study variance.
        var line = PooledEffects.Fit(design, Heterogeneity.None, fit.Pooled.Options with { Test = MetaTest.KnappHartung });
        return new($"weighted regression on the {Words(predictor)}", line.Term(Words(predictor), 1), line.Term("(Intercept)", 0));
    }

    /// <summary>Meta-regression on the errors, with the fit's own estimator and tests. R: <c>regtest(model = "rma")</c>.</summary>
    public FunnelRegression MixedRegression(FunnelPredictor predictor = FunnelPredictor.StandardError)
    {
        var line = PooledEffects.Fit(With(predictor), fit.Estimator, fit.Pooled.Options);
        return new($"meta-regression on the {Words(predictor)}", line.Term(Words(predictor), 1), line.Term("(Intercept)", 0));
    }

    /// <inheritdoc/>
    public override Table ToTable()
    {
        ImmutableArray<FunnelRegression> lines = fit.Pooled.Design.With(Errors(FunnelPredictor.StandardError)).IsDeficient ? [] : [Egger(), MixedRegression()];
        return new($"Small-study effects in {fit.Count} studies",
            [new("test", "Test"), new("statistic", "Statistic"), new("p_value", "p"), new("limit", "Effect at no error"), new("conf_low", "Low"), new("conf_high", "High")],
            [
                .. lines.Select(l => (IReadOnlyList<Cell>)[l.Name, l.Slope.Statistic, l.Slope.PValue, l.Limit.Estimate, l.Limit.Interval.Low, l.Limit.Interval.High]),
                ["rank correlation (Kendall's τ)", Rank.Tau, Rank.PValue, Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable)],
            ],
            [$"Studies without effect it would take to change the verdict: {Count(Rosenthal)} (Rosenthal), {Count(Rosenberg)} (Rosenberg).", .. fit.Count < 10 ? ["Fewer than ten studies: these tests have little power."] : (string[])[]]);
    }

    private StudyDesign With(FunnelPredictor predictor)
    {
        var design = fit.Pooled.Design.With(Errors(predictor));
        return design.IsDeficient ? throw new DataError("small-study tests", "studies of equal precision", "precisions that differ", "There is no funnel to be asymmetric: use the forest plot.") : design;
    }

    private double[] Errors(FunnelPredictor predictor) => predictor == FunnelPredictor.Variance ? fit.Pooled.Design.V : [.. fit.Pooled.Design.V.Select(Math.Sqrt)];

    private static string Words(FunnelPredictor predictor) => predictor == FunnelPredictor.Variance ? "variance" : "standard error";

    private static string Count(double number) => Rounding.Text(number, 0);

    // Whole studies, those that rounding alone separates from a whole number taken as it.
    private static double Whole(double number) => Math.Max(0, number) is var n && Math.Abs(n - Math.Round(n)) < 1.5e-8 ? Math.Round(n) : Math.Ceiling(n);
}
