using System.Collections.Immutable;

namespace Research;

/// <summary>A panel of counts partially pooled: a shared level that moves as the common path of <see cref="PooledTrend"/> does, and each series' own
/// size, learnt from its counts. What is forecast is a distribution over whole numbers, 0 among them.</summary>
/// <remarks>y_it of mean θ_it g_t: g_t the shared level, θ_it a gamma learnt from the counts, less sure a year later. The
/// variances are shared by all series, with a factor of restlessness for each, and averaged over on a grid by their likelihood.
/// Sources: Harvey and Fernandes (1989), Journal of Business and Economic Statistics 7, 407-417; Clayton and Kaldor (1987), Biometrics 43, 671-681.</remarks>
public sealed record CountTrend : Result
{
    // For the weights of the shared level only: of no great matter, as long as no large series rules alone.
    private static readonly (double Chance, double Swing) UsualDispersion = (1, 0.02);

    private readonly CountPath path;
    private readonly OwnCounts own;

    private CountTrend(SeriesPanel panel)
    {
        Panel = panel;
        TrajectorySeries[] members = [.. panel.Members];
        var span = (panel.FirstYear, panel.LastYear - panel.FirstYear + 1);
        path = CountPath.Of(members, span, UsualDispersion);
        own = OwnCounts.Fit(members, path, span.Item2);
    }

    /// <summary>The panel.</summary>
    public SeriesPanel Panel { get; }

    /// <summary>The level that the series share, by year, in counts of a series of mean size.</summary>
    public ImmutableArray<(int Year, double Level)> CommonLevels => [.. path.Levels.Select((g, t) => (path.FirstYear + t, g))];

    /// <summary>What the data say of how counts vary.</summary>
    public ImmutableArray<Figure> Variances =>
    [
        new("chance_factor", "variance in proportion to the mean", own.Mean(v => v.Chance)), new("swing_sd", "coefficient of variation of yearly swings", Math.Sqrt(own.Mean(v => v.Swing))),
        new("drift_sd", "coefficient of variation of lasting yearly changes of size", Math.Sqrt(own.Mean(v => v.Drift))), new("spread_sd", "coefficient of variation of sizes", 1 / Math.Sqrt(own.Start)),
    ];

    /// <summary>True when a panel's series are numbers of things, enough of them to say together what is usual.</summary>
    /// <param name="panel">The panel.</param>
    internal static bool Suits(SeriesPanel panel) => panel.Members.Length > 2 && panel.All.All(s => s.IsNumbers);

    /// <summary>Fits the panel.</summary>
    /// <param name="panel">Three series of numbers or more.</param>
    public static CountTrend Fit(SeriesPanel panel) => Suits(panel) ? new(panel)
        : throw new DataError($"panel {panel.Name}", $"{panel.Members.Length} series", "three series of numbers or more", "Use the pooled trend.");

    /// <summary>Forecasts of every series, and of the whole where the panel has it.</summary>
    /// <param name="years">Years after the panel's last.</param>
    /// <param name="whole">The figures of the whole where they are out before those of the series: the shared level is then known in those years.</param>
    public PanelForecast Forecast(int years, TrajectorySeries? whole = null)
    {
        SeriesForecast.CheckYears(years);
        var common = whole is null ? Shared(years) : [Known(whole, years)];
        var made = new TrajectoryForecast[Panel.Members.Length];
        Parallel.For(0, made.Length, i => made[i] = Of(Panel.Members[i], own.Predict(i, years), common));
        return new(Panel, [.. made], Panel.Comparator is { } c ? Of(c, own.PredictWhole(c, path, years), common) : null, null);
    }

    private TrajectoryForecast Of(TrajectorySeries series, (double Weight, double Mean, double Square, CountVariances Variances)[][] sizes, PathPart[] common)
    {
        int years = common[0].Years;
        WholeNumberDistribution[] numbers = [.. sizes.Select((parts, h) => new WholeNumberDistribution([.. from p in parts from c in common select Together(p, c, h)]))];
        double Relative(int h) => sizes[h].Sum(p => p.Weight * (p.Square + p.Variances.Swing + (p.Variances.Chance / Math.Max(p.Mean * Math.Exp(common[0].Mean[h]), 0.5))));
        var alone = PathPart.OfIndependent([.. sizes.Select(parts => Math.Log(parts.Sum(p => p.Weight * p.Mean)))], [.. Enumerable.Range(0, years).Select(Relative)]);
        return new(series, (TrajectoryMethod.Pooled, Panel.LastYear + 1), new(common, [alone])) { Numbers = [.. numbers] };
    }

    // A count of mean θ exp(c), θ and c both in doubt, moments kept.
    private static CountPart Together((double Weight, double Mean, double Square, CountVariances Variances) size, PathPart common, int year)
    {
        double doubt = Math.Exp(common.Variance(year)), mean = size.Mean * Math.Exp(common.Mean[year]) * Math.Sqrt(doubt);
        double square = ((1 + size.Square) * (1 + size.Variances.Swing) * doubt) - 1;
        return new(size.Weight * common.Weight, mean, (size.Variances.Chance * mean) + (mean * mean * square));
    }

    private PathPart[] Shared(int years)
    {
        var dispersion = own.Dispersion;
        double[] errors = [.. path.Levels.Select((double g, int t) => double.IsNaN(g) ? 0 : 1 / Panel.Members.Select((m, i) => (Series: m, Mean: path.Sizes[i] * g)).Where(m => m.Series.Figures.ContainsKey(path.FirstYear + t)).Sum(m => m.Mean * CountPath.Weight(m.Mean, dispersion)))];
        return SharedTrend.Fit(([.. path.Levels.Select(g => Math.Log(g))], errors), years, PathDepartures.None, (0, 1)).Parts;
    }

    private PathPart Known(TrajectorySeries whole, int years)
    {
        int[] ahead = [.. Enumerable.Range(Panel.LastYear + 1, years)];
        if (Panel.Comparator is not { } before || ahead.Any(y => !whole.Figures.ContainsKey(y)))
            throw new DataError($"panel {Panel.Name}", "years of the whole that are not known", "its figure in every year forecast", "Give the panel its comparator, and the comparator's later figures.");
        double last = before[before.LastYear] + 0.5, level = path[before.LastYear];
        return PathPart.OfIndependent([.. ahead.Select(y => Math.Log(level * (whole[y] + 0.5) / last))], new double[years]);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Partially pooled counts of {Panel.Name}: {Panel.Members.Length} series, {Panel.FirstYear} to {Panel.LastYear}.",
        [new("term", "Term"), new("estimate", "Estimate", "", 3)], Variances.Select(v => (IReadOnlyList<Cell>)[v.Title, v.Value]), ["Means over the grid of variances, by likelihood."]);
}
