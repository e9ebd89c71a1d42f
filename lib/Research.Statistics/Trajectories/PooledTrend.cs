using System.Collections.Immutable;

namespace Research;

/// <summary>A panel of series partially pooled: a common path with a damped slope, and for each series a departure from it that stays, one that
/// comes and goes, and the noise of its cohorts. What one series is too short to say, all say together.</summary>
/// <remarks>y_it = G_t + r_it. G: a damped local trend, its variances averaged over; r: the small-area model of Rao and Yu (1994) with its
/// variances shared by all series and a factor of restlessness for each. Forecasts add the two, so that a shock to the whole country is shared by
/// all series and does not average out. Sources: Rao and Yu (1994), Canadian Journal of Statistics 22, 511-528; Gardner and McKenzie (1985),
/// Management Science 31, 1237-1246.</remarks>
public sealed record PooledTrend : Result
{
    // What moves both groups cancels in their gap: its path moves by about half of what that of a rate does (docs/decisions/0009-design-effects-and-gaps.md).
    private const double GapShare = 0.5;

    private readonly SharedPath path;
    private readonly OwnTrend? own;
    private readonly double noiseFloor;

    private PooledTrend(SeriesPanel panel)
    {
        Panel = panel;
        Unit = panel.Members.Select(m => m.Scale).Order().ElementAt(panel.Members.Length / 2);
        noiseFloor = panel.All.All(s => s.HasKnownNoise) ? 0 : SharedPath.UnknownNoise(panel, Unit);
        path = SharedPath.Of(panel, noiseFloor);
        if (panel.Members.Length > 1 || panel.Comparator is not null)
            own = OwnTrend.Fit([.. panel.Members.Select(DepartureOf)], panel.LastYear - panel.FirstYear + 1, Unit);
        LastYear = panel.LastYear;
        Common = Shared(1);
    }

    /// <summary>The panel.</summary>
    public SeriesPanel Panel { get; }

    /// <summary>Last year seen.</summary>
    public int LastYear { get; }

    /// <summary>The common path by year, modelled scale.</summary>
    public ImmutableArray<(int Year, double Height)> CommonHeights => [.. path.Heights.Select((g, t) => (path.FirstYear + t, g))];

    /// <summary>What the data say of the variances, modelled scale.</summary>
    public ImmutableArray<Figure> Variances
    {
        get
        {
            var (slope, damping, shock, passing) = Common.Means;
            ImmutableArray<Figure> common =
            [
                new("common_slope_sd", "sd of the common slope", slope), new("damping", "damping of the slope", damping),
                new("common_shock_sd", "sd of the common yearly shock", shock), new("common_passing_sd", "sd of the common shock that passes", passing),
            ];
            return own?.Mean is not { } mean ? common :
            [
                .. common, new("spread_sd", "sd of lasting departures", mean.Spread), new("wander_sd", "sd of passing departures", mean.Wander),
                new("persistence", "their correlation from year to year", mean.Persistence), new("design_effect", "design effect", mean.DesignEffect),
                new("settling", "yearly fall in the log variance of departures", mean.Settling),
            ];
        }
    }

    private double Unit { get; }

    private SharedTrend Common { get; }

    /// <summary>Fits the panel.</summary>
    /// <param name="panel">One series or many; a year or more each.</param>
    public static PooledTrend Fit(SeriesPanel panel) => new(panel);

    /// <summary>Forecasts of every series, and of the whole where the panel has it.</summary>
    /// <param name="years">Years after the panel's last.</param>
    /// <param name="whole">The figures of the whole where they are out before those of the series: the common path is then known in those years.</param>
    public PanelForecast Forecast(int years, TrajectorySeries? whole = null)
    {
        SeriesForecast.CheckYears(years);
        var common = whole is null ? Shared(years).Parts : [Known(whole, years)];
        int first = LastYear + 1;
        TrajectoryForecast Of(TrajectorySeries series, PathPart[] departure) => new(series, (TrajectoryMethod.Pooled, first), new(common, departure));
        var members = new TrajectoryForecast[Panel.Members.Length];
        Parallel.For(0, members.Length, i => members[i] = Of(Panel.Members[i], own is null ? [PathPart.OfIndependent(new double[years], new double[years])] : own.Predict(i, years)));
        return new(Panel, [.. members], Panel.Comparator is { } c ? Of(c, NoiseAlone(c, years)) : null, this);
    }

    private SharedTrend Shared(int years)
    {
        var departures = own is null ? PathDepartures.OfOne(Unit, DepartureOf(Panel.Members[0]).Noise[^1])
            : path.IsWhole ? PathDepartures.None : PathDepartures.OfMean(own.Mean, Panel.Members.Length);
        return SharedTrend.Fit((path.Heights, path.Errors), years, departures, (own?.Mean.Shock ?? 0, Panel.Unit == "ppt" ? GapShare * Unit : Unit));
    }

    private PathPart Known(TrajectorySeries whole, int years)
    {
        int[] ahead = [.. Enumerable.Range(LastYear + 1, years)];
        if (Panel.Comparator is null || ahead.Any(y => !whole.Figures.ContainsKey(y)))
            throw new DataError($"panel {Panel.Name}", "years of the whole that are not known", "its figure in every year forecast", "Give the panel its comparator, and the comparator's later figures.");
        return PathPart.OfIndependent([.. ahead.Select(y => whole.Modelled.Values[y - whole.Modelled.FirstYear])], new double[years]);
    }

    private PathPart[] NoiseAlone(TrajectorySeries series, int years)
    {
        double noise = DepartureOf(series).Noise[^1];
        return [PathPart.OfIndependent(new double[years], [.. Enumerable.Repeat(noise, years)])];
    }

    private OwnTrend.Departure DepartureOf(TrajectorySeries series)
    {
        int[] years = [.. series.Figures.Keys];
        return new([.. years.Select(y => y - path.FirstYear)], [.. years.Select(y => series.Modelled.Values[y - series.Modelled.FirstYear] - path[y])],
            [.. years.Select(y => series.HasKnownNoise ? series.Modelled.Variances[y - series.Modelled.FirstYear] : noiseFloor)]);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Partially pooled trend of {Panel.Name}: {Panel.Members.Length} series, {Panel.FirstYear} to {LastYear}.",
        [new("term", "Term"), new("estimate", "Estimate (modelled scale)", "", 3)],
        Variances.Select(v => (IReadOnlyList<Cell>)[v.Title, v.Value]),
        ["Posterior means. " + (Panel.Members[0].Modelled.Scale == SeriesScale.Logit ? "Modelled scale: log odds." : $"Modelled scale: {Panel.Unit}.")]);
}
