namespace Research.Benchmarks;

/// <summary>Coverage of the bootstrap intervals of trials that randomise pupils within schools.</summary>
internal sealed class TrialBootstrapSimulation : ISimulation
{
    private const int Schools = 20, Samples = 100, Draws = 99;

    public string Name => "trial-bootstrap";

    public string Question => $"A programme raises outcomes by 0.3 SD of all pupils, by more in some of {Schools} schools than in others (variance 0.02). Do percentile intervals of the guidance effect from {Draws} draws hold it, "
        + "by residuals with level and effect of each school drawn together, by schools, and by pupils within them?";

    public IEnumerable<Table> Run(long seed)
    {
        var root = RandomStream.FromSeed(seed);
        yield return new Table($"Pupils randomised in {Schools} schools", CoverageTally.Columns, ((TrialResampling[])[TrialResampling.Residuals, TrialResampling.Schools, TrialResampling.Pupils]).Select(units => Row(units, root)),
            $"The mean standard error is that of the draws. {Samples} samples a row: Monte Carlo error of a cover is 2.2 points.");
    }

    private static IReadOnlyList<Cell> Row(TrialResampling units, RandomStream root) => CoverageTally.Row("guidance effect", $"draws of {units.ToString().ToLowerInvariant()}", (TrialSimulation.Effect, Samples), k =>
    {
        var trial = MultisiteTrialAnalysis.Fit(new("post ~ arm + pre", "arm", "school"), TrialSimulation.Within(Schools, root.Fork(k)));
        var drawn = trial.Bootstrap(new(units, k, Draws))[TrialBootstrapPlan.NameOf("arm1")];
        return (drawn.Estimate, drawn.StandardError, drawn.Interval(BootstrapInterval.Percentile));
    });
}
