namespace Research.Tests;

/// <summary>Every figure of the appendix that pupil records can answer, counted by hand.</summary>
internal static class HandCounts
{
    private const string Ks1Result = "year = 2013 AND ks1_reading IS NOT NULL AND ks1_writing IS NOT NULL AND ks1_maths IS NOT NULL";
    private const string Ks1Fail = Ks1Result + " AND NOT (two(ks1_reading) AND two(ks1_writing) AND two(ks1_maths))";
    private const string Ks2Result = "year = 2013 AND ks2_reading IS NOT NULL AND ks2_writing IS NOT NULL AND ks2_maths IS NOT NULL";
    private const string Ks2Fail = Ks2Result + " AND NOT (four(ks2_reading) AND four(ks2_writing) AND four(ks2_maths))";
    private const string Goals = "[elg_listening, elg_understanding, elg_speaking, elg_moving, elg_health, elg_confidence, elg_feelings, elg_relationships, elg_reading, elg_writing, elg_numbers, elg_shape]";
    private const string EyfsResult = "year = 2013 AND len(list_filter(" + Goals + ", lambda g: g IS NULL)) = 0";
    private const string Gld = EyfsResult + " AND len(list_filter(" + Goals + ", lambda g: g NOT IN ('2', '3'))) = 0";
    private const string Passed = "gcse_passes >= 5 AND gcse_english IN ('A*', 'A', 'B', 'C') AND gcse_maths IN ('A*', 'A', 'B', 'C')";
    private const string Ks4Result = "gcse_passes IS NOT NULL AND gcse_english IS NOT NULL AND gcse_maths IS NOT NULL";
    private const string Missed = "(sessions_authorised + sessions_unauthorised)";

    public static IEnumerable<HandCount> All()
    {
        yield return Rows("F01", "eyfs", Gld, "elg_speaking = '1'");
        yield return Rows("F03", "eyfs", $"{EyfsResult} AND NOT ({Gld})", "elg_speaking = '2', elg_listening = '2', elg_understanding = '2', elg_moving = '2', elg_health = '2', elg_confidence = '2', elg_feelings = '2', elg_relationships = '2', elg_reading = '2', elg_writing = '2', elg_numbers = '2', elg_shape = '2'");
        yield return Rows("F04/c", "eyfs", $"{Gld} AND fsm = 1", "elg_speaking = '1'");
        yield return Rows("F05", "eyfs", $"{EyfsResult} AND NOT ({Gld}) AND idaci_decile <= 3", "elg_speaking = NULL");
        yield return Rows("F07", "ks1", Ks1Fail, "ks1_reading = '3', ks1_writing = '3', ks1_maths = '3'");
        yield return Rows("F08/a", "ks1", $"{Ks1Fail} AND sen_provision <> 'N'", "ks1_reading = '3', ks1_writing = '3', ks1_maths = '3'");
        foreach (var (reading, peers) in new[] { ("a", "sen_provision = 'N'"), ("b", "sen_provision <> 'A'") })
            yield return Gap($"F09/{reading}", "ks1", "two(ks1_reading)", "ks1_reading IS NOT NULL", "sen_provision = 'A'", peers, 2013, "ks1_reading = '1'");
        yield return Rows("F10/a", "ks1", $"{Ks1Fail} AND fsm = 1", "ks1_reading = '3', ks1_writing = '3', ks1_maths = '3'");
        yield return Gap("F11", "ks1", "two(ks1_maths)", "ks1_maths IS NOT NULL", "fsm = 1", "fsm = 0", 2013, "ks1_maths = '1'");
        yield return Rows("F12", "ks1", $"{Ks1Fail} AND lac = 1", "ks1_reading = '3', ks1_writing = '3', ks1_maths = '3'");
        yield return Rows("F13.1/b", "ks1", $"{Ks1Result} AND lac = 1 AND sen_provision IN ('A', 'S')", "ks1_maths = NULL");
        yield return Rows("F13.2/b", "ks1", $"{Ks1Result} AND lac = 1 AND sen_provision = 'P'", "ks1_maths = NULL");
        yield return Rows("F13.3/b", "ks1", $"{Ks1Result} AND lac = 1 AND lac_authority <> 873", "lac_authority = 873");
        yield return Rows("F14", "ks2", Ks2Fail, "ks2_reading = '5', ks2_writing = '5', ks2_maths = '5'");
        yield return Rows("F15/a", "ks2", $"{Ks2Fail} AND sen_provision <> 'N'", "ks2_reading = '5', ks2_writing = '5', ks2_maths = '5'");
        yield return Rows("F16/a", "ks2", $"{Ks2Fail} AND fsm = 1", "ks2_reading = '5', ks2_writing = '5', ks2_maths = '5'");
        yield return Gap("F17", "ks2", "four(ks2_reading) AND four(ks2_writing) AND four(ks2_maths)", "ks2_reading IS NOT NULL AND ks2_writing IS NOT NULL AND ks2_maths IS NOT NULL", "fsm = 1", "fsm = 0", 2013, "ks2_maths = '3'");
        yield return Rows("F18", "ks2", $"{Ks2Fail} AND ethnicity = 'WROM'", "ethnicity = 'WBRI'");
        yield return Rows("F19", "ks2", $"{Ks2Fail} AND lac_authority = 873", "ks2_reading = '5', ks2_writing = '5', ks2_maths = '5'");
        yield return Rows("F20/a", "ks2", $"{Ks2Fail} AND lac_authority = 873 AND sen_provision <> 'N'", "ks2_reading = '5', ks2_writing = '5', ks2_maths = '5'");
        yield return Rows("F21", "ks2", $"{Ks2Fail} AND language IN ('POL', 'LIT', 'LTV', 'RUS', 'RMN', 'BUL', 'CZE', 'SLO', 'HGR', 'EST', 'UKR', 'ALB')", "language = 'ENG'");
        foreach (var (figure, subject, threshold) in new[] { ("F22", "", 60), ("F23", "reading", 90), ("F24", "writing", 94), ("F25", "maths", 91) })
        {
            string schools = Schools(subject, threshold);
            // A school that one more success would lift to the threshold, and a pupil in it without that success.
            string pick = $"year = 2013 AND {Asked(subject)} AND NOT ({Success(subject)}) AND urn = (SELECT urn FROM ({schools}) WHERE 100 * (x + 1) >= {threshold} * n ORDER BY urn LIMIT 1)";
            string set = subject.Length == 0 ? "ks2_reading = '5', ks2_writing = '5', ks2_maths = '5'" : $"ks2_{subject} = '6'";
            yield return new(figure, "schools below", $"SELECT count(*) FROM ({schools})", ("ks2", pick, set));
        }
        string all = string.Join(" INTERSECT ", new[] { ("", 60), ("reading", 90), ("writing", 94), ("maths", 91) }.Select(f => $"SELECT urn FROM ({Schools(f.Item1, f.Item2)})"));
        yield return new("F26/a", "schools below", $"SELECT count(*) FROM ({all})", ("ks2", $"{Ks2Fail} AND urn IN ({all}) AND urn = (SELECT urn FROM ({Schools("", 60)}) WHERE 100 * (x + 1) >= 60 * n AND urn IN ({all}) ORDER BY urn LIMIT 1)", "ks2_reading = '5', ks2_writing = '5', ks2_maths = '5'"));
        yield return Gap("F27/a", "ks4", Passed, Ks4Result, "fsm = 1", "fsm = 0", 2013, "gcse_passes = 0, gcse_english = 'G', gcse_maths = 'G'");
        yield return Gap("F29/a", "ks4", Passed, Ks4Result, "sen_provision <> 'N'", "sen_provision = 'N'", 2013, "gcse_passes = 0, gcse_english = 'G', gcse_maths = 'G'");
        yield return new("F30", "count", $"SELECT count(*) FROM ks4 WHERE year = 2013 AND lac = 1 AND {Passed}", ("ks4", "year = 2013 AND lac = 1", "gcse_passes = 9, gcse_english = 'A', gcse_maths = 'A'"));
        yield return Rows("F31.1", "ks4", $"year = 2013 AND lac = 1 AND {Ks4Result} AND NOT ({Passed}) AND urn IN (SELECT urn FROM schools WHERE kind = 'special')", "gcse_passes = 9, gcse_english = 'A', gcse_maths = 'A'");
        yield return Rows("F31.2", "ks4", $"year = 2013 AND lac = 1 AND {Ks4Result} AND NOT ({Passed}) AND urn IN (SELECT urn FROM schools WHERE kind <> 'special' AND maintained = 1)", "gcse_passes = 9, gcse_english = 'A', gcse_maths = 'A'");
        string everyone = "(" + string.Join(" UNION ALL ", new[] { "eyfs", "ks1", "ks2", "ks4" }.Select(f => $"SELECT fsm, fsm_entitled, idaci_decile, {Missed} * 100 >= 15 * sessions_possible AS pa, {Missed} IS NOT NULL AND sessions_possible > 0 AS known FROM {f} WHERE year = 2013")) + ")";
        yield return new("F35/a", "risk ratio", $"SELECT avg(pa::INT) FILTER (WHERE known AND fsm_entitled = 1) / avg(pa::INT) FILTER (WHERE known AND fsm_entitled = 0) FROM {everyone}", ("ks2", $"year = 2013 AND fsm_entitled = 1 AND {Missed} * 100 >= 15 * sessions_possible", "sessions_authorised = 0, sessions_unauthorised = 0"));
        yield return new("F36/a", "risk ratio", "SELECT avg((destination = 'NEET')::INT) FILTER (WHERE fsm_entitled = 1) / avg((destination = 'NEET')::INT) FILTER (WHERE fsm_entitled = 0) FROM ks4 WHERE year = 2013 AND destination IN ('EET', 'NEET')", ("ks4", "year = 2013 AND fsm_entitled = 1 AND destination = 'NEET'", "destination = 'EET'"));
        yield return new("F37/a", "percentage", $"SELECT 100.0 * count(*) FILTER (WHERE idaci_decile > 3) / count(*) FROM {everyone} WHERE fsm_entitled = 1", ("ks2", "year = 2013 AND fsm_entitled = 1 AND idaci_decile > 3", "idaci_decile = 1"));
        yield return new("F39", "count", $"SELECT count(*) FROM {everyone} WHERE fsm_entitled = 1 AND fsm = 0", ("ks2", "year = 2013 AND fsm_entitled = 1 AND fsm = 0", "fsm_entitled = 0"));
    }

    private static HandCount Rows(string figure, string file, string condition, string set) => new(figure, "count", $"SELECT count(*) FROM {file} WHERE {condition}", (file, condition, set));

    private static HandCount Gap(string figure, string file, string success, string result, string group, string peers, int year, string set) => new(figure, "gap",
        $"SELECT 100.0 * count(*) FILTER (WHERE {peers} AND {success}) / count(*) FILTER (WHERE {peers}) - 100.0 * count(*) FILTER (WHERE {group} AND {success}) / count(*) FILTER (WHERE {group}) FROM {file} WHERE year = {year} AND {result}",
        (file, $"year = {year} AND {result} AND {group} AND {success}", set));

    private static string Asked(string subject) => subject.Length == 0 ? Ks2Result : $"ks2_{subject} IS NOT NULL AND rank(prior_{subject}) >= 0";

    private static string Success(string subject) => subject.Length == 0 ? "four(ks2_reading) AND four(ks2_writing) AND four(ks2_maths)" : $"rank(ks2_{subject}) >= rank(prior_{subject}) + 2 AND rank(ks2_{subject}) >= 2";

    private static string Schools(string subject, int threshold) => $"SELECT urn, x, n FROM (SELECT urn, count(*) FILTER (WHERE {Success(subject)}) AS x, count(*) AS n FROM ks2 WHERE year = 2013 AND {Asked(subject)} AND urn IN (SELECT urn FROM schools WHERE kind <> 'special') GROUP BY urn) WHERE 100 * x < {threshold} * n";
}
