namespace Research;

/// <summary>Children looked after: by the county, and by other authorities in the county's schools.</summary>
internal static class Care
{
    private const int Cambridgeshire = 873;
    private static readonly int[] Others = [874, 874, 926, 925, 935, 919, 821, 823, 330, 316];

    public static void Assign(List<PupilYear> rows, CountySize size, SchoolMap map)
    {
        var free = rows.Where(r => r.HasResult && r.Pupil.Ethnicity != "WROM" && !Codes.CentralEastEuropean.Contains(r.Pupil.Language ?? ""));
        double Liability(PupilYear r) => r.Pupil.Vulnerability + (0.4 * r.Noise("care"));
        List<PupilYear> county = size.CareInSpecial < 0
            ? [.. free.Top(size.CountyCare, Liability)]
            : [.. free.Where(r => r.Pupil.Special is not null).Top(size.CareInSpecial, Liability),
               .. free.Where(r => r.Pupil.Special is null && r.School.Maintained).Top(size.CountyCare - size.CareInSpecial, Liability)];
        foreach (var row in county) Place(row, Cambridgeshire, size.CareInSpecial >= 0);
        foreach (var row in free.Where(r => !r.IsLookedAfter).Top(size.OtherCare, Liability).ToList()) Place(row, Others[row.ChanceFor("authority").Below(Others.Length)], false);
        // The special schools these six attend are academies, so that "County School" can only mean the seventh pupil's.
        if (size.CareInSpecial >= 0 && map.Special.FirstOrDefault(s => !s.Maintained) is { } academy)
            foreach (var row in county.Where(r => r.School is { Kind: "special", Maintained: true })) row.School = academy;
    }

    private static void Place(PupilYear row, int authority, bool year)
    {
        var chance = row.ChanceFor("months");
        row.CareMonths = (year ? 12 : 2) + (int)(chance.Exponential() * 26);
        row.CareMonths = Math.Min(row.CareMonths.Value, ((int)row.Stage + 4) * 12);
        row.CareAuthority = authority;
    }
}
