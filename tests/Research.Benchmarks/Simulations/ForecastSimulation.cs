namespace Research.Benchmarks;

/// <summary>Coverage of forecast intervals of short annual series.</summary>
internal sealed class ForecastSimulation : ISimulation
{
    private const int Series = 1000, Horizon = 4;
    private const double Noise = 2, Level = 0.9;

    public string Name => "forecasts";

    public string Question => "Do 90% intervals for the figure 1, 2 and 4 years after a series of 5 to 12 years hold it 90% of the time? "
        + "Truth: a rate in per cent with sampling noise of 2 ppt a year (known to the models marked so), a level that moves by shocks and, in the rows with a slope, a slope of its own for each series.";

    public IEnumerable<Table> Run(long seed)
    {
        (double Shock, double SlopeSd, double SlopeShock)[] truths = [(0, 0, 0), (1, 0, 0), (2, 0, 0), (4, 0, 0), (1, 0.7, 0), (1, 0.7, 0.4)];
        foreach (int years in (int[])[5, 8, 12])
        {
            var rows = new List<IReadOnlyList<Cell>>();
            foreach (var truth in truths)
            {
                foreach (var (name, fit) in Models()) rows.Add(Row(name, truth, fit, years, RandomStream.FromSeed(seed).Fork(years).Fork(rows.Count)));
            }
            yield return new Table($"{years} years, {Series} series a row",
                [
                    new("model", "Model"), new("shock", "Level shock", "ppt", 1), new("slope_sd", "Slope sd", "ppt", 1), new("slope_shock", "Slope shock", "ppt", 1),
                    new("h1", "Cover, 1 year", "%", 1), new("h2", "2 years", "%", 1), new("h4", "4 years", "%", 1), new("width1", "Width, 1 year", "ppt", 1), new("width4", "4 years", "ppt", 1),
                ], rows);
        }
    }

    private static IEnumerable<(string, Func<AnnualSeries, AnnualSeries, SeriesForecast>)> Models()
    {
        yield return ("local level, noise known", (known, _) => LocalLevel.Fit(known).Forecast(Horizon, Level));
        yield return ("local level, noise unknown", (_, unknown) => LocalLevel.Fit(unknown).Forecast(Horizon, Level));
        yield return ("local linear trend, noise known", (known, _) => LocalLinearTrend.Fit(known).Forecast(Horizon, Level));
        yield return ("local linear trend, noise unknown", (_, unknown) => LocalLinearTrend.Fit(unknown).Forecast(Horizon, Level));
        yield return ("straight line", (_, unknown) => LinearTrend.Fit(unknown).Forecast(Horizon, Level));
        yield return ("local level, noise known, plug-in", (known, _) => LocalLevel.Fit(known).Forecast(Horizon, Level, ForecastUncertainty.PlugIn));
    }

    private static IReadOnlyList<Cell> Row(string name, (double Shock, double SlopeSd, double SlopeShock) truth, Func<AnnualSeries, AnnualSeries, SeriesForecast> fit, int years, RandomStream root)
    {
        var held = new int[Horizon];
        var width = new double[Horizon];
        var gate = new Lock();
        Parallel.For(0, Series, k =>
        {
            double[] values = Draw(truth, years + Horizon, root.Fork(k));
            var known = AnnualSeries.WithStandardErrors("rate", Enumerable.Range(0, years).Select(t => (2000 + t, values[t], Noise)));
            var unknown = AnnualSeries.Of("rate", Enumerable.Range(0, years).Select(t => (2000 + t, values[t])));
            var intervals = fit(known, unknown).Points.Select(p => p.Observation.Interval(Level)).ToArray();
            lock (gate)
                for (int h = 0; h < Horizon; h++)
                {
                    if (intervals[h].Contains(values[years + h])) held[h]++;
                    width[h] += intervals[h].Width;
                }
        });
        double Cover(int h) => 100.0 * held[h] / Series;
        return [name, truth.Shock, truth.SlopeSd, truth.SlopeShock, Cover(0), Cover(1), Cover(3), width[0] / Series, width[3] / Series];
    }

    private static double[] Draw((double Shock, double SlopeSd, double SlopeShock) truth, int years, RandomStream stream)
    {
        double level = 50, slope = truth.SlopeSd * stream.Normal();
        var values = new double[years];
        for (int t = 0; t < years; t++)
        {
            values[t] = level + (Noise * stream.Normal());
            level += slope + (truth.Shock * stream.Normal());
            slope += truth.SlopeShock * stream.Normal();
        }
        return values;
    }
}
