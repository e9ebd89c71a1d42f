namespace Research;

/// <summary>Programmes that schools or centres had from some year on, before and after which every year's pupils were assessed.</summary>
internal static class SchoolProgrammes
{
    /// <summary>Schools that were chosen (for low results) or came forward (with high ones) have the programme from a year on.</summary>
    /// <param name="random">Chance.</param>
    /// <param name="size">Schools with the programme, schools beside them, pupils a school and year.</param>
    /// <param name="years">First year, the year the programme starts, last year.</param>
    /// <param name="programme">Points added, and the schools' head start in standard deviations: below 0 when the weakest were chosen.</param>
    public static Dataset FromAYearOn(RandomStream random, (int With, int Beside, int Pupils) size, (int First, int Start, int Last) years, (double Effect, double HeadStart) programme)
    {
        var rows = new ProgrammeRows();
        var schools = ProgrammeSchool.Draw("primary", size.With + size.Beside, random);
        for (int s = 0; s < schools.Length; s++)
        {
            double treated = s < size.With ? 1 : 0;
            var school = schools[s] with { Level = schools[s].Level + (treated * programme.HeadStart) };
            for (int year = years.First; year <= years.Last; year++)
            {
                double luck = random.Normal(0, 0.12) + (0.03 * (year - years.First)), gain = treated == 1 && year >= years.Start ? programme.Effect : 0;
                for (int k = 0; k < size.Pupils; k++)
                {
                    var pupil = ProgrammePupil.Draw(school, random);
                    rows.Add(pupil, ("year", year), ("treated", treated), ("outcome", pupil.Score(0.85, luck + random.Normal(0, 0.5), gain)), ("placebo", pupil.Score(0.4, random.Normal(0, 0.9))));
                }
            }
        }
        return rows.ToDataset();
    }

    /// <summary>Schools start in different years, some never; the effect grows with the years.</summary>
    /// <param name="random">Chance.</param>
    /// <param name="size">Schools that start in each of the given years, as many that never do, pupils a school and year.</param>
    /// <param name="years">First and last year, and the years in which schools start.</param>
    /// <param name="effects">Points in the first year and in each year after it.</param>
    public static Dataset Staggered(RandomStream random, (int Each, int Never, int Pupils) size, (int First, int Last, int[] Starts) years, (double First, double Further) effects)
    {
        var rows = new ProgrammeRows();
        var schools = ProgrammeSchool.Draw("primary", (size.Each * years.Starts.Length) + size.Never, random);
        for (int s = 0; s < schools.Length; s++)
        {
            int group = s / size.Each;
            double start = group < years.Starts.Length ? years.Starts[group] : double.NaN;
            // Those who start early were weaker to begin with.
            var school = double.IsNaN(start) ? schools[s] : schools[s] with { Level = schools[s].Level - 0.25 + (0.08 * group) };
            for (int year = years.First; year <= years.Last; year++)
            {
                double luck = random.Normal(0, 0.12) + (0.02 * (year - years.First)), gain = year >= start ? effects.First + (effects.Further * (year - start)) : 0;
                for (int k = 0; k < size.Pupils; k++)
                {
                    var pupil = ProgrammePupil.Draw(school, random);
                    rows.Add(pupil, ("year", year), ("start", start), ("treated", year >= start ? 1 : 0), ("outcome", pupil.Score(0.85, luck + random.Normal(0, 0.5), gain)),
                        ("placebo", pupil.Score(0.4, random.Normal(0, 0.9))));
                }
            }
        }
        return rows.ToDataset();
    }

    /// <summary>A few children's centre areas, chosen for low literacy, among many.</summary>
    public static Dataset FewCentres(RandomStream random, (int With, int All, int Schools, int Pupils) size, (int First, int Start, int Last) years, (double Effect, double HeadStart) programme)
    {
        var rows = new ProgrammeRows();
        var schools = ProgrammeSchool.Draw("primary", size.All * size.Schools, random);
        for (int centre = 0; centre < size.All; centre++)
        {
            double treated = centre < size.With ? 1 : 0, level = random.Normal(0, 0.15) + (treated * programme.HeadStart);
            double before = random.Normal(0, 0.05), after = random.Normal(0, 0.05);
            for (int year = years.First; year <= years.Last; year++)
            {
                double luck = (year < years.Start ? before : after) + random.Normal(0, 0.06) + (0.02 * (year - years.First)), gain = treated == 1 && year >= years.Start ? programme.Effect : 0;
                for (int s = 0; s < size.Schools; s++)
                {
                    var school = schools[(centre * size.Schools) + s];
                    for (int k = 0; k < size.Pupils; k++)
                    {
                        var pupil = ProgrammePupil.Draw(school with { Level = (0.3 * school.Level) + level }, random);
                        rows.Add(pupil, ("centre", centre + 1), ("year", year), ("treated", treated), ("outcome", pupil.Score(0.85, luck + random.Normal(0, 0.5), gain)), ("placebo", pupil.Score(0.4, random.Normal(0, 0.9))));
                    }
                }
            }
        }
        return rows.ToDataset();
    }
}
