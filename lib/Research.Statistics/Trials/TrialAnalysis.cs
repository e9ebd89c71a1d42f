using System.Collections.Immutable;

namespace Research;

/// <summary>A randomised trial analysed: the difference of arms and its sizes in standard deviations, on each scale and basis.</summary>
/// <remarks>A report quotes <see cref="Effect"/>: EEF's guidance, over the total SD. R: eefAnalytics.</remarks>
public abstract record TrialAnalysis : Result
{
    internal TrialAnalysis(TrialRows rows) => Rows = rows;

    /// <summary>The design in words.</summary>
    public abstract string Design { get; }

    /// <summary>The model of outcome, arm and covariates.</summary>
    public abstract Fit Model { get; }

    /// <summary>All effects: arms, scales, bases.</summary>
    public abstract ImmutableArray<TrialEffect> Effects { get; }

    /// <summary>Rows used and dropped.</summary>
    public Sample Sample => Rows.Sample;

    /// <summary>The arms but the control, as coefficients are named.</summary>
    public ImmutableArray<string> Arms => [.. Rows.Treated.Select(t => t.Name)];

    /// <summary>The arms' levels, the control first.</summary>
    public ImmutableArray<string> ArmLevels => Rows.Arm.Levels;

    /// <summary>The effect a report quotes, of the first arm: EEF's guidance, total SD.</summary>
    public TrialEffect Effect => this[Arms[0]];

    /// <summary>An arm's effect on a scale and basis.</summary>
    public TrialEffect this[string arm, EffectScale scale = EffectScale.Total, EffectBasis basis = EffectBasis.Guidance] =>
        Effects.FirstOrDefault(e => e.Arm == arm && e.Scale == scale && e.Basis == basis)
        ?? throw new DataError("trial", $"arm '{arm}'", "one of " + string.Join(", ", Arms), $"Use an arm's name.{NearestName.Hint(arm, Arms)}");

    internal TrialRows Rows { get; }

    /// <summary>Effects over resampled pupils, schools or residuals: intervals that lean on no formula.</summary>
    /// <param name="plan">What is drawn, how often, with what seed.</param>
    /// <remarks>Effects of the draws are coefficient over SD, without small-sample factors. Same seed, same figures, on any number of threads.
    /// R: <c>eefAnalytics</c> with <c>nBoot</c>.</remarks>
    public BootstrapResult Bootstrap(TrialBootstrapPlan plan) => new TrialResamples(this, plan).Run();

    /// <summary>The permutation test of an arm: arms dealt anew as they were randomised, whole schools or pupils.</summary>
    /// <param name="arm">The arm, as its coefficient is named.</param>
    /// <param name="seed">Named seed.</param>
    /// <param name="draws">Deals at most; all are gone through where there are no more.</param>
    /// <param name="scale">The SD the statistic is divided by, of the conditional basis.</param>
    public PermutationTest Permute(string arm, long seed, int draws = 1000, EffectScale scale = EffectScale.Total) =>
        TrialPermutation.Run((this, this[arm].Arm, scale), seed, draws);

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Design}: {Model.Formula}. {Sample}; {Model.Convergence}.",
        [
            new("arm", "Arm"), new("basis", "SD from"), new("scale", "SD of"), new("effect_sd", "Hedges' g", "SD", 3), new("std_error", "Standard error", "SD", 3),
            new("conf_low", "Low", "SD", 3), new("conf_high", "High", "SD", 3),
        ],
        Effects.Select(e => (IReadOnlyList<Cell>)[e.Arm, Words(e.Basis), Words(e.Scale), e.G, e.StandardError, e.Interval.Low, e.Interval.High]),
        [.. Notes, $"A report quotes the first line of an arm: EEF's guidance takes the SD from a model without covariates; eefAnalytics' own effect (conditional) takes it from the model with them and grows with what they explain."]);

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of($"{Design}: effects with 95% intervals", "standard deviations",
        Effects.Select(e => new EstimateRow($"{e.Arm}, {Words(e.Basis)}, {Words(e.Scale)}", e.G, e.Interval)), 0);

    /// <summary>The effect on those who took the programme up because they were offered it.</summary>
    /// <param name="takeup">The column of take-up: 0 and 1, or a dose.</param>
    public TrialCompliers Compliers(string takeup) => TrialCompliers.Of(this, takeup);

    /// <summary>The effect within a subgroup and outside it, and the test that they are the same.</summary>
    /// <param name="group">A column of 0 and 1, such as eligibility for free school meals.</param>
    /// <param name="arm">The arm; null takes the first.</param>
    public TrialSubgroup Subgroup(string group, string? arm = null) => TrialSubgroup.Of(this, arm ?? Arms[0], group);

    /// <summary>How the effect hangs on the outcomes that are missing.</summary>
    /// <param name="data">The trial's data with the rows that lack an outcome.</param>
    /// <param name="seed">Named seed of the imputation.</param>
    public TrialMissing MissingData(Dataset data, long seed) => TrialMissing.Of(this, data, seed);

    /// <summary>The SD of the guidance basis, in total.</summary>
    internal abstract double GuidanceDeviation { get; }

    /// <summary>The same analysis of other data.</summary>
    internal abstract TrialAnalysis Again(Dataset data);

    /// <summary>The design's model with other fixed terms.</summary>
    internal abstract Fit FitFixed(string formula, Dataset data);

    /// <summary>What a reader must know about the figures.</summary>
    private protected virtual IEnumerable<string> Notes => [];

    private static string Words(EffectBasis basis) => basis switch
    {
        EffectBasis.Guidance => "a model of the arms alone (EEF guidance)",
        EffectBasis.Unconditional => "a model of the intercept alone (eefAnalytics, unconditional)",
        _ => "the model with covariates (eefAnalytics, conditional)",
    };

    private static string Words(EffectScale scale) => scale == EffectScale.Total ? "all pupils" : "pupils within schools";
}
