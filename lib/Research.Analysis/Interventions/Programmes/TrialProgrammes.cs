namespace Research;

/// <summary>Programmes that were given by lot: to schools, to pupils within schools, to families on a waiting list.</summary>
internal static class TrialProgrammes
{
    /// <summary>Schools drawn by lot; some of the pupils offered do not take part, some outcomes are missing.</summary>
    public static Dataset BySchool(RandomStream random, (int Schools, int Pupils) size, (double Effect, double Reach, double Left) programme)
    {
        var rows = new ProgrammeRows();
        var schools = ProgrammeSchool.Draw("primary", size.Schools, random);
        for (int s = 0; s < schools.Length; s++)
            for (int k = 0; k < size.Pupils; k++) Row(rows, ProgrammePupil.Draw(schools[s], random), s % 2, (programme, 0.06), random);
        return rows.ToDataset();
    }

    /// <summary>Pupils drawn by lot within each school; the effect differs a little from school to school.</summary>
    public static Dataset WithinSchools(RandomStream random, (int Schools, int Pupils) size, (double Effect, double Reach, double Left) programme)
    {
        var rows = new ProgrammeRows();
        foreach (var school in ProgrammeSchool.Draw("primary", size.Schools, random))
        {
            double here = programme.Effect + random.Normal(0, 1);
            int[] lot = random.Permutation(size.Pupils);
            for (int k = 0; k < size.Pupils; k++) Row(rows, ProgrammePupil.Draw(school, random), lot[k] % 2, ((here, programme.Reach, programme.Left), 0.05), random);
        }
        return rows.ToDataset();
    }

    /// <summary>Families of a waiting list drawn by lot; the untreated are lost more often.</summary>
    public static Dataset WaitingList(RandomStream random, (int Schools, int Pupils) size, (double Effect, double Reach, double Left) programme)
    {
        var rows = new ProgrammeRows();
        var schools = ProgrammeSchool.Draw("primary", size.Schools, random);
        int[] lot = random.Permutation(size.Pupils);
        for (int k = 0; k < size.Pupils; k++)
            Row(rows, ProgrammePupil.Draw(schools[random.Below(schools.Length)], random), lot[k] % 2, (programme, lot[k] % 2 == 1 ? 0.10 : 0.18), random);
        return rows.ToDataset();
    }

    private static void Row(ProgrammeRows rows, ProgrammePupil pupil, double treated, ((double Effect, double Reach, double Left) Programme, double Lost) given, RandomStream random)
    {
        var (programme, lost) = given;
        // The driven take part more often, as many more as the others fewer, so that the reach is what it says.
        double more = Math.Min(programme.Reach, 1 - programme.Reach) * (pupil.Drive > 0 ? 1 : -1);
        double part = treated == 1 && random.Chance(programme.Reach + more) ? 1 : 0, gain = part * programme.Effect;
        bool gone = random.Chance(lost);
        double outcome = pupil.Score(0.85, random.Normal(0, 0.5), gain), later = pupil.Score(0.85, random.Normal(0, 0.6), gain * programme.Left);
        rows.Add(pupil, ("baseline", pupil.Score(1, random.Normal(0, 0.35))), ("treated", treated), ("took_part", part),
            ("outcome", gone ? double.NaN : outcome), ("later", gone || random.Chance(0.1) ? double.NaN : later), ("placebo", pupil.Score(0.4, random.Normal(0, 0.9))));
    }
}
