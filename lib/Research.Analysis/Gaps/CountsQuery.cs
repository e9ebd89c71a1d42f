using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>The one query of a phase for all groups, measures and years.</summary>
/// <remarks>Each pupil's status in every group is packed into two bits (1 in the group, 2 a peer, 0 neither), pupils alike in all of them are added up
/// once, and the groups are read from those sums: the file is passed over once however many groups there are. Whole numbers throughout, so
/// the result is the same on any number of threads.</remarks>
internal sealed record CountsQuery(Phase Phase, ImmutableArray<Measure> Measures, ImmutableArray<Group> Groups, ImmutableArray<int> Years, Level Level)
{
    // Two bits a group: 31 would fill a BIGINT.
    private const int GroupsPerKey = 30;

    private int Keys => (Groups.Length + GroupsPerKey - 1) / GroupsPerKey;

    private string Place => Level switch { Level.Area => "coalesce(area, '')", Level.School => "urn::VARCHAR", _ => "''" };

    public string ToSql()
    {
        string keys = string.Join(", ", Enumerable.Range(0, Keys).Select(q => $"k{q}"));
        string sums = string.Join(", ", Measures.SelectMany((m, j) => Sums(m).Select(s => $"{s.Cell(j)} AS {s.Name}{j}")));
        string totals = string.Join(", ", Measures.SelectMany((m, j) => Sums(m).Select(s => $"sum({s.Name}{j})::BIGINT AS {s.Name}{j}")));
        string each = string.Join("\nUNION ALL\n", Groups.Select((_, k) => $"SELECT year, place, {Text(k)} AS grp, ((k{k / GroupsPerKey} >> {Text(2 * (k % GroupsPerKey))}) & 3)::INTEGER AS side, {totals} FROM cells GROUP BY ALL"));
        return $"""
            WITH pupils AS (SELECT year, {Place} AS place, {string.Join(", ", Enumerable.Range(0, Keys).Select(Key))}, {string.Join(", ", Measures.Select(Flags))}
                FROM {Schema.Of(Phase).Name} WHERE year IN ({string.Join(", ", Years.Select(Text))})),
            cells AS MATERIALIZED (SELECT year, place, {keys}, {sums} FROM pupils GROUP BY ALL)
            SELECT * FROM ({each}) ORDER BY grp, year, place, side
            """;
    }

    /// <summary>Runs the query and gives a row a measure, group, year and place.</summary>
    public IEnumerable<GroupCount> Run(IEngine engine)
    {
        var data = engine.Query(ToSql());
        var (years, groups, sides) = (data.Numbers("year").ToArray(), data.Numbers("grp").ToArray(), data.Numbers("side").ToArray());
        var tallies = Measures.Select((m, j) => Tallies(m, j, data)).ToArray();
        for (int from = 0, to; from < data.Count; from = to)
        {
            for (to = from; to < data.Count && Same(from, to); to++) { }
            var (group, year, place) = (Groups[(int)groups[from]], (int)years[from], data["place"].TextAt(from) ?? "");
            if (!group.IsDefinedIn(year)) continue;
            for (int j = 0; j < Measures.Length; j++)
            {
                if (!Measures[j].IsDefinedIn(year)) continue;
                var bySide = new Tally[3];
                for (int row = from; row < to; row++) bySide[(int)sides[row]] = tallies[j](row);
                yield return new(Measures[j], group, year, place, bySide[1], bySide[2], bySide[0]);
            }
        }

        bool Same(int a, int b) => groups[a] == groups[b] && years[a] == years[b] && data["place"].TextAt(a) == data["place"].TextAt(b);
    }

    private string Key(int q) => "(" + string.Join(" + ", Groups.Skip(q * GroupsPerKey).Take(GroupsPerKey).Select((g, k) =>
        $"CASE WHEN {g.Condition} THEN {Text(1L << (2 * k))} WHEN {g.PeersCondition} THEN {Text(2L << (2 * k))} ELSE 0 END")) + $")::BIGINT AS k{q}";

    private static string Flags(Measure m, int j)
    {
        string defined = $"year BETWEEN {Text(m.FirstYear)} AND {Text(m.LastYear)}", ten = Text((long)Math.Pow(10, m.Scale));
        return m.Kind switch
        {
            MeasureKind.Rate => $"({defined} AND ({m.Denominator})) AS e{j}, CASE WHEN {defined} AND ({m.Denominator}) AND ({m.HasResult}) THEN ({m.Numerator})::BIGINT END AS a{j}",
            MeasureKind.Mean => $"({defined} AND ({m.Denominator})) AS e{j}, CASE WHEN {defined} AND ({m.Denominator}) AND ({m.HasResult}) THEN round(({m.Numerator}) * {ten})::BIGINT END AS a{j}",
            _ => $"({defined}) AS e{j}, CASE WHEN {Complete(m, defined)} THEN round(({m.Numerator}) * {ten})::BIGINT END AS a{j}, CASE WHEN {Complete(m, defined)} THEN round(({m.Denominator}) * {ten})::BIGINT END AS b{j}",
        };
    }

    private static string Complete(Measure m, string defined) => $"{defined} AND ({m.HasResult}) AND ({m.Numerator}) IS NOT NULL AND ({m.Denominator}) > 0";

    private static IEnumerable<(string Name, Func<int, string> Cell)> Sums(Measure m)
    {
        yield return ("e", j => $"count(*) FILTER (WHERE e{j})");
        yield return ("n", j => $"count(a{j})");
        yield return ("s", j => $"coalesce(sum(a{j}), 0)::BIGINT");
        if (m.Kind == MeasureKind.Rate) yield break;
        yield return ("p", j => $"coalesce(sum(a{j} * a{j}), 0)::BIGINT");
        if (m.Kind == MeasureKind.Mean) yield break;
        yield return ("w", j => $"coalesce(sum(b{j}), 0)::BIGINT");
        yield return ("q", j => $"coalesce(sum(a{j} * b{j}), 0)::BIGINT");
        yield return ("r", j => $"coalesce(sum(b{j} * b{j}), 0)::BIGINT");
    }

    private static Func<int, Tally> Tallies(Measure m, int j, Dataset data)
    {
        var sums = Sums(m).ToDictionary(s => s.Name, s => data.Numbers($"{s.Name}{j}").ToArray());
        long At(string name, int row) => (long)sums[name][row];
        return m.Kind switch
        {
            MeasureKind.Rate => row => new(At("e", row), At("n", row), At("s", row), At("n", row)),
            MeasureKind.Mean => row => new(At("e", row), At("n", row), At("s", row), At("n", row), new(At("p", row), At("s", row), At("n", row))),
            _ => row => new(At("e", row), At("n", row), At("s", row), At("w", row), new(At("p", row), At("q", row), At("r", row))),
        };
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
