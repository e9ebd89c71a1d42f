namespace Research;

/// <summary>A pupil before the programme.</summary>
/// <param name="School">The school.</param>
/// <param name="Fsm">Free school meals, 1 or 0.</param>
/// <param name="Ever6">Free school meals in any of six years.</param>
/// <param name="Sen">Special educational needs.</param>
/// <param name="Eal">Another home language than English.</param>
/// <param name="Female">1 for a girl.</param>
/// <param name="Absence">Sessions missed, per cent.</param>
/// <param name="Drive">What no file holds, in standard deviations: it raises scores and makes taking part likelier.</param>
/// <param name="Ability">Standing among pupils, in standard deviations.</param>
internal sealed record ProgrammePupil(ProgrammeSchool School, double Fsm, double Ever6, double Sen, double Eal, double Female, double Absence, double Drive, double Ability)
{
    public static ProgrammePupil Draw(ProgrammeSchool school, RandomStream random)
    {
        double fsm = Flag(random, school.Poverty), ever6 = fsm == 1 ? 1 : Flag(random, 0.1), sen = Flag(random, 0.15 + (0.08 * fsm));
        double eal = Flag(random, 0.1), female = Flag(random, 0.5), absence = Math.Round(3 + (2 * fsm) + (1.5 * random.Exponential()), 1);
        double drive = random.Normal(), ability = (-0.35 * ever6) - (0.5 * sen) + (0.1 * female) - (0.04 * (absence - 5)) + (0.85 * drive);
        return new(school, fsm, ever6, sen, eal, female, absence, drive, ability);
    }

    /// <summary>A score on the scale with mean 100 and standard deviation about 15, to one decimal.</summary>
    /// <param name="weight">How much of the pupil's standing the test shows.</param>
    /// <param name="noise">Chance, in standard deviations.</param>
    /// <param name="points">Points on top.</param>
    public double Score(double weight, double noise, double points = 0) => Math.Round(100 + (15 * (School.Level + (weight * Ability) + noise)) + points, 1);

    private static double Flag(RandomStream random, double chance) => random.Chance(chance) ? 1 : 0;
}
