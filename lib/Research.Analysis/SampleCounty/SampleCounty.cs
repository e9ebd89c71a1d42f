using System.Collections.Immutable;

namespace Research;

/// <summary>A synthetic Cambridgeshire: pupils in schools in areas, with prior attainment that carries over, deprivation that clusters and published figures that come out
/// of its records. No record is of a real child. The same seed, size and years give the same bytes on every machine.</summary>
/// <remarks>A latent model first (area, neighbourhood, school, family poverty, ability, needs), then results cut at thresholds, then as few pupils as possible, each near a
/// threshold, are moved until the counts agree with the targets in one declarative file. At the default size counts are exact; at another size rates are as near as the
/// numbers allow. See data-samples/README.md.</remarks>
public sealed record SampleCounty : Result
{
    /// <summary>Seed of the committed county.</summary>
    public const int DefaultSeed = 2013;

    /// <summary>Pupils of a phase in a year, nearly, of the committed county; its counts are exact at this size.</summary>
    public const int DefaultPupils = 6000;

    private const int FirstYear = 2011, LastYear = 2017, FewestPupils = 100, MostPupils = 1_000_000;

    private SampleCounty(ImmutableArray<SampleSchool> schools, ImmutableArray<PupilYear> rows, ImmutableArray<CalibrationLedger> ledgers) =>
        (Schools, Rows, Ledgers) = (schools, rows, ledgers);

    internal ImmutableArray<SampleSchool> Schools { get; }

    internal ImmutableArray<PupilYear> Rows { get; }

    internal ImmutableArray<CalibrationLedger> Ledgers { get; }

    /// <summary>Generates a county.</summary>
    /// <param name="seed">Of all chance.</param>
    /// <param name="pupils">Pupils of a phase in a year, nearly: 6,000 is the full size.</param>
    /// <param name="years">First and last academic year, both included, within 2011..2017.</param>
    public static SampleCounty Generate(int seed, int pupils, Range years)
    {
        int first = years.Start.Value, last = years.End.Value;
        if (years.Start.IsFromEnd || years.End.IsFromEnd || first < FirstYear || last > LastYear || first > last)
            throw new DataError("years", $"{years}", $"years within {FirstYear}..{LastYear}, the first before the last", "Give the years as 2011..2017.");
        if (pupils is < FewestPupils or > MostPupils)
            throw new DataError("pupils", $"{pupils}", $"{FewestPupils} to {MostPupils}", "Give the number of pupils of a phase in a year; 6000 is the county's size.");
        var chance = (Stream: RandomStream.FromSeed(seed), Scale: pupils / (double)DefaultPupils);
        var map = SchoolMap.Draw(chance.Stream.Fork("places"), chance.Scale);
        var rows = ImmutableArray.CreateBuilder<PupilYear>();
        var ledgers = ImmutableArray.CreateBuilder<CalibrationLedger>();
        for (int reception = first - (int)Stage.Year11; reception <= last; reception++)
        {
            var stages = SampleCohort.StagesOf(reception, first, last);
            if (stages.IsEmpty) continue;
            var cohort = SampleCohort.Draw(map, reception, stages, chance);
            KeyStage1Results.Natural(cohort, map);
            KeyStage2Results.Natural(cohort, map);
            foreach (var stage in stages)
            {
                var ledger = new CalibrationLedger(stage, reception + (int)stage);
                var year = Circumstances.Draw(cohort, stage, map, CountySizes.For(stage, ledger.Year, chance.Scale));
                Assess(year, stages, ledger);
                rows.AddRange(year);
                ledgers.Add(ledger);
            }
        }
        return new([.. map.Schools], rows.ToImmutable(), ledgers.ToImmutable());
    }

    /// <summary>Writes the county as an extract of Parquet files: eyfs, phonics, ks1, ks2, ks4, schools; and the published comparators as CSV.</summary>
    /// <param name="folder">Made if it is not there; files of the same names are replaced.</param>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        using var writer = Load();
        foreach (var table in Schema.Pupils.Append(Schema.Schools)) writer.Parquet(table, folder);
        // Published figures of England and the county do not depend on chance.
        using var published = typeof(SampleCounty).Assembly.GetManifestResourceStream("comparators.csv")!;
        using var file = File.Create(Path.Combine(folder, "comparators.csv"));
        published.CopyTo(file);
    }

    /// <summary>Writes a few whole schools of one year as CSV, to look at.</summary>
    /// <param name="folder">Made if it is not there.</param>
    /// <param name="year">The year shown.</param>
    public void WriteExcerpt(string folder, int year)
    {
        Directory.CreateDirectory(folder);
        using var writer = Load();
        // One school in forty of each phase is enough to see.
        foreach (var table in Schema.Pupils) writer.Csv(table, folder, $"year = {year} AND urn % 40 = 7");
        writer.Csv(Schema.Schools, folder, "urn % 40 = 7");
    }

    /// <inheritdoc/>
    public override Table ToTable() => new(
        $"Sample county: {Schools.Length} schools, {Rows.Length} pupils' years",
        [new("file", "File"), new("first_year", "First year"), new("last_year", "Last year"), new("pupils", "Pupils", "rows", 0)],
        Schema.Pupils.Select(table => (Table: table, Rows: RowsOf(table).ToList())).Where(t => t.Rows.Count > 0)
            .Select(t => (IReadOnlyList<Cell>)[t.Table.Name, $"{t.Rows.Min(r => r.Year)}", $"{t.Rows.Max(r => r.Year)}", t.Rows.Count]),
        [.. Ledgers.SelectMany(l => l.Misses.Select(m => $"Not met: {m.Target.Figure}, {m.Target.Outcome} of {m.Target.Group}, {l.Year}, by {m.Pupils:+0;-0} pupils"))]);

    private static void Assess(List<PupilYear> year, ImmutableArray<Stage> stages, CalibrationLedger ledger)
    {
        switch (ledger.Stage)
        {
            case Stage.Reception: EarlyYearsResults.Assess(year, ledger); break;
            case Stage.Year1: PhonicsResults.AssessYear1(year, ledger); break;
            case Stage.Year2:
                if (stages.Contains(Stage.Year1)) PhonicsResults.AssessYear2(year, ledger);
                KeyStage1Results.Assess(year, ledger);
                break;
            case Stage.Year6: KeyStage2Results.Assess(year, ledger); break;
            default: KeyStage4Results.Assess(year, ledger); break;
        }
    }

    private CountyWriter Load()
    {
        var writer = new CountyWriter();
        foreach (var table in Schema.Pupils) writer.Pupils(table, RowsOf(table));
        writer.Schools(Schools);
        return writer;
    }

    private IEnumerable<PupilYear> RowsOf(TableSchema table) => table.Name switch
    {
        "eyfs" => Rows.Where(r => r.Stage == Stage.Reception),
        "phonics" => Rows.Where(r => r.Stage == Stage.Year1 || (r.Stage == Stage.Year2 && r.PhonicsOutcome is not null)),
        "ks1" => Rows.Where(r => r.Stage == Stage.Year2),
        "ks2" => Rows.Where(r => r.Stage == Stage.Year6),
        _ => Rows.Where(r => r.Stage == Stage.Year11),
    };
}
