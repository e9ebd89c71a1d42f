namespace Research.Benchmarks;

/// <summary>Bias and coverage of mixed models with crossed factors, of very few schools, and of counts.</summary>
internal sealed class CrossedSimulation : ISimulation
{
    private const int Draws = 3000, FewDraws = 10_000, CountDraws = 500;

    public string Name => "crossed";

    public string Question => "Are mixed models unbiased, and do their 95% intervals hold the truth, where pupils are crossed by primary and secondary school, where there are only four or six schools, "
        + "and for counts? Crossed: a treatment of whole secondary schools raises the score by 4, prior attainment by 4 a standard deviation; primary schools have SD 2, secondary 3, the residual 8. "
        + "Few schools: as in the simulation of mixed models. Counts: ln(mean) = 0.5 + 0.3 prior + school, SD 0.5. Beside them z intervals, which the library never prints unless asked: "
        + "too few schools, too narrow. "
        + "The simulation error of a bias is its SD over the root of the draws: about 1% of the truth for treatments of whole schools (2% with four schools).";

    public IEnumerable<Table> Run(long seed)
    {
        var root = RandomStream.FromSeed(seed);
        var crossed = new List<IReadOnlyList<Cell>>();
        foreach (var (primaries, secondaries) in ((int, int)[])[(20, 8), (40, 12)])
            foreach (string term in (string[])["treated", "prior"])
                foreach (var degrees in Enum.GetValues<DegreesOfFreedom>())
                    crossed.Add(CoverageTally.Row($"{primaries} primary, {secondaries} secondary schools: {term}", degrees.ToString(), (4, Draws),
                        k => Of(MixedModel.Fit("score ~ treated + prior + (1 | primary) + (1 | secondary)", Crossed(root.Fork(primaries).Fork(k), primaries, secondaries)).With(degrees)[term])));
        yield return new Table($"Crossed by primary and secondary school, REML; {Draws} draws a row", CoverageTally.Columns, crossed);

        var few = new List<IReadOnlyList<Cell>>();
        foreach (int schools in (int[])[4, 6])
            foreach (var degrees in Enum.GetValues<DegreesOfFreedom>())
                few.Add(CoverageTally.Row($"{schools} schools of about 25", degrees.ToString(), (2, FewDraws),
                    k => Of(MixedModel.Fit("score ~ treated + prior + (1 | school)", MixedModelSimulation.Trial(root.Fork("few").Fork(schools).Fork(k), schools, 25, 0)).With(degrees)["treated"])));
        yield return new Table($"Treatment of whole schools, very few of them, REML; {FewDraws} draws a row", CoverageTally.Columns, few);

        var counts = new List<IReadOnlyList<Cell>>();
        foreach (int points in (int[])[1, 7])
            counts.Add(CoverageTally.Row("40 schools of about 25, log rate ratio 0.3", points == 1 ? "Laplace" : $"{points} points", (0.3, CountDraws),
                k => Of(GeneralisedMixedModel.Poisson("absences ~ prior + (1 | school)", Counts(root.Fork("counts").Fork(k)), points)["prior"])));
        yield return new Table($"Mixed Poisson model; {CountDraws} draws a row", CoverageTally.Columns, counts);
    }

    private static (double Estimate, double Error, Interval Interval) Of(Term term) => (term.Estimate, term.StandardError, term.Interval);

    private static Dataset Crossed(RandomStream stream, int primaries, int secondaries)
    {
        int n = 25 * secondaries;
        double[] byPrimary = [.. Enumerable.Range(0, primaries).Select(_ => 2 * stream.Normal())], bySecondary = [.. Enumerable.Range(0, secondaries).Select(_ => 3 * stream.Normal())];
        double[] score = new double[n], treated = new double[n], prior = new double[n], primary = new double[n], secondary = new double[n];
        for (int i = 0; i < n; i++)
        {
            (primary[i], secondary[i], prior[i]) = (stream.Below(primaries), i % secondaries, stream.Normal());
            treated[i] = secondary[i] % 2;
            score[i] = 50 + 4 * treated[i] + 4 * prior[i] + byPrimary[(int)primary[i]] + bySecondary[(int)secondary[i]] + 8 * stream.Normal();
        }
        return new(new NumberColumn("score", score), new NumberColumn("treated", treated), new NumberColumn("prior", prior), new NumberColumn("primary", primary), new NumberColumn("secondary", secondary));
    }

    private static Dataset Counts(RandomStream stream)
    {
        var rows = new List<(double Absences, double Prior, double School)>();
        for (int s = 0; s < 40; s++)
        {
            double school = 0.5 * stream.Normal();
            int size = 12 + stream.Below(26);
            for (int i = 0; i < size; i++)
            {
                double prior = stream.Normal();
                rows.Add((stream.Poisson(Math.Exp(0.5 + 0.3 * prior + school)), prior, s + 1));
            }
        }
        return new(new NumberColumn("absences", [.. rows.Select(r => r.Absences)]), new NumberColumn("prior", [.. rows.Select(r => r.Prior)]), new NumberColumn("school", [.. rows.Select(r => r.School)]));
    }
}
