namespace Research.Benchmarks;

/// <summary>The structure of the sample county, measured: what the generator builds in must be there in the records, whatever the seed.</summary>
internal sealed class SampleCountySimulation : ISimulation
{
    private const string Level = "CASE COLUMN WHEN 'W' THEN 3 WHEN '1' THEN 9 WHEN '2' THEN 15 WHEN '2C' THEN 13 WHEN '2B' THEN 15 WHEN '2A' THEN 17 WHEN '3' THEN 21 WHEN '4' THEN 27 WHEN '4C' THEN 25 WHEN '4B' THEN 27 WHEN '4A' THEN 29 WHEN '5' THEN 33 WHEN '6' THEN 39 END";
    private const string Achieved = "(ks2_reading IN ('4C', '4B', '4A', '5', '6') AND ks2_writing IN ('4C', '4B', '4A', '5', '6') AND ks2_maths IN ('4C', '4B', '4A', '5', '6'))::INT";

    public string Name => "sample-county";

    public string Question => "Is the structure that real counties have there in the sample county: schools that differ, attainment that carries over, deprivation that clusters, wider gaps in affluent schools, families who do not claim? "
        + "Key Stage 2, 2013, 6,000 pupils a year; the committed county (seed 2013) and three others. Points are the Department's for levels, summed over reading and mathematics.";

    public IEnumerable<Table> Run(long seed)
    {
        int[] seeds = [SampleCounty.DefaultSeed, .. Enumerable.Range(1, 3).Select(k => (int)(seed % 100_000) + k)];
        yield return new Table("What is in the records",
            [
                new("seed", "Seed", "", 0), new("icc", "Schools' share of variance in points", "", 3), new("icc_prior", "The same, given prior attainment", "", 3), new("correlation", "Correlation of prior and later points", "", 2),
                new("icc_idaci", "Schools' share of variance in the deprivation of homes (decile)", "", 3), new("icc_fsm", "Schools' share of variance in free school meals", "", 3), new("fsm_top", "Free school meals in the poorest tenth of schools", "%", 1), new("fsm_bottom", "in the most affluent half", "%", 1),
                new("gap_affluent", "Gap within school, most affluent third", "ppt", 1), new("gap_poor", "poorest third", "ppt", 1), new("not_claiming", "Entitled who do not claim", "%", 1),
            ],
            seeds.Select(Measure),
            "Shares of variance: linear mixed model with a random intercept for the school, REML. Gap within school: level 4 or above in reading, writing and mathematics, peers less pupils with free school meals, mean over schools with "
            + "both, weighted by n₁n₂/(n₁ + n₂). Thirds are of schools by their share of free school meals; the most affluent third has so few such pupils that its gap moves by chance from seed to seed.");
    }

    private static IReadOnlyList<Cell> Measure(int seed)
    {
        string folder = Directory.CreateTempSubdirectory("sample-county-").FullName;
        try
        {
            SampleCounty.Generate(seed, SampleCounty.DefaultPupils, 2012..2013).Write(folder);
            using var county = County.Open(folder);
            string points = Sum("ks2_reading", "ks2_maths"), prior = Sum("prior_reading", "prior_maths");
            var pupils = county.Engine.Query($"SELECT 's' || urn AS school, fsm, idaci_decile AS decile, {points} AS points, {prior} AS prior FROM ks2 JOIN schools USING (urn) WHERE year = 2013 AND kind <> 'special' AND {points} IS NOT NULL AND {prior} IS NOT NULL");
            double Icc(string formula)
            {
                var components = MixedModel.Fit(formula, pupils).VarianceComponents.Components;
                return components[0].Value / components.Sum(c => c.Value);
            }

            double[] x = pupils.Numbers("prior").ToArray(), y = pupils.Numbers("points").ToArray();
            var spread = county.Engine.Query("""
                WITH s AS (SELECT urn, avg(fsm) AS share, ntile(10) OVER (ORDER BY avg(fsm) DESC) AS tenth, ntile(2) OVER (ORDER BY avg(fsm)) AS half FROM ks2 JOIN schools USING (urn) WHERE year = 2013 AND kind <> 'special' AND fsm IS NOT NULL GROUP BY urn)
                SELECT 100 * avg(fsm) FILTER (tenth = 1) AS poorest, 100 * avg(fsm) FILTER (half = 1) AS affluent FROM ks2 JOIN s USING (urn) WHERE year = 2013
                """);
            var gaps = county.Engine.Query($"""
                WITH s AS (SELECT urn, avg(fsm) AS share, avg({Achieved}) FILTER (fsm = 0) - avg({Achieved}) FILTER (fsm = 1) AS gap, count(*) FILTER (fsm = 0) * count(*) FILTER (fsm = 1) / count(*) AS weight
                    FROM ks2 JOIN schools USING (urn) WHERE year = 2013 AND kind <> 'special' AND ks2_reading IS NOT NULL GROUP BY urn), t AS (SELECT *, ntile(3) OVER (ORDER BY share) AS third FROM s)
                SELECT 100 * sum(gap * weight) FILTER (third = 1) / sum(weight) FILTER (third = 1 AND gap IS NOT NULL) AS affluent, 100 * sum(gap * weight) FILTER (third = 3) / sum(weight) FILTER (third = 3 AND gap IS NOT NULL) AS poor FROM t
                """);
            var claims = county.Engine.Query("SELECT 100 * avg((fsm = 0)::INT) AS share FROM ks2 WHERE year = 2013 AND fsm_entitled = 1");
            return
            [
                seed, Icc("points ~ 1 + (1 | school)"), Icc("points ~ prior + (1 | school)"), Correlation.Pearson(x, y).Estimate, Icc("decile ~ 1 + (1 | school)"), Icc("fsm ~ 1 + (1 | school)"),
                spread.Numbers("poorest")[0], spread.Numbers("affluent")[0], gaps.Numbers("affluent")[0], gaps.Numbers("poor")[0], claims.Numbers("share")[0],
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Sum(params string[] columns) => "(" + string.Join(" + ", columns.Select(c => Level.Replace("COLUMN", c, StringComparison.Ordinal))) + ")";
}
