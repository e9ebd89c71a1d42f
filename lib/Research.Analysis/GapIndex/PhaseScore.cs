namespace Research;

/// <summary>One score a pupil to rank by: the mean of a phase's subjects, from levels, marks, scaled scores or grades.</summary>
/// <remarks>Key Stages 1 and 2 to 2015: points a level (below 1 3, 1 9, 2C 13, 2B 15, 2A 17, 3 21, 4 27 at Key Stage 1; at Key Stage 2 4C 25, 4B 27, 4A 29, 5 33,
/// 6 39); disapplied is lowest, absent has no score. Key Stage 2 from 2016: scaled scores in reading and mathematics. Key Stage 4: English and mathematics, A* 58
/// to G 16 or 9 to 1, ungraded 0. Early years: points over the 17 goals. Phonics: the mark in Year 1. Source: DfE, point scores of the performance tables.</remarks>
internal static class PhaseScore
{
    private const string Levels = "WHEN 'D' THEN 3 WHEN 'W' THEN 3 WHEN '1' THEN 9";
    private const string KeyStage1 = Levels + " WHEN '2C' THEN 13 WHEN '2B' THEN 15 WHEN '2A' THEN 17 WHEN '3' THEN 21 WHEN '4' THEN 27";
    private const string Standards = "WHEN 'D' THEN 0 WHEN 'BLW' THEN 0 WHEN 'PKF' THEN 1 WHEN 'WTS' THEN 2 WHEN 'EXS' THEN 3 WHEN 'GDS' THEN 4";
    private const string KeyStage2 = Levels + " WHEN '2' THEN 15 WHEN '3' THEN 21 WHEN '4C' THEN 25 WHEN '4B' THEN 27 WHEN '4A' THEN 29 WHEN '5' THEN 33 WHEN '6' THEN 39";
    private const string Letters = "WHEN 'A*' THEN 58 WHEN 'A' THEN 52 WHEN 'B' THEN 46 WHEN 'C' THEN 40 WHEN 'D' THEN 34 WHEN 'E' THEN 28 WHEN 'F' THEN 22 WHEN 'G' THEN 16 WHEN 'U' THEN 0 WHEN 'X' THEN 0";
    private const string Numbers = "WHEN 'U' THEN 0 WHEN 'X' THEN 0 ELSE try_cast({0} AS INTEGER)";

    /// <summary>SQL of the score times the number of subjects, and what it is.</summary>
    public static (string Sql, string Title) Of(Phase phase, int year) => phase switch
    {
        Phase.EarlyYears => (string.Join(" + ", EarlyLearningGoals.All.Select(g => $"CASE {g.Column} WHEN '1' THEN 1 WHEN '2' THEN 2 WHEN '3' THEN 3 END")), "points over the early learning goals"),
        Phase.Phonics => ("CASE WHEN phonics_stage = 1 THEN phonics_mark END", "phonics mark in Year 1"),
        Phase.KeyStage1 => (Sum(year < 2016 ? KeyStage1 : Standards, "ks1_reading", "ks1_writing", "ks1_maths"), year < 2016 ? "points in reading, writing and mathematics" : "standards in reading, writing and mathematics"),
        Phase.KeyStage2 when year < 2016 => (Sum(KeyStage2, "ks2_reading", "ks2_maths"), "points in reading and mathematics"),
        Phase.KeyStage2 => ("ks2_reading_score + ks2_maths_score", "scaled scores in reading and mathematics"),
        _ => (Sum(year < 2017 ? Letters : Numbers, "gcse_english", "gcse_maths"), "grades in English and mathematics"),
    };

    private static string Sum(string points, params string[] columns) =>
        string.Join(" + ", columns.Select(c => $"CASE {c} {points.Replace("{0}", c, StringComparison.Ordinal)} END"));
}
