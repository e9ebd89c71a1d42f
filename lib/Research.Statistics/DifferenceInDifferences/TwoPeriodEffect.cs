namespace Research;

/// <summary>The average effect on the treated from two periods and two groups, with its influence function.</summary>
/// <remarks>Source: Sant'Anna and Zhao (2020), Doubly robust difference-in-differences estimators, Journal of Econometrics 219(1). R: DRDID's
/// <c>drdid_panel</c>, <c>reg_did_panel</c>, <c>std_ipw_did_panel</c> and their <c>_rc</c>.</remarks>
internal static class TwoPeriodEffect
{
    /// <summary>From the changes of units seen twice; null where it is not identified.</summary>
    public static InfluenceSum? OfChanges(DifferenceEstimator estimator, double[] change, double[] treated, double[][] x)
    {
        x = Independent(x);
        double[] control = [.. treated.Select(d => 1 - d)];
        if (!treated.Contains(1) || !control.Contains(1)) return null;
        var sum = new InfluenceSum(x);
        var chance = estimator == DifferenceEstimator.Regression ? null : TreatmentChance.Of(treated, x);
        var regression = estimator == DifferenceEstimator.InverseProbability ? null : PartialRegression.Of(change, x, i => treated[i] == 0);
        if ((chance is null && estimator != DifferenceEstimator.Regression) || (regression is null && estimator != DifferenceEstimator.InverseProbability)) return null;
        double[] odds = chance is null ? [] : [.. control.Select((c, i) => c * chance.Odds[i])];
        switch (estimator)
        {
            case DifferenceEstimator.Regression:
                sum.Add(1, (treated, change));
                sum.Add(-1, (treated, regression!.Fitted), null, (regression, _ => 1));
                break;
            case DifferenceEstimator.InverseProbability:
                sum.Add(1, (treated, change));
                sum.Add(-1, (odds, change), chance);
                break;
            default:
                double[] left = [.. change.Select((c, i) => c - regression!.Fitted[i])];
                sum.Add(1, (treated, left), null, (regression!, _ => -1));
                sum.Add(-1, (odds, left), chance, (regression!, _ => -1));
                break;
        }
        return sum;
    }

    /// <summary>From the levels of units seen in one of the periods or both; null where it is not identified.</summary>
    public static InfluenceSum? OfLevels(DifferenceEstimator estimator, (double[] Y, double[] Post) seen, double[] treated, double[][] x)
    {
        x = Independent(x);
        var (y, post) = seen;
        int n = y.Length;
        if (((double, double)[])[(0, 0), (0, 1), (1, 0), (1, 1)] is var cells && cells.Any(c => !Enumerable.Range(0, n).Any(i => treated[i] == c.Item1 && post[i] == c.Item2))) return null;
        var sum = new InfluenceSum(x);
        double[] Weights(Func<int, double> by) => [.. Enumerable.Range(0, n).Select(by)];
        double[] after = Weights(i => treated[i] * post[i]), before = Weights(i => treated[i] * (1 - post[i]));
        PartialRegression? Among(double d, double p) => PartialRegression.Of(y, x, i => treated[i] == d && post[i] == p);
        if (estimator == DifferenceEstimator.Regression)
        {
            if (Among(0, 0) is not { } old || Among(0, 1) is not { } recent) return null;
            sum.Add(1, (after, y));
            sum.Add(-1, (before, y));
            sum.Add(-1, (treated, Weights(i => recent.Fitted[i] - old.Fitted[i])), null, (recent, _ => 1), (old, _ => -1));
            return sum;
        }
        if (TreatmentChance.Of(treated, x) is not { } chance) return null;
        double[] oddsAfter = Weights(i => (1 - treated[i]) * post[i] * chance.Odds[i]), oddsBefore = Weights(i => (1 - treated[i]) * (1 - post[i]) * chance.Odds[i]);
        if (estimator == DifferenceEstimator.InverseProbability)
        {
            sum.Add(1, (after, y));
            sum.Add(-1, (before, y));
            sum.Add(-1, (oddsAfter, y), chance);
            sum.Add(1, (oddsBefore, y), chance);
            return sum;
        }
        if (Among(0, 0) is not { } c0 || Among(0, 1) is not { } c1 || Among(1, 0) is not { } t0 || Among(1, 1) is not { } t1) return null;
        double[] left = Weights(i => y[i] - (post[i] == 1 ? c1.Fitted[i] : c0.Fitted[i]));
        sum.Add(1, (after, left), null, (c1, _ => -1));
        sum.Add(-1, (before, left), null, (c0, _ => -1));
        sum.Add(-1, (oddsAfter, left), chance, (c1, _ => -1));
        sum.Add(1, (oddsBefore, left), chance, (c0, _ => -1));
        double[] gapAfter = Weights(i => t1.Fitted[i] - c1.Fitted[i]), gapBefore = Weights(i => t0.Fitted[i] - c0.Fitted[i]);
        sum.Add(1, (treated, gapAfter), null, (t1, _ => 1), (c1, _ => -1));
        sum.Add(-1, (after, gapAfter), null, (t1, _ => 1), (c1, _ => -1));
        sum.Add(-1, (treated, gapBefore), null, (t0, _ => 1), (c0, _ => -1));
        sum.Add(1, (before, gapBefore), null, (t0, _ => 1), (c0, _ => -1));
        return sum;
    }

    // A level that none of these units has makes a column of zeros: it says nothing here.
    private static double[][] Independent(double[][] x)
    {
        int[] kept = [.. Enumerable.Range(0, x[0].Length).Where(j => x.Any(row => row[j] != 0))];
        return kept.Length == x[0].Length ? x : [.. x.Select(row => kept.Select(j => row[j]).ToArray())];
    }
}
