namespace Research;

/// <summary>Absence and exclusion. Children in poverty are three to four times as likely to be persistently absent, as the strategy has it.</summary>
internal static class Attendance
{
    private const double PovertyRatio = 3.55;

    public static void Assign(List<PupilYear> rows)
    {
        if (rows.Count == 0) return;
        int year = rows[0].Year;
        bool secondary = rows[0].Stage == Stage.Year11;
        // 15% of possible sessions until 2014/15, 10% from 2015/16.
        double threshold = year >= 2016 ? 0.10 : 0.15, persistent = PersistentShare(year, secondary);
        HashSet<PupilYear> absent = [];
        double poorShare = rows.Count(r => r.Entitled == true) / (double)rows.Count, others = persistent / (1 + (poorShare * (PovertyRatio - 1)));
        foreach (var group in rows.ToLookup(r => r.Entitled == true))
            absent.UnionWith(group.Top((int)Math.Round(group.Count() * others * (group.Key ? PovertyRatio : 1)),
                r => r.Noise("persistent") + (0.35 * r.Pupil.Vulnerability) + (0.2 * r.Pupil.Need) + (r.Pupil.Special is null ? 0 : 1)));
        double usual = (Overall(year, secondary) - (persistent * (threshold + 0.07))) / (1 - persistent);
        foreach (var row in rows) Record(row, absent.Contains(row) ? threshold : 0, (threshold, usual));
        foreach (var row in rows) Exclude(row, secondary);
    }

    private static void Record(PupilYear row, double atLeast, (double Threshold, double Usual) county)
    {
        var chance = row.ChanceFor("sessions");
        row.Sessions = (row.Stage == Stage.Year11 ? 292 : 304) + (2 * (row.School.Urn % 4));
        // A little space on both sides of the threshold: counts of sessions and percentages then agree on who is persistently absent.
        double share = atLeast > 0
            ? Math.Min(0.75, atLeast + 0.006 + (chance.Exponential() * 0.065))
            : Math.Min(county.Threshold - 0.007, county.Usual * chance.Gamma(1.5) / 1.5 * (0.93 + (0.3 * row.Pupil.Hardship)));
        int missed = (int)Math.Round(share * row.Sessions);
        double unauthorised = Math.Clamp((atLeast > 0 ? 0.25 : 0.08) + (0.18 * row.Pupil.Hardship) + chance.Normal(0, 0.1), 0, 0.9);
        row.Unauthorised = (int)Math.Round(missed * unauthorised);
        row.Authorised = missed - row.Unauthorised;
    }

    private static void Exclude(PupilYear row, bool secondary)
    {
        var chance = row.ChanceFor("exclusion");
        double risk = (secondary ? 0.045 : row.Stage == Stage.Year6 ? 0.011 : 0.003) * (row.Pupil.Boy ? 1.5 : 0.55) * (1 + (1.6 * row.Pupil.Hardship)) * (row.HasSen ? 2.4 : 0.7)
            * (row.HasSen && row.Pupil.NeedKind == "BESD" ? 4 : 1);
        if (!chance.Chance(Math.Min(0.6, risk))) return;
        row.FixedExclusions = 1 + Math.Min(9, (int)(chance.Exponential() * 0.9));
        row.PermanentExclusions = chance.Chance(secondary ? 0.012 : 0.006) ? 1 : 0;
    }

    // England, 15% threshold over five half terms, primary and secondary; the county follows its own 10% series.
    private static double PersistentShare(int year, bool secondary) => (year, secondary) switch
    {
        ( <= 2011, false) => 0.038,
        (2012, false) => 0.032,
        (2013, false) => 0.031,
        (2014, false) => 0.024,
        (2015, false) => 0.022,
        (_, false) => 0.080,
        ( <= 2011, true) => 0.092,
        (2012, true) => 0.079,
        (2013, true) => 0.070,
        (2014, true) => 0.062,
        (2015, true) => 0.059,
        (_, true) => 0.130,
    };

    // Cambridgeshire, overall absence in state-funded primary and secondary schools.
    private static double Overall(int year, bool secondary) => (year, secondary) switch
    {
        ( <= 2011, false) => 0.0509,
        (2012, false) => 0.0459,
        (2013, false) => 0.0487,
        (2014, false) => 0.0412,
        (_, false) => 0.0399,
        ( <= 2011, true) => 0.0664,
        (2012, true) => 0.0598,
        (2013, true) => 0.0599,
        (2014, true) => 0.0544,
        (_, true) => 0.0520,
    };
}
