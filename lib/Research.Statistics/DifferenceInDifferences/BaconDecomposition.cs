using System.Collections.Immutable;

namespace Research;

/// <summary>A kind of comparison of two cohorts in two periods.</summary>
public enum BaconComparison
{
    /// <summary>Treated with never treated.</summary>
    TreatedWithNever,

    /// <summary>Treated earlier with those treated later, before these are.</summary>
    EarlierWithLater,

    /// <summary>Treated later with those treated already: wrong where effects grow or fade.</summary>
    LaterWithEarlier,

    /// <summary>Treated with those treated throughout: wrong likewise.</summary>
    TreatedWithAlways,
}

/// <summary>A comparison of two cohorts with its share of the two-way coefficient.</summary>
/// <param name="Kind">What kind of comparison.</param>
/// <param name="Treated">The cohort whose treatment starts, by its first treated period.</param>
/// <param name="Control">The cohort compared with; infinite for never, the first period for always.</param>
/// <param name="Estimate">The difference-in-differences of the two.</param>
/// <param name="Weight">Its weight; weights add up to 1.</param>
public sealed record BaconPair(BaconComparison Kind, double Treated, double Control, double Estimate, double Weight);

/// <summary>The two-way fixed effects coefficient taken apart into all comparisons of two cohorts, with their weights.</summary>
/// <remarks>Source: Goodman-Bacon (2021), Difference-in-differences with variation in treatment timing, Journal of Econometrics 225(2), theorem 1. R:
/// <c>bacondecomp::bacon</c>. Balanced panels without covariates.</remarks>
public sealed record BaconDecomposition : Result
{
    private BaconDecomposition(ImmutableArray<BaconPair> pairs, Sample sample, string outcome) => (Pairs, Sample, Outcome) = (pairs, sample, outcome);

    /// <summary>The comparisons, heaviest first.</summary>
    public ImmutableArray<BaconPair> Pairs { get; }

    /// <summary>Rows used and dropped.</summary>
    public Sample Sample { get; }

    /// <summary>The weighted sum: the two-way coefficient.</summary>
    public double Coefficient => Pairs.Sum(p => p.Weight * p.Estimate);

    /// <summary>The weight of comparisons with units treated already.</summary>
    public double ForbiddenWeight => Pairs.Where(p => p.Kind is BaconComparison.LaterWithEarlier or BaconComparison.TreatedWithAlways).Sum(p => p.Weight);

    private string Outcome { get; }

    /// <summary>Takes a design apart.</summary>
    /// <param name="design">Columns; other choices are not used.</param>
    /// <param name="data">A row a unit and period.</param>
    public static BaconDecomposition Of(StaggeredDesign design, Dataset data)
    {
        string Name(string column) => NameExpression.Quoted(column);
        var frame = ModelFrame.From(Formula.Parse($"{Name(design.Outcome)} ~ 1"), data, [Name(design.Unit), Name(design.Time), Name(design.FirstTreated)]);
        double[] y = LinearFormula.Outcome(frame), time = frame.Numbers(Name(design.Time)), first = frame.Numbers(Name(design.FirstTreated));
        var unit = frame.Factor(Name(design.Unit));
        double[] times = [.. time.Distinct().Order()];
        var whole = Enumerable.Range(0, y.Length).GroupBy(i => unit.Codes[i]).Where(g => g.Count() == times.Length && g.Select(i => time[i]).Distinct().Count() == times.Length).ToArray();
        long missing = y.Length - whole.Sum(g => (long)g.Count());
        double Cohort(int row) => first[row] <= 0 || first[row] > times[^1] ? double.PositiveInfinity : Math.Max(first[row], times[0]);
        var cohorts = whole.GroupBy(g => Cohort(g.First())).OrderBy(g => g.Key)
            .Select(g => new CohortMeans(g.Key, g.Count(), [.. times.Select(t => g.Average(u => y[u.First(i => time[i] == t)]))], times)).ToArray();
        if (cohorts.All(c => c.TreatedShare is 0 or 1))
            throw new DataError("Goodman-Bacon decomposition", "no unit whose treatment starts within the periods", "units with periods before and after treatment", "Check the column of first treatment.", column: design.FirstTreated);
        var pairs = new List<BaconPair>();
        foreach (var k in cohorts)
            foreach (var l in cohorts.Where(c => c.First > k.First)) pairs.AddRange(Pair(k, l));
        double total = pairs.Sum(p => p.Weight);
        return new([.. pairs.Select(p => p with { Weight = p.Weight / total }).OrderByDescending(p => p.Weight)],
            missing == 0 ? frame.Sample : new(frame.Sample.Used - missing, frame.Sample.DroppedRows.Add(new("of units that miss a period", missing))), design.Outcome);
    }

    private static IEnumerable<BaconPair> Pair(CohortMeans k, CohortMeans l)
    {
        double both = k.Count + l.Count, share = k.Count / both, mix = share * (1 - share), dk = k.TreatedShare, dl = l.TreatedShare;
        if (dk == 1 && dl == 0) yield break;
        if (dl == 0) { yield return new(BaconComparison.TreatedWithNever, k.First, l.First, k.Change(k.First, double.PositiveInfinity) - l.Change(k.First, double.PositiveInfinity), both * both * mix * dk * (1 - dk)); yield break; }
        if (dk == 1) { yield return new(BaconComparison.TreatedWithAlways, l.First, k.First, l.Change(l.First, double.PositiveInfinity) - k.Change(l.First, double.PositiveInfinity), both * both * mix * dl * (1 - dl)); yield break; }
        yield return new(BaconComparison.EarlierWithLater, k.First, l.First, k.Change(k.First, l.First) - l.Change(k.First, l.First), both * both * mix * (dk - dl) * (1 - dk));
        yield return new(BaconComparison.LaterWithEarlier, l.First, k.First, l.Change(l.First, double.PositiveInfinity, k.First) - k.Change(l.First, double.PositiveInfinity, k.First), both * both * mix * dl * (dk - dl));
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Two-way coefficient of {Outcome} taken apart (Goodman-Bacon 2021): {Cell.Of(Coefficient).Show(null)}. {Sample}.",
        [new("comparison", "Comparison"), new("treated", "First treated"), new("control", "Compared with"), new("estimate", "Difference-in-differences"), new("weight_percent", "Weight", "%", 1)],
        Pairs.Select(p => (IReadOnlyList<Cell>)[Words(p.Kind), p.Treated, double.IsInfinity(p.Control) ? "never" : p.Control, p.Estimate, 100 * p.Weight]),
        [$"{Rounding.Text(100 * ForbiddenWeight, 1)}% of the weight compares with units treated already; where effects change with time that part misleads."]);

    /// <inheritdoc/>
    public override Chart ToChart() => LineChart.Of($"Weight and estimate of each comparison of cohorts, {Outcome}", "weight", "difference-in-differences",
        Pairs.GroupBy(p => p.Kind).Select(g => new Line(Words(g.Key), [.. g.OrderBy(p => p.Weight).Select(p => p.Weight)], [.. g.OrderBy(p => p.Weight).Select(p => p.Estimate)])));

    private static string Words(BaconComparison kind) => kind switch
    {
        BaconComparison.TreatedWithNever => "treated with never treated",
        BaconComparison.EarlierWithLater => "earlier with later, not treated yet",
        BaconComparison.LaterWithEarlier => "later with earlier, treated already",
        _ => "treated with always treated",
    };

    private sealed record CohortMeans(double First, double Count, double[] Means, double[] Times)
    {
        public double TreatedShare => Times.Count(t => t >= First) / (double)Times.Length;

        /// <summary>Mean from a period to another less the mean before, as far back as a start.</summary>
        public double Change(double from, double to, double start = double.NegativeInfinity) =>
            Means.Where((_, i) => Times[i] >= from && Times[i] < to).Average() - Means.Where((_, i) => Times[i] >= start && Times[i] < from).Average();
    }
}
