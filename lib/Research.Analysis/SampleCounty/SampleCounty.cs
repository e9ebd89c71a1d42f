using System.Collections.Immutable;

namespace Research;

/// <summary>A synthetic Cambridgeshire: pupils in schools in areas, with prior attainment that carries over, deprivation that clusters and published figures that come out
/// of its records. No record is of a real child. The same seed, size and years give the same bytes on every machine.</summary>
/// <remarks>A latent model first (area, neighbourhood, school, family poverty, ability, needs), then results cut at thresholds, then as few pupils as possible, each near a
/// threshold, are moved until the counts agree with the targets in one declarative file. At the default size counts are exact; at another size rates are as near as the
/// numbers allow. See data-samples/README.md.</remarks>
public sealed class SampleCounty : Result
{
    /// <summary>Seed of the committed county.</summary>
    public const int DefaultSeed = 2013;

    /// <summary>Pupils of a phase in a year, nearly, of the committed county; its counts are exact at this size.</summary>
    public const int DefaultPupils = 6000;

    private const int FirstYear = 2011, LastYear = 2016, FewestPupils = 100, MostPupils = 1_000_000;
    private readonly SchoolMap map;
    private readonly ImmutableArray<CalibrationLedger> ledgers;

    private SampleCounty(SchoolMap map, ImmutableArray<PupilYear> rows, ImmutableArray<CalibrationLedger> ledgers) => (this.map, Rows, this.ledgers) = (map, rows, ledgers);

    internal ImmutableArray<PupilYear> Rows { get; }

    /// <summary>Targets that could not all be met: outcome, stage and year.</summary>
    internal IEnumerable<string> Unmet => ledgers.SelectMany(l => l.Misses.Select(m => $"{m.Outcome} {l.Year}: {m.Miss}"));

    /// <summary>Generates a county.</summary>
    /// <param name="seed">Of all chance.</param>
    /// <param name="pupils">Pupils of a phase in a year, nearly: 6,000 is the full size.</param>
    /// <param name="years">First and last academic year, both included, within 2011..2016.</param>
    public static SampleCounty Generate(int seed, int pupils, Range years)
    {
        int first = years.Start.Value, last = years.End.Value;
        if (years.Start.IsFromEnd || years.End.IsFromEnd || first < FirstYear || last > LastYear || first > last)
            throw new DataError("years", $"{years}", $"years within {FirstYear}..{LastYear}, first to last", "Give the years as 2011..2016.");
        if (pupils is < FewestPupils or > MostPupils)
            throw new DataError("pupils", $"{pupils}", $"{FewestPupils} to {MostPupils}", "Give the number of pupils of a phase in a year; 6000 is the county's size.");
        double scale = pupils / (double)DefaultPupils;
        var stream = RandomStream.FromSeed(seed);
        var map = SchoolMap.Draw(stream.Fork("places"), scale);
        var rows = ImmutableArray.CreateBuilder<PupilYear>();
        var ledgers = ImmutableArray.CreateBuilder<CalibrationLedger>();
        for (int reception = first - (int)Stage.Year11; reception <= last; reception++)
        {
            var stages = SampleCohort.StagesOf(reception, first, last);
            if (stages.IsEmpty) continue;
            var cohort = SampleCohort.Draw(map, reception, stages, (stream, scale));
            foreach (var (stage, ledger) in stages.Select(s => (s, new CalibrationLedger(s, reception + (int)s))))
            {
                if (stage >= Stage.Year6 && !stages.Contains(Stage.Year2) || stage == Stage.Year2) { }
                ledgers.Add(ledger);
                rows.AddRange(Assess(cohort, stage, map, (ledger, scale)));
            }
        }
        return new(map, rows.ToImmutable(), ledgers.ToImmutable());
    }
}
