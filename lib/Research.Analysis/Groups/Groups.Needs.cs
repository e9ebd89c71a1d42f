using System.Collections.Immutable;

namespace Research;

public static partial class Groups
{
    /// <summary>Any special educational need.</summary>
    public static Group SpecialNeeds => Find("sen");

    /// <summary>School Action, beside pupils without special needs.</summary>
    public static Group SchoolAction => Find("sen_action");

    /// <summary>School Action, beside all others.</summary>
    public static Group SchoolActionAgainstOthers => Find("sen_action_vs_others");

    /// <summary>School Action Plus.</summary>
    public static Group SchoolActionPlus => Find("sen_action_plus");

    /// <summary>A statement of special educational needs.</summary>
    public static Group Statement => Find("sen_statement");

    /// <summary>SEN support, from 2015.</summary>
    public static Group SenSupport => Find("sen_support");

    /// <summary>An education, health and care plan, from 2015.</summary>
    public static Group EducationHealthCarePlan => Find("sen_ehc");

    /// <summary>Looked after on 31 March.</summary>
    public static Group LookedAfter => Find("lac");

    /// <summary>Looked after for twelve months or more.</summary>
    public static Group LookedAfterTwelveMonths => Find("lac_12");

    /// <summary>Looked after by Cambridgeshire.</summary>
    public static Group LookedAfterByTheCounty => Find("lac_county");

    /// <summary>Looked after by another authority.</summary>
    public static Group LookedAfterByOthers => Find("lac_other_authority");

    /// <summary>A child in need, neither on a protection plan nor looked after.</summary>
    public static Group ChildInNeed => Find("child_in_need");

    /// <summary>On a child protection plan.</summary>
    public static Group ChildProtection => Find("child_protection");

    /// <summary>Early-help assessment (CAF) begun.</summary>
    public static Group EarlyHelp => Find("caf");

    /// <summary>Early help ended with needs met, beside early help that ended otherwise.</summary>
    public static Group EarlyHelpSuccessful => Find("caf_successful");

    /// <summary>Family in the Together for Families programme.</summary>
    public static Group TogetherForFamilies => Find("together_for_families");

    private const string Census = "DfE, School Census: SEN provision";

    private static ImmutableArray<SeriesBreak> SenReform =>
        [new(2015, BreakKind.Caution, "from September 2014 SEN support replaced School Action and School Action Plus, and fewer pupils were recorded")];

    private static IEnumerable<Group> Needs()
    {
        yield return Sen("sen", "sen_provision <> 'N'", "Special educational needs") with { Breaks = SenReform };
        yield return Sen("sen_action", "sen_provision = 'A'", "School Action");
        yield return Group.Entry("sen_action_vs_others", "sen_provision = 'A'") with { Title = "School Action, against all others", PeersTitle = "All others", Source = Census };
        yield return Sen("sen_action_plus", "sen_provision = 'P'", "School Action Plus");
        yield return Sen("sen_statement", "sen_provision = 'S'", "Statement") with { Breaks = [new(2015, BreakKind.Caution, "statements were turned into education, health and care plans from September 2014")] };
        yield return Sen("sen_support", "sen_provision = 'K'", "SEN support");
        yield return Sen("sen_ehc", "sen_provision = 'E'", "Education, health and care plan");
        yield return Sen("sen_statement_or_plan", "sen_provision in ('S', 'E')", "Statement or plan");
        yield return Sen("sen_without_statement", "sen_provision in ('A', 'P', 'K')", "SEN without statement or plan") with { Breaks = SenReform };
    }

    private static Group Sen(string id, string condition, string title) =>
        Group.Entry(id, condition, "sen_provision = 'N'") with { Title = title, PeersTitle = "No special educational needs", PeersId = "not_sen", Source = Census };

    private static IEnumerable<Group> Care()
    {
        yield return Lac("lac", "lac = 1", "Looked after");
        yield return Lac("lac_12", "lac = 1 and lac_months >= 12", "Looked after for twelve months");
        yield return Lac("lac_county", "lac = 1 and lac_authority = 873", "Looked after by Cambridgeshire");
        yield return Lac("lac_other_authority", "lac = 1 and lac_authority <> 873", "Looked after by another authority");
        yield return Care("child_in_need", "social_care = 'CIN'", "Child in need");
        yield return Care("child_protection", "social_care = 'CPP'", "Child protection plan");
        yield return Group.Entry("caf", "caf_episodes >= 1") with { Title = "Early help (CAF)", PeersTitle = "No early help", Source = "Council: early help records" };
        yield return Group.Entry("caf_successful", "caf_episodes >= 1 and caf_outcome = 'met'", "caf_episodes >= 1 and caf_outcome in ('partly', 'unmet')") with
        {
            Title = "Early help ended with needs met",
            PeersTitle = "Early help ended otherwise",
            Source = "Council: early help records",
        };
        yield return Group.Entry("together_for_families", "together_for_families = 1") with { Title = "Together for Families", PeersTitle = "Other families", Source = "Council" };
    }

    private static Group Lac(string id, string condition, string title) =>
        Group.Entry(id, condition, "lac = 0") with { Title = title, PeersTitle = "Not looked after", PeersId = "not_lac", Source = "DfE, SSDA903: looked after on 31 March" };

    private static Group Care(string id, string condition, string title) =>
        Group.Entry(id, condition, "social_care = 'N'") with { Title = title, PeersTitle = "Not known to social care", PeersId = "no_social_care", Source = "DfE, Children in Need census" };
}
