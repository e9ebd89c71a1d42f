namespace Research;

/// <summary>Key Stage 1 in reading, writing and mathematics: levels to 2015, standards in 2016.</summary>
internal static class KeyStage1Results
{
    private const string Levels = "3 2A 2B 2C 1 W", Standards = "GDS EXS WTS PKF BLW";

    /// <summary>Levels of a whole cohort as nature gives them: prior attainment where the year itself is not in the extract, and of those who come later.</summary>
    public static void Natural(SampleCohort cohort, SchoolMap map)
    {
        int year = cohort.Reception + (int)Stage.Year2;
        for (int subject = 0; subject < 3; subject++)
        {
            double[] scores = [.. cohort.Pupils.Select(p => ScoreModel.Score(p, Circumstances.SchoolOf(p, Stage.Year2, map), Stage.Year2, subject))];
            var scale = Scale(scores[..cohort.First], subject, year);
            for (int i = 0; i < scores.Length; i++)
            {
                var pupil = cohort.Pupils[i];
                bool known = pupil.On.Contains(Stage.Year2) || (!pupil.FromAbroad && !pupil.Chance.Fork("prior").Chance(0.008));
                pupil.KeyStage1[subject] = known ? scale.CodeOf(scores[i]) : null;
            }
        }
    }

    public static void Assess(List<PupilYear> all, CalibrationLedger ledger)
    {
        List<PupilYear> rows = [.. all.Where(r => r.HasResult)];
        if (rows.Count == 0) return;
        int year = rows[0].Year;
        foreach (var row in all) (row.Scores, row.Levels) = ([.. Enumerable.Range(0, 3).Select(s => ScoreModel.Score(row.Pupil, row.School, row.Stage, s))], new string?[3]);
        var scales = Enumerable.Range(0, 3).Select(s => Scale([.. rows.Select(r => r.Scores[s])], s, year)).ToArray();
        foreach (var row in rows)
            for (int s = 0; s < 3; s++) row.Levels[s] = scales[s].CodeOf(row.Scores[s]);

        var (pass, fail) = year >= 2016 ? ("EXS", "WTS") : ("2C", "1");
        double Above(PupilYear r, int s) => r.Scores[s] - scales[s].Threshold(pass);
        int Weakest(PupilYear r) => Enumerable.Range(0, 3).MinBy(s => Above(r, s));

        ledger.Meet("ks1_rwm", rows, r => r.Levels.All(Achieved), r => r.Levels.All(Achieved) ? Enumerable.Range(0, 3).Min(s => Above(r, s)) : Enumerable.Range(0, 3).Where(s => !Achieved(r.Levels[s])).Sum(s => Math.Min(-0.01, Above(r, s))),
            (row, up) =>
            {
                if (!up) row.Levels[Weakest(row)] = fail;
                else for (int s = 0; s < 3; s++) if (!Achieved(row.Levels[s])) row.Levels[s] = pass;
            });
        // What follows moves single subjects of pupils who fail one or another, so that the combined figure stays. Writing gives way.
        foreach (var (outcome, subject) in new[] { ("ks1_reading", 0), ("ks1_maths", 2) })
            ledger.Meet(outcome, rows, r => Achieved(r.Levels[subject]), r => Above(r, subject),
                (row, up) =>
                {
                    row.Levels[subject] = up ? pass : fail;
                    if (row.Levels.All(Achieved)) row.Levels[1] = fail;
                },
                r => !r.Levels.All(Achieved));
        if (year < 2016)
            ledger.Meet("ks1_maths_2b", rows, r => r.Levels[2] is "2B" or "2A" or "3", r => r.Scores[2] - scales[2].Threshold("2B"),
                (row, up) => row.Levels[2] = up ? "2B" : "2C", r => Achieved(r.Levels[2]));
        foreach (var row in rows)
        {
            if (row.Levels[0] is "W" && !row.Levels.Any(Achieved) && row.ChanceFor("disapplied").Chance(0.12)) Array.Fill(row.Levels, "D");
            row.Levels.CopyTo(row.Pupil.KeyStage1, 0);
        }
        foreach (var row in all.Where(r => !r.HasResult)) Array.Clear(row.Pupil.KeyStage1);
    }

    public static bool Achieved(string? level) => level is "2C" or "2B" or "2A" or "3" or "4" or "EXS" or "GDS";

    private static LevelScale Scale(IReadOnlyList<double> scores, int subject, int year)
    {
        double later = (Math.Clamp(year, 2007, 2015) - 2013) * 0.009;
        return year >= 2016
            ? subject switch
            {
                0 => LevelScale.Cut(scores, Standards, 0.24, 0.745, 0.93, 0.975),
                1 => LevelScale.Cut(scores, Standards, 0.13, 0.655, 0.91, 0.97),
                _ => LevelScale.Cut(scores, Standards, 0.18, 0.73, 0.93, 0.98),
            }
            : subject switch
            {
                0 => LevelScale.Cut(scores, Levels, 0.30 + later, 0.565 + later, 0.79 + later, 0.895 + later, 0.975),
                1 => LevelScale.Cut(scores, Levels, 0.155 + later, 0.40 + later, 0.68 + later, 0.86 + later, 0.97),
                _ => LevelScale.Cut(scores, Levels, 0.24 + later, 0.52 + later, 0.785 + later, 0.925 + later, 0.985),
            };
    }
}
