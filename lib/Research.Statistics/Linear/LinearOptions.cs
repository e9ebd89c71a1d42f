using System.Collections.Immutable;

namespace Research;

/// <summary>Choices of a linear model beyond its formula and errors.</summary>
public sealed record LinearOptions
{
    /// <summary>The column, or expression, of weights: inverse variances or numbers of pupils behind a row. Null weighs all rows alike.</summary>
    public string? Weights { get; init; }

    /// <summary>Columns whose levels get an effect each, swept out rather than estimated: school, year. R: <c>fixest::feols(y ~ x | school)</c>.</summary>
    public ImmutableArray<string> Absorb { get; init; } = [];

    /// <summary>Level of confidence intervals, 0 to 1.</summary>
    public double Level { get; init; } = 0.95;
}
