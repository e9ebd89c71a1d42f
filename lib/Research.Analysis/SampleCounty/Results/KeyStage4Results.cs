namespace Research;

/// <summary>GCSE grades in English and mathematics, passes, Attainment 8 from 2016, numbers for letters in English and mathematics from 2017, prior attainment, and where the pupil went.</summary>
internal static class KeyStage4Results
{
    private const string Grades = "A* A B C D E F G U";
    private const double PovertyRatio = 2.95;

    public static void Assess(List<PupilYear> all, CalibrationLedger ledger)
    {
        List<PupilYear> rows = [.. all.Where(r => r.HasResult)];
        foreach (var row in all) row.PriorEnglish = EnglishOf(row.Pupil.KeyStage2);
        if (rows.Count == 0) return;
        foreach (var row in all) row.Scores = [.. Enumerable.Range(0, 3).Select(s => ScoreModel.Score(row.Pupil, row.School, row.Stage, s))];
        double General(PupilYear r) => (r.Scores[0] + r.Scores[1] + r.Scores[2]) / 3;
        double later = (rows[0].Year - 2013) * 0.004;
        var english = LevelScale.Cut([.. rows.Select(r => r.Scores[0])], Grades, 0.05, 0.19, 0.43, 0.69 + later, 0.86, 0.93, 0.965, 0.985);
        var maths = LevelScale.Cut([.. rows.Select(r => r.Scores[2])], Grades, 0.065, 0.19, 0.40, 0.70 + later, 0.83, 0.91, 0.955, 0.985);
        double five = Ranking.Cut([.. rows.Select(General)], 0.67 + later);
        foreach (var row in rows)
        {
            (row.English, row.Maths) = (english.CodeOf(row.Scores[0]), maths.CodeOf(row.Scores[2]));
            if (row.English == "U" && row.ChanceFor("entry").Chance(0.4)) row.English = "X";
            if (row.Maths == "U" && row.ChanceFor("entry").Fork(1).Chance(0.4)) row.Maths = "X";
            row.Passes = Math.Max((Pass(row.English) ? 1 : 0) + (Pass(row.Maths) ? 1 : 0), Math.Clamp(5 + (int)Math.Floor((General(row) - five) * 4.5), 0, 12));
        }
        double[] Above(PupilYear r) => [r.Scores[0] - english.Threshold("C"), r.Scores[2] - maths.Threshold("C"), General(r) - five];
        ledger.Meet("ks4_5ac_em", rows, Achieved, r => Achieved(r) ? Above(r).Min() : Above(r).Sum(a => Math.Min(0, a)) - 0.01, (row, up) =>
        {
            if (up)
            {
                if (!Pass(row.English)) row.English = "C";
                if (!Pass(row.Maths)) row.Maths = "C";
                row.Passes = Math.Max(5, row.Passes ?? 0);
                return;
            }
            double[] above = Above(row);
            switch (Array.IndexOf(above, above.Min()))
            {
                case 0: (row.English, row.Passes) = ("D", row.Passes - 1); break;
                case 1: (row.Maths, row.Passes) = ("D", row.Passes - 1); break;
                default: row.Passes = 4; break;
            }
        });
        if (rows[0].Year >= 2016)
            foreach (var row in rows) row.Attainment8 = Math.Clamp(Math.Round((51.5 + (13.5 * (General(row) - five)) + (rows[0].Year == 2016 ? 6 : 2.4)) * 10) / 10, 0, rows[0].Year == 2016 ? 80 : 87);
        if (rows[0].Year >= 2017)
            foreach (var row in rows) (row.English, row.Maths) = (Numbered(row, row.English, 0), Numbered(row, row.Maths, 1));
        Destinations(all, General);
    }

    // Young people in poverty are nearly three times as likely not to be in education, employment or training.
    private static void Destinations(List<PupilYear> rows, Func<PupilYear, double> general)
    {
        foreach (var row in rows) row.Destination = row.ChanceFor("destination").Chance(row.Pupil.Vulnerability > 1.5 ? 0.04 : 0.013) ? "U" : "EET";
        List<PupilYear> known = [.. rows.Where(r => r.Destination == "EET")];
        double share = known.Count(r => r.Entitled == true) / (double)Math.Max(1, known.Count), others = 0.030 / (1 + (share * (PovertyRatio - 1)));
        foreach (var group in known.ToLookup(r => r.Entitled == true))
            foreach (var row in group.Top((int)Math.Round(group.Count() * others * (group.Key ? PovertyRatio : 1)),
                r => r.Noise("neet") - (0.5 * (r.HasResult ? general(r) : 0)) + (0.3 * r.Pupil.Vulnerability) + (6.0 * (r.Authorised + r.Unauthorised) / r.Sessions)).ToList())
                row.Destination = "NEET";
    }

    private static bool Pass(string? grade) => grade is "A*" or "A" or "B" or "C";

    // Grades 9 to 1 of 2017: the lower edges of 7, 4 and 1 are those of A, C and G (Ofqual); between them letters spread over the numbers.
    private static string? Numbered(PupilYear row, string? letter, int subject)
    {
        (string High, string Low) = letter switch { "A*" => ("9", "8"), "A" => ("7", "7"), "B" => ("6", "5"), "C" => ("5", "4"), "D" => ("3", "3"), "E" => ("2", "2"), "F" => ("2", "1"), "G" => ("1", "1"), _ => (letter ?? "", letter ?? "") };
        return letter is null ? null : row.ChanceFor("number").Fork(subject).Chance(letter is "A*" or "C" ? 0.35 : 0.5) ? High : Low;
    }

    private static bool Achieved(PupilYear row) => Pass(row.English) && Pass(row.Maths) && row.Passes >= 5;

    // English at Key Stage 2 was reading and writing together: the level half way between the two, rounded down.
    private static string? EnglishOf(string?[] levels)
    {
        const string order = "W 1 2 3 4C 4B 4A 5 6";
        string[] codes = order.Split(' ');
        if (levels[0] is not { } reading || levels[1] is not { } writing) return null;
        int a = Array.IndexOf(codes, reading), b = Array.IndexOf(codes, writing);
        return a < 0 || b < 0 ? null : codes[(a + b) / 2];
    }
}
