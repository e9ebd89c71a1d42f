namespace Research;

/// <summary>Whether reaching one measure's standard implies reaching another's, and whether one group lies within another: proved by trying every
/// combination of allowed values of the columns involved, so that no list of such facts is kept by hand.</summary>
internal sealed class Implication(IEngine engine)
{
    // More combinations than this are not tried, and nothing is claimed.
    private const long MostCombinations = 2_000_000;

    private readonly Dictionary<(string, string), bool> measures = [], groups = [];

    public bool Measure(string stricter, string easier) => Remember(measures, (stricter, easier), () =>
    {
        if (!Measures.Has(stricter) || !Measures.Has(easier)) return false;
        Measure left = Measures.Find(stricter), right = Measures.Find(easier);
        // The one who reached the stricter standard has a result in the easier one, and reached it.
        return left.Phase == right.Phase && left.Kind == MeasureKind.Rate && right.Kind == MeasureKind.Rate
            && Holds(Schema.Of(left.Phase), $"({left.HasResult}) AND ({left.Numerator})", $"({right.HasResult}) AND ({right.Numerator})");
    });

    public bool Group(string inner, string outer) => Remember(groups, (inner, outer), () =>
        outer == "all" || Holds(Schema.Pupils[^1], GroupText.Find(inner).Condition, GroupText.Find(outer).Condition));

    private static bool Remember(Dictionary<(string, string), bool> memory, (string, string) key, Func<bool> prove) =>
        memory.TryGetValue(key, out bool known) ? known : memory[key] = prove();

    private bool Holds(TableSchema table, string premise, string conclusion)
    {
        var columns = SqlExpression.Read("claim", $"({premise}) AND ({conclusion})", table).Columns;
        if (columns.IsEmpty || ColumnDomain.Combinations(columns) is 0 or > MostCombinations) return false;
        return engine.Query($"SELECT count(*) AS broken FROM {ColumnDomain.Source(columns.Select(c => (c, c.Name)))} WHERE ({premise}) AND ({conclusion}) IS NOT TRUE").Numbers("broken")[0] == 0;
    }
}
