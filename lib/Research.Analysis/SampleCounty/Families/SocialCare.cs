namespace Research;

/// <summary>What other services of the council know of a child: early help (CAF), social care, the Together for Families programme.</summary>
internal static class SocialCare
{
    public static void Assign(List<PupilYear> rows)
    {
        double Concern(PupilYear r) => r.Pupil.Vulnerability + (0.3 * r.Pupil.Hardship) + (0.5 * r.Noise("concern"));
        foreach (var row in rows.Where(r => r.IsLookedAfter)) row.SocialCare = "LAC";
        List<PupilYear> known = [.. rows.Where(r => !r.IsLookedAfter).Top((int)Math.Round(rows.Count * 0.028), Concern)];
        for (int i = 0; i < known.Count; i++) known[i].SocialCare = i < known.Count * 0.17 ? "CPP" : "CIN";
        foreach (var row in rows.Top((int)Math.Round(rows.Count * 0.017), r => (0.6 * r.Pupil.Vulnerability) + r.Pupil.Hardship + (0.02 * r.Unauthorised) + (0.4 * r.FixedExclusions) + (0.5 * r.Noise("programme"))).ToList())
            row.TogetherForFamilies = true;
        foreach (var row in rows.Where(r => r.Pupil.CafFrom <= (int)r.Stage))
        {
            var chance = row.ChanceFor("caf");
            row.CafEpisodes = 1 + (chance.Chance(0.12) ? 1 : 0);
            row.CafOutcome = row.Pupil.CafFrom == (int)row.Stage && chance.Chance(0.6) ? "open" : row.Pupil.CafOutcome;
        }
    }
}
