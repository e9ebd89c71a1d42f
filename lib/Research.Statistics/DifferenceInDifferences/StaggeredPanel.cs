using System.Collections.Immutable;

namespace Research;

/// <summary>The data of a staggered design, checked and put in order: units, periods, cohorts of first treatment.</summary>
internal sealed class StaggeredPanel
{
    private StaggeredPanel(StaggeredDesign design, double[] times, double[] firstTreated, Observation[] rows)
    {
        (Design, Times, FirstTreated, Rows) = (design, times, firstTreated, rows);
        At = new int[firstTreated.Length, times.Length];
        for (int u = 0; u < firstTreated.Length; u++)
            for (int t = 0; t < times.Length; t++) At[u, t] = -1;
        for (int i = 0; i < rows.Length; i++) At[rows[i].Unit, rows[i].Time] = i;
    }

    public StaggeredDesign Design { get; }

    /// <summary>The periods, rising.</summary>
    public double[] Times { get; }

    /// <summary>First treated period of each unit; infinite for never.</summary>
    public double[] FirstTreated { get; }

    public Observation[] Rows { get; }

    /// <summary>The row of a unit in a period; −1 for none.</summary>
    public int[,] At { get; }

    /// <summary>Cluster of each unit; null where units are independent.</summary>
    public int[]? Cluster { get; private init; }

    /// <summary>Names of the units, as the column has them; of cross-sections the rows' numbers.</summary>
    public ImmutableArray<string> UnitNames { get; private init; }

    public required Sample Sample { get; init; }

    public int Units => FirstTreated.Length;

    /// <summary>Cohorts whose effects can be estimated, rising.</summary>
    public double[] Cohorts { get; private init; } = [];

    public static StaggeredPanel Of(StaggeredDesign design, Dataset data)
    {
        string outcome = NameExpression.Quoted(design.Outcome), right = design.Covariates.Trim().TrimStart('~').Trim();
        var frame = ModelFrame.From(Formula.Parse($"{outcome} ~ {right}"), data, [design.Unit, design.Time, design.FirstTreated, design.Cluster]);
        double[] y = LinearFormula.Outcome(frame), time = frame.Numbers(NameExpression.Quoted(design.Time)), first = frame.Numbers(NameExpression.Quoted(design.FirstTreated));
        bool sections = design.Records == PanelRecords.RepeatedCrossSections;
        var unit = sections ? null : frame.Factor(NameExpression.Quoted(design.Unit));
        var cluster = design.Cluster is { } c ? frame.Factor(NameExpression.Quoted(c)) : null;
        var matrix = frame.Fixed;
        double last = time.Max();
        var rows = new List<(int Unit, double Time, double First, double Y, double[] X, int Cluster)>(y.Length);
        for (int i = 0; i < y.Length; i++)
        {
            double[] x = new double[matrix.Columns];
            for (int j = 0; j < x.Length; j++) x[j] = matrix.Column(j)[i];
            rows.Add((sections ? i : unit!.Codes[i], time[i], first[i] == 0 || first[i] > last ? double.PositiveInfinity : first[i], y[i], x, cluster?.Codes[i] ?? 0));
        }
        var dropped = frame.Sample.DroppedRows.ToBuilder();
        Check(design, rows, sections);
        if (!rows.Any(r => double.IsPositiveInfinity(r.First)))
        {
            double latest = rows.Max(r => r.First);
            if (design.Controls == ControlGroup.NeverTreated)
                throw new DataError("difference-in-differences", "no unit that is never treated", "units never treated to compare with",
                    "An empty first period is not known, not never: write 0 for never. Or compare with those not treated yet: Controls = ControlGroup.NotYetTreated. Where all were treated at once no comparison is left: take an interrupted series.", column: design.FirstTreated);
            Leave(r => r.Time < latest - design.Anticipation, "in periods in which all units are treated");
        }
        double start = rows.Count > 0 ? rows.Min(r => r.Time) : 0;
        Leave(r => r.First > start, "of units treated from the first period on");
        double[] times = [.. rows.Select(r => r.Time).Distinct().Order()];
        if (design.Records == PanelRecords.BalancedPanel)
        {
            var whole = rows.GroupBy(r => r.Unit).Where(g => g.Count() == times.Length).Select(g => g.Key).ToHashSet();
            Leave(r => whole.Contains(r.Unit), "of units that miss a period");
        }
        if (times.Length < 2)
            throw new DataError("difference-in-differences", times.Length == 0 ? "no period" : "a single period", "at least one period before treatment and one after",
                "Without a period before treatment trends cannot be compared: the nearest design is matching on what was measured before.", column: design.Time);
        int[] units = [.. rows.Select(r => r.Unit).Distinct().Order()];
        var place = units.Select((u, k) => (u, k)).ToDictionary(p => p.u, p => p.k);
        var firstOf = new double[units.Length];
        var clusterOf = new int[units.Length];
        foreach (var r in rows) (firstOf[place[r.Unit]], clusterOf[place[r.Unit]]) = (r.First, r.Cluster);
        bool never = firstOf.Any(double.IsPositiveInfinity);
        double[] cohorts = [.. firstOf.Where(double.IsFinite).Distinct().Where(g => g > times[0] + design.Anticipation && (never || g < firstOf.Max())).Order()];
        if (cohorts.Length == 0)
            throw new DataError("difference-in-differences", "no unit treated after a period in which it was not", "units with periods before and after treatment",
                "Without periods before treatment the nearest design is matching; with one treated unit it is synthetic control.", column: design.FirstTreated);
        if (firstOf.Count(f => cohorts.Contains(f)) < 2 || (cluster is not null && rows.Where(r => cohorts.Contains(r.First)).Select(r => r.Cluster).Distinct().Count() < 2))
            throw new DataError("difference-in-differences", $"a single treated {(cluster is null ? "unit" : "cluster")}", "two or more, better ten", "Chance cannot be told from one: the nearest design is synthetic control, Evaluation.SyntheticControl.", column: design.Cluster ?? design.Unit);
        return new(design, times, firstOf, [.. rows.Select(r => new Observation(place[r.Unit], Array.BinarySearch(times, r.Time), r.Y, r.X))])
        {
            Cluster = cluster is null ? null : clusterOf,
            Cohorts = cohorts,
            UnitNames = [.. units.Select(u => sections ? (u + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : unit!.Levels[u])],
            Sample = new(rows.Count, dropped.ToImmutable()),
        };

        void Leave(Func<(int Unit, double Time, double First, double Y, double[] X, int Cluster), bool> keep, string reason)
        {
            int out_ = rows.RemoveAll(r => !keep(r));
            if (out_ > 0) dropped.Add(new(reason, out_));
        }
    }

    private static void Check(StaggeredDesign design, List<(int Unit, double Time, double First, double Y, double[] X, int Cluster)> rows, bool sections)
    {
        if (sections) return;
        foreach (var unit in rows.GroupBy(r => r.Unit))
        {
            if (unit.Select(r => r.Time).Distinct().Count() < unit.Count())
                throw new DataError("difference-in-differences", "two rows of a unit in one period", "one row a unit and period", "Average them first; or say RepeatedCrossSections.", column: design.Time);
            if (unit.Select(r => r.First).Distinct().Skip(1).Any())
                throw new DataError("difference-in-differences", "a unit whose first treated period changes", "the same in all its rows", "Give each unit the period it was first treated in, 0 for never.", column: design.FirstTreated);
            if (unit.Select(r => r.Cluster).Distinct().Skip(1).Any())
                throw new DataError("difference-in-differences", "a unit that changes its cluster", "one cluster a unit", "Take the cluster at the start.", column: design.Cluster ?? "");
        }
    }

    /// <summary>A row: unit, period, outcome, covariates with the intercept.</summary>
    internal readonly record struct Observation(int Unit, int Time, double Y, double[] X);
}
