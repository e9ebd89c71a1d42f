namespace Research;

/// <summary>Key Stage 2 in reading, writing and mathematics: levels to 2015; scaled scores and a writing standard in 2016.</summary>
internal static class KeyStage2Results
{
    private const string Levels = "6 5 4A 4B 4C 3 2 1 W";
    private static readonly string[] Outcomes = ["ks2_reading_progress", "ks2_writing_progress", "ks2_maths_progress"];

    /// <summary>Levels of a whole cohort as nature gives them: prior attainment for Key Stage 4 where the year itself is not in the extract.</summary>
    public static void Natural(SampleCohort cohort, SchoolMap map)
    {
        int year = cohort.Reception + (int)Stage.Year6;
        for (int subject = 0; subject < 3; subject++)
        {
            double[] scores = [.. cohort.Pupils.Select(p => ScoreModel.Score(p, Circumstances.SchoolOf(p, Stage.Year6, map), Stage.Year6, subject))];
            var scale = Scale(scores[..cohort.First], subject, year);
            for (int i = 0; i < scores.Length; i++) cohort.Pupils[i].KeyStage2[subject] = cohort.Pupils[i].Chance.Fork("prior").Chance(0.03) ? null : scale.CodeOf(scores[i]);
        }
    }

    public static void Assess(List<PupilYear> all, CalibrationLedger ledger)
    {
        List<PupilYear> rows = [.. all.Where(r => r.HasResult)];
        if (rows.Count == 0) return;
        foreach (var row in all) (row.Scores, row.Levels) = ([.. Enumerable.Range(0, 3).Select(s => ScoreModel.Score(row.Pupil, row.School, row.Stage, s))], new string?[3]);
        if (rows[0].Year >= 2016) ScaledScores(rows, ledger);
        else WholeLevels(rows, ledger);
    }

    private static void WholeLevels(List<PupilYear> rows, CalibrationLedger ledger)
    {
        var scales = Enumerable.Range(0, 3).Select(s => Scale([.. rows.Select(r => r.Scores[s])], s, rows[0].Year)).ToArray();
        foreach (var row in rows)
            for (int s = 0; s < 3; s++) row.Levels[s] = scales[s].CodeOf(row.Scores[s]);
        double Above(PupilYear r, int s) => r.Scores[s] - scales[s].Threshold("4C");
        int Weakest(PupilYear r) => Enumerable.Range(0, 3).MinBy(s => Above(r, s));
        double Distance(PupilYear r) => AllAtFour(r) ? Above(r, Weakest(r)) : Enumerable.Range(0, 3).Where(s => Progress.Level(r.Levels[s]) < 4).Sum(s => Math.Min(-0.01, Above(r, s)));

        var floors = FloorSchools.Choose(rows);
        floors?.BoundAttainment(ledger);
        ledger.Meet("ks2_rwm", rows, AllAtFour, Distance, (row, up) =>
        {
            if (!up) row.Levels[Weakest(row)] = "3";
            else for (int s = 0; s < 3; s++) if (Progress.Level(row.Levels[s]) < 4) row.Levels[s] = "4C";
        });
        if (floors is null) return;
        floors.BoundProgress(rows, ledger);
        for (int subject = 0; subject < 3; subject++) MeetProgress(rows, subject, scales[subject], ledger);
    }

    // Moves a pupil across the level that two levels of progress ask for, where that leaves reading, writing and mathematics combined as it is.
    private static void MeetProgress(List<PupilYear> rows, int s, LevelScale scale, CalibrationLedger ledger)
    {
        int Wanted(PupilYear r) => Progress.Level(r.Pupil.KeyStage1[s]) + 2;
        string Code(int level) => level switch { 4 => "4C", < 1 => "W", _ => FormattableString.Invariant($"{level}") };
        bool MayChange(PupilYear r) => Progress.Made(r.Pupil.KeyStage1[s], r.Levels[s]) is not null && Wanted(r) is >= 2 and <= 5
            && (Wanted(r) != 4 || Enumerable.Range(0, 3).Any(o => o != s && Progress.Level(r.Levels[o]) < 4))
            && (Wanted(r) == 5 || Progress.Level(r.Levels[s]) <= Wanted(r))
            && (Wanted(r) != 5 || Progress.Level(r.Levels[s]) >= 4);
        ledger.Meet(Outcomes[s], rows, r => Progress.Made(r.Pupil.KeyStage1[s], r.Levels[s]) == true, r => r.Scores[s] - scale.Threshold(Code(Math.Clamp(Wanted(r), 1, 5))),
            (row, up) => row.Levels[s] = Code(up ? Wanted(row) : Wanted(row) - 1), MayChange);

        // Where a school still falls short, raising a level would change the combined figure. The prior level, of a year before the extract, is then
        // lowered to two below the level reached, for those nearest to having made it.
        foreach (var school in rows.GroupBy(r => r.School.Urn).OrderBy(g => g.Key))
        {
            if (!ledger.Schools.TryGetValue((Outcomes[s], school.Key), out var bound)) continue;
            int missing = bound.Low - school.Count(r => Progress.Made(r.Pupil.KeyStage1[s], r.Levels[s]) == true);
            foreach (var row in school.Where(r => Progress.Made(r.Pupil.KeyStage1[s], r.Levels[s]) == false && Progress.Level(r.Levels[s]) >= 2)
                .Top(missing, r => r.Scores[s] - (10 * Wanted(r)) + (10 * Progress.Level(r.Levels[s]))).ToList())
                row.Pupil.KeyStage1[s] = Progress.Level(row.Levels[s]) switch { 2 => "W", 3 => "1", 4 => "2A", _ => "3" };
        }
    }

    private static void ScaledScores(List<PupilYear> rows, CalibrationLedger ledger)
    {
        double[] expected = [.. new[] { 0.665, 0.74, 0.695 }.Select((share, s) => Ranking.Cut([.. rows.Select(r => r.Scores[s])], share))];
        double[] deeper = [0, expected[1] + 1.15, 0];
        int Scaled(PupilYear r, int s) => Math.Clamp(100 + (int)Math.Floor((r.Scores[s] - expected[s]) * 7.2), 80, 120);
        foreach (var row in rows)
        {
            row.ReadingScore = Scaled(row, 0);
            row.MathsScore = Scaled(row, 2);
            double writing = row.Scores[1] - expected[1];
            row.Levels[1] = row.Scores[1] >= deeper[1] ? "GDS" : writing >= 0 ? "EXS" : writing > -1.2 ? "WTS" : writing > -2 ? "PKF" : "BLW";
        }
        bool Achieved(PupilYear r) => r.ReadingScore >= 100 && r.MathsScore >= 100 && (r.Levels[1] is "EXS" or "GDS");
        ledger.Meet("ks2_rwm", rows, Achieved,
            r => Achieved(r) ? Enumerable.Range(0, 3).Min(s => r.Scores[s] - expected[s]) : Enumerable.Range(0, 3).Sum(s => Math.Min(0, r.Scores[s] - expected[s])) - 0.01,
            (row, up) =>
            {
                if (up)
                {
                    (row.ReadingScore, row.MathsScore) = (Math.Max(100, row.ReadingScore ?? 0), Math.Max(100, row.MathsScore ?? 0));
                    if (row.Levels[1] is not ("EXS" or "GDS")) row.Levels[1] = "EXS";
                    return;
                }
                switch (Enumerable.Range(0, 3).MinBy(s => row.Scores[s] - expected[s]))
                {
                    case 0: row.ReadingScore = 99; break;
                    case 1: row.Levels[1] = "WTS"; break;
                    default: row.MathsScore = 99; break;
                }
            });
    }

    private static bool AllAtFour(PupilYear row) => row.Levels.All(l => Progress.Level(l) >= 4);

    private static LevelScale Scale(IReadOnlyList<double> scores, int subject, int year)
    {
        double later = (Math.Clamp(year, 2006, 2016) - 2013) * 0.013;
        return subject switch
        {
            0 => LevelScale.Cut(scores, Levels, 0.004, 0.44 + later, 0.62 + later, 0.74 + later, 0.845 + later, 0.945, 0.975, 0.99),
            1 => LevelScale.Cut(scores, Levels, 0.018, 0.30 + later, 0.52 + later, 0.69 + later, 0.815 + later, 0.945, 0.98, 0.992),
            _ => LevelScale.Cut(scores, Levels, 0.065 + (later / 2), 0.41 + later, 0.59 + later, 0.725 + later, 0.83 + later, 0.945, 0.98, 0.992),
        };
    }
}
