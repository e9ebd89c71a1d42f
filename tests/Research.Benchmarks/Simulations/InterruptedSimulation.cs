namespace Research.Benchmarks;

/// <summary>Coverage of interrupted series by length, and the size of synthetic control's placebo test.</summary>
internal sealed class InterruptedSimulation : ISimulation
{
    private const int Draws = 4000;

    public string Name => "interrupted";

    public string Question => "A programme lifts a series by 1 at two thirds of its length; errors carry over from period to period (0.4). Whose 95% intervals for the change of level cover, and how long must the series be? "
        + "How often does synthetic control's placebo test reject where there is no effect?";

    public IEnumerable<Table> Run(long seed)
    {
        var root = RandomStream.FromSeed(seed);
        var rows = new List<IReadOnlyList<Cell>>();
        foreach (int periods in (int[])[9, 18, 36, 72])
            foreach (var errors in (SerialErrors[])[SerialErrors.Autoregressive, SerialErrors.AutoregressiveReml, SerialErrors.NeweyWest, SerialErrors.Independent])
                rows.Add(CoverageTally.Row($"{periods} periods", errors switch { SerialErrors.Autoregressive => "AR(1), correlation averaged over", SerialErrors.AutoregressiveReml => "AR(1) by REML", SerialErrors.NeweyWest => "Newey-West", _ => "independent errors" }, (1, Draws), k =>
                {
                    var level = InterruptedSeries.Fit(new("value", "time", periods * 2 / 3) { Errors = errors }, Series(periods, root.Fork(periods).Fork(k))).Level;
                    return (level.Estimate, level.StandardError, level.Interval);
                }));
        yield return new Table("Change of level", CoverageTally.Columns, rows);
        yield return new Table("Synthetic control, one school among others, no effect", [new("case", "Case"), new("rejected", "p ≤ 0.05", "%", 1), new("rejected_ten", "p ≤ 0.1", "%", 1)],
            ((int[])[19, 39]).Select(donors =>
            {
                double[] p = new double[1000];
                var stream = root.Fork(-donors);
                Parallel.For(0, p.Length, k => p[k] = SyntheticControl.Fit(new("value", "school", "year", 9) { Treated = ["0"] }, Schools(donors + 1, stream.Fork(k)), k).PValue);
                return (IReadOnlyList<Cell>)[$"{donors} donors, 8 years before, 3 after", 100.0 * p.Count(v => v <= 0.05 + 1e-9) / p.Length, 100.0 * p.Count(v => v <= 0.1 + 1e-9) / p.Length];
            }));
    }

    private static Dataset Series(int periods, RandomStream random)
    {
        double error = random.Normal();
        double[] time = [.. Enumerable.Range(0, periods).Select(t => (double)t)], value = new double[periods];
        for (int t = 0; t < periods; t++)
        {
            value[t] = 50 + (0.1 * t) + (t >= periods * 2 / 3 ? 1 : 0) + error;
            error = (0.4 * error) + (Math.Sqrt(0.84) * random.Normal());
        }
        return new(new NumberColumn("time", time), new NumberColumn("value", value));
    }

    private static Dataset Schools(int schools, RandomStream random)
    {
        const int Years = 11;
        double[] school = new double[schools * Years], year = new double[school.Length], value = new double[school.Length];
        double[] common = [.. Enumerable.Range(0, Years).Select(_ => random.Normal())];
        for (int s = 0, i = 0; s < schools; s++)
        {
            double level = 4 * random.Normal(), loading = random.Uniform();
            for (int y = 1; y <= Years; y++, i++) (school[i], year[i], value[i]) = (s, y, level + (2 * loading * common[y - 1]) + random.Normal());
        }
        return new(new NumberColumn("school", school), new NumberColumn("year", year), new NumberColumn("value", value));
    }
}
