namespace Research;

/// <summary>Whom the treated are compared with.</summary>
public enum ControlGroup
{
    /// <summary>Units never treated in the years at hand.</summary>
    NeverTreated,

    /// <summary>Units not treated yet: the never treated, and those treated later until they are.</summary>
    NotYetTreated,
}

/// <summary>How covariates are taken into account.</summary>
public enum DifferenceEstimator
{
    /// <summary>Outcome regression and propensity score: right when either is (Sant'Anna and Zhao 2020).</summary>
    DoublyRobust,

    /// <summary>Outcome regression among controls (Heckman, Ichimura and Todd 1997).</summary>
    Regression,

    /// <summary>Inverse probability weights that add up to one (Abadie 2005; Hájek).</summary>
    InverseProbability,
}

/// <summary>The period effects before treatment are measured from.</summary>
public enum BasePeriod
{
    /// <summary>The period before: each pre-treatment figure is a placebo effect of one step.</summary>
    Varying,

    /// <summary>The last period before treatment, for all: as event-study regressions have it.</summary>
    Universal,
}

/// <summary>What the rows are.</summary>
public enum PanelRecords
{
    /// <summary>Each unit once in every period; a unit that misses one is left out and counted.</summary>
    BalancedPanel,

    /// <summary>Units that may miss periods, kept: compared by means of the periods.</summary>
    UnbalancedPanel,

    /// <summary>Other units in each period, such as cohorts of pupils.</summary>
    RepeatedCrossSections,
}

/// <summary>The columns and choices of a difference-in-differences with treatment at different times.</summary>
/// <param name="Outcome">The outcome's column.</param>
/// <param name="Unit">The unit's column: pupil or school.</param>
/// <param name="Time">The period's column, a number such as the year.</param>
/// <param name="FirstTreated">The column of the first treated period; 0 or infinite, or later than the data, is never.</param>
public sealed record StaggeredDesign(string Outcome, string Unit, string Time, string FirstTreated)
{
    /// <summary>Covariates as a one-sided formula, taken from the earlier of two periods compared: <c>~ prior + fsm</c>.</summary>
    public string Covariates { get; init; } = "~ 1";

    /// <summary>Whom the treated are compared with.</summary>
    public ControlGroup Controls { get; init; } = ControlGroup.NeverTreated;

    /// <summary>How covariates are taken into account.</summary>
    public DifferenceEstimator Estimator { get; init; } = DifferenceEstimator.DoublyRobust;

    /// <summary>What effects before treatment are measured from.</summary>
    public BasePeriod Base { get; init; } = BasePeriod.Varying;

    /// <summary>What the rows are.</summary>
    public PanelRecords Records { get; init; } = PanelRecords.BalancedPanel;

    /// <summary>Periods before treatment in which units may act on it already.</summary>
    public int Anticipation { get; init; }

    /// <summary>The column of clusters, where units of a cluster are treated together: schools of pupils. Null takes units as independent.</summary>
    public string? Cluster { get; init; }
}
