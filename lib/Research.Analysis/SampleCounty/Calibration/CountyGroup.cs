namespace Research;

/// <summary>The groups that published figures are of, as conditions on a sample pupil's year. Written apart from <c>Groups</c> on purpose: what checks
/// the analysis must not share its code.</summary>
internal static class CountyGroup
{
    public static bool Contains(string group, PupilYear r) => group switch
    {
        "all" => true,
        "fsm" => r.Fsm == true,
        "not_fsm" => r.Fsm == false,
        "ever6" => r.Ever6 == true,
        "not_ever6" => r.Ever6 == false,
        "sen" => r.HasSen,
        "not_sen" => r.Sen == "N",
        "sen_action" => r.Sen == "A",
        "fsm_and_sen" => r.Fsm == true && r.HasSen,
        "not_fsm_not_sen" => r.Fsm == false && r.Sen == "N",
        "unmatched" => r.Unmatched,
        "boys" => r.Pupil.Boy,
        "girls" => !r.Pupil.Boy,
        "lac" => r.IsLookedAfter,
        "lac_county" => r.CareAuthority == 873,
        "lac_county_sen" => r.CareAuthority == 873 && r.HasSen,
        "lac_sen" => r.IsLookedAfter && r.HasSen,
        "gypsy_roma" => r.Pupil.Ethnicity == "WROM",
        "cee_language" => Codes.CentralEastEuropean.Contains(r.Language ?? ""),
        "english" => r.Language == "ENG",
        "other_language" => r.Language is not (null or "ENG"),
        "special" => r.School.Kind == "special",
        _ when group.StartsWith("district ", StringComparison.Ordinal) => AreaProfile.District(r.Area) == group[9..],
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, "No such group in the sample county."),
    };
}
