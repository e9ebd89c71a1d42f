using System.Collections.Immutable;

namespace Research;

/// <summary>How the missing values of a column are drawn.</summary>
public enum ImputationMethod
{
    /// <summary>A value seen, from one of the five rows whose prediction is nearest: keeps to values that occur. For numbers, the default.</summary>
    PredictiveMeanMatching,

    /// <summary>From the normal regression.</summary>
    Normal,

    /// <summary>From logistic regressions, one a level after the first. For factors, the default.</summary>
    Logistic,

    /// <summary>From a normal regression with a random intercept for each school. Needs the plan's school column.</summary>
    MultilevelNormal,
}

/// <summary>How chained equations are run.</summary>
public sealed record ImputationPlan
{
    /// <summary>Columns neither imputed nor used as predictors: identifiers, free text.</summary>
    public ImmutableArray<string> LeaveOut { get; init; } = [];

    /// <summary>The method of columns that do not take their default.</summary>
    public ImmutableDictionary<string, ImputationMethod> Methods { get; init; } = ImmutableDictionary<string, ImputationMethod>.Empty;

    /// <summary>The column that says which school a row belongs to; no value of it may be missing. Numbers are then imputed by
    /// <see cref="ImputationMethod.MultilevelNormal"/> unless said otherwise.</summary>
    public string? School { get; init; }

    /// <summary>Rounds through all columns before a data set is taken.</summary>
    public int Iterations { get; init; } = 10;
}
