namespace Research;

/// <summary>Programmes that pupils or families chose, were chosen for, or had by a mark.</summary>
internal static class ChosenPupilProgrammes
{
    /// <summary>Families come forward, or pupils are sent, as their circumstances make likely; what makes it likely is on file.</summary>
    /// <param name="random">Chance.</param>
    /// <param name="size">Schools, pupils a school.</param>
    /// <param name="programme">Points added to those who take part, and the share left a year later.</param>
    /// <param name="likelihood">Log odds of taking part, from the pupil and the baseline in standard deviations.</param>
    public static Dataset Volunteers(RandomStream random, (int Schools, int Pupils) size, (double Effect, double Left) programme, Func<ProgrammePupil, double, double> likelihood)
    {
        var rows = new ProgrammeRows();
        foreach (var school in ProgrammeSchool.Draw("primary", size.Schools, random))
        {
            double keen = random.Normal(0, 0.3);
            for (int k = 0; k < size.Pupils; k++)
            {
                var pupil = ProgrammePupil.Draw(school, random);
                double baseline = pupil.Score(1, random.Normal(0, 0.35)), part = random.Chance(1 / (1 + Math.Exp(-keen - likelihood(pupil, (baseline - 100) / 15)))) ? 1 : 0, gain = part * programme.Effect;
                // What follows goes by what is on file, so that those who are alike on file are comparable.
                double expected = 100 + (0.75 * (baseline - 100)) - (3 * pupil.Ever6) - (3 * pupil.Sen) + pupil.Female - (0.4 * (pupil.Absence - 5)) + (15 * 0.2 * school.Level);
                rows.Add(pupil, ("baseline", baseline), ("treated", part), ("outcome", Math.Round(expected + random.Normal(0, 8) + gain, 1)),
                    ("later", random.Chance(0.08) ? double.NaN : Math.Round(expected + random.Normal(0, 9) + (gain * programme.Left), 1)), ("placebo", pupil.Score(0.4, random.Normal(0, 0.9))));
            }
        }
        return rows.ToDataset();
    }

    /// <summary>Pupils below a mark on an entry profile have a place; nobody else has.</summary>
    public static Dataset BelowAMark(RandomStream random, (int Schools, int Pupils) size, double mark, (double Effect, double Left) programme)
    {
        var rows = new ProgrammeRows();
        foreach (var school in ProgrammeSchool.Draw("secondary", size.Schools, random))
            for (int k = 0; k < size.Pupils; k++)
            {
                var pupil = ProgrammePupil.Draw(school with { Level = 0.4 * school.Level }, random);
                double profile = pupil.Score(1, random.Normal(0, 0.35)), part = profile < mark ? 1 : 0, gain = part * programme.Effect;
                double expected = 100 + (0.6 * (profile - 100)) + (0.002 * (profile - mark) * (profile - mark) * (profile < mark ? -1 : 1));
                rows.Add(pupil, ("profile", profile), ("treated", part), ("outcome", Math.Round(expected + random.Normal(0, 9) + gain, 1)),
                    ("later", random.Chance(0.08) ? double.NaN : Math.Round(expected + random.Normal(0, 10) + (gain * programme.Left), 1)), ("placebo", Math.Round(100 + (0.3 * (profile - 100)) + random.Normal(0, 13), 1)));
            }
        return rows.ToDataset();
    }
}
