using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>The columns and choices of a synthetic control.</summary>
/// <param name="Outcome">The outcome's column; rows of a unit in a period are averaged.</param>
/// <param name="Unit">The unit's column: school.</param>
/// <param name="Time">The period's column.</param>
/// <param name="Start">The first period with the programme.</param>
public sealed record SyntheticDesign(string Outcome, string Unit, string Time, double Start)
{
    /// <summary>The units with the programme; several are averaged.</summary>
    public required ImmutableArray<string> Treated { get; init; }

    /// <summary>True matches the shape of the path and leaves its height aside: each path less its own mean before the start.</summary>
    public bool Demeaned { get; init; }
}

/// <summary>A treated unit beside a weighted average of others that was like it before.</summary>
/// <remarks>Weights are none below zero and add up to one; they make outcomes before the start agree. p: each donor in turn is taken for the treated one, and the
/// ratio of errors after and before is ranked among theirs. The interval holds the constant effects that this test does not reject. Source: Abadie, Diamond
/// and Hainmueller (2010), JASA 105(490); Abadie (2021), J. Econ. Lit. 59(2); Doudchenko and Imbens (2016) for paths without their mean. R: <c>Synth</c>.</remarks>
public sealed record SyntheticControl : Result
{
    private const int PlaceboSets = 200;

    private SyntheticControl(SyntheticDesign design, SyntheticPaths paths, long seed)
    {
        Design = design;
        Times = [.. paths.Times];
        var found = Gap(paths.Treated, paths.Donors, paths.Before, design.Demeaned);
        (Observed, Synthetic, Weights) = ([.. paths.Treated], [.. found.Synthetic], [.. paths.Names.Select((n, k) => (n, found.Weights[k])).OrderByDescending(w => w.Item2)]);
        (RootErrorBefore, RootErrorAfter) = (Root(found.Gaps, 0, paths.Before), Root(found.Gaps, paths.Before, Times.Length));
        double[] gaps = found.Gaps;
        AverageEffect = gaps[paths.Before..].Average();
        Placebos = [.. Ratios(paths, seed)];
        Interval = Inverted(gaps[paths.Before..]);
    }

    /// <summary>The design.</summary>
    public SyntheticDesign Design { get; }

    /// <summary>The periods.</summary>
    public ImmutableArray<double> Times { get; }

    /// <summary>The treated path.</summary>
    public ImmutableArray<double> Observed { get; }

    /// <summary>The synthetic path.</summary>
    public ImmutableArray<double> Synthetic { get; }

    /// <summary>Donors and weights, heaviest first.</summary>
    public ImmutableArray<(string Unit, double Weight)> Weights { get; }

    /// <summary>Observed less synthetic in each period.</summary>
    public ImmutableArray<double> Gaps => [.. Observed.Zip(Synthetic, (a, b) => a - b)];

    /// <summary>Mean gap after the start.</summary>
    public double AverageEffect { get; }

    /// <summary>Root mean squared gap before.</summary>
    public double RootErrorBefore { get; }

    /// <summary>Root mean squared gap after.</summary>
    public double RootErrorAfter { get; }

    /// <summary>After over before: large where something happened at the start.</summary>
    public double Ratio => RootErrorAfter / RootErrorBefore;

    /// <summary>The same ratio of each placebo.</summary>
    public ImmutableArray<double> Placebos { get; }

    /// <summary>Share of ratios, the treated one's among them, as large as its own.</summary>
    public double PValue => (1.0 + Placebos.Count(p => p >= Ratio)) / (1 + Placebos.Length);

    /// <summary>Constant effects not rejected at 5%; without bounds where there are fewer than 19 donors.</summary>
    public Interval Interval { get; }

    /// <summary>Fits one.</summary>
    /// <param name="design">Columns, treated units and start.</param>
    /// <param name="data">A row a unit and period, or several that are averaged.</param>
    /// <param name="seed">Named seed of the placebo sets where several units are treated; one unit has no draws.</param>
    /// <exception cref="DataError">Fewer than three periods before, no donors, or a treated unit that is not there.</exception>
    public static SyntheticControl Fit(SyntheticDesign design, Dataset data, long seed) => new(design, SyntheticPaths.Of(design, data), seed);

    /// <summary>The effect with each weighty donor left out in turn: an estimate that hangs on one school is none.</summary>
    /// <param name="data">The data it was fitted to.</param>
    public ImmutableArray<(string Left, double AverageEffect)> WithoutEachDonor(Dataset data)
    {
        var paths = SyntheticPaths.Of(Design, data);
        return [.. Weights.Where(w => w.Weight > 0.01).Select(w =>
        {
            int at = Array.IndexOf(paths.Names, w.Unit);
            double[][] others = [.. paths.Donors.Where((_, k) => k != at)];
            return (w.Unit, others.Length == 0 ? double.NaN : Gap(paths.Treated, others, paths.Before, Design.Demeaned).Gaps[paths.Before..].Average());
        })];
    }

    /// <summary>The effect as though the programme had begun earlier, on the periods before it alone: there should be none.</summary>
    /// <param name="data">The data it was fitted to.</param>
    /// <param name="start">The placebo start.</param>
    /// <param name="seed">Named seed.</param>
    public SyntheticControl PlaceboStart(Dataset data, double start, long seed)
    {
        double[] time = data.Numbers(Design.Time).ToArray();
        return Fit(Design with { Start = start }, data.Take([.. Enumerable.Range(0, time.Length).Where(i => time[i] < Design.Start)]), seed);
    }

    private static (double[] Weights, double[] Synthetic, double[] Gaps) Gap(double[] treated, double[][] donors, int before, bool demeaned)
    {
        double Mean(double[] path) => demeaned ? path[..before].Average() : 0;
        double own = Mean(treated);
        double[] means = [.. donors.Select(Mean)];
        double[] weights = SimplexWeights.Of([.. treated[..before].Select(v => v - own)], [.. donors.Select((d, k) => d[..before].Select(v => v - means[k]).ToArray())]);
        double[] synthetic = [.. treated.Select((_, t) => own + donors.Select((d, k) => weights[k] * (d[t] - means[k])).Sum())];
        return (weights, synthetic, [.. treated.Select((v, t) => v - synthetic[t])]);
    }

    private double[] Ratios(SyntheticPaths paths, long seed)
    {
        int many = Design.Treated.Length, donors = paths.Donors.Length;
        // Several treated are a mean of several: so must their placebos be.
        int[][] sets = many == 1 ? [.. Enumerable.Range(0, donors).Select(k => (int[])[k])] : Drawn();
        var ratios = new double[sets.Length];
        Parallel.For(0, sets.Length, s =>
        {
            double[][] others = [.. paths.Donors.Where((_, k) => !sets[s].Contains(k))];
            double[] path = [.. paths.Treated.Select((_, t) => sets[s].Average(k => paths.Donors[k][t]))];
            double[] gaps = Gap(path, others, paths.Before, Design.Demeaned).Gaps;
            ratios[s] = Root(gaps, paths.Before, gaps.Length) / Root(gaps, 0, paths.Before);
        });
        return ratios;

        int[][] Drawn()
        {
            if (donors < many + 2) return [];
            var root = RandomStream.FromSeed(seed);
            return [.. Enumerable.Range(0, PlaceboSets).Select(s =>
            {
                int[] order = [.. Enumerable.Range(0, donors)];
                root.Fork(s).Shuffle(order.AsSpan());
                return order[..many];
            })];
        }
    }

    private Interval Inverted(double[] after)
    {
        int allowed = (int)Math.Floor(0.05 * (Placebos.Length + 1)) - 1;
        if (allowed < 0) return new(double.NegativeInfinity, double.PositiveInfinity);
        double limit = Placebos.OrderDescending().ElementAt(allowed) * RootErrorBefore, mean = after.Average(), spread = after.Average(g => (g - mean) * (g - mean));
        double half = (limit * limit) - spread;
        return half > 0 ? new(mean - Math.Sqrt(half), mean + Math.Sqrt(half)) : Interval.None;
    }

    private static double Root(double[] gaps, int from, int to) => Math.Sqrt(gaps[from..to].Average(g => g * g));

    /// <inheritdoc/>
    public override Table ToTable() => new(string.Create(CultureInfo.InvariantCulture, $"Synthetic control of {Design.Outcome}, start {Design.Start}, {Weights.Length} donors; mean effect {AverageEffect:G4}, p = {PValue:G3}"),
        [new("period", "Period"), new("observed", "Observed"), new("synthetic", "Synthetic"), new("gap", "Gap")],
        Times.Select((t, k) => (IReadOnlyList<Cell>)[t, Observed[k], Synthetic[k], Gaps[k]]),
        [
            $"Donors: {string.Join(", ", Weights.Where(w => w.Weight > 0.005).Select(w => $"{w.Unit} {Rounding.Text(100 * w.Weight, 0)}%"))}.",
            $"Root mean squared gap {Cell.Of(RootErrorBefore).Show(3)} before, {Cell.Of(RootErrorAfter).Show(3)} after; ratio {Cell.Of(Ratio).Show(2)}, {Placebos.Count(p => p >= Ratio)} of {Placebos.Length} placebos as large.",
            .. Placebos.Length < 19 ? (string[])[$"With {Placebos.Length} placebos p cannot fall below {Rounding.Text(1.0 / (1 + Placebos.Length), 2)}."] : [],
        ]);

    /// <inheritdoc/>
    public override Chart ToChart() => LineChart.Of($"{Design.Outcome}: observed and synthetic", Design.Time, Design.Outcome, new Line("observed", Times, Observed), new Line("synthetic", Times, Synthetic));
}
