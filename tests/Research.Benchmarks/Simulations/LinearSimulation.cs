namespace Research.Benchmarks;

/// <summary>Coverage of linear models: robust errors in small samples, errors by few clusters, the wild bootstrap, absorbed effects.</summary>
internal sealed class LinearSimulation : ISimulation
{
    private const int Draws = 10_000, WildDraws = 2_000;

    public string Name => "linear";

    public string Question => "Are coefficients unbiased, and do 95% intervals hold the truth 93% to 97% of the time, with unequal variances and with few schools? "
        + "Trials: schools of 5 to 44 pupils, effect 1 pupil SD, school SD 0.5. CR0 and CR1S stand beside CR2 to show what few schools do to them.";

    public IEnumerable<Table> Run(long seed)
    {
        var root = RandomStream.FromSeed(seed);
        yield return new Table("Independent rows, slope 2", CoverageTally.Columns,
        [
            Rows("equal variances, 100 rows", 100, false, Errors.Classical, root.Fork(1)), Rows("unequal variances, 50 rows", 50, true, Errors.Classical, root.Fork(2)),
            Rows("unequal variances, 50 rows", 50, true, Errors.Robust(ErrorKind.Hc1), root.Fork(2)), Rows("unequal variances, 50 rows", 50, true, Errors.Robust(), root.Fork(2)),
            Rows("unequal variances, 200 rows", 200, true, Errors.Robust(), root.Fork(3)),
        ]);
        var trials = new List<IReadOnlyList<Cell>>();
        foreach (var (schools, treated) in (IEnumerable<(int, int)>)[(40, 20), (20, 10), (10, 5), (12, 3)])
        {
            string name = $"{schools} schools, {treated} treated";
            var stream = root.Fork(schools * 100).Fork(treated);
            foreach (var kind in (ErrorKind[])[ErrorKind.Cr0, ErrorKind.Cr1S, ErrorKind.Cr2])
                trials.Add(CoverageTally.Row(name, kind.ToString().ToUpperInvariant(), (1, Draws), k => Of(LinearModel.Fit("post ~ treated + pre", Trial(schools, treated, stream.Fork(k)), Errors.Clustered("school", kind))["treated"])));
            var weights = schools <= 12 ? WildWeights.Webb : WildWeights.Rademacher;
            trials.Add(CoverageTally.Row(name, $"wild bootstrap, {weights}", (1, WildDraws), k =>
            {
                var test = LinearModel.Fit("post ~ treated + pre", Trial(schools, treated, stream.Fork(k))).WildBootstrap("treated", new("school", 999, k) { Weights = weights });
                return (test.Estimate, (test.Estimate - test.Plan.Null) / test.Statistic, test.Interval);
            }));
        }
        yield return new Table("Cluster trials, effect 1", CoverageTally.Columns, trials);
        yield return new Table("Schools' effects absorbed, slope 0.5", CoverageTally.Columns,
        [
            Absorbed("30 schools", Errors.Classical, root.Fork(4)), Absorbed("30 schools", Errors.Clustered("school", ErrorKind.Cr1S), root.Fork(4)), Absorbed("30 schools", Errors.Clustered("school"), root.Fork(4)),
        ]);
    }

    private static IReadOnlyList<Cell> Rows(string name, int rows, bool unequal, Errors errors, RandomStream stream) => CoverageTally.Row(name, errors.ToString(), (2, Draws), k =>
    {
        var random = stream.Fork(k);
        double[] x = new double[rows], y = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            x[i] = random.Normal();
            y[i] = 1 + (2 * x[i]) + (random.Normal() * (unequal ? 0.3 + Math.Abs(x[i]) : 1));
        }
        return Of(LinearModel.Fit("y ~ x", new Dataset(new NumberColumn("x", x), new NumberColumn("y", y)), errors)["x"]);
    });

    private static IReadOnlyList<Cell> Absorbed(string name, Errors errors, RandomStream stream) => CoverageTally.Row(name, errors.ToString(), (0.5, Draws), k =>
        Of(LinearModel.Fit("post ~ pre", Trial(30, 15, stream.Fork(k)), errors, new() { Absorb = ["school"] })["pre"]));

    private static (double, double, Interval) Of(Term term) => (term.Estimate, term.StandardError, term.Interval);

    private static Dataset Trial(int schools, int treated, RandomStream random)
    {
        List<double> pre = [], post = [], arm = [];
        List<int> school = [];
        for (int g = 0; g < schools; g++)
        {
            double effect = 0.5 * random.Normal(), given = g < treated ? 1 : 0;
            for (int pupils = 5 + random.Below(40); pupils > 0; pupils--)
            {
                pre.Add(random.Normal());
                post.Add(1 + given + (0.5 * pre[^1]) + effect + random.Normal());
                arm.Add(given);
                school.Add(g);
            }
        }
        return new(new NumberColumn("pre", [.. pre]), new NumberColumn("post", [.. post]), new NumberColumn("treated", [.. arm]),
            new FactorColumn("school", [.. school], [.. Enumerable.Range(0, schools).Select(g => $"s{g}")]));
    }
}
