namespace Research;

/// <summary>The 17 early learning goals, and a good level of development.</summary>
internal static class EarlyYearsResults
{
    // Expected or better and exceeding, 2013, goal by goal in the handbook's order; about the national figures.
    private static readonly (double Expected, double Exceeding)[] Shares =
    [
        (0.795, 0.19), (0.80, 0.20), (0.785, 0.17), (0.87, 0.17), (0.89, 0.19), (0.86, 0.17), (0.85, 0.14), (0.87, 0.16), (0.715, 0.17), (0.64, 0.10),
        (0.71, 0.13), (0.775, 0.12), (0.80, 0.11), (0.80, 0.11), (0.88, 0.13), (0.83, 0.12), (0.82, 0.13),
    ];

    // Which of the three subject scores a goal leans on; −1 is their mean.
    private static readonly int[] Leans = [0, 0, 0, -1, -1, -1, -1, -1, 0, 1, 2, 2, 0, 0, 2, 1, -1];

    private static readonly (string Outcome, int[] Goals)[] Areas = [("communication", [0, 1, 2]), ("literacy", [8, 9]), ("maths_elg", [10, 11])];
    private static readonly int[] Counting = [.. Enumerable.Range(0, 17).Where(g => EarlyLearningGoals.All[g].Counts)];
    private const int Feelings = 6;

    public static void Assess(List<PupilYear> all, CalibrationLedger ledger)
    {
        List<PupilYear> rows = [.. all.Where(r => r.HasResult)];
        foreach (var row in all) row.Goals = new string?[17];
        if (rows.Count == 0) return;
        double later = Math.Clamp(rows[0].Year - 2013, 0, 3) switch { 0 => 0, 1 => 0.055, 2 => 0.075, _ => 0.085 };
        foreach (var row in rows) row.Scores = [.. Enumerable.Range(0, 3).Select(s => ScoreModel.Score(row.Pupil, row.School, row.Stage, s))];
        var distance = new double[17][];
        for (int g = 0; g < 17; g++)
        {
            double[] scores = [.. rows.Select(r => Lean(r, Leans[g]) + r.ChanceFor("goal").Fork(g).Normal(0, 0.2))];
            var scale = LevelScale.Cut(scores, "3 2 1", Shares[g].Exceeding + later, Math.Min(0.97, Shares[g].Expected + later));
            for (int i = 0; i < rows.Count; i++) rows[i].Goals[g] = scale.CodeOf(scores[i]);
            distance[g] = [.. scores.Select(s => s - scale.Threshold("2"))];
        }
        var place = rows.Select((row, i) => (row, i)).ToDictionary(t => t.row, t => t.i);
        bool Good(PupilYear r) => Reached(r, Counting);
        ledger.Meet("gld", rows, Good, r => Distance(r, Counting), (row, up) => Change(row, Counting, up));
        // What follows moves areas of learning of pupils without a good level of development, so that the level stays: feelings and behaviour give way.
        foreach (var (outcome, goals) in Areas)
            ledger.Meet(outcome, rows, r => Reached(r, goals), r => Distance(r, goals), (row, up) =>
            {
                Change(row, goals, up);
                if (Good(row)) row.Goals[Feelings] = "1";
            }, r => !Good(r));

        // One teacher judges all goals by what she sees of the whole child: goals hang together more than tests do.
        static double Lean(PupilYear r, int subject)
        {
            double mean = (r.Scores[0] + r.Scores[1] + r.Scores[2]) / 3;
            return subject < 0 ? mean : (0.7 * mean) + (0.3 * r.Scores[subject]);
        }
        double Distance(PupilYear row, int[] goals) => Reached(row, goals)
            ? goals.Min(g => Math.Max(0, distance[g][place[row]]))
            : goals.Where(g => row.Goals[g] == "1").Sum(g => Math.Min(-0.01, distance[g][place[row]]));
        void Change(PupilYear row, int[] goals, bool up)
        {
            if (!up) row.Goals[goals.MinBy(g => distance[g][place[row]])] = "1";
            else foreach (int g in goals) if (row.Goals[g] == "1") row.Goals[g] = "2";
        }
    }

    private static bool Reached(PupilYear row, int[] goals) => goals.All(g => row.Goals[g] is "2" or "3");
}
