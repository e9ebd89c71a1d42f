using System.Globalization;

namespace Research.Benchmarks;

/// <summary>A made-up extract of the size of England, written as Parquet by the engine itself: pupils by hash, so the same bytes each time.</summary>
internal static class NationalCounty
{
    public const int PupilsAYear = 600_000, Schools = 16_000, FirstYear = 2011, LastYear = 2013;

    public static void Write(string folder)
    {
        using var engine = new DuckDbEngine();
        string areas = string.Join(", ", Codes.Area.Values.Select(a => $"'{a}'"));
        Copy(engine, folder, "schools", $"SELECT 100000 + i AS urn, 'School ' || i AS name, CASE WHEN i % 20 = 0 THEN 'special' ELSE 'primary' END AS kind, (i % 2)::TINYINT AS maintained, [{areas}][1 + i % 9] AS area FROM range({Schools}) t(i)");
        foreach (var phase in Enum.GetValues<Phase>())
            Copy(engine, folder, Schema.Of(phase).Name, $"SELECT {string.Join(", ", Schema.Of(phase).Columns.Select(c => $"{Value(c)} AS {c.Name}"))} FROM {Pupils(areas)}");
    }

    // One pupil's draws: u0 to u9 from 0 to 999, and the facts that others depend on.
    private static string Pupils(string areas) => string.Create(CultureInfo.InvariantCulture, $"""
        (SELECT *, year AS y, (u1 < 180)::TINYINT AS f, (u2 < 8)::TINYINT AS l, CASE WHEN u3 < 820 THEN 'N' WHEN u3 < 910 THEN 'A' WHEN u3 < 975 THEN 'P' ELSE 'S' END AS sen,
            CASE WHEN u1 < 180 THEN 150 ELSE 0 END + CASE WHEN u3 >= 820 THEN 250 ELSE 0 END AS behind, [{areas}][1 + u4 % 9] AS home
         FROM (SELECT i, {FirstYear} + i // {PupilsAYear} AS year, {string.Join(", ", Enumerable.Range(0, 10).Select(k => $"(hash(i * 10 + {k}) % 1000)::INT AS u{k}"))} FROM range({(LastYear - FirstYear + 1) * PupilsAYear}) t(i)))
        """);

    private static string Value(SchemaColumn column) => column.Name switch
    {
        "pupil" => "'P' || i",
        "year" => "y",
        "urn" => $"100000 + (hash(i) % {Schools})::INT",
        "gender" => "CASE WHEN u0 < 488 THEN 'F' ELSE 'M' END",
        "birth_month" => "1 + u5 % 12",
        "fsm" => "f",
        "fsm_entitled" => "(u1 < 225)::TINYINT",
        "ever6" => "(u1 < 270)::TINYINT",
        "sen_provision" => "sen",
        "sen_need" => "CASE WHEN sen IN ('P', 'S') THEN CASE WHEN u6 < 400 THEN 'MLD' WHEN u6 < 700 THEN 'BESD' ELSE 'SLCN' END END",
        "lac" => "l",
        "lac_months" => "CASE WHEN l = 1 THEN u6 % 60 END",
        "lac_authority" => "CASE WHEN l = 1 THEN CASE WHEN u7 < 700 THEN 873 ELSE 935 END END",
        "ethnicity" => "CASE WHEN u7 < 780 THEN 'WBRI' WHEN u7 < 840 THEN 'WOTH' WHEN u7 < 850 THEN 'WROM' WHEN u7 < 900 THEN 'APKN' WHEN u7 < 950 THEN 'BAFR' WHEN u7 < 990 THEN 'AIND' ELSE 'NOBT' END",
        "language" => "CASE WHEN u8 < 840 THEN 'ENG' WHEN u8 < 880 THEN 'POL' WHEN u8 < 900 THEN 'LIT' WHEN u8 < 990 THEN 'URD' ELSE 'NOT' END",
        "idaci_decile" => "1 + u9 % 10",
        "area" => "home",
        "sessions_possible" => "300",
        "sessions_authorised" => "(u5 * u6 // 25000)",
        "sessions_unauthorised" => "(u7 * u8 // 60000)",
        "exclusions_fixed" => "CASE WHEN u9 < 10 THEN 1 ELSE 0 END",
        "exclusions_permanent" => "CASE WHEN u9 = 999 AND u8 < 300 THEN 1 ELSE 0 END",
        "caf_episodes" => "CASE WHEN u4 < 20 THEN 1 ELSE 0 END",
        "caf_outcome" => "CASE WHEN u4 < 20 THEN CASE WHEN u5 < 600 THEN 'met' ELSE 'partly' END END",
        "social_care" => "CASE WHEN l = 1 THEN 'LAC' WHEN u4 >= 975 THEN 'CIN' WHEN u4 >= 970 THEN 'CPP' ELSE 'N' END",
        "together_for_families" => "(u6 < 15)::TINYINT",
        "phonics_stage" => "1",
        "phonics_mark" => "least(40, greatest(0, (u9 - behind // 2) // 18))",
        "phonics_outcome" => "CASE WHEN (u9 - behind // 2) // 18 >= 32 THEN 'Wa' ELSE 'Wt' END",
        "gcse_english" or "gcse_maths" => Cut(column.Name, ("F", 120), ("E", 220), ("D", 400), ("C", 680), ("B", 860), ("A", 960), ("A*", 2000)),
        "gcse_passes" => "2 + greatest(0, (u9 - behind) // 80)",
        "destination" => "CASE WHEN u9 < 60 THEN 'NEET' WHEN u9 < 90 THEN 'U' ELSE 'EET' END",
        _ when column.FirstYear > LastYear => "NULL::INTEGER",
        _ when column.Name.StartsWith("elg_", StringComparison.Ordinal) => $"CASE WHEN y >= 2013 THEN {Cut(column.Name, ("1", 150), ("2", 780), ("3", 2000))} END",
        _ when column.Name.StartsWith("ks2_", StringComparison.Ordinal) || column.Name is "prior_english" || (column.Name == "prior_maths" && column.Codes == Codes.KeyStage2) =>
            Cut(column.Name, ("2", 20), ("3", 160), ("4C", 300), ("4B", 450), ("4A", 600), ("5", 950), ("6", 2000)),
        _ => Cut(column.Name, ("W", 20), ("1", 100), ("2C", 260), ("2B", 480), ("2A", 720), ("3", 2000)),
    };

    // A pupil's standing in one subject: mostly the pupil's own, partly the subject's, less what the groups are behind.
    private static string Cut(string column, params (string Code, int Below)[] steps)
    {
        int salt = column.Sum(c => c * 31);
        string standing = $"((2 * u9 + (hash(i + {salt}) % 1000)::INT) // 3 - behind + 60)";
        return $"CASE {string.Join(" ", steps.SkipLast(1).Select(s => $"WHEN {standing} < {s.Below} THEN '{s.Code}'"))} ELSE '{steps[^1].Code}' END";
    }

    private static void Copy(DuckDbEngine engine, string folder, string table, string select) => engine.Query($"COPY ({select}) TO '{Path.Combine(folder, table + ".parquet")}' (FORMAT parquet)");
}
