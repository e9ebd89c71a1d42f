namespace Research;

/// <summary>How much of the differences within and between schools prior attainment explains in the county, measured over all pupils of a year.</summary>
/// <remarks>Within: 1 − σ²/σ₀² of the regression on mean prior points with an effect for each school. Between: 1 − τ²/τ₀², the variance of schools by analysis of variance before and after the same regression; what a school's own
/// mean adds is not counted, so a trial that adjusts for it sees a little more. From counts and whole sums: the same every time. Source: Dong and Maynard (2013), Journal of Research on Educational Effectiveness 6(1).</remarks>
/// <param name="Within">R² within schools.</param>
/// <param name="Between">R² between schools.</param>
internal sealed record PriorExplained(double Within, double Between)
{
    /// <summary>What is explained; null where the phase has no attainment before it, or the extract not its columns.</summary>
    public static PriorExplained? Of(County county, Measure measure, int year)
    {
        if (PriorBand.PointsSql(measure.Phase) is not { } prior || prior.Columns.Any(c => !county.Has(measure.Phase, c))) return null;
        var sums = county.Engine.Query(FormattableString.Invariant($"""
            SELECT p.urn::VARCHAR AS urn, count(*) AS n, sum(x)::BIGINT AS x, sum(x * x)::BIGINT AS xx, sum(y)::BIGINT AS y, sum(x * y)::BIGINT AS xy FROM (
                SELECT urn, ({prior.Sql})::BIGINT AS x, ({measure.Numerator})::BIGINT AS y FROM {Schema.Of(measure.Phase).Name}
                WHERE year = {year} AND ({measure.Denominator}) AND ({measure.HasResult}) AND ({measure.Numerator}) IS NOT NULL) AS p
            JOIN schools ON schools.urn = p.urn WHERE x IS NOT NULL AND kind <> 'special' GROUP BY ALL ORDER BY ALL
            """));
        double[] Numbers(string column) => sums.Numbers(column).ToArray();
        return Of(Numbers("n"), (Numbers("x"), Numbers("xx")), (Numbers("y"), Numbers("y")), Numbers("xy"));
    }

    /// <summary>From each school's count and sums of prior points x, outcome y, squares and products.</summary>
    public static PriorExplained? Of(double[] n, (double[] Sum, double[] Squares) x, (double[] Sum, double[] Squares) y, double[] xy)
    {
        double pupils = n.Sum(), schools = n.Length, degrees = pupils - schools;
        if (schools < 4 || degrees < 20) return null;
        double wxx = 0, wxy = 0, wyy = 0;
        for (int s = 0; s < n.Length; s++)
            (wxx, wxy, wyy) = (wxx + x.Squares[s] - (x.Sum[s] * x.Sum[s] / n[s]), wxy + xy[s] - (x.Sum[s] * y.Sum[s] / n[s]), wyy + y.Squares[s] - (y.Sum[s] * y.Sum[s] / n[s]));
        if (!(wxx > 0 && wyy > 0)) return null;
        double slope = wxy / wxx, alone = wyy / degrees, left = (wyy - (slope * wxy)) / (degrees - 1), size = (pupils - (n.Sum(k => k * k) / pupils)) / (schools - 1);
        double Schools(double b, double within)
        {
            double mean = (y.Sum.Sum() - (b * x.Sum.Sum())) / pupils;
            return (n.Select((k, s) => k * Math.Pow(((y.Sum[s] - (b * x.Sum[s])) / k) - mean, 2)).Sum() / (schools - 1) - within) / size;
        }
        double before = Schools(0, alone);
        return new(Share(1 - (left / alone)), before > 0 ? Share(1 - (Schools(slope, left) / before)) : 0);
    }

    private static double Share(double value) => Math.Clamp(value, 0, 0.99);
}
