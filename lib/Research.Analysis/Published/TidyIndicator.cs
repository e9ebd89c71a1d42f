namespace Research;

/// <summary>What the figures of a column are.</summary>
public enum IndicatorKind
{
    /// <summary>A share, in per cent.</summary>
    Percent,

    /// <summary>A number of pupils, sessions, schools ...</summary>
    Count,

    /// <summary>Another number: a mean, a score, an index.</summary>
    Number,
}

/// <summary>A column of figures.</summary>
/// <param name="Name">The column.</param>
/// <param name="Kind">What its figures are.</param>
/// <param name="Numerator">For a percentage: the column of counts it is made of; null when the file has none.</param>
/// <param name="Denominator">For a percentage: the column it is a share of; null when the file has none.</param>
/// <param name="Scale">What its figures are multiplied by: 100 for a percentage given as shares of 1, else 1.</param>
public sealed record TidyIndicator(string Name, IndicatorKind Kind, string? Numerator = null, string? Denominator = null, double Scale = 1)
{
    /// <summary>True when the counts behind a percentage are in the file.</summary>
    public bool HasCounts => Numerator is not null && Denominator is not null;
}
