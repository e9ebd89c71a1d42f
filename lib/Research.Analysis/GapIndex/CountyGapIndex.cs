using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>The gap index on a county.</summary>
public static class CountyGapIndex
{
    extension(County county)
    {
        /// <summary>The disadvantage gap index of a phase, from one query.</summary>
        /// <param name="phase">The phase.</param>
        /// <param name="year">Academic year by the year it ends in.</param>
        /// <param name="group">The group; disadvantaged pupils when left out.</param>
        public GapIndex GapIndex(Phase phase, int year, Group? group = null)
        {
            var whom = group ?? Groups.Disadvantaged;
            if (whom.IsEveryone || !whom.Phases.Contains(phase) || !whom.IsDefinedIn(year))
                throw new DataError("gap index", string.Create(CultureInfo.InvariantCulture, $"the group {whom.Id} in {Schema.Of(phase).Name}, {year}"), "a group with peers that the file and year know", "Choose another group, such as Groups.FreeSchoolMeals.");
            _ = county.Cohort(phase, year);
            var (score, title) = PhaseScore.Of(phase, year);
            var data = county.Engine.Query(string.Create(CultureInfo.InvariantCulture, $"""
                SELECT score, count(*) FILTER (WHERE side = 1) AS grp, count(*) FILTER (WHERE side = 2) AS peers, count(*) FILTER (WHERE side = 0) AS neither FROM
                    (SELECT {score} AS score, CASE WHEN {whom.Condition} THEN 1 WHEN {whom.PeersCondition} THEN 2 ELSE 0 END AS side FROM {Schema.Of(phase).Name} WHERE year = {year})
                GROUP BY score ORDER BY score
                """));
            long At(string column, int row) => (long)data.Numbers(column)[row];
            var rows = Enumerable.Range(0, data.Count).Select(i => (Score: data.Numbers("score")[i], Group: At("grp", i), Peers: At("peers", i), Neither: At("neither", i))).ToLookup(r => double.IsNaN(r.Score));
            ImmutableArray<ScoreCount> scores = [.. rows[false].Where(r => r.Group + r.Peers > 0).Select(r => new ScoreCount(r.Score, r.Group, r.Peers))];
            if (scores.All(s => s.InGroup == 0) || scores.All(s => s.Peers == 0))
                throw new DataError("gap index", $"no pupils with a score in {(scores.All(s => s.InGroup == 0) ? whom.Title : whom.PeersTitle)}", "pupils on both sides", "Choose another group or year.");
            return new((phase, whom, year, title), scores, new(scores.Sum(s => s.InGroup + s.Peers),
                [new("without a score in every subject", rows[true].Sum(r => r.Group + r.Peers)), new("in neither group nor peers", rows.SelectMany(r => r).Sum(r => r.Neither)), .. county.QuarantinedRows(phase, year)]))
            {
                England = county.Comparators.Find($"{Schema.Of(phase).Name}_gap_index", whom.Id, Place.England, year)?.Value.Number,
            };
        }
    }
}
