using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Decomposition of gaps on a county.</summary>
public static class CountyDecomposition
{
    extension(County county)
    {
        /// <summary>A gap taken apart by prior attainment or by a column, from one query.</summary>
        /// <param name="measure">The measure: a share of pupils.</param>
        /// <param name="group">The group.</param>
        /// <param name="year">Academic year by the year it ends in.</param>
        /// <param name="by"><c>"prior band"</c>, or a column of the phase's file such as <c>"idaci_decile"</c>.</param>
        public GapDecomposition GapDecomposition(Measure measure, Group group, int year, string by = PriorBand.Name)
        {
            if (measure.Kind != MeasureKind.Rate) throw new DataError("decomposition", $"{measure.Id}, not a share of pupils", "a rate", "Use a rate, such as Measures.Ks2ReadingWritingMathsLevel4.");
            var schema = Schema.Of(measure.Phase);
            string band = by == PriorBand.Name ? PriorBand.Sql(measure.Phase) : $"{schema[by].Name}::VARCHAR";
            // The county's own count says what cannot be answered, and is what the bands must add up to.
            var gap = county.Cohort(measure.Phase, year).Gap(measure, group);
            string counted = $"({measure.Denominator}) AND ({measure.HasResult}) AND ({measure.Numerator}) IS NOT NULL";
            var data = county.Engine.Query(string.Create(CultureInfo.InvariantCulture, $"""
                WITH p AS (SELECT coalesce({band}, 'not known') AS band, CASE WHEN {group.Condition} THEN 1 WHEN {group.PeersCondition} THEN 2 ELSE 0 END AS side, ({measure.Numerator}) AS got
                    FROM {schema.Name} WHERE year = {year} AND {counted})
                SELECT band, count(*) FILTER (WHERE side = 2) AS peers, count(*) FILTER (WHERE side = 2 AND got) AS peers_got,
                    count(*) FILTER (WHERE side = 1) AS grp, count(*) FILTER (WHERE side = 1 AND got) AS grp_got
                FROM p WHERE side > 0 GROUP BY band ORDER BY band = 'not known', try_cast(band AS INTEGER), band
                """));
            ImmutableArray<PopulationGroup> bands = [.. Enumerable.Range(0, data.Count).Select(i =>
                new PopulationGroup(data["band"].TextAt(i)!, data.Numbers("peers")[i], data.Numbers("peers_got")[i], data.Numbers("grp")[i], data.Numbers("grp_got")[i]))];
            if (gap.Count.InGroup.Used == 0 || gap.Count.Peers.Used == 0)
                throw new DataError("decomposition", $"no pupils with a result in {(gap.Count.InGroup.Used == 0 ? group.Title : group.PeersTitle)}", "pupils on both sides", "Choose another group or year.");
            if (bands.Length < 2) throw new DataError("decomposition", $"every pupil in the one band {bands[0].Name}", "two bands or more", "Choose another column.");
            return new((measure, group, year, by), bands, gap.Sample);
        }
    }
}
