using System.Collections.Immutable;

namespace Research;

/// <summary>The backtest of one panel from one origin.</summary>
public sealed record PanelBacktest
{
    private PanelBacktest(SeriesPanel panel, int origin, ImmutableArray<(string Name, TrajectoryMethod Method, ImmutableArray<ForecastOutcome> Outcomes)> outcomes, MethodWeights weights) =>
        (Panel, Origin, Outcomes, Weights) = (panel, origin, outcomes, weights);

    /// <summary>The panel, with the years forecast.</summary>
    public SeriesPanel Panel { get; }

    /// <summary>Last year known.</summary>
    public int Origin { get; }

    /// <summary>The weights of the average, learnt from years up to the origin.</summary>
    public MethodWeights Weights { get; }

    /// <summary>Scores a method; methods no series is long enough for are left out.</summary>
    public ImmutableArray<MethodScore> Scores => [.. Outcomes.Select(o => new MethodScore(o.Name, o.Method, o.Outcomes))];

    internal ImmutableArray<(string Name, TrajectoryMethod Method, ImmutableArray<ForecastOutcome> Outcomes)> Outcomes { get; }

    internal static PanelBacktest Run(SeriesPanel panel, int origin, int years)
    {
        var known = panel.Until(origin);
        int ahead = Math.Min(years, panel.LastYear - known.LastYear);
        var weights = MethodWeights.Learn(known);
        double typical = TypicalChange(known);
        var came = panel.Members.ToDictionary(m => m.Name);
        var outcomes = new List<(string, TrajectoryMethod, ImmutableArray<ForecastOutcome>)>();
        void Add(string name, TrajectoryMethod method, PanelForecast? forecast)
        {
            ImmutableArray<ForecastOutcome> all = forecast is null ? [] : [.. forecast.Members.SelectMany(f => f.Years.Where(y => y > origin && came[f.Series.Name].Figures.ContainsKey(y))
                .Select(y => new ForecastOutcome(f, y, came[f.Series.Name][y], f.Series[f.Series.LastYear], typical)))];
            if (!all.IsEmpty) outcomes.Add((name, method, all));
        }
        foreach (var method in Backtest.Methods)
            Add(method.Title(), method, method == TrajectoryMethod.Average ? weights.Forecast(ahead) : weights.Attempt(ahead, method));
        if (panel.Comparator is { } whole && known.Comparator is not null && Enumerable.Range(known.LastYear + 1, ahead).All(whole.Figures.ContainsKey))
            Add("Partially pooled, the whole's figure known", TrajectoryMethod.Pooled, Trajectory.Pooled(known, ahead, whole));
        return new(panel, origin, [.. outcomes], weights);
    }

    private static double TypicalChange(SeriesPanel known)
    {
        double[] changes = [.. known.Members.SelectMany(m => m.Figures.Keys.Where(y => m.Figures.ContainsKey(y + 1)).Select(y => Math.Abs(m[y + 1] - m[y]))).Order()];
        return changes.Length == 0 ? 1 : changes[changes.Length / 2];
    }
}
