namespace Research;

/// <summary>Prior attainment in three bands, as the Department's performance tables have them.</summary>
internal static class PriorBand
{
    /// <summary>What a caller asks for to have pupils banded.</summary>
    public const string Name = "prior band";

    private static readonly Dictionary<string, int> KeyStage1Points = new(StringComparer.Ordinal) { ["W"] = 3, ["1"] = 9, ["2C"] = 13, ["2B"] = 15, ["2A"] = 17, ["3"] = 21, ["4"] = 27 };

    private static readonly Dictionary<string, int> KeyStage2Points = new(StringComparer.Ordinal) { ["W"] = 15, ["1"] = 15, ["2"] = 15, ["3"] = 21, ["4C"] = 27, ["4B"] = 27, ["4A"] = 27, ["5"] = 33, ["6"] = 39 };

    private static readonly string[] BeforeKeyStage2 = ["prior_reading", "prior_writing", "prior_maths"], BeforeKeyStage4 = ["prior_english", "prior_maths"];

    /// <summary>SQL that gives a pupil's band: low, middle or high by the mean of the points before; missing when a level is not known.</summary>
    /// <remarks>Key Stage 2: mean of reading, writing and mathematics points at Key Stage 1, low below 12, high from 18. Key Stage 4: mean of English and
    /// mathematics points at Key Stage 2, low below 24, high from 30. Source: DfE, performance tables 2013, prior attainment groups.</remarks>
    public static string Sql(Phase phase)
    {
        var (columns, points, low, high) = phase switch
        {
            Phase.KeyStage2 => (BeforeKeyStage2, KeyStage1Points, 12, 18),
            Phase.KeyStage4 => (BeforeKeyStage4, KeyStage2Points, 24, 30),
            _ => throw new DataError("decomposition", $"prior bands in the {Schema.Of(phase).Name} file", "a phase with attainment before it: ks2 or ks4", "Decompose by a column of the file instead, such as \"sen_provision\"."),
        };
        string sum = Sum(columns, points);
        return $"CASE WHEN {sum} < {low * columns.Length} THEN '1 low' WHEN {sum} < {high * columns.Length} THEN '2 middle' WHEN {sum} IS NOT NULL THEN '3 high' END";
    }

    /// <summary>SQL that gives a pupil's points before, added up, missing when a level is not known, and its columns; null for a phase with no attainment before it.</summary>
    public static (string Sql, string[] Columns)? PointsSql(Phase phase) => phase switch
    {
        Phase.KeyStage2 => (Sum(BeforeKeyStage2, KeyStage1Points), BeforeKeyStage2),
        Phase.KeyStage4 => (Sum(BeforeKeyStage4, KeyStage2Points), BeforeKeyStage4),
        _ => null,
    };

    private static string Sum(string[] columns, Dictionary<string, int> points) => string.Join(" + ", columns.Select(c => $"CASE {c} {string.Join(" ", points.Select(p => $"WHEN '{p.Key}' THEN {p.Value}"))} END"));
}
