using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>The pupils of a phase's last cohort as a scenario needs them: school, which conditions hold for each, prior attainment, score, and each measure's result.</summary>
internal sealed class CohortRecords
{
    /// <summary>A result of a pupil in a measure.</summary>
    public const byte NotCounted = 0, Failed = 1, Reached = 2;

    private readonly Dictionary<string, int> bits;
    private readonly Dictionary<string, byte[]> results = new(StringComparer.Ordinal);

    /// <param name="county">The records.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="year">The last year with results.</param>
    /// <param name="asked">Conditions, in SQL, and measures (rates).</param>
    public CohortRecords(County county, Phase phase, int year, (ImmutableArray<string> Conditions, ImmutableArray<Measure> Rates) asked)
    {
        (Phase, Year) = (phase, year);
        bits = asked.Conditions.Select((c, i) => (c, i)).ToDictionary(x => x.c, x => x.i, StringComparer.Ordinal);
        string mask = string.Join(" + ", asked.Conditions.Select((c, i) => $"CASE WHEN {c} THEN {(1L << i).ToString(CultureInfo.InvariantCulture)} ELSE 0 END"));
        string measures = string.Concat(asked.Rates.Select((m, j) => $", CASE WHEN ({m.Denominator}) AND ({m.HasResult}) AND ({m.Numerator}) IS NOT NULL THEN CASE WHEN {m.Numerator} THEN 2 ELSE 1 END ELSE 0 END AS r{j}"));
        var data = county.Engine.Query(string.Create(CultureInfo.InvariantCulture,
            $"SELECT urn::VARCHAR AS urn, ({mask})::BIGINT AS mask, {CohortMix.PriorSql(phase)} AS prior, {PhaseScore.Of(phase, year).Sql} AS score{measures} FROM {Schema.Of(phase).Name} WHERE year = {year} ORDER BY ALL"));
        Count = data.Count;
        Schools = [.. Enumerable.Range(0, Count).Select(i => data["urn"].TextAt(i) ?? "").Distinct(StringComparer.Ordinal)];
        var at = Schools.Select((s, i) => (s, i)).ToDictionary(x => x.s, x => x.i, StringComparer.Ordinal);
        School = [.. Enumerable.Range(0, Count).Select(i => at[data["urn"].TextAt(i) ?? ""])];
        Mask = [.. data.Numbers("mask").ToArray().Select(v => (long)v)];
        Prior = [.. Enumerable.Range(0, Count).Select(i => data["prior"].TextAt(i) ?? "")];
        Score = data.Numbers("score").ToArray();
        foreach (var (m, j) in asked.Rates.Select((m, j) => (m, j))) results[m.Id] = [.. data.Numbers($"r{j}").ToArray().Select(v => (byte)v)];
        long[] masks = [.. Mask.Distinct().Order()];
        Patterns = [.. masks];
        var pattern = masks.Select((p, i) => (p, i)).ToDictionary(x => x.p, x => x.i);
        Pattern = [.. Mask.Select(m => pattern[m])];
        Sizes = [.. masks.Select(p => Mask.Count(m => m == p))];
    }

    public Phase Phase { get; }

    public int Year { get; }

    /// <summary>Pupils.</summary>
    public int Count { get; }

    public ImmutableArray<string> Schools { get; }

    public int[] School { get; }

    public long[] Mask { get; }

    public string[] Prior { get; }

    /// <summary>The score that ranks pupils; not a number without one.</summary>
    public double[] Score { get; }

    /// <summary>The sets of conditions that hold together for some pupil.</summary>
    public ImmutableArray<long> Patterns { get; }

    /// <summary>Of each pupil, the place of his set among <see cref="Patterns"/>.</summary>
    public int[] Pattern { get; }

    /// <summary>Pupils of each set.</summary>
    public int[] Sizes { get; }

    /// <summary>Results of a measure, pupil by pupil.</summary>
    public byte[] Results(string measure) => results[measure];

    /// <summary>True when a condition holds in a set.</summary>
    public bool Holds(long pattern, string condition) => (pattern >> bits[condition] & 1) == 1;

    /// <summary>Pupils for whom a condition holds.</summary>
    public int Pupils(string condition) => Mask.Count(m => Holds(m, condition));
}
