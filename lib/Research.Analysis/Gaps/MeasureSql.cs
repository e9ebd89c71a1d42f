using System.Globalization;

namespace Research;

/// <summary>What has to be asked of the engine for a measure: conditions and sums.</summary>
internal readonly record struct MeasureSql(Measure Measure)
{
    /// <summary>A pupil who is asked; for a ratio everyone.</summary>
    public string Asked => Measure.Kind == MeasureKind.Ratio ? "true" : $"({Measure.Denominator})";

    /// <summary>One who has a result as well.</summary>
    public string Used => Measure.Kind switch
    {
        MeasureKind.Ratio => $"({Measure.HasResult}) AND ({Measure.Numerator}) IS NOT NULL AND ({Measure.Denominator}) > 0",
        _ => $"({Measure.Denominator}) AND ({Measure.HasResult}) AND ({Measure.Numerator}) IS NOT NULL",
    };

    /// <summary>One with a result who succeeds; for a rate only.</summary>
    public string Succeeded => $"({Measure.Denominator}) AND ({Measure.HasResult}) AND ({Measure.Numerator})";

    /// <summary>The conditions.</summary>
    public string[] Conditions => Measure.Kind == MeasureKind.Rate ? [Asked, Used, Succeeded] : [Asked, Used];

    /// <summary>Sum of the values or parts, in whole units of 10^−scale.</summary>
    public string Parts => Whole(Measure.Numerator);

    /// <summary>Sum of the wholes.</summary>
    public string Wholes => Whole(Measure.Denominator);

    /// <summary>Sum of the squares of the parts.</summary>
    public string PartSquares => $"({Parts} * {Parts})";

    /// <summary>Sum of the products of part and whole.</summary>
    public string Products => $"({Parts} * {Wholes})";

    /// <summary>Sum of the squares of the wholes.</summary>
    public string WholeSquares => $"({Wholes} * {Wholes})";

    /// <summary>The sums.</summary>
    public string[] Sums => Measure.Kind switch
    {
        MeasureKind.Rate => [],
        MeasureKind.Mean => [Parts, PartSquares],
        _ => [Parts, Wholes, PartSquares, Products, WholeSquares],
    };

    private string Whole(string value) => $"(CASE WHEN {Used} THEN round(({value}) * {((long)Math.Pow(10, Measure.Scale)).ToString(CultureInfo.InvariantCulture)})::BIGINT END)";
}
