using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Other published figures of Cambridgeshire, met to their rounding where they agree with the appendix and with one another; and, marked "trend", rates for
/// the years and groups of which nothing was published, along the published series.</summary>
internal static class PublishedTargets
{
    private const string Slides = "Council, Strategic Information Board slides, February 2016", Department = "DfE, EYFS Profile results by authority";

    /// <summary>One line for each stage, year and outcome: group and percentage.</summary>
    public static ImmutableArray<CountyTarget> All { get; } =
    [
        .. Of(Slides, Stage.Reception, 2013, "gld", "not_fsm 53.8, sen 10.6, not_sen 54.3, fsm_and_sen 9.6, not_fsm_not_sen 56.2, boys 43.4, girls 59.1, cee_language 23.7, english 53.5, other_language 34.3"),
        .. Of(Department, Stage.Reception, 2013, "communication", "all 71, not_fsm 73"), .. Of(Department, Stage.Reception, 2013, "literacy", "all 62, not_fsm 65"),
        .. Of(Department, Stage.Reception, 2013, "maths_elg", "all 69, not_fsm 72"),
        .. Of(Slides, Stage.Reception, 2014, "gld", "all 61.2, fsm 41.2, not_fsm 64.3, sen 15.9, not_sen 65.6, fsm_and_sen 8.3, not_fsm_not_sen 66.8, boys 52.6, girls 69.9, cee_language 41.2, english 63.9, other_language 46.5"),
        .. Of(Department, Stage.Reception, 2014, "gld", "district Cambridge 58, district East Cambridgeshire 63, district Fenland 53, district Huntingdonshire 62, district South Cambridgeshire 66"),
        .. Of(Department, Stage.Reception, 2014, "communication", "all 77, fsm 62, not_fsm 79"), .. Of(Department, Stage.Reception, 2014, "literacy", "all 67, fsm 45, not_fsm 70"),
        .. Of(Department, Stage.Reception, 2014, "maths_elg", "all 74, fsm 55, not_fsm 77"),
        .. Of(Slides, Stage.Reception, 2015, "gld", "fsm 42.9, not_fsm 68.1, sen 16.7, not_sen 69.1, fsm_and_sen 11.5, not_fsm_not_sen 71.7, boys 58.9, girls 72.9, cee_language 51.4, english 67.6, other_language 58.5"),
        .. Of(Department, Stage.Reception, 2015, "gld", "district Cambridge 64, district East Cambridgeshire 66, district Fenland 60, district Huntingdonshire 66, district South Cambridgeshire 70"),
        .. Of(Department, Stage.Reception, 2015, "communication", "all 79, fsm 62, not_fsm 81"), .. Of(Department, Stage.Reception, 2015, "literacy", "all 71, fsm 48, not_fsm 73"),
        .. Of(Department, Stage.Reception, 2015, "maths_elg", "all 76, fsm 55, not_fsm 78"),
        .. Of("trend", Stage.Reception, 2016, "gld", "all 69.5, fsm 46.0, sen 18.0, cee_language 54.0"), .. Of("trend", Stage.Reception, 2017, "gld", "all 71.0, fsm 48.0, sen 19.5, cee_language 56.0"),

        .. Of("trend", Stage.Year1, 2012, "phonics", "all 57, fsm 36"), .. Of("trend", Stage.Year1, 2013, "phonics", "all 67, fsm 46"), .. Of("trend", Stage.Year1, 2014, "phonics", "all 72, fsm 50"),
        .. Of("DfE, Local Authority Interactive Tool", Stage.Year1, 2015, "phonics", "all 75, fsm 53"), .. Of("trend", Stage.Year1, 2016, "phonics", "all 79, fsm 58"), .. Of("trend", Stage.Year1, 2017, "phonics", "all 80, fsm 60"),

        .. Of("trend", Stage.Year2, 2011, "ks1_rwm", "all 82.2, fsm 62.0, sen 38.5, sen_action 48.0"), .. Of("trend", Stage.Year2, 2012, "ks1_rwm", "all 83.2, fsm 62.5, sen 38.7, sen_action 48.5"),
        .. Of("trend", Stage.Year2, 2013, "ks1_rwm", "sen_action 49.0"),
        .. Of("trend", Stage.Year2, 2014, "ks1_rwm", "all 85.1, fsm 63.5, sen 40.0, sen_action 50.0"), .. Of("trend", Stage.Year2, 2015, "ks1_rwm", "all 86.2, fsm 65.5, sen 40.0"),
        .. Of("trend", Stage.Year2, 2016, "ks1_rwm", "all 60.5, fsm 38.0, sen 13.5"), .. Of("trend", Stage.Year2, 2017, "ks1_rwm", "all 63.0, fsm 41.0, sen 15.0"),
        .. Of("trend", Stage.Year2, 2012, "ks1_reading", "sen_action 57.3, not_sen 96.8"), .. Of("trend", Stage.Year2, 2014, "ks1_reading", "sen_action 56.0, not_sen 97.2"),
        .. Of("trend", Stage.Year2, 2012, "ks1_maths", "fsm 63.5, not_fsm 98.1"), .. Of("trend", Stage.Year2, 2014, "ks1_maths", "fsm 65.0, not_fsm 98.6"), .. Of("trend", Stage.Year2, 2015, "ks1_maths", "fsm 67.0, not_fsm 98.2"),
        .. Of("trend", Stage.Year2, 2012, "ks1_maths_2b", "fsm 44.6, not_fsm 80.6"), .. Of("trend", Stage.Year2, 2014, "ks1_maths_2b", "fsm 46.5, not_fsm 83.6"), .. Of("trend", Stage.Year2, 2015, "ks1_maths_2b", "fsm 48.5, not_fsm 84.0"),

        .. Of("trend", Stage.Year6, 2011, "ks2_rwm", "sen 25.8"), .. Of("trend", Stage.Year6, 2012, "ks2_rwm", "fsm 46.5, not_fsm 74.0, sen 27.2"),
        .. Of(Slides, Stage.Year6, 2013, "ks2_rwm", "not_sen 85.6, fsm_and_sen 15.8, not_fsm_not_sen 86.1, ever6 53.0, not_ever6 77.0, boys 68.2, girls 75.8, english 73.0, other_language 63.6"),
        .. Of("follows from the slides' other rates", Stage.Year6, 2013, "ks2_rwm", "unmatched 54.5"),
        .. Of(Slides, Stage.Year6, 2014, "ks2_rwm", "all 75.9, fsm 51.2, not_fsm 78.9, sen 30.4, not_sen 88.5, fsm_and_sen 23.5, not_fsm_not_sen 89.4, ever6 56.1, not_ever6 81.1, boys 74.1, girls 77.9, cee_language 51.7, other_language 70.2"),
        .. Of(Slides, Stage.Year6, 2015, "ks2_rwm", "all 77.8, fsm 53.1, not_fsm 81.4, sen 31.2, not_sen 88.7, fsm_and_sen 18.9, ever6 60.5, not_ever6 82.9, boys 74.2, girls 81.6, cee_language 65.9, english 78.4, other_language 75.5"),
        .. Of("trend", Stage.Year6, 2016, "ks2_rwm", "all 53.0, fsm 29.0, sen 13.0"), .. Of("trend", Stage.Year6, 2017, "ks2_rwm", "all 59.0, fsm 34.5, sen 15.5"),

        .. Of("Ofsted letter, 23 March 2016: gap of 31.1", Stage.Year11, 2014, "ks4_5ac_em", "fsm 27.9, not_fsm 59.0"), .. Of("trend", Stage.Year11, 2014, "ks4_5ac_em", "sen 20.0"),
        .. Of("Ofsted letter, 23 March 2016", Stage.Year11, 2015, "ks4_5ac_em", "fsm 23.4, not_fsm 62.3"), .. Of("trend", Stage.Year11, 2015, "ks4_5ac_em", "sen 19.0"),
        .. Of("trend", Stage.Year11, 2016, "ks4_5ac_em", "fsm 25.5, not_fsm 62.8, sen 19.5"),
    ];

    private static IEnumerable<CountyTarget> Of(string source, Stage stage, int year, string outcome, string figures) =>
        figures.Split(", ").Select(figure =>
        {
            int at = figure.LastIndexOf(' ');
            return new CountyTarget(source, stage, year, outcome, figure[..at]) { Percent = decimal.Parse(figure[(at + 1)..], CultureInfo.InvariantCulture), Weight = source == "trend" ? 1 : 3 };
        });
}
