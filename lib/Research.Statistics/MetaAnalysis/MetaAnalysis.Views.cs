using System.Collections.Immutable;
using System.Globalization;

namespace Research;

public sealed partial record MetaAnalysis
{
    /// <inheritdoc/>
    public override ImmutableArray<Figure> Overview =>
    [
        new("k", "Studies", Count), new("tau_squared", "τ²", TauSquared), new("tau", "τ", Tau), new("i_squared_percent", "I² (%)", ISquaredPercent), new("h_squared", "H²", HSquared),
        new("q", "Q", Q), new("q_df", "Degrees of freedom of Q", QDegreesOfFreedom), new("q_p_value", "p of Q", QPValue),
        new("log_lik", "Log-likelihood", LogLikelihood), new("aic", "AIC", Aic), new("bic", "BIC", Bic),
        .. Moderators is { } test ? (Figure[])[new("q_moderators", "Test of moderators", test.Statistic), new("q_moderators_p_value", "p of moderators", test.PValue)] : [],
        .. ExplainedPercent is { } explained ? (Figure[])[new("explained_percent", "τ² explained (%)", explained)] : [],
    ];

    /// <summary>τ², I² and H² with their intervals by the Q-profile. R: <c>confint(rma)</c>.</summary>
    public HeterogeneityInterval HeterogeneityInterval() => Research.HeterogeneityInterval.QProfile(pooled);

    /// <summary>The same by profile likelihood; for fits by likelihood. R: <c>confint(rma, type = "PL")</c>.</summary>
    public HeterogeneityInterval LikelihoodInterval() => Estimator is Heterogeneity.Ml or Heterogeneity.Reml
        ? Research.HeterogeneityInterval.ProfileLikelihood(pooled, IsRestricted)
        : throw new DataError("heterogeneity", Estimator.ToString(), "Ml or Reml", "Use HeterogeneityInterval(), or fit by likelihood.");

    /// <summary>The pooled effect without each study in turn. R: <c>leave1out</c>.</summary>
    public LeaveOneOut LeaveOneOut() => Research.LeaveOneOut.Of(this);

    /// <summary>The pooled effect as studies came in, by a column such as the year; ties keep their row order. R: <c>cumul</c>.</summary>
    public CumulativeMetaAnalysis Cumulative(string order) => CumulativeMetaAnalysis.Of(this, order);

    /// <summary>What each study does to the fit. R: <c>influence</c>.</summary>
    public StudyInfluence Influence() => StudyInfluence.Of(this);

    /// <summary>The pooled effect were the funnel symmetric: studies that seem missing are filled in. R: <c>trimfill</c>.</summary>
    public TrimAndFill TrimAndFill(MissingStudies estimator = MissingStudies.Linear) => Research.TrimAndFill.Of(this, estimator);

    /// <summary>Do small studies show larger effects? Regression and rank tests, and how many null studies it would take. R: <c>regtest</c>, <c>ranktest</c>, <c>fsn</c>.</summary>
    public SmallStudyTests SmallStudyTests() => Research.SmallStudyTests.Of(this);

    /// <summary>The forest plot: each study, the pooled effect, and the range of true effects.</summary>
    public Chart Forest() => ForestPlot.Of(this);

    /// <summary>The forest plot.</summary>
    public override Chart? ToChart() => IsPooled ? Forest() : CoefficientPlot.Of(this);

    /// <inheritdoc/>
    public override Table ToTable() => base.ToTable().WithNotes(Notes());

    /// <inheritdoc/>
    public override string Report()
    {
        string effects = IsPooled
            ? string.Create(CultureInfo.InvariantCulture, $"The pooled effect was {Shown(Effect.Estimate)} [{Shown(Effect.Interval.Low)}, {Shown(Effect.Interval.High)}]{Range()}.")
            : string.Create(CultureInfo.InvariantCulture, $"The moderators together gave {Shown(Moderators!.Statistic)} on {Moderators.DegreesOfFreedom} degrees of freedom (p = {Shown(Moderators.PValue)}).");
        return string.Create(CultureInfo.InvariantCulture,
            $"Effects ({Formula}) of {Sample} were combined by a meta-analysis with {Estimator.Title()} ({Estimator.Citation()}) and {pooled.Options.Test.Title()}{(pooled.Options.Test == MetaTest.KnappHartung ? " (Knapp and Hartung 2003)" : "")}. {effects} Q was {Shown(Q)} on {QDegreesOfFreedom} degrees of freedom (p = {Shown(QPValue)}), I² {Rounding.Text(ISquaredPercent, 0)}%, τ {Shown(Tau)}.{string.Concat(Notes().Select(n => " " + n))}");
    }

    private string Range() => Estimator == Heterogeneity.None ? "" : $"; in {Rounding.Text(100 * pooled.Options.Level, 0)}% of places like these the true effect would lie between {Shown(Prediction.NewStudy.Low)} and {Shown(Prediction.NewStudy.High)}";

    private IEnumerable<string> Notes()
    {
        var redundant = Terms.Where(t => double.IsNaN(t.Estimate)).Select(t => t.Name).ToList();
        if (redundant.Count > 0) yield return $"Determined by the other columns and left out: {string.Join(", ", redundant)}.";
        if (QDegreesOfFreedom == 0) yield return "As many coefficients as studies: how much effects vary cannot be told.";
        else if (Estimator != Heterogeneity.None && pooled.Options.Test == MetaTest.Wald && Count < 10)
            yield return $"With {Count} studies normal tests take τ² as known and are too sure; Knapp–Hartung tests are safer.";
    }

    private static string Shown(double value) => Cell.Of(value).Show(null);
}
