using System.Collections.Immutable;

namespace Research;

/// <summary>What is measured, as data: a phase, who succeeds, who is asked, the years in which it means the same, and where it is defined.</summary>
/// <remarks>Conditions are SQL over the columns of the phase's file (see the data dictionary). A pupil counts when <see cref="Denominator"/> holds;
/// one for whom <see cref="Numerator"/> is unknown or <see cref="HasResult"/> does not hold is left out and counted as dropped.</remarks>
public sealed partial record Measure
{
    private Measure(string id, Phase phase, MeasureKind kind, SqlExpression numerator, SqlExpression denominator)
    {
        (Id, Phase, Kind, NumeratorSql, DenominatorSql) = (id, phase, kind, numerator, denominator);
        Title = id;
        (Unit, Decimals) = kind == MeasureKind.Mean ? ("", 1) : ("percent", 1);
        (FirstYear, LastYear) = (DefinedFrom, DefinedTo);
    }

    /// <summary>Name in files and claims: snake_case.</summary>
    public string Id { get; }

    /// <summary>Name for readers, to follow "share reaching".</summary>
    public string Title { get; init; }

    /// <summary>The phase, and so the file.</summary>
    public Phase Phase { get; }

    /// <summary>Rate, mean or ratio.</summary>
    public MeasureKind Kind { get; }

    /// <summary>Condition that holds for a pupil who succeeds (a rate); the value averaged (a mean) or summed (a ratio).</summary>
    public string Numerator => NumeratorSql.Text;

    /// <summary>Condition that holds for a pupil who is asked (a rate or mean); the value that is the whole (a ratio).</summary>
    public string Denominator => DenominatorSql.Text;

    /// <summary>Condition that holds for a pupil with a result; "true" leaves it to the numerator being known.</summary>
    public string HasResult
    {
        get => ResultSql.Text;
        init => ResultSql = SqlExpression.Prepare($"measure {Id}, has result", value, Schema.Of(Phase), boolean: true);
    }

    /// <summary>Why a pupil who is asked is left out.</summary>
    public string WithoutResult { get; init; } = "without a result";

    /// <summary>Unit of the value: percent, or the value's own.</summary>
    public string Unit { get; init; }

    /// <summary>Decimals shown.</summary>
    public int Decimals { get; init; }

    /// <summary>True when more is better, as in attainment; false for absence, exclusion and NEET.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>First academic year in which it is defined.</summary>
    public int FirstYear { get; init => field = Within(value); }

    /// <summary>Last academic year in which it is defined.</summary>
    public int LastYear { get; init => field = Within(value); }

    /// <summary>Years in which it came to mean something else, in order.</summary>
    public ImmutableArray<SeriesBreak> Breaks { get; init; } = [];

    /// <summary>Official source of the definition.</summary>
    public string Source { get; init; } = "";

    internal SqlExpression NumeratorSql { get; }

    internal SqlExpression DenominatorSql { get; }

    internal SqlExpression ResultSql { get; init; } = SqlExpression.True;

    /// <summary>Decimals of a value kept in the engine's whole-number sums.</summary>
    internal int Scale => Kind == MeasureKind.Rate || (NumeratorSql.Columns.All(c => c.Type != DataType.Number) && !Numerator.Contains('/') && !Numerator.Contains('.')) ? 0 : 2;

    private int DefinedFrom => Math.Max(NumeratorSql.FirstYear, DenominatorSql.FirstYear);

    private int DefinedTo => Math.Min(NumeratorSql.LastYear, DenominatorSql.LastYear);

    /// <summary>A share of pupils. Fails at once, with the column's name, when a condition does not fit the phase's file.</summary>
    /// <param name="id">Name in files: snake_case.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="numerator">Condition that holds for a pupil who succeeds.</param>
    /// <param name="denominator">Condition that holds for a pupil who is asked.</param>
    public static Measure Rate(string id, Phase phase, string numerator, string denominator = "true") =>
        Prepare(id, phase, MeasureKind.Rate, (numerator, denominator));

    /// <summary>A mean over pupils.</summary>
    /// <param name="id">Name in files: snake_case.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="value">The value averaged, at most two decimals.</param>
    /// <param name="denominator">Condition that holds for a pupil who is asked.</param>
    public static Measure Mean(string id, Phase phase, string value, string denominator = "true") =>
        Prepare(id, phase, MeasureKind.Mean, (value, denominator));

    /// <summary>A ratio of two sums over pupils, in per cent, such as sessions missed of sessions possible.</summary>
    /// <param name="id">Name in files: snake_case.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="part">The value summed above the line.</param>
    /// <param name="whole">The value summed below it.</param>
    public static Measure Ratio(string id, Phase phase, string part, string whole) => Prepare(id, phase, MeasureKind.Ratio, (part, whole));

    /// <summary>Breaks after the first of two years and up to the second.</summary>
    public IEnumerable<SeriesBreak> BreaksBetween(int earlier, int later) => Breaks.Where(b => b.Year > earlier && b.Year <= later);

    /// <summary>True in a year in which the measure is defined.</summary>
    public bool IsDefinedIn(int year) => year >= FirstYear && year <= LastYear;

    /// <inheritdoc/>
    public override string ToString() => $"{Id}: {Title}";

    /// <summary>An entry of the catalogue: read against the schema; the tests have the engine prepare each.</summary>
    internal static Measure Entry(string id, Phase phase, MeasureKind kind, (string Numerator, string Denominator) sql) =>
        new(id, phase, kind, SqlExpression.Read($"measure {id}, numerator", sql.Numerator, Schema.Of(phase)), SqlExpression.Read($"measure {id}, denominator", sql.Denominator, Schema.Of(phase)));

    private static Measure Prepare(string id, Phase phase, MeasureKind kind, (string Numerator, string Denominator) sql)
    {
        CheckName("measure", id);
        var table = Schema.Of(phase);
        var numerator = SqlExpression.Prepare($"measure {id}, numerator", sql.Numerator, table, boolean: kind == MeasureKind.Rate);
        var denominator = SqlExpression.Prepare($"measure {id}, denominator", sql.Denominator, table, boolean: kind != MeasureKind.Ratio);
        return new(id, phase, kind, numerator, denominator);
    }

    /// <summary>Names go into SQL and files, so they are plain.</summary>
    internal static void CheckName(string what, string id)
    {
        if (id.Length is 0 or > 80 || !char.IsAsciiLetterLower(id[0]) || id.Any(c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')))
            throw new DataError(what, $"the name '{id}'", "small letters, digits and underscores, beginning with a letter", "Rename it, such as ks2_maths_4plus_boys.");
    }

    private int Within(int year) => year >= DefinedFrom && year <= DefinedTo ? year : throw new DataError($"measure {Id}", $"the year {year}",
        $"{(DefinedFrom == 0 ? "" : $"{DefinedFrom} or later")}{(DefinedTo == 9999 ? "" : $"{DefinedTo} or earlier")}", "Its columns and codes are not used in that year: choose another year or measure.");
}
