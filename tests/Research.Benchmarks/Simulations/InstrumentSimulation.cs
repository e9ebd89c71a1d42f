namespace Research.Benchmarks;

/// <summary>Coverage of two-stage least squares in trials where not all take up what they are offered.</summary>
internal sealed class InstrumentSimulation : ISimulation
{
    private const int Draws = 10_000;

    public string Name => "instruments";

    public string Question => "Is the effect on compliers (0.5) unbiased and do its 95% intervals cover, when take-up goes with what else raises the outcome? "
        + "Ordinary least squares on take-up stands beside to show the bias that instruments remove.";

    public IEnumerable<Table> Run(long seed)
    {
        var rows = new List<IReadOnlyList<Cell>>();
        var root = RandomStream.FromSeed(seed);
        foreach (int pupils in (int[])[200, 400, 1600])
        {
            var stream = root.Fork(pupils);
            rows.Add(Row($"{pupils} pupils", "two-stage, classical", k => TwoStageLeastSquares.Fit("post ~ attended | assigned", Pupils(pupils, stream.Fork(k)))["attended"]));
            rows.Add(Row($"{pupils} pupils", "two-stage, HC1", k => TwoStageLeastSquares.Fit("post ~ attended | assigned", Pupils(pupils, stream.Fork(k)), Errors.Robust(ErrorKind.Hc1))["attended"]));
            rows.Add(Row($"{pupils} pupils", "ordinary least squares", k => LinearModel.Fit("post ~ attended", Pupils(pupils, stream.Fork(k)))["attended"]));
        }
        foreach (int schools in (int[])[12, 40])
        {
            var stream = root.Fork(-schools);
            foreach (var kind in (ErrorKind[])[ErrorKind.Cr1S, ErrorKind.Cr2])
                rows.Add(Row($"{schools} schools assigned", $"two-stage, {kind.ToString().ToUpperInvariant()}", k =>
                    TwoStageLeastSquares.Fit("post ~ attended | assigned", Schools(schools, stream.Fork(k)), Errors.Clustered("school", kind))["attended"]));
        }
        yield return new Table("Effect of attendance on those who attend because assigned", CoverageTally.Columns, rows);
    }

    private static IReadOnlyList<Cell> Row(string name, string estimator, Func<long, Term> fit) => CoverageTally.Row(name, estimator, (0.5, Draws), k =>
    {
        var term = fit(k);
        return (term.Estimate, term.StandardError, term.Interval);
    });

    private static Dataset Pupils(int count, RandomStream random)
    {
        double[] assigned = new double[count], attended = new double[count], post = new double[count];
        for (int i = 0; i < count; i++)
        {
            assigned[i] = i % 2;
            (attended[i], post[i]) = Pupil(assigned[i], 0, random);
        }
        return new(new NumberColumn("assigned", assigned), new NumberColumn("attended", attended), new NumberColumn("post", post));
    }

    private static Dataset Schools(int schools, RandomStream random)
    {
        List<double> assigned = [], attended = [], post = [];
        List<int> school = [];
        for (int g = 0; g < schools; g++)
        {
            double effect = 0.4 * random.Normal();
            for (int pupils = 10 + random.Below(30); pupils > 0; pupils--)
            {
                assigned.Add(g % 2);
                var (takes, score) = Pupil(g % 2, effect, random);
                attended.Add(takes);
                post.Add(score);
                school.Add(g);
            }
        }
        return new(new NumberColumn("assigned", [.. assigned]), new NumberColumn("attended", [.. attended]), new NumberColumn("post", [.. post]),
            new FactorColumn("school", [.. school], [.. Enumerable.Range(0, schools).Select(g => $"s{g}")]));
    }

    /// <summary>Take-up is likelier for the motivated, who would do better anyway.</summary>
    private static (double Attended, double Post) Pupil(double assigned, double school, RandomStream random)
    {
        double motivation = random.Normal(), chance = assigned == 1 ? motivation > 0 ? 0.85 : 0.6 : 0.1;
        double attended = random.Chance(chance) ? 1 : 0;
        return (attended, (0.5 * attended) + motivation + school + random.Normal());
    }
}
