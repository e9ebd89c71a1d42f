using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>The gap index of every year from one query; each year as <see cref="CountyGapIndex"/> has it.</summary>
internal static class IndexSeries
{
    public static ImmutableArray<GapIndex> Of(County county, Phase phase, Group group)
    {
        if (!county.Has(phase) || !group.Phases.Contains(phase)) return [];
        int[] years = [.. county.Years(phase).Where(group.IsDefinedIn)];
        // What pupils are ranked by changes with the assessments: years that share it share a branch.
        string branches = string.Join(" ", years.GroupBy(y => PhaseScore.Of(phase, y).Sql).Select(g => $"WHEN year IN ({string.Join(", ", g.Select(y => y.ToString(CultureInfo.InvariantCulture)))}) THEN {g.Key}"));
        var data = county.Engine.Query($"""
            SELECT year, score, count(*) FILTER (WHERE side = 1) AS grp, count(*) FILTER (WHERE side = 2) AS peers FROM
                (SELECT year, CASE {branches} END AS score, CASE WHEN {group.Condition} THEN 1 WHEN {group.PeersCondition} THEN 2 ELSE 0 END AS side FROM {Schema.Of(phase).Name})
            WHERE score IS NOT NULL GROUP BY year, score ORDER BY year, score
            """);
        var (year, score, own, peers) = (data.Numbers("year").ToArray(), data.Numbers("score").ToArray(), data.Numbers("grp").ToArray(), data.Numbers("peers").ToArray());
        return [.. Enumerable.Range(0, data.Count).Where(i => own[i] + peers[i] > 0).GroupBy(i => (int)year[i], i => new ScoreCount(score[i], (long)own[i], (long)peers[i]))
            .Where(g => g.Any(s => s.InGroup > 0) && g.Any(s => s.Peers > 0))
            .Select(g => new GapIndex((phase, group, g.Key, PhaseScore.Of(phase, g.Key).Title), [.. g], Sample.Complete(g.Sum(s => s.InGroup + s.Peers))))];
    }
}
