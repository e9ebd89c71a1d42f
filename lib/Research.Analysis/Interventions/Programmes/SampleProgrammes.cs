using System.Collections.Immutable;

namespace Research;

/// <summary>The strategy's programmes with designs such as counties have, and effects that are known. One has no effect (Attachment Aware Schools); of two a plain comparison gets the sign wrong
/// (REAL, early-help assessment).</summary>
internal static class SampleProgrammes
{
    public static ImmutableArray<SampleProgramme> All { get; } =
    [
        new("fsm-project", "FSM project in 12 schools", r => SchoolProgrammes.FromAYearOn(r, (12, 36, 8), (2011, 2014, 2015), (3.5, -0.35))) { Effect = 3.5, LeftAfterAYear = 1, Estimand = "took part" },
        new("real", "Raising Early Achievement in Literacy (REAL)", r => SchoolProgrammes.FewCentres(r, (3, 20, 3, 5), (2010, 2013, 2015), (5, -0.9))) { Effect = 5, LeftAfterAYear = 1, Estimand = "took part" },
        new("fast", "Families and Schools Together (FAST)", r => ChosenPupilProgrammes.Volunteers(r, (16, 60), (2.5, 0.4), (p, b) => -1.5 + (0.5 * b) + (0.5 * p.Female) - (0.05 * p.Absence) - (0.4 * p.Ever6)))
            { Effect = 2.5, LeftAfterAYear = 0.4, Estimand = "took part" },
        new("phonics-partners", "Phonics partners", r => TrialProgrammes.BySchool(r, (40, 24), (3, 0.85, 0.6))) { Effect = 3, Reach = 0.85, LeftAfterAYear = 0.6, Estimand = "offered" },
        new("expanded-rehearsal", "Expanded Rehearsal Technique", r => TrialProgrammes.WithinSchools(r, (18, 30), (4, 0.75, 0.5))) { Effect = 4, Reach = 0.75, Estimand = "offered" },
        new("achievement-for-all", "Achievement for All", r => SchoolProgrammes.Staggered(r, (9, 18, 6), (2010, 2015, [2012, 2013, 2014]), (1.5, 1))) { Effect = Average(1.5, 1), LeftAfterAYear = 1, Estimand = "took part" },
        new("attachment-aware", "Attachment Aware Schools", r => SchoolProgrammes.FromAYearOn(r, (10, 30, 8), (2012, 2015, 2016), (0, 0.35))) { Effect = 0, LeftAfterAYear = 1, Estimand = "took part" },
        new("closing-the-gap", "Closing the Gap", r => ChosenPupilProgrammes.BelowAMark(r, (15, 80), 90, (4, 0.7))) { Effect = 4, LeftAfterAYear = 0.7, Estimand = "took part" },
        new("early-help-assessment", "Support by early-help assessment (CAF)", r => ChosenPupilProgrammes.Volunteers(r, (24, 50), (2, 0.8), (p, b) => -2.6 - (0.5 * b) + (0.9 * p.Ever6) + (0.7 * p.Sen) + (0.12 * (p.Absence - 5))))
            { Effect = 2, LeftAfterAYear = 0.8, Estimand = "took part" },
        new("together-for-families", "Together for Families", r => TrialProgrammes.WaitingList(r, (30, 480), (3.5, 0.7, 0.3))) { Effect = 3.5, Reach = 0.7, LeftAfterAYear = 0.3, Estimand = "offered" },
    ];

    // Achievement for All, over schools and years with it: starts in 2012, 2013 and 2014 have 4, 3 and 2 years.
    private static double Average(double first, double further) => ((9 * first) + (further * (6 + 3 + 1))) / 9;
}
