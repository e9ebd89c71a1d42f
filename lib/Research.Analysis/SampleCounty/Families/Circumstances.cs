namespace Research;

/// <summary>A child's circumstances in one year, for all pupils of a stage together: quotas of the county's size table, filled by whoever ranks highest.</summary>
internal static class Circumstances
{
    /// <summary>The pupils of a stage with everything but results.</summary>
    public static List<PupilYear> Draw(SampleCohort cohort, Stage stage, SchoolMap map, CountySize size)
    {
        int year = cohort.Reception + (int)stage;
        List<PupilYear> rows = [.. cohort.Pupils.Where(p => p.On.Contains(stage)).Select(p => new PupilYear
        {
            Pupil = p, Stage = stage, Year = year, School = SchoolOf(p, stage, map), Language = p.Language,
        })];
        WithoutResult(rows, size);
        Care.Assign(rows, size, map);
        Unmatched(rows, size);
        FreeMeals.Assign(rows, size);
        SpecialNeeds.Assign(rows, size);
        Attendance.Assign(rows);
        SocialCare.Assign(rows);
        return rows;
    }

    /// <summary>Chance of its own for a pupil, a purpose and a stage.</summary>
    public static RandomStream ChanceFor(this PupilYear row, string purpose) => row.Pupil.Chance.Fork(purpose).Fork((int)row.Stage);

    public static double Noise(this PupilYear row, string purpose) => row.ChanceFor(purpose).Normal();

    public static SampleSchool SchoolOf(SamplePupil pupil, Stage stage, SchoolMap map) =>
        pupil.Special ?? stage switch
        {
            Stage.Year11 => map.Secondaries[pupil.Secondary],
            Stage.Year6 => map.Primaries[pupil.Primary].Junior,
            _ => map.Primaries[pupil.Primary].Infant,
        };

    // Newcomers above all: seven of the 218 children with a Central or East European home language had no KS2 result in 2013.
    private static void WithoutResult(List<PupilYear> rows, CountySize size)
    {
        int newcomers = (int)Math.Round(size.WithoutResult * 7 / 19.0);
        bool East(PupilYear r) => Codes.CentralEastEuropean.Contains(r.Pupil.Language ?? "");
        foreach (var row in rows.Where(East).Top(newcomers, r => r.Noise("newcomer")).ToList()) row.HasResult = false;
        foreach (var row in rows.Where(r => r.Language == "ENG" && r.Pupil.Ethnicity != "WROM").Top(size.WithoutResult - newcomers, r => r.Noise("newcomer")).ToList()) row.HasResult = false;
    }

    private static void Unmatched(List<PupilYear> rows, CountySize size)
    {
        List<PupilYear> lost = [.. rows.Where(r => r.HasResult && !r.IsLookedAfter && r.Pupil.Special is null && r.Pupil.Ethnicity != "WROM")
            .Top(size.Unmatched, r => r.Noise("unmatched") + (r.Pupil.FromAbroad ? 2 : 0))];
        foreach (var row in lost) row.Unmatched = true;
        foreach (var row in rows.Where(r => r.HasResult && r.Language == "ENG" && r.Pupil.Ethnicity != "WROM").Top(size.LanguageUnknown, r => r.Noise("language") + (r.Unmatched ? 3 : 0)).ToList())
            row.Language = null;
    }
}
