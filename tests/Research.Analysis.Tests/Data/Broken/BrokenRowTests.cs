namespace Research.Tests;

/// <summary>Rows that contradict themselves, each other or the schools file.</summary>
public sealed class BrokenRowTests : BrokenExtractTests
{
    private static readonly BrokenExtract[] All =
    [
        new("free school meals but not in six years", e => { e["ks2"][3, "ever6"] = "0"; e.WriteCsv("ks2"); },
            "ks2.csv, line 5, column fsm: found free school meals now but not in the last six years; expected ever6 = 1 where fsm = 1. Derive ever6 again from the termly censuses."),
        new("free school meals without entitlement", e => e.Spoil("ks2", 3, "fsm_entitled", "0"),
            "ks2.csv, line 5, column fsm_entitled: found free school meals claimed without entitlement; expected fsm_entitled = 1 where fsm = 1. Match the benefit records again."),
        new("months looked after for a pupil who is not", e => e.Spoil("ks2", 3, "lac_months", "5"),
            "ks2.csv, line 5, column lac_months: found months looked after for a pupil who is not; expected an empty lac_months where lac = 0. Empty lac_months, or set lac to 1."),
        new("looked after without months", e => { e["ks2"][3, "lac"] = "1"; e["ks2"][3, "social_care"] = "LAC"; e["ks2"][3, "lac_authority"] = "873"; e.WriteCsv("ks2"); },
            "ks2.csv, line 5, column lac_months: found a looked-after pupil without months; expected lac_months where lac = 1. Fill lac_months from SSDA903."),
        new("an authority for a pupil who is not looked after", e => e.Spoil("ks2", 3, "lac_authority", "873"),
            "ks2.csv, line 5, column lac_authority: found an authority for a pupil who is not looked after; expected an empty lac_authority where lac = 0. Empty lac_authority, or set lac to 1."),
        new("looked after without an authority", e => { e["ks2"][3, "lac"] = "1"; e["ks2"][3, "social_care"] = "LAC"; e["ks2"][3, "lac_months"] = "12"; e.WriteCsv("ks2"); },
            "ks2.csv, line 5, column lac_authority: found a looked-after pupil without an authority; expected lac_authority where lac = 1. Fill lac_authority from SSDA903."),
        new("a need without SEN", e => e.Spoil("ks2", 3, "sen_need", "MLD"),
            "ks2.csv, line 5, column sen_need: found a primary need without SEN; expected an empty sen_need where sen_provision = 'N'. Empty sen_need, or correct sen_provision."),
        new("more sessions missed than possible", e => e.Spoil("ks2", 3, "sessions_authorised", "298"),
            "ks2.csv, line 5, column sessions_authorised: found more sessions missed than possible; expected authorised + unauthorised at most sessions_possible. Check the attendance export for this pupil."),
        new("a CAF outcome without a CAF", e => e.Spoil("ks2", 3, "caf_outcome", "met"),
            "ks2.csv, line 5, column caf_outcome: found a CAF outcome without a CAF; expected an empty caf_outcome where caf_episodes = 0. Empty caf_outcome, or count the episode."),
        new("social care and lac disagree", e => e.Spoil("ks2", 3, "social_care", "LAC"),
            "ks2.csv, line 5, column social_care: found social-care status and lac disagree; expected social_care = LAC exactly where lac = 1. Take both from the same day's record."),
        new("a phonics standard met below the mark", e => e.Spoil("phonics", 3, "phonics_mark", "31"),
            "phonics.csv, line 5, column phonics_outcome: found standard met with a mark below 32; expected a mark of 32 to 40 with outcome Wa. Check mark and outcome against the school's return.", "phonics", "schools"),
        new("a phonics standard missed above the mark", e => e.Spoil("phonics", 3, "phonics_outcome", "Wt"),
            "phonics.csv, line 5, column phonics_outcome: found standard not met with a mark of 32 or more; expected a mark below 32 with outcome Wt. Check mark and outcome against the school's return.", "phonics", "schools"),
        new("a phonics mark without the check", e => e.Spoil("phonics", 3, "phonics_outcome", "A"),
            "phonics.csv, line 5, column phonics_mark: found a mark for a pupil who did not take the check; expected an empty mark with outcome A or D. Empty the mark, or correct the outcome.", "phonics", "schools"),
        new("fewer passes than the two subjects give", e => e.Spoil("ks4", 3, "gcse_passes", "1"),
            "ks4.csv, line 5, column gcse_passes: found fewer passes than English and mathematics alone give; expected gcse_passes to count every A* to C. Count the passes again.", "ks4", "schools"),
        new("a figure with a symbol", e => e.Spoil("comparators", 0, "symbol", "c"),
            "comparators.csv, line 2, column value: found a figure and a symbol together; expected one of the two. Remove one.", "comparators"),
        new("neither a figure nor a symbol", e => e.Spoil("comparators", 0, "value", ""),
            "comparators.csv, line 2, column value: found neither a figure nor a symbol; expected one of the two. Give the figure, or x when it is not available.", "comparators"),
        new("a cell that cannot be read is one fault", e => { e["ks2"][3, "lac"] = "1"; e["ks2"][3, "social_care"] = "LAC"; e["ks2"][3, "lac_authority"] = "873"; e["ks2"][3, "lac_months"] = "six"; e.WriteCsv("ks2"); },
            "ks2.csv, line 5, column lac_months: found 'six'; expected a whole number from 0 to 216 (months). Correct the value, or empty the cell when it is not known."),
        new("a pupil twice in a year", e => e.Spoil("ks2", 4, "pupil", "ks2-p1"),
            "ks2.csv, line 6, column pupil: found a pupil twice in a year, first on line 3; expected one row for each pupil and year. Keep the row that is right and delete the other."),
        new("a pupil three times in a year", e => { e["ks2"][3, "pupil"] = "ks2-p1"; e["ks2"][4, "pupil"] = "ks2-p1"; e.WriteCsv("ks2"); },
            "ks2.csv, line 5, column pupil: found a pupil twice in a year; expected one row for each pupil and year. Keep the row that is right and delete the other. (2 rows: 5, 6)"),
        new("a school twice", e => e.Spoil("schools", 2, "urn", "110601"),
            "schools.csv, line 4, column urn: found the same urn twice, first on line 3; expected one row for each urn. Keep the row that is right and delete the other."),
        new("a comparator twice", e => e.Spoil("comparators", 1, "place", "England"),
            "comparators.csv, line 3, column measure: found the same measure, group, place, year twice, first on line 2; expected one row for each measure and group and place and year. Keep the row that is right and delete the other.", "comparators"),
        new("a school that is not in schools", e => e.Spoil("ks2", 4, "urn", "119999"),
            "ks2.csv, line 6, column urn: found 119999, which is not in schools; expected a urn of the schools file. Add the school to the schools file, or correct the urn."),
    ];

    public static TheoryData<string> Faults => Named(All);

    [Theory, MemberData(nameof(Faults))]
    public void Is_found(string fault) => Check(All, fault);
}
