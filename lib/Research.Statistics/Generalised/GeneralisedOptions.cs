namespace Research;

/// <summary>Choices of a generalised linear model beyond its formula and family.</summary>
public sealed record GeneralisedOptions
{
    /// <summary>The column, or expression, of prior weights. Null weighs all rows alike.</summary>
    public string? Weights { get; init; }

    /// <summary>The errors; classical unless named.</summary>
    public Errors Errors { get; init; } = Errors.Classical;

    /// <summary>Level of confidence intervals, 0 to 1.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Firth's penalised likelihood (1993; Heinze and Schemper 2002), whose estimates stay finite under separation. Logistic only. R: <c>logistf</c>.</summary>
    public bool Firth { get; init; }
}
