using System.Collections.Immutable;

namespace Research;

/// <summary>The county's schools and neighbourhoods: small schools in villages, deprivation that clusters, one secondary school per catchment.</summary>
internal sealed class SchoolMap
{
    private const int FirstUrn = 900001; // no real school's number begins with 9
    private const int FullSized = 190, Pairs = 12, Specials = 8;

    private SchoolMap(ImmutableArray<PrimaryPlace> primaries, ImmutableArray<Neighbourhood> neighbourhoods, ImmutableArray<SampleSchool> secondaries, ImmutableArray<SampleSchool> specials) =>
        (Primaries, Neighbourhoods, Secondaries, Special) = (primaries, neighbourhoods, secondaries, specials);

    public ImmutableArray<PrimaryPlace> Primaries { get; }

    public ImmutableArray<Neighbourhood> Neighbourhoods { get; }

    public ImmutableArray<SampleSchool> Secondaries { get; }

    public ImmutableArray<SampleSchool> Special { get; }

    /// <summary>Every school once, by number.</summary>
    public IEnumerable<SampleSchool> Schools =>
        Primaries.SelectMany(p => new[] { p.Infant, p.Junior }).Concat(Secondaries).Concat(Special).Distinct().OrderBy(s => s.Urn);

    /// <summary>Lays the county out.</summary>
    /// <param name="stream">Chance.</param>
    /// <param name="scale">1 for about 6,000 pupils a phase; fewer pupils have fewer schools, of the same size.</param>
    public static SchoolMap Draw(RandomStream stream, double scale)
    {
        var names = new Queue<string>(SchoolNames.Stems(stream.Fork("names")));
        int urn = FirstUrn;
        SampleSchool School(string kind, AreaProfile area, double affluence, RandomStream chance) => new()
        {
            Urn = urn++,
            Name = names.Dequeue() + kind switch { "infant" => " Infant School", "junior" => " Junior School", "secondary" => " Village College", "special" => " School", _ => " Primary School" },
            Kind = kind,
            Area = area.Area,
            // Most of the county's secondary schools had become academies by 2013, few of its primary schools.
            Maintained = kind switch { "secondary" => urn % 5 == 0, "special" => urn % 2 == 0, _ => chance.Uniform() >= 0.15 },
            Effect = Effects(chance),
            PovertySlope = Math.Max(0.05, 0.34 + (0.20 * affluence) + chance.Normal(0, 0.12)),
        };

        var secondaries = ImmutableArray.CreateBuilder<SampleSchool>();
        var secondaryOf = new Dictionary<string, (int From, int Count)>();
        foreach (var area in AreaProfile.All)
        {
            int count = Math.Max(1, (int)Math.Round(area.Secondaries * Math.Min(1, scale)));
            secondaryOf[area.Area] = (secondaries.Count, count);
            for (int i = 0; i < count; i++) secondaries.Add(School("secondary", area, (area.Decile - 6.5) / 3.5, stream.Fork("secondary").Fork(urn)));
        }

        int places = Math.Max(18, (int)Math.Round(FullSized * scale)), pairs = (int)Math.Round(Pairs * Math.Min(1, scale));
        var primaries = ImmutableArray.CreateBuilder<PrimaryPlace>();
        var neighbourhoods = ImmutableArray.CreateBuilder<Neighbourhood>();
        foreach (var area in AreaProfile.All)
        {
            int count = Math.Max(2, (int)Math.Round(places * (area.Share / area.SchoolSize) / AreaProfile.All.Sum(a => a.Share / a.SchoolSize)));
            for (int i = 0; i < count; i++)
            {
                var chance = stream.Fork("primary").Fork(urn);
                double decile = area.Decile + chance.Normal(0, 1.5);
                foreach (double around in new[] { chance.Normal(0, 0.9), chance.Normal(0, 0.9) })
                    neighbourhoods.Add(new(area, Math.Clamp((int)Math.Round(decile + around), 1, 10), primaries.Count));
                double affluence = (Math.Clamp(decile, 1, 10) - 6.5) / 3.5;
                bool paired = pairs > 0 && area.SchoolSize > 30 && i % 4 == 1;
                if (paired) pairs--;
                double size = Math.Max(0.42, chance.Gamma(4.5) / 4.5) * (paired ? 60 : area.SchoolSize);
                var infant = School(paired ? "infant" : "primary", area, affluence, chance.Fork("infant"));
                var junior = paired ? School("junior", area, affluence, chance.Fork("junior")) : infant;
                primaries.Add(new(infant, junior, size, secondaryOf[area.Area].From + (i % secondaryOf[area.Area].Count)));
            }
        }

        var special = ImmutableArray.CreateBuilder<SampleSchool>();
        int specials = Math.Max(2, (int)Math.Round(Specials * Math.Min(1, scale)));
        for (int i = 0; i < specials; i++) special.Add(School("special", AreaProfile.All[(i * 4) % 9], 0, stream.Fork("special").Fork(urn)));
        return new(primaries.ToImmutable(), neighbourhoods.ToImmutable(), secondaries.ToImmutable(), special.ToImmutable());
    }

    // A school that does well in one phase tends to in the next: two thirds of the variance is the school's own.
    private static double[] Effects(RandomStream chance)
    {
        double own = chance.Normal(0, 0.22);
        return [.. Enumerable.Range(0, 5).Select(_ => own + chance.Normal(0, 0.16))];
    }
}
