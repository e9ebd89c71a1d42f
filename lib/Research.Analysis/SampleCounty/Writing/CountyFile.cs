using System.Collections.Immutable;

namespace Research;

/// <summary>What goes into each column of a pupil file. The schema says which columns there are and in what order.</summary>
internal static class CountyFile
{
    private static readonly ImmutableArray<(string Column, Func<PupilYear, object?> Value)> Values =
    [
        ("pupil", r => r.Pupil.Pseudonym), ("year", r => r.Year), ("urn", r => r.School.Urn), ("gender", r => r.Pupil.Boy ? "M" : "F"), ("birth_month", r => r.Pupil.BirthMonth),
        ("fsm", r => Flag(r.Fsm)), ("fsm_entitled", r => Flag(r.Entitled)), ("ever6", r => Flag(r.Ever6)), ("sen_provision", r => r.Sen), ("sen_need", r => r.SenNeed),
        ("lac", r => Flag(r.IsLookedAfter)), ("lac_months", r => r.CareMonths), ("lac_authority", r => r.CareAuthority), ("ethnicity", r => r.Pupil.Ethnicity), ("language", r => r.Language),
        ("idaci_decile", r => r.Pupil.FromOutside ? null : r.Pupil.Home.Decile), ("area", r => r.Area),
        ("sessions_possible", r => r.Sessions), ("sessions_authorised", r => r.Authorised), ("sessions_unauthorised", r => r.Unauthorised),
        ("exclusions_fixed", r => r.FixedExclusions), ("exclusions_permanent", r => r.PermanentExclusions), ("caf_episodes", r => r.CafEpisodes), ("caf_outcome", r => r.CafOutcome),
        ("social_care", r => r.SocialCare), ("together_for_families", r => Flag(r.TogetherForFamilies)),
        ("phonics_stage", r => r.Stage == Stage.Year1 ? 1 : 2), ("phonics_mark", r => r.PhonicsMark), ("phonics_outcome", r => r.PhonicsOutcome),
        ("ks1_reading", r => r.Levels[0]), ("ks1_writing", r => r.Levels[1]), ("ks1_maths", r => r.Levels[2]),
        ("ks2_reading", r => r.Year >= 2016 ? null : r.Levels[0]), ("ks2_writing", r => r.Levels[1]), ("ks2_maths", r => r.Year >= 2016 ? null : r.Levels[2]),
        ("ks2_reading_score", r => r.ReadingScore), ("ks2_maths_score", r => r.MathsScore),
        ("prior_reading", r => r.Pupil.KeyStage1[0]), ("prior_writing", r => r.Pupil.KeyStage1[1]), ("prior_maths", r => r.Stage == Stage.Year11 ? r.Pupil.KeyStage2[2] : r.Pupil.KeyStage1[2]),
        ("gcse_english", r => r.English), ("gcse_maths", r => r.Maths), ("gcse_passes", r => r.Passes), ("attainment8", r => r.Attainment8), ("prior_english", r => r.PriorEnglish),
        ("destination", r => r.Destination),
        .. EarlyLearningGoals.All.Select((goal, i) => (goal.Column, (Func<PupilYear, object?>)(r => r.Goals[i]))),
    ];

    /// <summary>A row of a pupil file, in the schema's order of columns.</summary>
    public static ImmutableArray<Func<PupilYear, object?>> Columns(TableSchema table) =>
        [.. table.Columns.Select(column => Values.First(v => v.Column == column.Name).Value)];

    private static int? Flag(bool? value) => value is null ? null : value.Value ? 1 : 0;
}
