namespace Research;

/// <summary>The planned analysis within each planned subgroup and among the others, and the difference between the two. Trials ask it of one model with an interaction instead.</summary>
/// <remarks>The two parts share schools, so their estimates hang together: the difference's error is the jackknife's over schools, t on schools − 1. Source: Efron and Tibshirani (1993), ch. 11; MacKinnon, Nielsen and Webb (2023), J. Appl. Econometrics 38(5).</remarks>
internal static class SubgroupEffects
{
    public static ReportSection Of(AnalysisPlan plan, Dataset data)
    {
        var rows = new List<IReadOnlyList<Cell>>();
        var drawn = new List<EstimateRow>();
        foreach (string group in plan.Subgroups)
        {
            double[] flag = data.Numbers(group).ToArray();
            int[] inside = Rows(flag, 1), outside = Rows(flag, 0);
            var one = Estimate(plan, data.Take(inside));
            var two = Estimate(plan, data.Take(outside));
            rows.Add(Row($"{group} = 1", inside.Length, one));
            rows.Add(Row($"{group} = 0", outside.Length, two));
            if (one is null || two is null) continue;
            rows.Add(Difference(plan, data, flag, one.Estimate - two.Estimate, group));
            drawn.Add(new($"{group} = 1", one.Estimate, one.Interval));
            drawn.Add(new($"{group} = 0", two.Estimate, two.Interval));
        }
        return new("subgroups", true, new Table("Effect within planned subgroups",
            [new("group", "Pupils"), new("rows", "Rows"), new("estimate", "Estimate", "", 3), new("std_error", "Standard error", "", 3), new("conf_low", "Low", "", 3), new("conf_high", "High", "", 3), new("p_value", "p", "", 3)], rows,
            "The analysis is run again within each. The difference, and not one p below 0.05 beside one above, is the test; its error leaves out one school at a time. u: too few pupils for the design."),
            drawn.Count == 0 ? null : EstimateChart.Of("Effect within planned subgroups", plan.Outcome, drawn, 0));
    }

    private static IReadOnlyList<Cell> Difference(AnalysisPlan plan, Dataset data, double[] flag, double difference, string group)
    {
        var school = data[plan.Unit ?? plan.School];
        var left = Enumerable.Range(0, data.Count).Where(i => !school.IsMissing(i)).GroupBy(i => school.TextAt(i)!).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.ToHashSet()).Select(gone => Estimate(plan, data.Take(Rows(flag, 1, gone))) is { } a && Estimate(plan, data.Take(Rows(flag, 0, gone))) is { } b ? a.Estimate - b.Estimate : double.NaN).ToList();
        double[] seen = [.. left.Where(double.IsFinite)];
        if (seen.Length < 4 || seen.Length < 0.8 * left.Count) return [$"{group}: difference", Cell.Without(Symbol.NotApplicable), difference, .. Enumerable.Repeat(Cell.Without(Symbol.Unreliable), 4)];
        double mean = seen.Average(), error = Math.Sqrt((seen.Length - 1.0) / seen.Length * seen.Sum(d => (d - mean) * (d - mean)));
        var t = new StudentTDistribution(seen.Length - 1);
        double half = t.ForLevel(1 - plan.Alpha) * error;
        return [$"{group}: difference", Cell.Without(Symbol.NotApplicable), difference, error, difference - half, difference + half, t.TwoSided(difference / error)];
    }

    private static int[] Rows(double[] flag, double value, HashSet<int>? gone = null) => [.. Enumerable.Range(0, flag.Length).Where(i => flag[i] == value && gone?.Contains(i) != true)];

    private static Term? Estimate(AnalysisPlan plan, Dataset data)
    {
        try
        {
            return PlannedEvaluation.Estimate(plan, data);
        }
        catch (DataError)
        {
            return null;
        }
    }

    private static IReadOnlyList<Cell> Row(string name, int rows, Term? found) => found is { } e ? [name, rows, e.Estimate, e.StandardError, e.Interval.Low, e.Interval.High, e.PValue]
        : [name, rows, .. Enumerable.Repeat(Cell.Without(Symbol.Unreliable), 5)];
}
