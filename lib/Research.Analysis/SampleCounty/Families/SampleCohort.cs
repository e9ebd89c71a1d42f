using System.Collections.Immutable;

namespace Research;

/// <summary>Children who start reception in one year, those who leave the county and those who come later.</summary>
internal sealed class SampleCohort
{
    // Results of the years to here do not depend on whether later years are drawn.
    private const int Settled = 2016;

    private SampleCohort(int reception, (ImmutableArray<SamplePupil> All, int First) pupils, ImmutableArray<Stage> stages) =>
        (Reception, Pupils, Stages, First) = (reception, pupils.All, stages, pupils.First);

    /// <summary>Academic year of reception, by the year it ends in.</summary>
    public int Reception { get; }

    public ImmutableArray<SamplePupil> Pupils { get; }

    /// <summary>How many of the pupils were drawn first: natural scales are theirs, so that those who come after change nothing.</summary>
    public int First { get; }

    /// <summary>Stages whose year is in the extract.</summary>
    public ImmutableArray<Stage> Stages { get; }

    /// <summary>The stages of a cohort that fall into the years of an extract.</summary>
    public static ImmutableArray<Stage> StagesOf(int reception, int firstYear, int lastYear) =>
        [.. Enum.GetValues<Stage>().Where(s => reception + (int)s is var year && year >= firstYear && year <= lastYear && CountySizes.All.Any(c => c.Stage == s && c.Year == year))];

    public static SampleCohort Draw(SchoolMap map, int reception, ImmutableArray<Stage> stages, (RandomStream Stream, double Scale) chance)
    {
        var stream = chance.Stream.Fork("cohort").Fork(reception);
        var families = new FamilyModel(map);
        var pupils = new List<SamplePupil>();
        List<SamplePupil> present = [];
        Stage? before = null;
        int settled = 0;
        foreach (var stage in stages)
        {
            if (reception + (int)stage > Settled && pupils.Count > settled) Settle();
            var size = CountySizes.For(stage, reception + (int)stage, chance.Scale);
            int wanted = size.Pupils + size.WithoutResult;
            if (before is { } last)
            {
                // About 2% of families move away in a year.
                double stay = (stage - last) switch { 1 => 0.98, < 5 => 0.925, _ => 0.91 };
                var moves = stream.Fork("moves").Fork((int)stage);
                present = [.. present.Where(p => moves.Fork(p.Number).Chance(stay)).Take(wanted)];
            }
            while (present.Count < wanted)
            {
                var pupil = families.Draw(reception, pupils.Count, stream.Fork("pupil").Fork(pupils.Count));
                pupil.FromAbroad = stage >= Stage.Year6 && pupil.Chance.Fork("abroad").Chance(before is null ? 0.012 : 0.25);
                pupils.Add(pupil);
                present.Add(pupil);
            }
            foreach (var pupil in present) pupil.On.Add(stage);
            before = stage;
        }
        int first = settled == 0 ? pupils.Count : settled;
        if (pupils.Count > settled) Settle();
        return new(reception, ([.. pupils], first), stages);

        // Sex, background and needs of those drawn since the last time.
        void Settle()
        {
            var drawn = pupils[settled..];
            var chances = settled == 0 ? stream : stream.Fork("later");
            int boys = (int)Math.Round(CountySizes.Boys(reception) * drawn.Count);
            foreach (int place in chances.Fork("gender").Permutation(drawn.Count).Take(boys)) drawn[place].Boy = true;
            Heritage.Assign(drawn, reception, chances.Fork("heritage"));
            families.Settle(drawn, chances.Fork("special"));
            settled = pupils.Count;
        }
    }
}
