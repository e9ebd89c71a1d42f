namespace Research;

/// <summary>Where children live, which schools they go to, and what they bring: poverty that clusters by neighbourhood, ability that is lower on average in poverty,
/// needs that come with low attainment.</summary>
internal sealed class FamilyModel
{
    private readonly SchoolMap map;
    private readonly double[] weights;
    private readonly ILookup<AreaProfile, int> placesIn;

    public FamilyModel(SchoolMap map)
    {
        this.map = map;
        // An area's share of pupils is fixed; within it neighbourhoods are as large as the place that serves them.
        var sizeOf = map.Neighbourhoods.GroupBy(n => n.Profile).ToDictionary(g => g.Key, g => g.Sum(n => map.Primaries[n.Primary].Size));
        weights = [.. map.Neighbourhoods.Select(n => n.Profile.Share * map.Primaries[n.Primary].Size / sizeOf[n.Profile])];
        placesIn = map.Neighbourhoods.Select(n => (n.Profile, n.Primary)).Distinct().ToLookup(n => n.Profile, n => n.Primary);
    }

    public SamplePupil Draw(int cohort, int number, RandomStream chance)
    {
        var home = map.Neighbourhoods[chance.Choose(weights)];
        int primary = home.Primary;
        if (chance.Chance(0.2))
        {
            int[] near = [.. placesIn[home.Profile]];
            primary = near[chance.Choose([.. near.Select(p => map.Primaries[p].Size)])];
        }
        int secondary = map.Primaries[primary].Secondary;
        if (chance.Chance(0.12))
        {
            int[] near = [.. Enumerable.Range(0, map.Secondaries.Length).Where(s => map.Secondaries[s].Area == map.Secondaries[map.Primaries[primary].Secondary].Area)];
            secondary = near[chance.Below(near.Length)];
        }
        double risk = home.Risk + chance.Normal();
        return new()
        {
            Cohort = cohort,
            Number = number,
            Chance = chance,
            Home = home,
            FromOutside = chance.Chance(0.008),
            Primary = primary,
            Secondary = secondary,
            BirthMonth = 1 + chance.Below(12),
            Risk = risk,
            Claims = chance.Normal(),
            Ability = chance.Normal() - (0.28 * risk),
            Strength = [chance.Normal(), chance.Normal(), chance.Normal()],
            Need = chance.Normal(),
            Vulnerability = (0.5 * risk) + chance.Normal(),
        };
    }

    /// <summary>What depends on a family's background: liability to SEN, its kind, and a place in a special school.</summary>
    public void Settle(IReadOnlyList<SamplePupil> pupils, RandomStream stream)
    {
        foreach (var pupil in pupils)
        {
            pupil.Need = (-0.68 * pupil.Ability) + (0.3 * pupil.Hardship) + (pupil.Boy ? 0.3 : 0) + (0.55 * pupil.Need);
            pupil.NeedKind = KindOfNeed(pupil, stream.Fork(pupil.Number));
            var help = pupil.Chance.Fork("help");
            if (help.Chance(0.04 + (0.10 * Math.Max(0, pupil.Vulnerability - 0.7)))) pupil.CafFrom = help.Below(12);
            pupil.CafOutcome = help.Choose([45, 30, 25]) switch { 0 => "met", 1 => "partly", _ => "unmet" };
        }
        int special = (int)Math.Round(pupils.Count * 0.011);
        foreach (var pupil in pupils.OrderByDescending(p => p.Need).ThenBy(p => p.Number).Take(special))
        {
            pupil.Special = map.Special[stream.Fork("place").Fork(pupil.Number).Below(map.Special.Length)];
            pupil.NeedKind = stream.Fork("severe").Fork(pupil.Number).Choose([5, 1.5, 3, 1, 1.5]) switch { 0 => "SLD", 1 => "PMLD", 2 => "ASD", 3 => "PD", _ => "BESD" };
        }
    }

    private static string KindOfNeed(SamplePupil pupil, RandomStream chance)
    {
        string[] kinds = ["SPLD", "MLD", "BESD", "SLCN", "HI", "VI", "PD", "ASD", "OTH"];
        return kinds[chance.Choose([3, 5, pupil.Boy ? 4.5 : 2.2, 4, 0.4, 0.25, 0.6, pupil.Boy ? 2 : 0.5, 0.8])];
    }
}
