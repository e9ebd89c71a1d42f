using System.Collections.Immutable;

namespace Research;

/// <summary>How much each method counts in the average, learnt from how it forecast the years already seen: each is fitted to what was known at
/// earlier origins, and the weights are those under which the mixture gave the figures that came the greatest probability.</summary>
/// <remarks>Maximises Σ over origins and horizons of the mean over series of log Σ_m w_m p_m(figure), p the probability of the figure as printed to
/// a tenth, plus a Dirichlet prior worth a quarter of a year a method; by EM. A year counts once however many series there are, since they share
/// its shocks. A method that could not be fitted at any earlier origin has weight 0; where none could, the pooled model stands alone.
/// Source: Yao, Vehtari, Simpson and Gelman (2018), Bayesian Analysis 13, 917-1007 (stacking of predictive distributions).</remarks>
public sealed record MethodWeights : Result
{
    private const int MostOrigins = 4, Horizons = 2, Rounds = 200;
    private const double Prior = 0.25, Least = 1e-5;
    private static readonly TrajectoryMethod[] Candidates = [TrajectoryMethod.LogitTrend, TrajectoryMethod.LocalLinearTrend, TrajectoryMethod.Pooled];

    private readonly Dictionary<(int Years, TrajectoryMethod Method), PanelForecast?> made = [];

    private MethodWeights(SeriesPanel panel, ImmutableDictionary<TrajectoryMethod, double> weights, ImmutableArray<int> origins) => (Panel, Weights, Origins) = (panel, weights, origins);

    /// <summary>The panel up to now.</summary>
    public SeriesPanel Panel { get; }

    /// <summary>The weights; they add up to 1.</summary>
    public ImmutableDictionary<TrajectoryMethod, double> Weights { get; }

    /// <summary>The earlier years from which forecasts were tried.</summary>
    public ImmutableArray<int> Origins { get; }

    /// <summary>Learns the weights.</summary>
    /// <param name="panel">The series up to now.</param>
    public static MethodWeights Learn(SeriesPanel panel)
    {
        int[] origins = [.. Enumerable.Range(panel.FirstYear + 1, Math.Max(0, panel.LastYear - panel.FirstYear - 1)).Reverse().Take(MostOrigins)];
        var rows = origins.SelectMany(o => Score(panel, o)).ToArray();
        TrajectoryMethod[] tried = [.. Candidates.Where((_, m) => rows.Any(r => r.Probability[m] > 0))];
        if (tried.Length == 0) return new(panel, ImmutableDictionary<TrajectoryMethod, double>.Empty.Add(TrajectoryMethod.Pooled, 1), []);
        double[] weights = Maximise(rows, [.. Candidates.Select(c => tried.Contains(c))]);
        return new(panel, Candidates.Select((c, m) => (c, weights[m])).Where(w => w.Item2 > Least).ToImmutableDictionary(w => w.c, w => w.Item2), [.. origins]);
    }

    /// <summary>The average's forecasts.</summary>
    /// <param name="years">Years after the panel's last.</param>
    public PanelForecast Forecast(int years)
    {
        var pooled = Attempt(years, TrajectoryMethod.Pooled)!;
        var others = Weights.Where(w => w.Key != TrajectoryMethod.Pooled).Select(w => (w.Value, Forecasts: Attempt(years, w.Key))).ToArray();
        double pooledWeight = Weights.GetValueOrDefault(TrajectoryMethod.Pooled);
        TrajectoryForecast Mix(TrajectoryForecast of)
        {
            var with = others.Select(o => (o.Value, Forecast: o.Forecasts?.Find(of.Series.Name))).Where(o => o.Forecast is not null).ToArray();
            double total = pooledWeight + with.Sum(o => o.Value);
            if (with.Length == 0 || total == 0) return of.By(TrajectoryMethod.Average, of.Paths) with { Numbers = of.Numbers };
            var parts = of.Paths.Flat(pooledWeight / total).Concat(with.SelectMany(o => o.Forecast!.Paths.Flat(o.Value / total)));
            var mixed = of.By(TrajectoryMethod.Average, FuturePaths.Alone([.. parts]));
            return of.Numbers is not { } numbers ? mixed : mixed with
            {
                Numbers = [.. numbers.Select((n, h) => WholeNumberDistribution.Mix(with.Select(o => (o.Value / total, o.Forecast!.Numbers!.Value[h])).Prepend((pooledWeight / total, n))))],
            };
        }
        return new(Panel, [.. pooled.Members.Select(Mix)], pooled.Comparator is { } c ? Mix(c) : null, pooled.Model);
    }

    /// <summary>One method's own forecasts of the panel; null when no series is long enough for it. Kept, so that the average and its parts are fitted once.</summary>
    /// <param name="years">Years after the panel's last.</param>
    /// <param name="method">Any but the average.</param>
    public PanelForecast? Attempt(int years, TrajectoryMethod method)
    {
        if (!made.TryGetValue((years, method), out var forecast)) made[(years, method)] = forecast = Attempt(Panel, years, method);
        return forecast;
    }

    private static PanelForecast? Attempt(SeriesPanel panel, int years, TrajectoryMethod method)
    {
        try
        {
            return Trajectory.ForecastPanel(panel, years, method);
        }
        catch (DataError)
        {
            // Too short for the method, or without counts: it then has no say.
            return null;
        }
    }

    private static IEnumerable<(double Weight, double[] Probability)> Score(SeriesPanel panel, int origin)
    {
        var known = panel.Until(origin);
        if (known.LastYear != origin) yield break;
        int years = Math.Min(Horizons, panel.LastYear - origin);
        var forecasts = Candidates.Select(m => Attempt(known, years, m)).ToArray();
        for (int h = 1; h <= years; h++)
        {
            var came = known.Members.Select(m => panel.Members.First(p => p.Name == m.Name)).Where(p => p.Figures.ContainsKey(origin + h)).ToArray();
            foreach (var series in came)
                yield return (1.0 / came.Length, [.. forecasts.Select(f => f?.Find(series.Name)?.Mass(origin + h, series[origin + h]) ?? 0)]);
        }
    }

    private static double[] Maximise((double Weight, double[] Probability)[] rows, bool[] tried)
    {
        int methods = tried.Length, count = tried.Count(t => t);
        double[] weights = [.. tried.Select(t => t ? 1.0 / count : 0)];
        for (int round = 0; round < Rounds; round++)
        {
            double[] next = [.. tried.Select(t => t ? Prior : 0)];
            foreach (var (weight, probability) in rows)
            {
                double total = 0;
                for (int m = 0; m < methods; m++) total += weights[m] * probability[m];
                if (total <= 0) continue;
                for (int m = 0; m < methods; m++) next[m] += weight * weights[m] * probability[m] / total;
            }
            double sum = next.Sum();
            weights = [.. next.Select(n => n / sum)];
        }
        return weights;
    }

    /// <inheritdoc/>
    public override Table ToTable() => new(Origins.IsEmpty ? $"{Panel.Name}: too few years to try methods; the pooled model stands alone." : $"{Panel.Name}: weights learnt from forecasts made in {string.Join(", ", Origins.Order())}.",
        [new("method", "Method"), new("weight", "Weight", "", 3)], Weights.OrderByDescending(w => w.Value).Select(w => (IReadOnlyList<Cell>)[w.Key.Title(), w.Value]));
}
