namespace Research.Benchmarks;

/// <summary>Coverage of trials' effect sizes, few schools among them.</summary>
internal sealed class TrialSimulation : ISimulation
{
    private const int Draws = 2000;
    internal const double Effect = 0.3;
    private const double Slope = 0.6, Between = 0.1, Residual = 0.54, EffectVariance = 0.02;

    public string Name => "trials";

    public string Question => "A programme raises outcomes by 0.3 SD of all pupils. Does the guidance effect (SD of a model without covariates) find that, and do its 95% intervals cover with few schools? "
        + "eefAnalytics' two effects stand beside: the conditional one estimates 0.3 over the SD that covariates leave, which is another number.";

    public IEnumerable<Table> Run(long seed)
    {
        var root = RandomStream.FromSeed(seed);
        var rows = new List<IReadOnlyList<Cell>>();
        foreach (int schools in (int[])[8, 12, 20, 40])
        {
            var stream = root.Fork(schools);
            var cache = Cached(k => ClusterTrialAnalysis.Fit(new("post ~ arm + pre", "arm", "school"), Schools(schools, stream.Fork(k))));
            rows.Add(Row($"{schools} schools randomised", "guidance, Kenward-Roger", cache, EffectBasis.Guidance));
            rows.Add(Row($"{schools} schools randomised", "eefAnalytics, unconditional", cache, EffectBasis.Unconditional));
            rows.Add(Row($"{schools} schools randomised", "eefAnalytics, conditional", cache, EffectBasis.Conditional));
        }
        foreach (int schools in (int[])[8, 20, 40])
        {
            var stream = root.Fork(-schools);
            var cache = Cached(k => MultisiteTrialAnalysis.Fit(new("post ~ arm + pre", "arm", "school"), Within(schools, stream.Fork(k))));
            rows.Add(Row($"pupils randomised in {schools} schools", "guidance", cache, EffectBasis.Guidance));
            rows.Add(Row($"pupils randomised in {schools} schools", "eefAnalytics, unconditional", cache, EffectBasis.Unconditional));
            rows.Add(Row($"pupils randomised in {schools} schools", "eefAnalytics, conditional", cache, EffectBasis.Conditional));
        }
        foreach (int pupils in (int[])[60, 200])
        {
            var stream = root.Fork(1000 + pupils);
            var cache = Cached(k => SimpleTrialAnalysis.Fit(new("post ~ arm + pre", "arm"), Pupils(pupils, stream.Fork(k))));
            rows.Add(Row($"{pupils} pupils randomised", "guidance, HC3", cache, EffectBasis.Guidance));
            rows.Add(Row($"{pupils} pupils randomised", "eefAnalytics, unconditional", cache, EffectBasis.Unconditional));
        }
        yield return new Table("Effects of 0.3 SD, covariate explaining 36% of the variance", CoverageTally.Columns, rows,
            "The bias of eefAnalytics' conditional effect is its estimand: 0.3/√0.64 = 0.375 where schools are randomised. Its unconditional SD counts the effect itself as spread.");
        yield return new Table("Tests that there is no effect, when there is none", [new("case", "Case"), new("test", "Test"), new("rejected", "p ≤ 0.05", "%", 1)], Sizes(root.Fork("null")));
    }

    private static IEnumerable<IReadOnlyList<Cell>> Sizes(RandomStream root)
    {
        foreach (int schools in (int[])[8, 20])
        {
            var stream = root.Fork(schools);
            bool[] permuted = new bool[500], tested = new bool[500];
            Parallel.For(0, permuted.Length, k =>
            {
                var trial = ClusterTrialAnalysis.Fit(new("post ~ arm + pre", "arm", "school"), Schools(schools, stream.Fork(k), 0));
                (permuted[k], tested[k]) = (trial.Permute("arm1", k, 199).PValue <= 0.05, trial.Adjusted["arm1"].PValue <= 0.05);
            });
            yield return [$"{schools} schools randomised", "permutation of schools", 100.0 * permuted.Count(p => p) / permuted.Length];
            yield return [$"{schools} schools randomised", "Kenward-Roger", 100.0 * tested.Count(p => p) / tested.Length];
        }
    }

    private static Func<long, TrialAnalysis> Cached(Func<long, TrialAnalysis> fit)
    {
        var kept = new TrialAnalysis?[Draws];
        return k => kept[k] ??= fit(k);
    }

    private static IReadOnlyList<Cell> Row(string name, string estimator, Func<long, TrialAnalysis> fit, EffectBasis basis) => CoverageTally.Row(name, estimator, (Effect, Draws), k =>
    {
        var effect = fit(k)["arm1", EffectScale.Total, basis];
        return (effect.G, effect.StandardError, effect.Interval);
    });

    private static Dataset Schools(int schools, RandomStream random, double effect = Effect) => Draw(schools, random, (_, school) => school % 2, effect, 0);

    internal static Dataset Within(int schools, RandomStream random) => Draw(schools, random, (pupil, _) => pupil % 2, Effect, EffectVariance);

    private static Dataset Draw(int schools, RandomStream random, Func<int, int, int> arm, double effect, double varying)
    {
        List<double> arms = [], pre = [], post = [];
        List<int> school = [];
        for (int g = 0; g < schools; g++)
        {
            double u = Math.Sqrt(Between) * random.Normal(), own = effect + (Math.Sqrt(varying) * random.Normal());
            int pupils = 10 + random.Below(21);
            for (int i = 0; i < pupils; i++)
            {
                int offered = arm(i, g);
                double prior = random.Normal();
                arms.Add(offered);
                pre.Add(prior);
                post.Add((own * offered) + (Slope * prior) + u + (Math.Sqrt(Residual) * random.Normal()));
                school.Add(g);
            }
        }
        return new(new NumberColumn("arm", [.. arms]), new NumberColumn("pre", [.. pre]), new NumberColumn("post", [.. post]), new FactorColumn("school", [.. school], [.. Enumerable.Range(0, schools).Select(g => $"s{g:D3}")]));
    }

    private static Dataset Pupils(int count, RandomStream random)
    {
        double[] arm = [.. Enumerable.Range(0, count).Select(i => (double)(i % 2))], pre = [.. arm.Select(_ => random.Normal())];
        return new(new NumberColumn("arm", arm), new NumberColumn("pre", pre), new NumberColumn("post", [.. arm.Select((a, i) => (Effect * a) + (Slope * pre[i]) + (Math.Sqrt(Between + Residual) * random.Normal()))]));
    }
}
