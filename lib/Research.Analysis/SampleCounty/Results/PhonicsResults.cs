namespace Research;

/// <summary>The phonics check in Year 1, and the retake in Year 2 of those who did not meet the standard. From 2012.</summary>
internal static class PhonicsResults
{
    public static void AssessYear1(List<PupilYear> all, CalibrationLedger ledger)
    {
        List<PupilYear> rows = [.. all.Where(r => r.HasResult)];
        if (rows.Count == 0) return;
        double share = rows[0].Year switch { <= 2012 => 0.58, 2013 => 0.68, 2014 => 0.72, 2015 => 0.75, _ => 0.79 };
        Check(rows, share, ledger, "phonics");
        foreach (var row in rows) row.Pupil.MetPhonics = row.PhonicsOutcome == "Wa";
    }

    /// <summary>Gives a mark and outcome to those of Year 2 who take the check again.</summary>
    public static void AssessYear2(List<PupilYear> all, CalibrationLedger ledger)
    {
        List<PupilYear> rows = [.. all.Where(r => r.HasResult && !r.Pupil.MetPhonics)];
        if (rows.Count > 0) Check(rows, Math.Min(0.68, 0.56 + (0.03 * (rows[0].Year - 2013))), ledger, "phonics_retake");
    }

    private static void Check(List<PupilYear> rows, double share, CalibrationLedger ledger, string outcome)
    {
        var score = rows.ToDictionary(r => r, r => (0.75 * ScoreModel.Score(r.Pupil, r.School, r.Stage, 0)) + (0.25 * ScoreModel.Score(r.Pupil, r.School, r.Stage, 1)) + r.ChanceFor("check").Normal(0, 0.2));
        double cut = Ranking.Cut([.. score.Values], share);
        foreach (var row in rows) Mark(row, score[row] - cut);
        ledger.Meet(outcome, rows, r => r.PhonicsOutcome == "Wa", r => score[r] - cut, (row, up) =>
            (row.PhonicsMark, row.PhonicsOutcome) = up ? (32, "Wa") : (31 - row.ChanceFor("near").Below(3), "Wt"));
    }

    // Marks pile up at 32, the standard, as they did while schools knew it in advance.
    private static void Mark(PupilYear row, double above)
    {
        var chance = row.ChanceFor("mark");
        if (above >= 0)
        {
            int mark = 32 + Math.Min(8, (int)(above * 7.5));
            (row.PhonicsMark, row.PhonicsOutcome) = (mark is 33 or 34 && chance.Chance(0.35) ? 32 : mark, "Wa");
            return;
        }
        if (above < -1.3 && chance.Chance(0.14)) (row.PhonicsMark, row.PhonicsOutcome) = (null, "D");
        else if (chance.Chance(0.008)) (row.PhonicsMark, row.PhonicsOutcome) = (null, "A");
        else (row.PhonicsMark, row.PhonicsOutcome) = (Math.Max(0, 30 - (int)(-above * 15) + chance.Below(2)), "Wt");
    }
}
