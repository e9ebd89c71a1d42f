namespace Research;

/// <summary>The smallest change between two cohorts of a group that could be told from chance.</summary>
/// <remarks>Up to 250 pupils exact: the smallest number of pupils more (or fewer, from a full rate) in a second cohort of the same size that Fisher's two-sided test
/// calls different. Beyond that z √2 times the standard error of the figure. Cohorts are different children, so two years are independent.</remarks>
internal static class DetectableChange
{
    private const long Exact = 250;

    /// <summary>Percentage points (index points of an index, schools of a count); not a number when nothing is known of the group.</summary>
    public static double Of(TargetFigures figures, TargetCondition c, int year, double significance)
    {
        double z = StandardNormal.Quantile(1 - (significance / 2)) * Math.Sqrt(2);
        if (c.Kind == TargetKind.SchoolsBelow) return z * Math.Sqrt(Math.Max(1, figures.Quantity(c, year)));
        if (c.IsIndex) return z * figures.Indices(c.Measure, c.Group).First(i => i.Year == year).StandardError;
        if (figures.CountOf(c, year) is not { } count) return double.NaN;
        double own = new SideEstimate(count.Measure, count.InGroup).StandardError, peers = c.Kind.IsGap ? new SideEstimate(count.Measure, count.Peers).StandardError : 0;
        return count.Measure.Kind == MeasureKind.Rate && count.InGroup.Used <= Exact
            ? OfCounts(count.InGroup.Sum, count.InGroup.Used, significance)
            : z * Math.Sqrt((own * own) + (peers * peers));
    }

    /// <summary>Percentage points for a group of so many pupils of whom so many reached the measure; not a number when no change could be told.</summary>
    public static double OfCounts(long reached, long pupils, double significance)
    {
        // A rate near 100% has no room above: then the smallest fall is what can be told.
        for (long more = 1; more <= Math.Max(reached, pupils - reached); more++)
            if ((reached + more <= pupils && OddsRatio.FisherTest(reached + more, pupils, reached, pupils) < significance)
                || (reached - more >= 0 && OddsRatio.FisherTest(reached - more, pupils, reached, pupils) < significance && reached + more > pupils))
                return 100.0 * more / pupils;
        return double.NaN;
    }
}
