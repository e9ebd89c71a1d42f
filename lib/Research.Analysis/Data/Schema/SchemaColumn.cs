namespace Research;

/// <summary>A column of a county file: type, unit, allowed values, meaning and source, in one place.</summary>
/// <param name="Name">snake_case, the unit in the name where it is not plain.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Meaning">In a sentence.</param>
public sealed record SchemaColumn(string Name, DataType Type, string Meaning)
{
    /// <summary>Unit, such as "sessions" or "points"; empty for words, codes and flags.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Allowed values of a <see cref="DataType.Code"/> column.</summary>
    public CodeList? Codes { get; init; }

    /// <summary>Smallest value allowed, for numbers.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest value allowed, for numbers.</summary>
    public double? Maximum { get; init; }

    /// <summary>True when the cell may not be empty.</summary>
    public bool Required { get; init; }

    /// <summary>True when the whole column may be absent from an extract; what needs it then says "not computable".</summary>
    public bool MayBeAbsent { get; init; }

    /// <summary>First academic year in which the column is used (2013 is 2012/13).</summary>
    public int FirstYear { get; init; }

    /// <summary>Last academic year in which the column is used.</summary>
    public int LastYear { get; init; } = 9999;

    /// <summary>Years between the assessment the codes are of and the row's year: 4 for Key Stage 1 results in a Key Stage 2 file.</summary>
    public int YearsBefore { get; init; }

    /// <summary>Official source of the definition.</summary>
    public string Source { get; init; } = "";

    /// <summary>The engine's type.</summary>
    public string SqlType => Type switch
    {
        DataType.Whole => "INTEGER",
        DataType.Number => "DOUBLE",
        DataType.Flag => "TINYINT",
        _ => "VARCHAR",
    };
}
