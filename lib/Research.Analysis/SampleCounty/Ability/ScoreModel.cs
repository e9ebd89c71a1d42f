namespace Research;

/// <summary>The score behind every result: ability and strengths that last, neighbourhood, poverty (heavier in affluent schools), school, language, gender, age within
/// the year, needs, and the day. In standard deviations of pupils; correlates about 0.75 with the score of four years before.</summary>
internal static class ScoreModel
{
    private const double Day = 0.52;

    /// <summary>Score in reading (0), writing (1) or mathematics (2).</summary>
    public static double Score(SamplePupil pupil, SampleSchool school, Stage stage, int subject)
    {
        var day = pupil.Chance.Fork("score").Fork((int)stage).Fork(subject);
        double lasting = (0.80 * pupil.Ability) + (0.36 * pupil.Strength[subject]) - (0.22 * Math.Max(0, pupil.Need - 0.8));
        double family = (0.12 * pupil.Home.Affluence) - ((0.18 + school.PovertySlope) * pupil.Hardship) - (0.35 * Math.Max(0, pupil.Vulnerability - 2.2));
        double place = school.Effect[(int)stage switch { 0 => 0, 1 => 1, 2 => 2, 6 => 3, _ => 4 }] - (pupil.Special is null ? 0 : 1.2);
        return lasting + family + place + Gender(pupil, subject, stage) + Age(pupil, stage) + Language(pupil, stage, subject) + (pupil.Helped(stage) ? 0.12 : 0) + day.Normal(0, Day);
    }

    private static double Gender(SamplePupil pupil, int subject, Stage stage)
    {
        double girls = subject switch { 0 => 0.17, 1 => 0.32, _ => -0.02 } + (stage == Stage.Reception ? 0.15 : 0);
        return pupil.Boy ? -girls / 2 : girls / 2;
    }

    // September-born are oldest: 0.45 sd between the ends of the year in reception, a fifth of that at 16.
    private static double Age(SamplePupil pupil, Stage stage)
    {
        double months = ((pupil.BirthMonth + 3) % 12) - 5.5;
        return -months / 11 * stage switch { Stage.Reception => 0.65, Stage.Year1 => 0.5, Stage.Year2 => 0.42, Stage.Year6 => 0.22, _ => 0.08 };
    }

    // Learners of English catch up: far behind in reception, ahead in mathematics by 16.
    private static double Language(SamplePupil pupil, Stage stage, int subject)
    {
        if (pupil.Language is null or "ENG" or "ENB" or "RMI") return 0;
        bool east = Codes.CentralEastEuropean.Contains(pupil.Language);
        double behind = stage switch { Stage.Reception => east ? 0.85 : 0.42, Stage.Year1 => east ? 0.6 : 0.1, Stage.Year2 => east ? 0.6 : 0.15, Stage.Year6 => east ? 0.55 : 0.05, _ => east ? 0.35 : -0.1 };
        return -behind + (subject == 2 ? 0.2 : 0);
    }
}
