namespace Research;

public static partial class Groups
{
    /// <summary>Eligible for and claiming free school meals in January.</summary>
    public static Group FreeSchoolMeals => Find("fsm");

    /// <summary>Free school meals in any census of the last six years.</summary>
    public static Group Ever6 => Find("ever6");

    /// <summary>Disadvantaged by the Department's rule of each year.</summary>
    public static Group Disadvantaged => Find("disadvantaged");

    /// <summary>Those for whom a school receives the pupil premium, by the rule of each year.</summary>
    public static Group PupilPremium => Find("pupil_premium");

    /// <summary>Entitled to free school meals by family income, whether or not claimed.</summary>
    public static Group InPoverty => Find("poverty");

    /// <summary>Entitled to free school meals and not claiming.</summary>
    public static Group EntitledNotClaiming => Find("entitled_not_claiming");

    /// <summary>Living in the 30 per cent of areas in England where most children are in income-deprived families.</summary>
    public static Group MostDeprivedAreas => Find("idaci_30");

    private const string Premium = "DfE, Pupil premium: conditions of grant";

    private static IEnumerable<Group> Poverty()
    {
        yield return Group.Entry("fsm", "fsm = 1") with { Title = "Free school meals", PeersTitle = "No free school meals", Source = "DfE, School Census, January" };
        yield return Group.Entry("ever6", "ever6 = 1") with { Title = "Free school meals in the last six years", PeersTitle = "None in the last six years", Source = Premium };
        yield return Group.Entry("disadvantaged", "case when year <= 2011 then fsm = 1 or lac = 1 when year <= 2014 then ever6 = 1 or (lac = 1 and lac_months >= 6) else ever6 = 1 or lac = 1 end") with
        {
            Title = "Disadvantaged",
            PeersTitle = "Not disadvantaged",
            Source = "DfE, performance tables: free school meals or looked after to 2011; last six years, or looked after for six months, to 2014; for a day or more from 2015 (those who left care are not in the extract)",
            Breaks = [new(2012, BreakKind.NotComparable, "from 2012 free school meals in the last six years, before only in the year itself"), new(2015, BreakKind.Caution, "from 2015 pupils looked after for a day or more")],
        };
        yield return Group.Entry("pupil_premium", "case when year <= 2012 then fsm = 1 or (lac = 1 and lac_months >= 6) when year <= 2014 then ever6 = 1 or (lac = 1 and lac_months >= 6) else ever6 = 1 or lac = 1 end") with
        {
            Title = "Pupil premium",
            PeersTitle = "No pupil premium",
            FirstYear = 2012,
            Source = Premium + ": free school meals in 2011/12, in the last six years from 2012/13; looked after for six months, from 2014/15 for a day or more; service children apart",
            Breaks = [new(2013, BreakKind.NotComparable, "from 2012/13 free school meals in the last six years, before only in the year itself"), new(2015, BreakKind.Caution, "from 2014/15 pupils looked after for a day or more")],
        };
        yield return Group.Entry("poverty", "fsm_entitled = 1") with { Title = "In poverty (entitled to free school meals)", PeersTitle = "Not in poverty", Source = "Council: match with benefit records" };
        yield return Group.Entry("entitled_not_claiming", "fsm_entitled = 1 and fsm = 0", "fsm_entitled = 0") with { Title = "Entitled to free school meals, not claiming", PeersTitle = "Not entitled", Source = "Council: match with benefit records" };
        yield return Group.Entry("idaci_30", "idaci_decile <= 3") with { Title = "30% most deprived areas", PeersTitle = "Other areas", Source = "DCLG, Income Deprivation Affecting Children Index 2010: deciles 1 to 3 of England" };
    }
}
