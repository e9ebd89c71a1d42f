namespace Research;

/// <summary>The planned analysis within each planned subgroup and among the others, and the difference between the two.</summary>
internal static class SubgroupEffects
{
    public static ReportSection Of(AnalysisPlan plan, PlannedAnalysis analysis, Dataset data)
    {
        var rows = new List<IReadOnlyList<Cell>>();
        var drawn = new List<EstimateRow>();
        foreach (string group in plan.Subgroups)
        {
            var inside = Among(group, 1);
            var outside = Among(group, 0);
            rows.Add(Row($"{group} = 1", inside));
            rows.Add(Row($"{group} = 0", outside));
            if (inside.Effect is not { } one || outside.Effect is not { } two) continue;
            double difference = one.Estimate - two.Estimate, error = Math.Sqrt((one.StandardError * one.StandardError) + (two.StandardError * two.StandardError));
            double z = StandardNormal.Quantile(1 - (plan.Alpha / 2));
            rows.Add([$"{group}: difference", Cell.Without(Symbol.NotApplicable), difference, error, difference - (z * error), difference + (z * error), StandardNormal.TwoSided(difference / error)]);
            drawn.Add(new($"{group} = 1", one.Estimate, one.Interval));
            drawn.Add(new($"{group} = 0", two.Estimate, two.Interval));
        }
        return new("subgroups", true, new Table("Effect within planned subgroups",
            [new("group", "Pupils"), new("rows", "Rows"), new("estimate", "Estimate", "", 3), new("std_error", "Standard error", "", 3), new("conf_low", "Low", "", 3), new("conf_high", "High", "", 3), new("p_value", "p", "", 3)], rows,
            "The analysis is run again within each. The difference takes the two as independent. A subgroup too small for the design is left empty (u)."),
            drawn.Count == 0 ? null : EstimateChart.Of("Effect within planned subgroups", plan.Outcome, drawn, 0));

        (int Rows, Term? Effect) Among(string group, double value)
        {
            double[] flag = data.Numbers(group).ToArray();
            var part = data.Take([.. Enumerable.Range(0, data.Count).Where(i => flag[i] == value)]);
            try
            {
                analysis.Check(part);
                return (part.Count, analysis.Estimate(part));
            }
            catch (DataError)
            {
                return (part.Count, null);
            }
        }

        static Cell[] Row(string name, (int Rows, Term? Effect) found) => found.Effect is { } e ? [name, found.Rows, e.Estimate, e.StandardError, e.Interval.Low, e.Interval.High, e.PValue]
            : [name, found.Rows, .. Enumerable.Repeat(Cell.Without(Symbol.Unreliable), 5)];
    }
}
