using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Counts the mainstream schools below a floor: unrounded rates, strictly below, schools with at least one pupil with a result.</summary>
internal sealed class SchoolsBelow(County county)
{
    public (ImmutableArray<FigureCheck> Checks, string? Missing) Count(Claim claim)
    {
        var conditions = claim.Floor!.Conditions;
        var measures = conditions.Select(c => Measures.Find(c.Measure)).ToArray();
        var phase = measures[0].Phase;
        if (!county.Has(phase) || !county.Years(phase).Contains(claim.Year)) return ([], $"pupils of {claim.Year} in the {Schema.Of(phase).Name} file");
        string sums = string.Join(", ", measures.Select((m, i) => string.Create(CultureInfo.InvariantCulture,
            $"count(*) FILTER (WHERE {Counted(m)} AND ({m.Numerator})) AS x{i}, count(*) FILTER (WHERE {Counted(m)}) AS n{i}")));
        // In whole numbers, so that a school at exactly 60% is never below it: 100 x < t n, to three decimals of t.
        string below = string.Join(claim.Floor.Every ? " AND " : " OR ", conditions.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"(n{i} > 0 AND 100000 * x{i} < {(long)Math.Round(c.Threshold * 1000)} * n{i})")));
        string withResult = string.Join(" AND ", conditions.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"n{i} > 0")));
        string sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT count(*) FILTER (WHERE {below}) AS below, count(*) FILTER (WHERE {withResult}) AS schools FROM
              (SELECT urn, {sums} FROM {Schema.Of(phase).Name} WHERE year = {claim.Year} AND urn IN (SELECT urn FROM schools WHERE kind <> 'special') GROUP BY urn)
            """);
        var row = county.Engine.Query(sql);
        return ([FigureCheck.Of("schools below", "schools", claim.Schools, row.Numbers("below")[0]), FigureCheck.Of("of", "schools", null, row.Numbers("schools")[0])], null);
    }

    private static string Counted(Measure measure) => $"({measure.Denominator}) AND ({measure.HasResult}) AND ({measure.Numerator}) IS NOT NULL";
}
