namespace Research.Benchmarks;

/// <summary>Coverage and scores of forecasts of counts from worlds with known variances, and how near the variances are found.</summary>
internal sealed class CountSimulation : ISimulation
{
    private const int Panels = 40, Members = 60, Years = 8, Ahead = 2;

    public string Name => "counts";

    public string Question => "Do 90% intervals of whole numbers hold 90% of the counts that come, or more where a count is so small that no set of whole numbers holds just 90%? Simulated panels of 60 series, 8 years, sizes that differ as a gamma "
        + "and drift, a shared level that falls by 3% a year and moves by 4%, counts that are Poisson or swing more. Beside it the last value carried forward and the straight line, on the same series and years: scores are relative to the last value's, 1 is as good.";

    public IEnumerable<Table> Run(long seed)
    {
        var stream = RandomStream.FromSeed(seed);
        (string Name, World World)[] worlds =
        [
            ("Mean 0.3", new(0.3, 0.1, 0)), ("Mean 2", new(2, 0.1, 0)), ("Mean 10", new(10, 0.15, 0)), ("Mean 10, swings of 30%", new(10, 0.1, 0.3)), ("Mean 100", new(100, 0.15, 0)), ("Mean 100, swings of 20%", new(100, 0.1, 0.2)), ("Mean 5,000", new(5000, 0.05, 0.03)),
        ];
        yield return new("Counts forecast one and two years on",
            [
                new("case", "Case"), new("panels", "Panels", "", 0), new("cover_50", "50% intervals cover", "%", 1), new("cover_90", "90% intervals cover", "%", 1), new("given_90", "Chance given inside them", "%", 1), new("score", "Interval score, last value = 1", "", 3), new("line", "Straight line", "", 3),
                new("drift", "Drift", "", 3), new("drift_found", "found", "", 3), new("swing", "Swing", "", 3), new("swing_found", "found", "", 3), new("chance_found", "Chance, 1 in truth: found", "", 2),
            ],
            worlds.Select((w, k) => Row(w.Name, w.World, stream.Fork(k))),
            ["Drift and swing are coefficients of variation a year; what is found is the mean over panels. Chance given: the probability that the forecasts themselves give to their 90% intervals, 90% or more as whole numbers allow."]);
    }

    private static IReadOnlyList<Cell> Row(string name, World world, RandomStream stream)
    {
        var all = new Tally[Panels];
        Parallel.For(0, Panels, k => all[k] = One(world, stream.Fork(k)));
        double Mean(Func<Tally, double> of) => all.Average(of);
        return [name, Panels, 100 * Mean(t => t.Cover50), 100 * Mean(t => t.Cover90), 100 * Mean(t => t.Given), Mean(t => t.Score) / Mean(t => t.Last), Mean(t => t.Line) / Mean(t => t.Last), world.Drift, Mean(t => t.Drift), world.Swing, Mean(t => t.Swing), Mean(t => t.Chance)];
    }

    private static Tally One(World world, RandomStream stream)
    {
        double[] levels = new double[Years + Ahead];
        levels[0] = world.Level;
        for (int t = 1; t < levels.Length; t++) levels[t] = levels[t - 1] * Math.Exp(-0.03 + (0.04 * stream.Normal()));
        var series = Enumerable.Range(0, Members).Select(i =>
        {
            double size = stream.Gamma(1.5) / 1.5;
            return TrajectorySeries.Numbers(AnnualSeries.Of($"{i}", levels.Select((level, t) =>
            {
                size *= Math.Exp((world.Drift * stream.Normal()) - (world.Drift * world.Drift / 2));
                double square = world.Swing * world.Swing, mean = level * size * (square > 0 ? stream.Gamma(1 / square) * square : 1);
                return (2005 + t, (double)stream.Poisson(mean));
            }).ToArray()));
        }).ToArray();
        var panel = SeriesPanel.Of("counts", series);
        var known = panel.Until(2004 + Years);
        var fit = CountTrend.Fit(known);
        var found = fit.Variances.ToDictionary(v => v.Name, v => v.Value);
        PanelForecast[] forecasts = [fit.Forecast(Ahead), Trajectory.ForecastPanel(known, Ahead, TrajectoryMethod.LastValue), Trajectory.ForecastPanel(known, Ahead, TrajectoryMethod.StraightLine)];
        var came = series.SelectMany(s => Enumerable.Range(2005 + Years, Ahead).Select(y => (s.Name, Year: y, Figure: s[y]))).ToArray();
        double Share(double level) => came.Average(c => forecasts[0][c.Name].Interval(c.Year, level).Contains(c.Figure) ? 1.0 : 0);
        double Score(PanelForecast of) => came.Average(c => of[c.Name].Interval(c.Year) is var at ? at.Width + (20 * Math.Max(0, Math.Max(at.Low - c.Figure, c.Figure - at.High))) : 0);
        double Given() => came.Average(c => forecasts[0][c.Name] is var f && f.Interval(c.Year) is var at ? f.Probability(c.Year, at.Low) - f.Probability(c.Year, at.High + 1) : 0);
        return new(Share(0.5), Share(0.9), Given(), Score(forecasts[0]), Score(forecasts[1]), Score(forecasts[2]), found["drift_sd"], found["swing_sd"], found["chance_factor"]);
    }

    private sealed record World(double Level, double Drift, double Swing);

    private sealed record Tally(double Cover50, double Cover90, double Given, double Score, double Last, double Line, double Drift, double Swing, double Chance);
}
