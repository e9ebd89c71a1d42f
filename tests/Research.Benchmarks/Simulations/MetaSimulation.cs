namespace Research.Benchmarks;

/// <summary>Bias of τ² and of the tests' coverage, few studies and many, with a known truth.</summary>
internal sealed class MetaSimulation : ISimulation
{
    private const int Draws = 4000;
    private const double Truth = 0.2;

    private static readonly (int Studies, double Tau)[] Cases = [(3, 0.1), (5, 0), (5, 0.1), (5, 0.3), (10, 0.1), (20, 0.1), (20, 0.3), (80, 0.1)];

    public string Name => "meta";

    public string Question => $"Effects of k studies with true mean {Truth} SD, between-study standard deviation τ, and pupils from 40 to 800 a study (as in education trials, standard errors 0.07 to 0.32). "
        + $"How far off is each estimator of τ², and how often do 95% intervals hold the mean, and prediction intervals the true effect of a new place? {Draws} draws a case.";

    public IEnumerable<Table> Run(long seed)
    {
        yield return new Table("Estimators of τ² (×100)", [new("k", "k"), new("tau", "τ", "", 1), new("truth", "True τ²", "", 1), .. Estimators.Select(m => new TableColumn($"m{m}", Short(m), "", 2))],
            Cases.Select(c => (IReadOnlyList<Cell>)[c.Studies, c.Tau, 100 * c.Tau * c.Tau, .. Means(c, seed)]),
            "Mean over the draws; where the truth is 0 or near it the bound at 0 alone puts the mean above it.");
        yield return new Table("Cover of 95% intervals of the mean (%)",
            [new("k", "k"), new("tau", "τ", "", 1), .. Pairs.Select(p => new TableColumn($"c{p.Method}{p.Test}", $"{Short(p.Method)}, {(p.Test == MetaTest.Wald ? "normal" : "Knapp–Hartung")}", "", 1))],
            Cases.Select(c => (IReadOnlyList<Cell>)[c.Studies, c.Tau, .. Pairs.Select(p => (Cell)Cover(c, seed, p, f => f.Mean))]));
        yield return new Table("Cover of 95% prediction intervals of a new place's true effect (%)",
            [new("k", "k"), new("tau", "τ", "", 1), .. Pairs.Skip(1).Select(p => new TableColumn($"p{p.Method}{p.Test}", $"{Short(p.Method)}, {(p.Test == MetaTest.Wald ? "normal" : "Knapp–Hartung")}", "", 1))],
            Cases.Select(c => (IReadOnlyList<Cell>)[c.Studies, c.Tau, .. Pairs.Skip(1).Select(p => (Cell)Cover(c, seed, p, f => f.Place))]));
        yield return new Table("Cover of 95% Q-profile intervals of τ² (%)", [new("k", "k"), new("tau", "τ", "", 1), new("cover", "Cover", "%", 1)],
            Cases.Select(c => (IReadOnlyList<Cell>)[c.Studies, c.Tau, Profile(c, seed)]), "An empty set counts as a miss.");
    }

    private static readonly Heterogeneity[] Estimators = [.. Enum.GetValues<Heterogeneity>().Where(m => m is not (Heterogeneity.None or Heterogeneity.EmpiricalBayes))];

    private static readonly (Heterogeneity Method, MetaTest Test)[] Pairs =
    [
        (Heterogeneity.None, MetaTest.Wald), (Heterogeneity.DerSimonianLaird, MetaTest.Wald), (Heterogeneity.Reml, MetaTest.Wald), (Heterogeneity.Reml, MetaTest.KnappHartung),
        (Heterogeneity.PauleMandel, MetaTest.KnappHartung), (Heterogeneity.SidikJonkman, MetaTest.KnappHartung),
    ];

    private static IEnumerable<Cell> Means((int, double) setting, long seed) =>
        Estimators.Select(m => (Cell)(100 * Average(d => MetaAnalysis.Fit("g ~ 1", Drawn(setting, seed, d).Studies, m).TauSquared)));

    private static double Cover((int, double) setting, long seed, (Heterogeneity Method, MetaTest Test) pair, Func<(bool Mean, bool Place), bool> which) => 100 * Average(d =>
    {
        var (studies, place) = Drawn(setting, seed, d);
        var fit = MetaAnalysis.Fit("g ~ 1", studies, pair.Method, new() { Test = pair.Test });
        return which((fit.Effect.Interval.Contains(Truth), fit.Prediction.NewStudy.Contains(place))) ? 1 : 0;
    });

    private static double Profile((int Studies, double Tau) setting, long seed) => 100 * Average(d =>
    {
        var interval = MetaAnalysis.Fit("g ~ 1", Drawn(setting, seed, d).Studies, Heterogeneity.Reml).HeterogeneityInterval();
        return !interval.IsEmpty && interval.TauSquared.Contains(setting.Tau * setting.Tau) ? 1 : 0;
    });

    private static double Average(Func<int, double> draw)
    {
        var values = new double[Draws];
        Parallel.For(0, Draws, d => values[d] = draw(d));
        return values.Average();
    }

    // Two equal arms of m pupils: sampling variance 2/m + g²/(4m), taken as known at the true effect.
    private static (Studies Studies, double Place) Drawn((int Studies, double Tau) setting, long seed, int draw)
    {
        var random = RandomStream.FromSeed(seed).Fork(draw);
        double[] g = new double[setting.Studies], v = new double[setting.Studies];
        for (int i = 0; i < g.Length; i++)
        {
            double arm = Math.Round(Math.Exp(random.Uniform(Math.Log(20), Math.Log(400)))), effect = Truth + (setting.Tau * random.Normal());
            v[i] = (2 / arm) + (effect * effect / (4 * arm));
            g[i] = effect + (Math.Sqrt(v[i]) * random.Normal());
        }
        return (Studies.WithVariances(new(new NumberColumn("g", g), new NumberColumn("v", v)), "g", "v"), Truth + (setting.Tau * random.Normal()));
    }

    private static string Short(Heterogeneity method) => method switch
    {
        Heterogeneity.None => "one effect",
        Heterogeneity.DerSimonianLaird => "DL",
        Heterogeneity.Hedges => "HE",
        Heterogeneity.HunterSchmidt => "HS",
        Heterogeneity.SidikJonkman => "SJ",
        Heterogeneity.Ml => "ML",
        Heterogeneity.Reml => "REML",
        _ => "PM",
    };
}
