namespace Research;

/// <summary>Ethnic group and home language: quotas for the cohort, shared out by where families of that background live.</summary>
internal static class Heritage
{
    private static readonly (string Code, double Weight)[] EastEuropean =
        [("POL", 0.46), ("LIT", 0.22), ("LTV", 0.06), ("RUS", 0.05), ("RMN", 0.04), ("BUL", 0.05), ("CZE", 0.02), ("SLO", 0.03), ("HGR", 0.05), ("UKR", 0.01), ("ALB", 0.01)];

    private static readonly (string Language, string Ethnicity, double Weight)[] Elsewhere =
    [
        ("BNG", "ABAN", 0.14), ("URD", "APKN", 0.08), ("PNJ", "AIND", 0.03), ("GUJ", "AIND", 0.04), ("MLM", "AIND", 0.06), ("TAM", "AOTH", 0.04), ("TGL", "AOTH", 0.05),
        ("CHI", "CHNE", 0.09), ("POR", "WOTH", 0.10), ("SPA", "WOTH", 0.06), ("ITA", "WOTH", 0.05), ("FRN", "WOTH", 0.05), ("GER", "WOTH", 0.05), ("TUR", "WOTH", 0.04),
        ("ARA", "OOTH", 0.04), ("OTH", "BAFR", 0.05), ("OTH", "OOTH", 0.03),
    ];

    private static readonly (string Ethnicity, double Weight)[] EnglishSpeaking =
    [
        ("WIRI", 0.05), ("WIRT", 0.02), ("WOTH", 0.15), ("MWBC", 0.16), ("MWBA", 0.08), ("MWAS", 0.17), ("MOTH", 0.16), ("AIND", 0.06), ("APKN", 0.03), ("BCRB", 0.03), ("BAFR", 0.04), ("BOTH", 0.02), ("REFU", 0.03),
    ];

    /// <summary>Gives every pupil of the cohort a background.</summary>
    public static void Assign(IReadOnlyList<SamplePupil> pupils, int cohort, RandomStream stream)
    {
        var free = new HashSet<SamplePupil>(pupils);
        foreach (var pupil in Race(pupils, free, pupils.Count * 51.0 / 5955, stream.Fork("traveller"), p => p.Home.Profile.Traveller))
            (pupil.Ethnicity, pupil.Language, pupil.Risk, pupil.Ability) = ("WROM", pupil.Chance.Fork("language").Chance(0.1) ? "RMI" : "ENG", pupil.Risk + 0.8, pupil.Ability - 0.9);
        foreach (var pupil in Race(pupils, free, pupils.Count * CountySizes.EastEuropean(cohort), stream.Fork("east"), p => p.Home.Profile.EastEuropean))
        {
            var chance = pupil.Chance.Fork("language");
            pupil.Language = EastEuropean[chance.Choose([.. EastEuropean.Select(l => l.Weight)])].Code;
            pupil.Ethnicity = chance.Chance(0.95) ? "WOTH" : "NOBT";
        }
        foreach (var pupil in Race(pupils, free, pupils.Count * CountySizes.OtherLanguage(cohort), stream.Fork("other"), p => p.Home.Profile.OtherMinority))
            (pupil.Language, pupil.Ethnicity, _) = Elsewhere[pupil.Chance.Fork("language").Choose([.. Elsewhere.Select(l => l.Weight)])];
        foreach (var pupil in Race(pupils, free, pupils.Count * 0.075, stream.Fork("english"), p => 0.4 + (0.6 * p.Home.Profile.OtherMinority)))
            pupil.Ethnicity = EnglishSpeaking[pupil.Chance.Fork("language").Choose([.. EnglishSpeaking.Select(l => l.Weight)])].Ethnicity;
    }

    // An exponential race: those with twice the weight are twice as likely to come first, and exactly the number asked for is taken.
    private static List<SamplePupil> Race(IReadOnlyList<SamplePupil> pupils, HashSet<SamplePupil> free, double count, RandomStream stream, Func<SamplePupil, double> weight)
    {
        List<SamplePupil> chosen = [.. pupils.Where(free.Contains)
            .Select(p => (Pupil: p, Time: stream.Fork(p.Number).Exponential() / weight(p)))
            .OrderBy(t => t.Time).ThenBy(t => t.Pupil.Number).Take((int)Math.Round(count)).Select(t => t.Pupil)];
        free.ExceptWith(chosen);
        return chosen;
    }
}
