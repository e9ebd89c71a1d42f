namespace Research;

public static partial class Groups
{
    /// <summary>Gypsy or Roma.</summary>
    public static Group GypsyRoma => Find("gypsy_roma");

    /// <summary>Any other white background.</summary>
    public static Group AnyOtherWhite => Find("any_other_white");

    /// <summary>Any other white background, not on free school meals.</summary>
    public static Group AnyOtherWhiteNotFsm => Find("any_other_white_not_fsm");

    /// <summary>Any other white background, English as an additional language.</summary>
    public static Group AnyOtherWhiteEal => Find("any_other_white_eal");

    /// <summary>Any ethnic group but white British.</summary>
    public static Group MinorityEthnic => Find("minority_ethnic");

    /// <summary>English as an additional language.</summary>
    public static Group EnglishAdditionalLanguage => Find("eal");

    /// <summary>A home language of Central or Eastern Europe.</summary>
    public static Group CentralEastEuropeanLanguage => Find("cee_language");

    /// <summary>Boys, beside girls.</summary>
    public static Group Boys => Find("boys");

    /// <summary>Girls, beside boys.</summary>
    public static Group Girls => Find("girls");

    /// <summary>Born from May to August.</summary>
    public static Group SummerBorn => Find("summer_born");

    /// <summary>Level 1 or below at Key Stage 1 in reading, writing or mathematics.</summary>
    public static Group PriorLevel1OrBelow => Find("ks1_level1_or_below");

    /// <summary>Living in one of the strategy's areas, beside the rest of the county.</summary>
    /// <param name="area">The area's code, such as Wisbech.</param>
    public static Group LivingIn(string area) => Find(AreaId(area));

    private const string Ethnic = "DfE, School Census: ethnicity; refused and not obtained are in neither group";
    private const string Spoken = "DfE, School Census: first language; refused and not obtained are in neither group";

    private static string[] KeyStage1Subjects => ["prior_reading", "prior_writing", "prior_maths"];

    private static IEnumerable<Group> Background()
    {
        const string known = "ethnicity not in ('REFU', 'NOBT')", eal = "language not in ('ENG', 'ENB', 'NOT', 'REF')", english = "language in ('ENG', 'ENB')";
        string eastern = string.Join(", ", Codes.CentralEastEuropean.Select(c => $"'{c}'"));
        yield return Group.Entry("gypsy_roma", "ethnicity = 'WROM'", $"ethnicity <> 'WROM' and {known}") with { Title = "Gypsy/Roma", PeersTitle = "All others", Source = Ethnic };
        yield return Group.Entry("any_other_white", "ethnicity = 'WOTH'", $"ethnicity <> 'WOTH' and {known}") with { Title = "Any other white background", PeersTitle = "All others", Source = Ethnic };
        yield return Group.Entry("any_other_white_not_fsm", "ethnicity = 'WOTH' and fsm = 0", $"not (ethnicity = 'WOTH' and fsm = 0) and {known}") with { Title = "Any other white background, no free school meals", PeersTitle = "All others", Source = Ethnic };
        yield return Group.Entry("any_other_white_eal", $"ethnicity = 'WOTH' and {eal}", $"{known} and language not in ('NOT', 'REF') and not (ethnicity = 'WOTH' and {eal})") with { Title = "Any other white background, English additional", PeersTitle = "All others", Source = Ethnic };
        string[] levels = [.. KeyStage1Subjects.Select(s => $"{s} in ('W', '1')")], higher = [.. KeyStage1Subjects.Select(s => $"{s} in ('2C', '2B', '2A', '3', '4')")];
        string low = string.Join(" or ", levels), white = $"ethnicity = 'WOTH' and {eal}";
        yield return Group.Entry("any_other_white_eal_level1", $"{white} and ({low})", $"{known} and language not in ('NOT', 'REF') and (({low}) or ({string.Join(" and ", higher)})) and not ({white} and ({low}))") with { Title = "Any other white background, English additional, level 1 or below at Key Stage 1", PeersTitle = "All others", Source = Ethnic };
        yield return Group.Entry("minority_ethnic", $"ethnicity <> 'WBRI' and {known}", "ethnicity = 'WBRI'") with { Title = "Minority ethnic", PeersTitle = "White British", Source = Ethnic };
        yield return Group.Entry("eal", eal, english) with { Title = "English as an additional language", PeersTitle = "English first language", Source = Spoken };
        yield return Group.Entry("cee_language", $"language in ({eastern})", $"language not in ({eastern}, 'NOT', 'REF')") with { Title = "Central or Eastern European language", PeersTitle = "All others", Source = Spoken };
    }

    private static IEnumerable<Group> Others()
    {
        yield return Group.Entry("boys", "gender = 'M'", "gender = 'F'") with { Title = "Boys", PeersTitle = "Girls", PeersId = "girls", Source = "DfE, School Census" };
        yield return Group.Entry("girls", "gender = 'F'", "gender = 'M'") with { Title = "Girls", PeersTitle = "Boys", PeersId = "boys", Source = "DfE, School Census" };
        yield return Group.Entry("summer_born", "birth_month between 5 and 8") with { Title = "Summer born", PeersTitle = "Born September to April", Source = "DfE: May to August" };
        string[] low = ["W", "1"], higher = ["2C", "2B", "2A", "3", "4"], subjects = KeyStage1Subjects;
        yield return Group.Entry("ks1_level1_or_below", Join(" or ", subjects, low), Join(" and ", subjects, higher)) with { Title = "Level 1 or below at Key Stage 1", PeersTitle = "Level 2 or above in all three", Source = "STA, Key Stage 1" };
        foreach (string subject in subjects)
            yield return Group.Entry($"ks1_level1_or_below_{subject["prior_".Length..]}", Join("", [subject], low), Join("", [subject], higher)) with
            {
                Title = $"Level 1 or below in {subject["prior_".Length..]} at Key Stage 1",
                PeersTitle = "Level 2 or above",
                Source = "STA, Key Stage 1",
            };

        static string Join(string with, string[] columns, string[] codes) =>
            string.Join(with, columns.Select(c => $"{c} in ({string.Join(", ", codes.Select(v => $"'{v}'"))})"));
    }

    private static IEnumerable<Group> Areas() => Codes.Area.Codes.Select(area =>
        Group.Entry(AreaId(area.Value), $"area = '{area.Value}'") with { Title = area.Value, PeersTitle = "Rest of the county", Source = Codes.Area.Source });

    private static string AreaId(string area) => "area_" + area.ToLowerInvariant().Replace(' ', '_');
}
