using System.Collections.Immutable;

namespace Research;

/// <summary>How many pupils the full-sized county has in each stage and year, and how many of them are in each group. Years 2011 to 2017.</summary>
/// <param name="Stage">Year group.</param>
/// <param name="Year">Academic year by the year it ends in.</param>
/// <param name="Pupils">With a result.</param>
/// <param name="FreeSchoolMeals">Claiming.</param>
/// <param name="Sen">With any SEN provision.</param>
/// <param name="Both">With both; 0 leaves it to chance.</param>
/// <param name="Unmatched">Not matched with the census: meals not known.</param>
/// <param name="Ever6">Meals in the last six years.</param>
internal sealed record CountySize(Stage Stage, int Year, int Pupils, int FreeSchoolMeals, int Sen, int Both, int Unmatched, int Ever6)
{
    /// <summary>Of the unmatched, those whose SEN is not known either.</summary>
    public int SenUnknown { get; init; } = Unmatched;

    /// <summary>Looked after by the county.</summary>
    public int CountyCare { get; init; } = Stage == Stage.Year11 ? 26 : Stage == Stage.Year6 ? 18 : 8;

    /// <summary>Looked after by other authorities.</summary>
    public int OtherCare { get; init; } = Stage == Stage.Year11 ? 9 : 6;

    /// <summary>Of those the county looks after, those with SEN; −1 leaves it to chance.</summary>
    public int CountyCareSen { get; init; } = -1;

    /// <summary>Of those others look after, those with SEN; −1 leaves it to chance.</summary>
    public int OtherCareSen { get; init; } = -1;

    /// <summary>Of the county's looked after, those who must be in a special school and, all others, in a maintained mainstream school; −1 leaves it to chance.</summary>
    public int CareInSpecial { get; init; } = -1;

    /// <summary>Pupils whose home language is not known.</summary>
    public int LanguageUnknown { get; init; } = Unmatched / 2;

    /// <summary>Pupils without a result.</summary>
    public int WithoutResult { get; init; } = 14;
}

/// <summary>The table of sizes. Bold where published: 7128, 847 (EYFS 2013, Department); 1052 of the KS1 cohort of 2013 with 1072, 803 and 10 implied
/// by the appendix; 5936, 1370, 645 (KS2 2013, implied); 6240, 1144, 687, 257, 1277 (KS2 2015, council's slides); 7237, 798 and 7340, 484, 699, 104 (EYFS 2014, 2015).
/// Sizes not published are those that make the published rates of overlapping groups agree with one another; the rest follow the trend.</summary>
internal static class CountySizes
{
    public static ImmutableArray<CountySize> All { get; } =
    [
        new(Stage.Reception, 2013, 7128, 847, 511, 188, 208, 900),
        new(Stage.Reception, 2014, 7237, 798, 555, 215, 150, 850),
        new(Stage.Reception, 2015, 7340, 699, 484, 104, 0, 760),
        new(Stage.Reception, 2016, 7400, 690, 480, 110, 40, 745),
        new(Stage.Reception, 2017, 7430, 670, 475, 110, 40, 720),
        new(Stage.Year1, 2012, 6540, 810, 760, 0, 30, 960),
        new(Stage.Year1, 2013, 6790, 830, 770, 0, 30, 985),
        new(Stage.Year1, 2014, 7130, 835, 740, 0, 30, 1000),
        new(Stage.Year1, 2015, 7230, 800, 720, 0, 30, 960),
        new(Stage.Year1, 2016, 7320, 705, 715, 0, 30, 860),
        new(Stage.Year1, 2017, 7390, 695, 710, 0, 30, 840),
        new(Stage.Year2, 2011, 6190, 755, 1120, 0, 30, 910),
        new(Stage.Year2, 2012, 6340, 780, 1100, 0, 30, 940),
        new(Stage.Year2, 2013, 6560, 803, 1072, 0, 30, 980) { CountyCare = 5, OtherCare = 5, CountyCareSen = 1, OtherCareSen = 1 },
        new(Stage.Year2, 2014, 6800, 815, 1060, 0, 30, 1000),
        new(Stage.Year2, 2015, 7110, 800, 950, 0, 30, 1000),
        new(Stage.Year2, 2016, 7220, 760, 930, 0, 30, 960),
        new(Stage.Year2, 2017, 7300, 715, 920, 0, 30, 900),
        new(Stage.Year6, 2011, 5890, 625, 1440, 0, 50, 1130),
        new(Stage.Year6, 2012, 5910, 635, 1405, 0, 50, 1170),
        new(Stage.Year6, 2013, 5936, 645, 1370, 329, 66, 1207) { OtherCare = 7, CountyCareSen = 9, OtherCareSen = 4, WithoutResult = 19, LanguageUnknown = 59 },
        new(Stage.Year6, 2014, 6080, 650, 1313, 311, 10, 1255),
        new(Stage.Year6, 2015, 6240, 687, 1144, 257, 101, 1277) { SenUnknown = 53, LanguageUnknown = 58 },
        new(Stage.Year6, 2016, 6390, 700, 1080, 0, 40, 1330),
        new(Stage.Year6, 2017, 6540, 705, 1060, 0, 40, 1330),
        new(Stage.Year11, 2011, 5760, 500, 1250, 0, 50, 900),
        new(Stage.Year11, 2012, 5720, 520, 1220, 0, 50, 950),
        new(Stage.Year11, 2013, 5750, 535, 1200, 0, 50, 1000) { CountyCare = 7, OtherCare = 0, CountyCareSen = 6, CareInSpecial = 6 },
        new(Stage.Year11, 2014, 5640, 545, 1130, 0, 50, 1040),
        new(Stage.Year11, 2015, 5620, 550, 920, 0, 50, 1080),
        new(Stage.Year11, 2016, 5660, 560, 850, 0, 50, 1120),
        new(Stage.Year11, 2017, 5710, 565, 830, 0, 50, 1140),
    ];

    /// <summary>The size for a stage and year scaled down (or up) in proportion.</summary>
    public static CountySize For(Stage stage, int year, double scale)
    {
        var full = All.First(s => s.Stage == stage && s.Year == year);
        int Scaled(int count) => (int)Math.Round(count * scale);
        return scale == 1 ? full : full with
        {
            Pupils = Scaled(full.Pupils),
            FreeSchoolMeals = Scaled(full.FreeSchoolMeals),
            Sen = Scaled(full.Sen),
            Both = Scaled(full.Both),
            Unmatched = Scaled(full.Unmatched),
            Ever6 = Scaled(full.Ever6),
            SenUnknown = Scaled(full.SenUnknown),
            CountyCare = Scaled(full.CountyCare),
            OtherCare = Scaled(full.OtherCare),
            CountyCareSen = -1,
            OtherCareSen = -1,
            CareInSpecial = -1,
            LanguageUnknown = Scaled(full.LanguageUnknown),
            WithoutResult = Scaled(full.WithoutResult),
        };
    }

    /// <summary>Share of boys in a cohort, named by the year of its reception. Those of 2007 to 2009, 2013 and 2014 follow from published rates of boys, girls and all.</summary>
    public static double Boys(int cohort) => cohort switch { 2007 => 0.513, 2008 => 0.526, 2009 => 0.512, 2013 => 0.5321, 2014 => 0.5, 2015 => 0.515, _ => 0.512 };

    /// <summary>Share of a cohort with a Central or East European home language; it grew with each year.</summary>
    public static double EastEuropean(int cohort) => cohort == 2007 ? 218.0 / 5955 : cohort <= 2007 ? 0.012 + ((cohort - 2000) * 0.0035) : 0.0366 + ((cohort - 2007) * 0.0031);

    /// <summary>Share of a cohort with another home language than English, other than those.</summary>
    public static double OtherLanguage(int cohort) => cohort == 2007 ? 397.0 / 5955 : 0.05 + ((cohort - 2000) * 0.0026);
}
