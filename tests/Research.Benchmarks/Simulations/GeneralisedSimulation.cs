namespace Research.Benchmarks;

/// <summary>Bias and coverage of logistic and Poisson models, Firth's fit, marginal effects and the area under the curve.</summary>
internal sealed class GeneralisedSimulation : ISimulation
{
    private const int Draws = 4_000;

    public string Name => "generalised";

    public string Question => "Are coefficients, average marginal effects and areas under the curve unbiased, and do their 95% intervals hold the truth 93% to 97% of the time? "
        + "x standard normal; logit(p) = −0.5 + x, or ln(mean) = 0.5 + 0.5 x; clusters: 60 schools of 20 with a school SD of 0.5 in ln(mean). The marginal effect's truth is that of the x drawn. Maximum likelihood is biased away from 0 in small samples, by about 10% at 50 rows: Firth's fit is not; classical errors stand beside CR2 to show what clustering does to them.";

    public IEnumerable<Table> Run(long seed)
    {
        var root = RandomStream.FromSeed(seed);
        yield return new Table("Logistic, slope 1", CoverageTally.Columns, new[] { 50, 200, 1000 }.SelectMany(n => (IEnumerable<IReadOnlyList<Cell>>)
        [
            Slope($"{n} rows", "maximum likelihood, Wald", n, false, root.Fork(n)), Slope($"{n} rows", "Firth, Wald", n, true, root.Fork(n)),
        ]).Append(Profile(root.Fork(50))));
        yield return new Table("Average marginal effect", CoverageTally.Columns, new[] { 200, 1000 }.Select(n => Effect(n, root.Fork(n + 1))));
        yield return new Table("Area under the curve, normal scores one SD apart", CoverageTally.Columns, new[] { 100, 400 }.Select(n => Area(n, root.Fork(n + 2))));
        yield return new Table("Poisson, slope 0.5", CoverageTally.Columns,
        [
            Counts("200 independent rows", Errors.Classical, root.Fork(7)), Clustered("60 schools", Errors.Classical, root.Fork(8)), Clustered("60 schools", Errors.Clustered("school"), root.Fork(8)),
        ]);
    }

    private static IReadOnlyList<Cell> Slope(string name, string estimator, int n, bool firth, RandomStream stream) => CoverageTally.Row(name, estimator, (1, Draws), k =>
        Of((firth ? LogisticModel.Firth("y ~ x", Logistic(n, stream.Fork(k))) : Overlapping(n, stream.Fork(k)))["x"]));

    private static IReadOnlyList<Cell> Profile(RandomStream stream) => CoverageTally.Row("50 rows", "Firth, profile", (1, Draws), k =>
    {
        var fit = LogisticModel.Firth("y ~ x", Logistic(50, stream.Fork(k)));
        return (fit["x"].Estimate, fit["x"].StandardError, fit.ProfileIntervals()[1].Interval);
    });

    // Separated draws, of which small samples have a few, are drawn again: they have no estimate to average.
    private static GeneralisedModel Overlapping(int n, RandomStream stream)
    {
        for (int again = 0; ; again++)
            if (LogisticModel.Fit("y ~ x", Logistic(n, again == 0 ? stream : stream.Fork(again))) is { Separation.Exists: false } fit) return fit;
    }

    private static IReadOnlyList<Cell> Effect(int n, RandomStream stream)
    {
        double truth = Enumerable.Range(-400, 801).Sum(i => StandardNormal.Density(i / 50.0) * SlopeAt(i / 50.0) / 50);
        return CoverageTally.Row($"{n} rows", "delta method", (truth, Draws), k =>
        {
            var data = Logistic(n, stream.Fork(k));
            var effect = LogisticModel.Fit("y ~ x", data).MarginalEffects().Terms[0];
            double shift = truth - data.Numbers("x").ToArray().Average(SlopeAt);
            return (effect.Estimate + shift, effect.StandardError, new(effect.Interval.Low + shift, effect.Interval.High + shift));
        });
    }

    private static IReadOnlyList<Cell> Area(int n, RandomStream stream) => CoverageTally.Row($"{n} rows, half with the outcome", "DeLong", (StandardNormal.Lower(1 / Math.Sqrt(2)), Draws), k =>
    {
        var random = stream.Fork(k);
        double[] y = [.. Enumerable.Range(0, n).Select(i => (double)(i % 2))];
        var area = Discrimination.Of(y, [.. y.Select(v => v + random.Normal())]);
        return (area.Area, area.StandardError, area.Interval);
    });

    private static IReadOnlyList<Cell> Counts(string name, Errors errors, RandomStream stream) => CoverageTally.Row(name, errors.ToString(), (0.5, Draws), k =>
    {
        var random = stream.Fork(k);
        double[] x = [.. Enumerable.Range(0, 200).Select(_ => random.Normal())];
        var data = new Dataset(new NumberColumn("x", x), new NumberColumn("y", [.. x.Select(v => (double)random.Poisson(Math.Exp(0.5 + 0.5 * v)))]));
        return Of(GeneralisedModel.Fit("y ~ x", data, ModelFamily.Poisson, new() { Errors = errors })["x"]);
    });

    private static IReadOnlyList<Cell> Clustered(string name, Errors errors, RandomStream stream) => CoverageTally.Row(name, errors.ToString(), (0.5, Draws / 4), k =>
    {
        const int schools = 60, size = 20;
        var random = stream.Fork(k);
        double[] x = new double[schools * size], y = new double[schools * size], school = new double[schools * size];
        for (int s = 0; s < schools; s++)
        {
            double own = random.Normal(0, 0.5), level = random.Normal();
            for (int i = s * size; i < (s + 1) * size; i++) (school[i], x[i], y[i]) = (s, level, random.Poisson(Math.Exp(0.5 + 0.5 * level + own)));
        }
        var data = new Dataset(new NumberColumn("x", x), new NumberColumn("y", y), new NumberColumn("school", school));
        return Of(GeneralisedModel.Fit("y ~ x", data, ModelFamily.Poisson, new() { Errors = errors })["x"]);
    });

    private static Dataset Logistic(int n, RandomStream random)
    {
        double[] x = [.. Enumerable.Range(0, n).Select(_ => random.Normal())];
        return new(new NumberColumn("x", x), new NumberColumn("y", [.. x.Select(v => random.Chance(1 / (1 + Math.Exp(0.5 - v))) ? 1.0 : 0.0)]));
    }

    private static double SlopeAt(double x) => 1 / (1 + Math.Exp(0.5 - x)) is var p ? p * (1 - p) : 0;

    private static (double Estimate, double Error, Interval Interval) Of(Term term) => (term.Estimate, term.StandardError, term.Interval);
}
