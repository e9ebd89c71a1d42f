namespace Research.Benchmarks;

/// <summary>Bias and coverage of regression discontinuity at the bandwidth it chooses, and the size of its density test.</summary>
internal sealed class DiscontinuitySimulation : ISimulation
{
    private const int Draws = 4000;
    private const double Effect = 0.5;

    public string Name => "rd";

    public string Question => "Pupils below a score get a programme worth 0.5; outcomes bend with the score. Are the bias-corrected jump and its robust 95% interval right at the bandwidth chosen from the data, "
        + "where the plain local line and a straight line through all are not?";

    public IEnumerable<Table> Run(long seed)
    {
        var root = RandomStream.FromSeed(seed);
        var rows = new List<IReadOnlyList<Cell>>();
        var design = new DiscontinuityDesign("outcome", "score", 0) { TreatedBelow = true };
        foreach (int pupils in (int[])[500, 1000, 4000])
        {
            var stream = root.Fork(pupils);
            int draws = pupils > 2000 ? 2000 : Draws;
            var kept = new RegressionDiscontinuity?[draws];
            RegressionDiscontinuity Fit(long k) => kept[k] ??= RegressionDiscontinuity.Fit(design, Pupils(pupils, stream.Fork(k)));
            rows.Add(Row($"{pupils} pupils", "robust bias-corrected, HC3", draws, k => Fit(k).Effect));
            rows.Add(Row($"{pupils} pupils", "the same, neighbours' residuals", draws, k => RegressionDiscontinuity.Fit(design with { Errors = DiscontinuityErrors.Neighbours }, Pupils(pupils, stream.Fork(k))).Effect));
            rows.Add(Row($"{pupils} pupils", "HC3, bandwidth for coverage", draws, k => RegressionDiscontinuity.Fit(design with { Aim = BandwidthAim.Coverage }, Pupils(pupils, stream.Fork(k))).Effect));
            rows.Add(Row($"{pupils} pupils", "local line, its own error", draws, k => Fit(k).Conventional));
            rows.Add(Row($"{pupils} pupils", "straight lines through all", draws, k => LinearModel.Fit("outcome ~ below * score", Pupils(pupils, stream.Fork(k)), Errors.Robust(ErrorKind.Hc1))["below"]));
        }
        rows.Add(Row("2000 pupils, take-up 80% and 10%", "fuzzy, robust", 1000, k => RegressionDiscontinuity.Fit(design with { Takeup = "took" }, Pupils(2000, root.Fork("fuzzy").Fork(k), fuzzy: true)).Effect));
        rows.Add(Row("2000 pupils in 60 schools that differ", "robust, by school", 1000, k => RegressionDiscontinuity.Fit(design with { Cluster = "school" }, Pupils(2000, root.Fork("schools").Fork(k), schools: 0.5)).Effect));
        rows.Add(Row("2000 pupils, scores in whole points of 100", "robust", 1000, k => RegressionDiscontinuity.Fit(design, Pupils(2000, root.Fork("whole").Fork(k), whole: true)).Effect));
        yield return new Table("The jump at the cut-off", CoverageTally.Columns, rows);
        yield return new Table("Density test where nobody adjusts a score", [new("case", "Case"), new("rejected", "p ≤ 0.05", "%", 1)],
            ((int[])[500, 2000, 8000]).Select(n => (IReadOnlyList<Cell>)[$"{n} scores", Rejected(n, root.Fork(-n))]));
    }

    private static double Rejected(int n, RandomStream root)
    {
        const int Tests = 2000;
        var rejected = new bool[Tests];
        Parallel.For(0, Tests, k =>
        {
            var random = root.Fork(k);
            rejected[k] = DensityTest.Of([.. Enumerable.Range(0, n).Select(_ => random.Normal())], 0.4).PValue <= 0.05;
        });
        return 100.0 * rejected.Count(r => r) / Tests;
    }

    private static IReadOnlyList<Cell> Row(string name, string estimator, int draws, Func<long, Term> fit) => CoverageTally.Row(name, estimator, (Effect, draws), k =>
    {
        var term = fit(k);
        return (term.Estimate, term.StandardError, term.Interval);
    });

    private static Dataset Pupils(int count, RandomStream random, bool fuzzy = false, double schools = 0, bool whole = false)
    {
        double[] score = new double[count], outcome = new double[count], took = new double[count], below = new double[count], school = new double[count];
        double[] effects = [.. Enumerable.Range(0, 60).Select(_ => schools * random.Normal())];
        for (int i = 0; i < count; i++)
        {
            double x = (2 * random.Beta(2, 3)) - 0.8;
            if (whole) x = Math.Floor(x * 50) / 50;
            int own = random.Below(60);
            (score[i], school[i], below[i]) = (x, own, x < 0 ? 1 : 0);
            took[i] = fuzzy ? random.Chance(x < 0 ? 0.8 : 0.1) ? 1 : 0 : below[i];
            outcome[i] = (Effect * took[i]) + (0.8 * x) - (0.7 * x * x) + (0.9 * x * x * x) + effects[own] + (0.5 * random.Normal());
        }
        return new(new NumberColumn("score", score), new NumberColumn("outcome", outcome), new NumberColumn("took", took), new NumberColumn("below", below), new NumberColumn("school", school));
    }
}
