using System.Collections.Immutable;

namespace Research;

/// <summary>The catalogue of measures: what the needs analysis of 2013 speaks of, and what took its place to 2016.</summary>
/// <remarks>How results count, as the Department counts: absent (A) and disapplied (D) pupils are in the denominator and have not achieved; a pupil without
/// any result is not, and is counted as dropped. In a combined measure a pupil without a result in one subject is dropped, whatever the others.</remarks>
public static partial class Measures
{
    /// <summary>All, by phase.</summary>
    public static ImmutableArray<Measure> All { get; } = [.. EarlyYears(), .. PhonicsCheck(), .. KeyStage1(), .. KeyStage2(), .. KeyStage4(), .. Enum.GetValues<Phase>().SelectMany(Attendance)];

    private static readonly Dictionary<string, Measure> ById = All.ToDictionary(m => m.Id, StringComparer.Ordinal);

    /// <summary>Those of a phase.</summary>
    public static IEnumerable<Measure> Of(Phase phase) => All.Where(m => m.Phase == phase);

    /// <summary>The measure of an id; an unknown id is answered with the nearest.</summary>
    public static Measure Find(string id) => ById.TryGetValue(id, out var measure) ? measure : throw new DataError("measure", $"'{id}'",
        "the id of a measure in the catalogue", $"See Measures.All, or declare one with Measure.Rate.{NearestName.Hint(id, ById.Keys)}");

    /// <summary>True when the catalogue has the id.</summary>
    public static bool Has(string id) => ById.ContainsKey(id);

    private static Measure Rate(string id, Phase phase, string numerator, string denominator = "true") => Measure.Entry(id, phase, MeasureKind.Rate, (numerator, denominator));

    private static SqlExpression Known(Phase phase, params IEnumerable<string> columns) =>
        SqlExpression.Read("catalogue", string.Join(" and ", columns.Select(c => $"{c} is not null")), Schema.Of(phase));

    private static string OneOf(string column, params IEnumerable<string> codes) => $"{column} in ({string.Join(", ", codes.Select(c => $"'{c}'"))})";

    private static string Every(params IEnumerable<string> conditions) => string.Join(" and ", conditions);
}
