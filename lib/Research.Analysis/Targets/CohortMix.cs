using System.Collections.Immutable;

namespace Research;

/// <summary>Pupils already in the system: a cohort's prior attainment is known years before its results. From the rate reached at each prior level, what
/// a cohort would come to if nothing else changed.</summary>
/// <remarks>Prior level: reading and mathematics at Key Stage 1 for the cohort that reaches Key Stage 2 four years on; mathematics at Key Stage 2 for the
/// cohort that reaches Key Stage 4 five years on. Direct standardisation; the rate of a prior level with few pupils is drawn to the rate of all.</remarks>
internal sealed class CohortMix
{
    private const double Pull = 10;
    private readonly ImmutableArray<(int Year, string Prior, double Pupils, double Reached)> past;
    private readonly ImmutableArray<(int Year, string Prior, double Pupils)> coming;

    private readonly int back;

    private CohortMix(ImmutableArray<(int, string, double, double)> past, ImmutableArray<(int, string, double)> coming, int back) => (this.past, this.coming, this.back) = (past, coming, back);

    /// <summary>The mixes of the measures that have a prior level in the extract.</summary>
    public static ImmutableDictionary<string, CohortMix> Of(County county, ImmutableArray<Measure> measures) => measures
        .Where(m => m.Phase is Phase.KeyStage2 or Phase.KeyStage4 && county.Has(m.Phase) && county.Has(m.Phase == Phase.KeyStage2 ? Phase.KeyStage1 : Phase.KeyStage2))
        .GroupBy(m => m.Phase).SelectMany(phase => Read(county, phase.Key, [.. phase])).ToImmutableDictionary(m => m.Key, m => m.Value);

    /// <summary>Log odds by which the mix of a year's cohort makes it better than that of a reference year, from rates known by then; not a number when it
    /// is not known.</summary>
    /// <param name="year">The cohort.</param>
    /// <param name="reference">The last year with results; rates come from the years from <paramref name="from"/> to it.</param>
    /// <param name="from">First year of the measure's present meaning.</param>
    public double Advantage(int year, int reference, int from)
    {
        var known = past.Where(p => p.Year >= from && p.Year <= reference).GroupBy(p => p.Prior).Select(g => (Prior: g.Key, Pupils: g.Sum(p => p.Pupils), Reached: g.Sum(p => p.Reached))).ToArray();
        double pupils = known.Sum(k => k.Pupils), all = known.Sum(k => k.Reached) / pupils;
        var rates = known.ToDictionary(k => k.Prior, k => (k.Reached + (Pull * all)) / (k.Pupils + Pull));
        double there = Expected(year), here = Expected(reference);
        return Logit(there) - Logit(here);

        double Expected(int cohort)
        {
            (string Prior, double Pupils)[] mix = cohort <= reference
                ? [.. past.Where(p => p.Year == cohort).Select(p => (p.Prior, p.Pupils))]
                : [.. Coming(cohort, reference).Select(p => (p.Prior, p.Pupils))];
            return mix.Sum(m => m.Pupils * rates.GetValueOrDefault(m.Prior, all)) / mix.Sum(m => m.Pupils);
        }
    }

    /// <summary>SQL of the prior level of a phase's pupils; empty where the phase has none.</summary>
    public static string PriorSql(Phase phase) => phase switch
    {
        Phase.KeyStage2 => "coalesce(prior_reading, '') || '|' || coalesce(prior_maths, '')",
        Phase.KeyStage4 => "coalesce(prior_maths, '')",
        _ => "''",
    };

    /// <summary>How many pupils a coming cohort has at each prior level for one of the last cohort, both taken as of one size; empty when it is not known.</summary>
    public ImmutableDictionary<string, double> Weights(int year, int reference)
    {
        var (then, last) = (Coming(year, reference).ToArray(), past.Where(p => p.Year == reference).ToArray());
        double all = then.Sum(p => p.Pupils), now = last.Sum(p => p.Pupils);
        return all == 0 || now == 0 ? ImmutableDictionary<string, double>.Empty
            : last.ToImmutableDictionary(p => p.Prior, p => then.Where(t => t.Prior == p.Prior).Sum(t => t.Pupils) / all / (p.Pupils / now));
    }

    /// <summary>What prior attainment alone makes of the rate of all pupils in each coming year, in points on the last cohort's.</summary>
    public static IEnumerable<(string Measure, int Year, int PriorYear, double Change)> Changes(string measure, CohortMix mix, TargetFigures figures, int asOf)
    {
        var m = Measures.Find(measure);
        int from = m.BreaksBetween(0, asOf).Where(b => b.Kind == BreakKind.NotComparable).Select(b => b.Year).DefaultIfEmpty(m.FirstYear).Max(), back = mix.back;
        var last = mix.past.Where(p => p.Year == asOf).ToArray();
        if (last.Length == 0) yield break;
        double rate = last.Sum(p => p.Reached) / last.Sum(p => p.Pupils);
        for (int year = asOf + 1; year <= TargetPanels.LastYear(m, asOf, figures.Register.All.Max(t => t.Conditions.Max(c => c.Due))); year++)
        {
            double odds = rate / (1 - rate) * Math.Exp(mix.Advantage(year, asOf, from));
            if (double.IsFinite(odds)) yield return (measure, year, year - back, 100 * ((odds / (1 + odds)) - rate));
        }
    }

    // What a cohort brings is known once its earlier results are, and not before.
    private IEnumerable<(int Year, string Prior, double Pupils)> Coming(int year, int reference) => year - back > reference ? [] : coming.Where(p => p.Year == year);

    // One query for what the cohorts of a phase brought and reached, one for what the coming ones bring.
    private static IEnumerable<KeyValuePair<string, CohortMix>> Read(County county, Phase phase, Measure[] measures)
    {
        bool second = phase == Phase.KeyStage2;
        string prior = PriorSql(phase);
        string Asked(Measure m) => FormattableString.Invariant($"year BETWEEN {m.FirstYear} AND {m.LastYear} AND ({m.Denominator}) AND ({m.HasResult}) AND ({m.Numerator}) IS NOT NULL");
        // Pupils alike in every column asked about are counted first: the conditions then look at hundreds of rows, not at every pupil.
        string[] columns = [.. measures.SelectMany(m => m.NumeratorSql.Columns.Concat(m.DenominatorSql.Columns).Concat(m.ResultSql.Columns)).Select(c => c.Name).Concat(second ? ["prior_reading", "prior_maths"] : ["prior_maths"]).Append("year").Distinct()];
        var past = county.Engine.Query($"""
            SELECT year, {prior} AS prior, {string.Join(", ", measures.Select((m, j) => $"coalesce(sum(pupils) FILTER (WHERE {Asked(m)}), 0)::BIGINT AS n{j}, coalesce(sum(pupils) FILTER (WHERE {Asked(m)} AND ({m.Numerator})), 0)::BIGINT AS s{j}"))}
            FROM (SELECT {string.Join(", ", columns.Select(DuckDbEngine.Name))}, count(*) AS pupils FROM {Schema.Of(phase).Name} GROUP BY ALL) GROUP BY ALL ORDER BY ALL
            """);
        var next = county.Engine.Query(second
            ? "SELECT year + 4 AS year, coalesce(ks1_reading, '') || '|' || coalesce(ks1_maths, '') AS prior, count(*) AS pupils FROM ks1 GROUP BY ALL ORDER BY ALL"
            : "SELECT year + 5 AS year, coalesce(ks2_maths, '') AS prior, count(*) AS pupils FROM ks2 WHERE year < 2016 GROUP BY ALL ORDER BY ALL");
        static double[] Numbers(Dataset data, string column) => data.Numbers(column).ToArray();
        var (nextYears, nextPupils) = (Numbers(next, "year"), Numbers(next, "pupils"));
        ImmutableArray<(int, string, double)> coming = [.. Enumerable.Range(0, next.Count).Select(i => ((int)nextYears[i], next["prior"].TextAt(i) ?? "", nextPupils[i]))];
        double[] years = Numbers(past, "year");
        for (int j = 0; j < measures.Length; j++)
        {
            var (pupils, reached) = (Numbers(past, $"n{j}"), Numbers(past, $"s{j}"));
            yield return new(measures[j].Id, new([.. Enumerable.Range(0, past.Count).Where(i => pupils[i] > 0).Select(i => ((int)years[i], past["prior"].TextAt(i) ?? "", pupils[i], reached[i]))], coming, second ? 4 : 5));
        }
    }

    private static double Logit(double p) => Math.Log(p / (1 - p));
}
