namespace Research;

/// <summary>An effect on a cohort in a period, with its influence function by unit.</summary>
internal sealed record GroupTimeCell(double Group, double Time, double Estimate, double[] Influence, bool IsPost);

/// <summary>Goes through cohorts and periods.</summary>
internal static class GroupTimeEstimation
{
    public static List<GroupTimeCell> Cells(StaggeredPanel panel)
    {
        var design = panel.Design;
        var cells = new List<GroupTimeCell>();
        int from = design.Base == BasePeriod.Universal ? 0 : 1;
        foreach (double g in panel.Cohorts)
        {
            int last = Array.FindLastIndex(panel.Times, t => t + design.Anticipation < g);
            for (int t = from; t < panel.Times.Length; t++)
            {
                bool post = g <= panel.Times[t];
                int before = post || design.Base == BasePeriod.Universal ? last : t - 1;
                if (before == t) cells.Add(new(g, panel.Times[t], 0, new double[panel.Units], false));
                else cells.Add(Cell(panel, g, (t, before), post));
            }
        }
        return cells;
    }

    private static GroupTimeCell Cell(StaggeredPanel panel, double g, (int Now, int Base) period, bool post)
    {
        var design = panel.Design;
        double reach = panel.Times[Math.Max(period.Now, period.Base)] + design.Anticipation;
        int RoleOf(int unit) => panel.FirstTreated[unit] is var first && first == g ? 1
            : double.IsPositiveInfinity(first) || (design.Controls == ControlGroup.NotYetTreated && first > reach) ? 0 : -1;
        double[] influence = new double[panel.Units];
        var sum = design.Records == PanelRecords.BalancedPanel ? Changes() : Levels();
        if (sum is null) Array.Fill(influence, double.NaN);
        return new(g, panel.Times[period.Now], sum?.Estimate ?? double.NaN, influence, post);

        InfluenceSum? Changes()
        {
            int[] units = [.. Enumerable.Range(0, panel.Units).Where(u => RoleOf(u) >= 0)];
            if (units.Length == 0) return null;
            int earlier = Math.Min(period.Now, period.Base);
            var of = TwoPeriodEffect.OfChanges(design.Estimator, [.. units.Select(u => Y(u, period.Now) - Y(u, period.Base))],
                [.. units.Select(u => (double)RoleOf(u))], [.. units.Select(u => panel.Rows[panel.At[u, earlier]].X)]);
            for (int k = 0; of is not null && k < units.Length; k++) influence[units[k]] = of.Influence[k] * panel.Units / units.Length;
            return of;
        }

        InfluenceSum? Levels()
        {
            var rows = panel.Rows.Where(r => (r.Time == period.Now || r.Time == period.Base) && RoleOf(r.Unit) >= 0).ToArray();
            if (rows.Length == 0) return null;
            var of = TwoPeriodEffect.OfLevels(design.Estimator, ([.. rows.Select(r => r.Y)], [.. rows.Select(r => r.Time == period.Now ? 1.0 : 0)]),
                [.. rows.Select(r => (double)RoleOf(r.Unit))], [.. rows.Select(r => r.X)]);
            for (int k = 0; of is not null && k < rows.Length; k++) influence[rows[k].Unit] += of.Influence[k] * panel.Units / rows.Length;
            return of;
        }

        double Y(int unit, int t) => panel.Rows[panel.At[unit, t]].Y;
    }
}
