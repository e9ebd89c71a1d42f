namespace Research.Benchmarks;

/// <summary>Coverage of intervals for shares and their differences: not drawn but summed over all counts, so exact.</summary>
internal sealed class ProportionSimulation : ISimulation
{
    public string Name => "proportions";

    public string Question => "How often do 95% intervals hold the true share, or the true difference of two shares? Not simulated: the probabilities of all counts are added. "
        + "Mean and least over shares from 1% to 99% in steps of 1 ppt; for differences over 300 pairs of shares drawn with the seed.";

    public IEnumerable<Table> Run(long seed)
    {
        yield return new Table("One share", Columns("n"), new[] { 20, 50, 200 }.SelectMany(n => Single().Select(m => Row(m.Name, $"{n}", Enumerable.Range(1, 99).Select(s => Cover(n, s / 100.0, m.Of))))));
        var random = RandomStream.FromSeed(seed);
        (double P1, double P2)[] pairs = [.. Enumerable.Range(0, 300).Select(_ => (random.Uniform(0.02, 0.98), random.Uniform(0.02, 0.98)))];
        yield return new Table("Difference of two shares", Columns("n₁, n₂"), new[] { (20, 20), (30, 100), (100, 100) }.SelectMany(n =>
            Differences().Select(m => Row(m.Name, $"{n.Item1}, {n.Item2}", Cover(n, pairs, m.Of)))));
    }

    private static TableColumn[] Columns(string size) => [new("method", "Interval"), new("n", size), new("mean", "Mean cover", "%", 1), new("least", "Least cover", "%", 1)];

    private static (string Name, Func<double, double, double, Interval> Of)[] Single() =>
        [("Wilson", Proportion.Wilson), ("Clopper–Pearson", Proportion.ClopperPearson), ("Agresti–Coull", Proportion.AgrestiCoull), ("Jeffreys", Proportion.Jeffreys), ("Wald", Proportion.Wald)];

    private static (string Name, Func<double, double, double, double, double, Interval> Of)[] Differences() =>
        [("Newcombe", ProportionDifference.Newcombe), ("Miettinen–Nurminen", ProportionDifference.MiettinenNurminen), ("Agresti–Caffo", ProportionDifference.AgrestiCaffo), ("Wald", ProportionDifference.Wald)];

    private static IReadOnlyList<Cell> Row(string method, string size, IEnumerable<double> covers) => covers.ToArray() is var all ? [method, size, 100 * all.Average(), 100 * all.Min()] : [];

    private static double Cover(int n, double p, Func<double, double, double, Interval> of)
    {
        var binomial = new BinomialDistribution(n, p);
        return Enumerable.Range(0, n + 1).Where(x => of(x, n, 0.95).Contains(p)).Sum(x => binomial.Density(x));
    }

    private static IEnumerable<double> Cover((int First, int Second) n, (double P1, double P2)[] pairs, Func<double, double, double, double, double, Interval> of)
    {
        var intervals = new Interval[n.First + 1, n.Second + 1];
        for (int x = 0; x <= n.First; x++)
            for (int y = 0; y <= n.Second; y++)
                intervals[x, y] = of(x, n.First, y, n.Second, 0.95);
        foreach (var (p1, p2) in pairs)
        {
            double[] first = [.. Enumerable.Range(0, n.First + 1).Select(x => new BinomialDistribution(n.First, p1).Density(x))], second = [.. Enumerable.Range(0, n.Second + 1).Select(y => new BinomialDistribution(n.Second, p2).Density(y))];
            double cover = 0;
            for (int x = 0; x <= n.First; x++)
                for (int y = 0; y <= n.Second; y++)
                    if (intervals[x, y].Contains(p1 - p2)) cover += first[x] * second[y];
            yield return cover;
        }
    }
}
