namespace Research;

/// <summary>How a measure is made from pupils' records.</summary>
public enum MeasureKind
{
    /// <summary>Share of pupils for whom a condition holds, in per cent.</summary>
    Rate,

    /// <summary>Mean of a value over pupils.</summary>
    Mean,

    /// <summary>Sum of one value over the sum of another, in per cent: sessions missed of sessions possible.</summary>
    Ratio,
}
