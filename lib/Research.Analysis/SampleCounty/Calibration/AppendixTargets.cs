using System.Collections.Immutable;

namespace Research;

/// <summary>The figures of the strategy's appendix that pupil records can carry, with the figure's id (F01 to F31). Where the print contradicts itself or arithmetic,
/// the nearest that can be: data-samples/README.md says which and why.</summary>
internal static class AppendixTargets
{
    /// <summary>Year of the schools' thresholds.</summary>
    public const int FloorYear = 2013;

    /// <summary>F22 to F25: percentage and number of schools below it; attainment, then progress in reading, writing and mathematics.</summary>
    public static ImmutableArray<(string Figure, int Percent, int Schools)> Floors { get; } = [("F22", 60, 23), ("F23", 90, 92), ("F24", 94, 94), ("F25", 91, 111)];

    /// <summary>F26: schools below all four.</summary>
    public const int BelowAllFloors = 11;

    /// <summary>The figures of pupils.</summary>
    public static ImmutableArray<CountyTarget> All { get; } =
    [
        // Early years. F01 and F03: 3,617 of 7,128. F04: 31.5% is the share of the 847 who reached the level. F06: the areas of learning.
        Count("F01", Stage.Reception, 2013, "gld all", 3617, 7128),
        Count("F04", Stage.Reception, 2013, "gld fsm", 267, 847),
        Count("F06", Stage.Reception, 2013, "communication fsm", 478, 847),
        Count("F06", Stage.Reception, 2013, "literacy fsm", 355, 847),
        Count("F06", Stage.Reception, 2013, "maths_elg fsm", 430, 847),

        // Key Stage 1. F07, F08, F10, F12: failures of the print are achievements here, out of the implied cohorts.
        Failed("F07", Stage.Year2, 2013, "ks1_rwm all", 1052, 6560),
        Failed("F08", Stage.Year2, 2013, "ks1_rwm sen", 654, 1072),
        Failed("F10", Stage.Year2, 2013, "ks1_rwm fsm", 297, 803),
        Failed("F12", Stage.Year2, 2013, "ks1_rwm lac", 4, 10),
        Failed("F13", Stage.Year2, 2013, "ks1_rwm lac_sen", 2, 2),
        // F09: School Action against no SEN, 37 points in 2011 and 42 in 2013.
        Rate("F09", Stage.Year2, 2011, "ks1_reading sen_action", 59.5m), Rate("F09", Stage.Year2, 2011, "ks1_reading not_sen", 96.5m),
        Rate("F09", Stage.Year2, 2013, "ks1_reading sen_action", 55.1m), Rate("F09", Stage.Year2, 2013, "ks1_reading not_sen", 97.1m),
        // F11: 38 points cannot be next to F10; 36.6 is near the bound of 37.0, and 4.0 wider than the 32.6 of 2011.
        Rate("F11", Stage.Year2, 2011, "ks1_maths fsm", 64.0m), Rate("F11", Stage.Year2, 2011, "ks1_maths not_fsm", 96.6m),
        Count("F11", Stage.Year2, 2013, "ks1_maths fsm", 507, 803), Count("F11", Stage.Year2, 2013, "ks1_maths not_fsm", 5712, 5727),
        // F11 read as level 2B or above, where 34 and 38 points can be.
        Rate("F11", Stage.Year2, 2011, "ks1_maths_2b fsm", 44.4m), Rate("F11", Stage.Year2, 2011, "ks1_maths_2b not_fsm", 78.4m),
        Rate("F11", Stage.Year2, 2013, "ks1_maths_2b fsm", 45.2m), Rate("F11", Stage.Year2, 2013, "ks1_maths_2b not_fsm", 83.2m),

        // Key Stage 2.
        Failed("F14", Stage.Year6, 2013, "ks2_rwm all", 1668, 5936),
        Failed("F15", Stage.Year6, 2013, "ks2_rwm sen", 988, 1370),
        Failed("F16", Stage.Year6, 2013, "ks2_rwm fsm", 344, 645),
        // F17: 28.5 points or a little more, as 75.2 less 46.7; 26.6 in 2011, so that both the change and the difference of the rounded gaps are 2.
        Rate("F17", Stage.Year6, 2013, "ks2_rwm not_fsm", 75.2m),
        Rate("F17", Stage.Year6, 2011, "ks2_rwm fsm", 44.3m), Rate("F17", Stage.Year6, 2011, "ks2_rwm not_fsm", 70.9m),
        Failed("F18", Stage.Year6, 2013, "ks2_rwm gypsy_roma", 40, 51),
        Failed("F19", Stage.Year6, 2013, "ks2_rwm lac_county", 13, 18),
        // F20: nine of the 13 and nine of the 18 are both true when all nine with SEN are among the 13.
        Failed("F20", Stage.Year6, 2013, "ks2_rwm lac_county_sen", 9, 9),
        // F21: 110 of 218 is not 52%; 110 of the 211 with a result is.
        Failed("F21", Stage.Year6, 2013, "ks2_rwm cee_language", 110, 211),

        // Key Stage 4. F27: narrowed by 3 points, over one year and over two. F29: unchanged. F30: none of the seven.
        Rate("F27", Stage.Year11, 2011, "ks4_5ac_em fsm", 24.7m), Rate("F27", Stage.Year11, 2011, "ks4_5ac_em not_fsm", 61.1m),
        Rate("F27", Stage.Year11, 2012, "ks4_5ac_em fsm", 25.6m), Rate("F27", Stage.Year11, 2012, "ks4_5ac_em not_fsm", 62.0m),
        Rate("F27", Stage.Year11, 2013, "ks4_5ac_em fsm", 29.2m), Rate("F27", Stage.Year11, 2013, "ks4_5ac_em not_fsm", 62.6m),
        Rate("F29", Stage.Year11, 2011, "ks4_5ac_em sen", 22.0m), Rate("F29", Stage.Year11, 2011, "ks4_5ac_em not_sen", 68.0m),
        Rate("F29", Stage.Year11, 2012, "ks4_5ac_em sen", 22.6m), Rate("F29", Stage.Year11, 2012, "ks4_5ac_em not_sen", 68.6m),
        Rate("F29", Stage.Year11, 2013, "ks4_5ac_em sen", 23.1m), Rate("F29", Stage.Year11, 2013, "ks4_5ac_em not_sen", 69.1m),
        Count("F30", Stage.Year11, 2013, "ks4_5ac_em lac", 0, 7),
    ];

    private static CountyTarget Count(string figure, Stage stage, int year, string what, int achieved, int of) =>
        Target(figure, stage, year, what) with { Achieved = achieved, Of = of, Weight = 20 };

    private static CountyTarget Failed(string figure, Stage stage, int year, string what, int failed, int of) => Count(figure, stage, year, what, of - failed, of);

    private static CountyTarget Rate(string figure, Stage stage, int year, string what, decimal percent) => Target(figure, stage, year, what) with { Percent = percent, Weight = 10 };

    private static CountyTarget Target(string figure, Stage stage, int year, string what)
    {
        int space = what.IndexOf(' ', StringComparison.Ordinal);
        return new(figure, stage, year, what[..space], what[(space + 1)..]);
    }
}
