using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>A variance between groups of effects.</summary>
/// <param name="Group">The grouping, as lme4 names it: <c>district</c>, <c>school:district</c>.</param>
/// <param name="Count">Number of groups.</param>
/// <param name="Variance">σ², in the square of the effects' unit.</param>
/// <param name="SharePercent">Its share of the total variation: I² of the level, percent.</param>
public sealed record EffectVariance(string Group, int Count, double Variance, double SharePercent);

/// <summary>Effects that hang together: several from one study or place. Random intercepts for any groupings, sampling errors independent.</summary>
/// <remarks>y = Xβ + Σ Zⱼuⱼ + e, uⱼ ~ N(0, σⱼ²I), e ~ N(0, diag v). I² of a level: σⱼ²/(Σσ² + typical sampling variance). Source: Konstantopoulos (2011), Res. Synth.
/// Methods 2(1). R: <c>metafor::rma.mv(random = ~ 1 | district/school)</c>.</remarks>
public sealed record MultilevelMetaAnalysis : Fit
{
    private readonly ModelFrame frame;
    private readonly (MarginalModel Model, ImmutableArray<string> Kept, MetaOptions Options) parts;
    private readonly (double[] Variances, double LogLikelihood, Convergence Convergence) best;
    private readonly WeightedSolution solution;
    private readonly PooledEffects common;
    private readonly int[] widestFirst;

    private MultilevelMetaAnalysis(ModelFrame frame, (MarginalModel, ImmutableArray<string>, MetaOptions) parts, (double[], double, Convergence) best, (Likelihood Likelihood, Errors Errors) choice)
    {
        (this.frame, this.parts, this.best, Likelihood, Errors) = (frame, parts, best, choice.Likelihood, choice.Errors);
        var model = this.parts.Model;
        solution = model.Solve(this.best.Variances)!.Value.Solution;
        common = PooledEffects.Fit(model.Design, Heterogeneity.None, new());
        double total = this.best.Variances.Sum() + common.TypicalVariance;
        int[] sizes = [.. frame.Formula.Random.Select(r => frame.Grouping(r).Levels.Length)];
        widestFirst = [.. Enumerable.Range(0, sizes.Length).OrderBy(j => sizes[j])];
        Variances = [.. widestFirst.Select(j => new EffectVariance(frame.Formula.Random[j].GroupingName, sizes[j], this.best.Variances[j], 100 * this.best.Variances[j] / total))];
        var robust = Errors.Cluster is { } cluster ? RobustEffects.Of(model, (this.best.Variances, solution), frame.Factor(cluster), Errors.Kind) : null;
        Clusters = robust?.Clusters;
        Terms = [.. frame.Fixed.Names.Select(name => TermOf(name, this.parts.Kept.IndexOf(name), robust))];
    }

    /// <summary>ML or REML.</summary>
    public Likelihood Likelihood { get; }

    /// <summary>The errors of coefficients: of the model, or robust by clusters.</summary>
    public Errors Errors { get; }

    /// <summary>Number of clusters of robust errors; null without.</summary>
    public int? Clusters { get; }

    /// <summary>The variances, the widest grouping first.</summary>
    public ImmutableArray<EffectVariance> Variances { get; }

    /// <summary>Number of effects.</summary>
    public int Count => parts.Model.Design.Count;

    /// <summary>I² of all levels together, percent.</summary>
    public double ISquaredPercent => Variances.Sum(v => v.SharePercent);

    /// <summary>Q_E: χ² on k − p when true effects are equal.</summary>
    public double Q => common.Q;

    /// <summary>k − p.</summary>
    public int QDegreesOfFreedom => Math.Max(0, parts.Model.Design.DegreesOfFreedom);

    /// <summary>p-value of Q.</summary>
    public double QPValue => QDegreesOfFreedom > 0 ? new ChiSquaredDistribution(QDegreesOfFreedom).Upper(Q) : 1;

    /// <summary>Log-likelihood, restricted for REML.</summary>
    public double LogLikelihood => best.LogLikelihood;

    /// <summary>AIC.</summary>
    public double Aic => (-2 * LogLikelihood) + (2 * (parts.Kept.Length + Variances.Length));

    /// <summary>The test that all moderators have no effect; null without moderators or with robust errors.</summary>
    public ModeratorTest? Moderators => parts.Kept is ["(Intercept)"] || Errors.Cluster is not null ? null
        : ModeratorTest.Of(solution.Coefficients, solution.Covariance, [.. Enumerable.Range(0, parts.Kept.Length).Where(j => parts.Kept[j] != "(Intercept)")], TestDegrees);

    /// <summary>The true effect in a new place, all levels new; only without moderators. R: <c>predict(rma.mv)</c>.</summary>
    public EffectPrediction Prediction
    {
        get
        {
            if (parts.Kept is not ["(Intercept)"]) throw new DataError("meta-analysis", $"moderators in {Formula}", "one pooled effect", "Fit the effect ~ 1 with its random terms.");
            var (mean, level) = (Terms.Single(t => !double.IsNaN(t.Estimate)), parts.Options.Level);
            double spread = Math.Sqrt(best.Variances.Sum() + (mean.StandardError * mean.StandardError)), half = Critical(mean.DegreesOfFreedom) * spread;
            return new(mean.Estimate, mean.StandardError, mean.Interval, spread, new(mean.Estimate - half, mean.Estimate + half, level));
        }
    }

    /// <inheritdoc/>
    public override string Method => $"Multilevel meta-analysis, {(Likelihood == Likelihood.Reml ? "REML" : "ML")}, {(Errors.Cluster is null ? parts.Options.Test.Title() : Errors.ToString())}";

    /// <inheritdoc/>
    public override string Formula => frame.Formula.Text;

    /// <inheritdoc/>
    public override Sample Sample => frame.Sample;

    /// <inheritdoc/>
    public override Convergence Convergence => best.Convergence;

    /// <inheritdoc/>
    public override ImmutableArray<Term> Terms { get; }

    /// <inheritdoc/>
    public override ImmutableArray<Figure> Overview =>
    [
        new("k", "Effects", Count), new("i_squared_percent", "I² (%)", ISquaredPercent), new("q", "Q", Q), new("q_df", "Degrees of freedom of Q", QDegreesOfFreedom), new("q_p_value", "p of Q", QPValue),
        new("log_lik", "Log-likelihood", LogLikelihood), new("aic", "AIC", Aic), .. Variances.Select(v => new Figure($"variance_{v.Group}", $"σ² of {v.Group}", v.Variance)),
    ];

    /// <inheritdoc/>
    public override Dataset Rows
    {
        get
        {
            var design = parts.Model.Design;
            double[] fitted = [.. Enumerable.Range(0, design.Count).Select(i => SmallMatrix.Dot(design.Row(i).ToArray(), solution.Coefficients))];
            return new(new NumberColumn("row", [.. frame.KeptRows.ToArray().Select(r => r + 1.0)]), new NumberColumn("observed", design.Y), new NumberColumn("variance", design.V),
                new NumberColumn("fitted", fitted), new NumberColumn("residual", [.. design.Y.Select((y, i) => y - fitted[i])]));
        }
    }

    private double TestDegrees => parts.Options.Test == MetaTest.Wald ? double.PositiveInfinity : QDegreesOfFreedom;

    /// <summary>Pools effects with random intercepts.</summary>
    /// <param name="formula">The model: <c>g ~ 1 + (1 | district/school)</c>. The innermost grouping may be the effect itself.</param>
    /// <param name="studies">The effects.</param>
    /// <param name="likelihood">REML or ML.</param>
    /// <param name="options">Normal or t tests, and level; null for normal tests and 95%.</param>
    public static MultilevelMetaAnalysis Fit(string formula, Studies studies, Likelihood likelihood = Likelihood.Reml, MetaOptions? options = null)
    {
        options ??= new();
        ConfidenceLevel.Checked(options.Level);
        if (options.Test == MetaTest.KnappHartung) throw new DataError("tests", "Knapp–Hartung", "Wald or StudentT", "Use t tests, or robust errors: With(Errors.Clustered(\"place\")).");
        var parsed = Research.Formula.Parse(formula);
        if (parsed.Random.IsEmpty) throw new DataError($"formula {formula}", "no random term", "(1 | place) or (1 | place/study)", "Name what groups the effects, or use MetaAnalysis.Fit.");
        if (parsed.Random.FirstOrDefault(r => r.Effects is not { HasIntercept: true, Terms.Length: 0 }) is { } slope)
            throw FormulaError.At(formula, slope.Source, "a random slope", "random intercepts", "Write (1 | place).");
        var (frame, v) = studies.Frame(parsed);
        var redundant = frame.Fixed.Redundant;
        int[] columns = [.. Enumerable.Range(0, frame.Fixed.Columns).Where(j => !redundant.Contains(frame.Fixed.Names[j]))];
        if (columns.Length == 0 || columns.Length >= v.Length)
            throw new DataError($"formula {formula}", $"{columns.Length} coefficients for {v.Length} effects", "at least one, and fewer than effects", "Name fewer moderators, or write 1 for the pooled effect.");
        var model = new MarginalModel(StudyDesign.Of(frame.Fixed, LinearFormula.Outcome(frame), v, columns), [.. parsed.Random.Select(r => frame.Grouping(r).Codes.ToArray())]);
        return new(frame, (model, [.. columns.Select(j => frame.Fixed.Names[j])], options), new MultilevelSearch(model, likelihood == Likelihood.Reml).Best(), (likelihood, Errors.Classical));
    }

    /// <summary>The same fit with errors robust to whatever goes on within clusters: CR0, CR1, CR1p or CR2. R: <c>robust(rma.mv)</c>, <c>clubSandwich::coef_test</c>.</summary>
    public MultilevelMetaAnalysis With(Errors errors) => new(frame, parts, best, (Likelihood, errors));

    /// <summary>The interval of each variance by profile likelihood, in the order of <see cref="Variances"/>; the models are fitted again on the way. R: <c>confint(rma.mv)</c>.</summary>
    public ImmutableArray<Interval> VarianceIntervals()
    {
        var search = new MultilevelSearch(parts.Model, Likelihood == Likelihood.Reml);
        return [.. widestFirst.Select(j => search.Profile(j, (best.Variances, best.LogLikelihood), parts.Options.Level))];
    }

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of($"{Formula}: coefficients with {Rounding.Text(100 * parts.Options.Level, 0)}% intervals", "Effect", Terms.Where(t => !double.IsNaN(t.Estimate)).Select(t => new EstimateRow(t.Name, t.Estimate, t.Interval)), 0);

    /// <inheritdoc/>
    public override string Report() => string.Create(CultureInfo.InvariantCulture,
        $"Effects ({Formula}) of {Sample} were combined by a multilevel meta-analysis ({(Likelihood == Likelihood.Reml ? "REML" : "ML")}; Konstantopoulos 2011) with {(Errors.Cluster is null ? parts.Options.Test.Title() : Errors.ToString())}. ")
        + string.Join(" ", Variances.Select(v => $"Between {v.Count} groups of {v.Group} the standard deviation was {Cell.Of(Math.Sqrt(v.Variance)).Show(null)} ({Rounding.Text(v.SharePercent, 0)}% of the variation)."));

    private Term TermOf(string name, int column, RobustEffects? robust)
    {
        if (column < 0) return new(name, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, new(double.NaN, double.NaN, parts.Options.Level));
        double estimate = solution.Coefficients[column], error = Math.Sqrt((robust?.Covariance ?? solution.Covariance)[column, column]);
        double df = robust?.DegreesOfFreedom[column] ?? TestDegrees, statistic = estimate / error, half = Critical(df) * error;
        double p = double.IsPositiveInfinity(df) ? StandardNormal.TwoSided(statistic) : df > 0 ? new StudentTDistribution(df).TwoSided(statistic) : double.NaN;
        return new(name, estimate, error, statistic, df, p, new(estimate - half, estimate + half, parts.Options.Level));
    }

    private double Critical(double df) => double.IsPositiveInfinity(df) ? StandardNormal.ForLevel(parts.Options.Level) : df > 0 ? new StudentTDistribution(df).ForLevel(parts.Options.Level) : double.NaN;
}
