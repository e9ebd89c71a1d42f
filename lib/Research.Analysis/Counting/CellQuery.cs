using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>The one query of a phase for any number of conditions: each is worked out once and becomes a bit, and pupils with equal bits are added up by
/// the engine. Gaps, rates, floors and the claim ledger are all read from its answer.</summary>
/// <remarks>In a large file conditions on a few coded columns are looked up: they are worked out once for every combination of codes rather than
/// once a pupil (see <see cref="ConditionTable"/>). The answer is the same.</remarks>
/// <param name="Phase">The phase.</param>
/// <param name="Years">The years.</param>
/// <param name="Place">SQL of the place that pupils are counted by; <c>''</c> for the county.</param>
internal sealed record CellQuery(Phase Phase, ImmutableArray<int> Years, string Place = "''")
{
    // Below this a lookup costs more than it saves.
    private const int FewestRows = 200_000, FewestConditions = 8;

    /// <summary>The conditions, each once.</summary>
    public ImmutableArray<string> Conditions { get; init => field = [.. value.Distinct(StringComparer.Ordinal)]; } = [];

    /// <summary>SQL of whole numbers to be summed; missing adds nothing.</summary>
    public ImmutableArray<string> Sums { get; init => field = [.. value.Distinct(StringComparer.Ordinal)]; } = [];

    /// <summary>Asks the county's engine.</summary>
    public Cells Run(County county)
    {
        bool large = county.Rows(Phase) >= FewestRows && Conditions.Length >= FewestConditions;
        return Run(county.Engine, large ? ConditionTable.Choose(Schema.Of(Phase), Conditions) : []);
    }

    /// <summary>Asks an engine, with some of the conditions looked up.</summary>
    internal Cells Run(IEngine engine, ImmutableArray<ConditionTable> tables)
    {
        var looked = tables.SelectMany(t => t.Conditions).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> inOrder = [.. tables.SelectMany(t => t.Conditions), .. Conditions.Where(c => !looked.Contains(c))];
        return CellReader.Read(engine.Query(ToSql(inOrder, tables)), inOrder, Sums);
    }

    private string ToSql(ImmutableArray<string> inOrder, ImmutableArray<ConditionTable> tables)
    {
        var bits = inOrder.Select((c, i) => (Condition: c, Mask: i / CellReader.BitsOfMask, Sql: Bit(c, i % CellReader.BitsOfMask))).ToArray();
        var parts = bits.Select(b => b.Mask).Distinct().ToDictionary(m => m, _ => new List<string>());
        var (with, joins) = (new List<string>(), new List<string>());
        foreach (var (table, k) in tables.Select((t, k) => (t, k)))
        {
            var own = bits.Where(b => table.Conditions.Contains(b.Condition)).GroupBy(b => b.Mask).ToArray();
            with.Add($"t{k} AS MATERIALIZED ({table.ToSql($"t{k}", own.Select(g => ($"m{g.Key}", Sum(g.Select(b => b.Sql)))))})");
            joins.Add($" LEFT JOIN t{k} ON {table.On($"t{k}")}");
            foreach (var mask in own) parts[mask.Key].Add($"t{k}.t{k}_m{mask.Key}");
        }
        int looked = tables.Sum(t => t.Conditions.Length);
        foreach (var mask in bits.Skip(looked).GroupBy(b => b.Mask)) parts[mask.Key].Add(Sum(mask.Select(b => b.Sql)));
        string masks = string.Concat(parts.Select(p => $", {string.Join(" | ", p.Value)} AS m{p.Key}")), names = string.Concat(parts.Select(p => $", m{p.Key}"));
        string values = string.Concat(Sums.Select((s, i) => $", {s} AS s{i}")), totals = string.Concat(Sums.Select((_, i) => $", coalesce(sum(s{i}), 0)::BIGINT AS s{i}"));
        return $"""
            {(with.Count > 0 ? "WITH " + string.Join(", ", with) : "")}
            SELECT year, place::VARCHAR AS place{names}, count(*) AS pupils{totals} FROM
                (SELECT year, {Place} AS place{masks}{values} FROM {Schema.Of(Phase).Name}{string.Concat(joins)} WHERE year IN ({string.Join(", ", Years.Select(y => y.ToString(CultureInfo.InvariantCulture)))})) AS cells
            GROUP BY year, cells.place{names} ORDER BY year, cells.place, pupils DESC
            """;
    }

    private static string Bit(string condition, int bit) => $"CASE WHEN {condition} THEN {(1L << bit).ToString(CultureInfo.InvariantCulture)} ELSE 0 END";

    private static string Sum(IEnumerable<string> bits) => $"({string.Join(" + ", bits)})::BIGINT";
}
