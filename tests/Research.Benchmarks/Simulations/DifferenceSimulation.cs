namespace Research.Benchmarks;

/// <summary>Bias and coverage of difference-in-differences: staggered adoption with effects that grow, and few schools.</summary>
internal sealed class DifferenceSimulation : ISimulation
{
    private const int Draws = 2000, Years = 8;

    public string Name => "did";

    public string Question => "Schools take a programme up in different years; its effect is 1 point in the first year and grows by 0.5 a year, more for the early. Which estimator finds the mean effect on the treated, "
        + "and with few schools, whose 95% intervals cover? Errors of a school carry over from year to year (0.5).";

    public IEnumerable<Table> Run(long seed)
    {
        var root = RandomStream.FromSeed(seed);
        var rows = new List<IReadOnlyList<Cell>>();
        foreach (int schools in (int[])[40, 120])
        {
            var stream = root.Fork(schools);
            double truth = MeanEffect(schools);
            var design = new StaggeredDesign("score", "school", "year", "first");
            var cache = new Dataset?[Draws];
            Dataset Data(long k) => cache[k] ??= Staggered(schools, stream.Fork(k));
            void Add(string estimator, Func<Dataset, Term> fit) => rows.Add(CoverageTally.Row($"{schools} schools, staggered", estimator, (truth, Draws), k =>
            {
                var term = fit(Data(k));
                return (term.Estimate, term.StandardError, term.Interval);
            }));
            Add("Callaway-Sant'Anna, never treated", d => GroupTimeEffects.Fit(design with { Cluster = "school" }, d).Aggregate(EffectAggregation.Simple).Overall);
            Add("Callaway-Sant'Anna, not yet treated", d => GroupTimeEffects.Fit(design with { Cluster = "school", Controls = ControlGroup.NotYetTreated }, d).Aggregate(EffectAggregation.Simple).Overall);
            Add("Sun-Abraham", d => SunAbraham.Fit(design, d).Overall);
            Add("two-way fixed effects", d => TwoWayFixedEffects.Fit("score ~ treated", d, new("school", "year"), ErrorKind.Cr1S)["treated"]);
        }
        yield return new Table("Mean effect on the treated, adoption in three years, a third never", CoverageTally.Columns, rows,
            "Two-way fixed effects compares the late with the early, whose effect still grows: its bias does not go away with more schools.");
        rows = [];
        foreach (var (schools, treated) in ((int, int)[])[(8, 4), (12, 4), (12, 3), (20, 4), (40, 20)])
        {
            var stream = root.Fork((schools * 100) + treated);
            Dataset Data(long k) => Together(schools, treated, stream.Fork(k));
            string name = $"{treated} of {schools} schools treated at once";
            void Add(string estimator, Func<Dataset, long, (double, double, Interval)> fit, int draws = Draws) => rows.Add(CoverageTally.Row(name, estimator, (1, draws), k => fit(Data(k), k)));
            Add("two-way, CR1S", (d, _) => Of(TwoWayFixedEffects.Fit("score ~ treated", d, new("school", "year"), ErrorKind.Cr1S)["treated"]));
            Add("two-way, CR2 and Satterthwaite", (d, _) => Of(TwoWayFixedEffects.Fit("score ~ treated", d, new("school", "year"))["treated"]));
            Add("wild cluster bootstrap", (d, k) =>
            {
                // Years as columns: the bootstrap asks for effects within the clusters.
                var fit = LinearModel.Fit("score ~ treated + factor(year)", d, Errors.Clustered("school", ErrorKind.Cr1S), new() { Absorb = ["school"] });
                var test = fit.WildBootstrap("treated", new("school", 399, k));
                return (test.Estimate, test.Estimate / test.Statistic, test.Interval);
            }, 500);
            Add("Callaway-Sant'Anna by school", (d, _) => Of(GroupTimeEffects.Fit(new("score", "school", "year", "first") { Cluster = "school" }, d).Aggregate(EffectAggregation.Simple).Overall));
        }
        yield return new Table("Few schools, an effect of 1 from the fifth year on", CoverageTally.Columns, rows);
    }

    private static (double, double, Interval) Of(Term term) => (term.Estimate, term.StandardError, term.Interval);

    private static double First(int school, int schools) => (6 * school / schools) switch { 0 or 1 => 0, 2 => 3, 3 or 4 => 5, _ => 7 };

    private static double EffectOf(double first, int year) => first > 0 && year >= first ? 1 + (0.5 * (year - first)) + (first == 3 ? 0.5 : 0) : 0;

    private static double MeanEffect(int schools) => Enumerable.Range(0, schools).SelectMany(s => Enumerable.Range(1, Years).Select(y => (First: First(s, schools), y)))
        .Where(c => c.First > 0 && c.y >= c.First).Average(c => EffectOf(c.First, c.y));

    private static Dataset Staggered(int schools, RandomStream random) => Panel(schools, random, s => First(s, schools), EffectOf);

    private static Dataset Together(int schools, int treated, RandomStream random) => Panel(schools, random, s => s < treated ? 5 : 0, (first, year) => first > 0 && year >= first ? 1 : 0);

    private static Dataset Panel(int schools, RandomStream random, Func<int, double> first, Func<double, int, double> effect)
    {
        int n = schools * Years;
        double[] school = new double[n], year = new double[n], start = new double[n], treated = new double[n], score = new double[n];
        for (int s = 0, i = 0; s < schools; s++)
        {
            double level = 3 * random.Normal(), error = random.Normal();
            for (int y = 1; y <= Years; y++, i++)
            {
                (school[i], year[i], start[i]) = (s, y, first(s));
                treated[i] = start[i] > 0 && y >= start[i] ? 1 : 0;
                score[i] = level + (0.3 * y) + effect(start[i], y) + error;
                error = (0.5 * error) + (Math.Sqrt(0.75) * random.Normal());
            }
        }
        return new(new NumberColumn("school", school), new NumberColumn("year", year), new NumberColumn("first", start), new NumberColumn("treated", treated), new NumberColumn("score", score));
    }
}
