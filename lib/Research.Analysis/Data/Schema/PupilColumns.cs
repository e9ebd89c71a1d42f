using System.Collections.Immutable;

namespace Research;

/// <summary>The columns that every pupil file begins with: who the pupil is, as the strategy's groups need it.</summary>
internal static class PupilColumns
{
    private const string Census = "DfE School Census, January";

    public static ImmutableArray<SchemaColumn> All { get; } =
    [
        new("pupil", DataType.Text, "Pseudonym of the pupil, the same in every file.") { Required = true, Source = "Council; never the UPN" },
        new("year", DataType.Whole, "Academic year by the year it ends in: 2013 is 2012/13.") { Required = true, Minimum = 2005, Maximum = 2035 },
        new("urn", DataType.Whole, "School's unique reference number.") { Required = true, Minimum = 100000, Maximum = 999999, Source = "DfE, Get Information about Schools" },
        new("gender", DataType.Code, "Gender as recorded.") { Required = true, Codes = Codes.Gender, Source = Census },
        new("birth_month", DataType.Whole, "Month of birth, 1 January to 12 December.") { Minimum = 1, Maximum = 12, Unit = "month", Source = Census },
        new("fsm", DataType.Flag, "Eligible for and claiming free school meals on census day; empty when not known.") { Source = Census },
        new("fsm_entitled", DataType.Flag, "Entitled to free school meals by family income, whether or not claimed.") { MayBeAbsent = true, Source = "Council: match with benefit records" },
        new("ever6", DataType.Flag, "Free school meals in any census of the last six years.") { Source = "DfE, pupil premium conditions of grant" },
        new("sen_provision", DataType.Code, "SEN provision.") { Codes = Codes.SenProvision, Source = Census },
        new("sen_need", DataType.Code, "Primary need, for pupils with School Action Plus, a statement, SEN support or a plan.") { Codes = Codes.SenNeed, Source = Census },
        new("lac", DataType.Flag, "Looked after by a local authority on 31 March.") { Source = "DfE, SSDA903" },
        new("lac_months", DataType.Whole, "Months looked after without a break up to 31 March; empty unless looked after.") { Minimum = 0, Maximum = 216, Unit = "months", Source = "DfE, SSDA903" },
        new("lac_authority", DataType.Whole, "Number of the authority that looks after the child (873 is Cambridgeshire); empty unless looked after.") { Minimum = 201, Maximum = 999, Source = "DfE, authority codes" },
        new("ethnicity", DataType.Code, "Ethnic group.") { Codes = Codes.Ethnicity, Source = Census },
        new("language", DataType.Code, "First language.") { Codes = Codes.Language, Source = Census },
        new("idaci_decile", DataType.Whole, "Decile of the home's area on the Income Deprivation Affecting Children Index in England, 1 most deprived.") { Minimum = 1, Maximum = 10, Unit = "decile", Source = "DCLG, IDACI 2010" },
        new("area", DataType.Code, "Area where the pupil lives.") { Codes = Codes.Area, Source = "Council" },
        new("sessions_possible", DataType.Whole, "Sessions (half days) the pupil could have attended, autumn to spring and first half of summer.") { Minimum = 0, Maximum = 420, Unit = "sessions", Source = "DfE, A guide to absence statistics" },
        new("sessions_authorised", DataType.Whole, "Sessions missed with leave.") { Minimum = 0, Maximum = 420, Unit = "sessions", Source = "DfE, A guide to absence statistics" },
        new("sessions_unauthorised", DataType.Whole, "Sessions missed without leave.") { Minimum = 0, Maximum = 420, Unit = "sessions", Source = "DfE, A guide to absence statistics" },
        new("exclusions_fixed", DataType.Whole, "Fixed-period exclusions in the year.") { Minimum = 0, Maximum = 60, Unit = "exclusions", Source = Census },
        new("exclusions_permanent", DataType.Whole, "Permanent exclusions in the year.") { Minimum = 0, Maximum = 2, Unit = "exclusions", Source = Census },
        new("caf_episodes", DataType.Whole, "Early-help assessments (CAF) begun up to the end of the year.") { Minimum = 0, Maximum = 20, Unit = "episodes", MayBeAbsent = true, Source = "Council" },
        new("caf_outcome", DataType.Code, "Outcome of the last CAF; empty without one.") { Codes = Codes.CafOutcome, MayBeAbsent = true, Source = "Council" },
        new("social_care", DataType.Code, "Social-care status.") { Codes = Codes.SocialCare, MayBeAbsent = true, Source = "DfE, Children in Need census" },
        new("together_for_families", DataType.Flag, "Family in the Together for Families programme.") { MayBeAbsent = true, Source = "Council" },
    ];

    public static ImmutableArray<SchemaRule> Rules { get; } =
    [
        new(["fsm", "ever6"], "fsm = 1 and ever6 = 0", "free school meals now but not in the last six years", "ever6 = 1 where fsm = 1", "Derive ever6 again from the termly censuses."),
        new(["fsm_entitled", "fsm"], "fsm = 1 and fsm_entitled = 0", "free school meals claimed without entitlement", "fsm_entitled = 1 where fsm = 1", "Match the benefit records again."),
        new(["lac_months", "lac"], "lac = 0 and lac_months is not null", "months looked after for a pupil who is not", "an empty lac_months where lac = 0", "Empty lac_months, or set lac to 1."),
        new(["lac_months", "lac"], "lac = 1 and lac_months is null", "a looked-after pupil without months", "lac_months where lac = 1", "Fill lac_months from SSDA903."),
        new(["lac_authority", "lac"], "lac = 0 and lac_authority is not null", "an authority for a pupil who is not looked after", "an empty lac_authority where lac = 0", "Empty lac_authority, or set lac to 1."),
        new(["lac_authority", "lac"], "lac = 1 and lac_authority is null", "a looked-after pupil without an authority", "lac_authority where lac = 1", "Fill lac_authority from SSDA903."),
        new(["sen_need", "sen_provision"], "sen_provision = 'N' and sen_need is not null", "a primary need without SEN", "an empty sen_need where sen_provision = 'N'", "Empty sen_need, or correct sen_provision."),
        new(["sessions_authorised", "sessions_unauthorised", "sessions_possible"], "sessions_authorised + sessions_unauthorised > sessions_possible", "more sessions missed than possible", "authorised + unauthorised at most sessions_possible", "Check the attendance export for this pupil."),
        new(["caf_outcome", "caf_episodes"], "caf_episodes = 0 and caf_outcome is not null", "a CAF outcome without a CAF", "an empty caf_outcome where caf_episodes = 0", "Empty caf_outcome, or count the episode."),
        new(["social_care", "lac"], "(social_care = 'LAC') <> (lac = 1)", "social-care status and lac disagree", "social_care = LAC exactly where lac = 1", "Take both from the same day's record."),
    ];
}
