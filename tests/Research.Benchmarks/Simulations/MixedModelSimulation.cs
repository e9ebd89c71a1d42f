namespace Research.Benchmarks;

/// <summary>Bias and coverage of mixed models: few and many schools, random slopes, a yes-or-no outcome.</summary>
internal sealed class MixedModelSimulation : ISimulation
{
    private const int Draws = 2000;

    public string Name => "mixed";

    public string Question => "Are the coefficients of mixed models unbiased, and do their 95% intervals hold the truth 95% of the time, with few schools too? "
        + "Truth: a treatment given to whole schools raises the score by 2; schools' intercepts have SD 3, the residual SD 8 (intraclass correlation 0.12).";

    public IEnumerable<Table> Run(long seed)
    {
        var rows = new List<IReadOnlyList<Cell>>();
        var root = RandomStream.FromSeed(seed);
        foreach (var (schools, pupils) in ((int, int)[])[(8, 20), (12, 25), (20, 25), (60, 25)])
            foreach (var degrees in Enum.GetValues<DegreesOfFreedom>())
                rows.Add(CoverageTally.Row($"{schools} schools of about {pupils}", degrees.ToString(), (2, Draws), k => Of(MixedModel.Fit("score ~ treated + prior + (1 | school)",
                    Trial(root.Fork(schools).Fork(k), schools, pupils, 0)).With(degrees)["treated"])));
        yield return new Table($"Treatment of whole schools, random intercepts, REML; {Draws} draws a row", CoverageTally.Columns, rows);

        var slopes = new List<IReadOnlyList<Cell>>();
        foreach (var degrees in Enum.GetValues<DegreesOfFreedom>())
            slopes.Add(CoverageTally.Row("30 schools of about 20, slopes of prior with SD 1", degrees.ToString(), (4, Draws), k => Of(MixedModel.Fit("score ~ treated + prior + (1 + prior | school)",
                Trial(root.Fork("slopes").Fork(k), 30, 20, 1)).With(degrees)["prior"])));
        yield return new Table($"Mean slope where slopes vary between schools; {Draws} draws a row", CoverageTally.Columns, slopes);

        var logistic = new List<IReadOnlyList<Cell>>();
        foreach (int points in (int[])[1, 7])
            logistic.Add(CoverageTally.Row("40 schools of about 25, log odds ratio 0.5", points == 1 ? "Laplace" : $"{points} points", (0.5, Draws / 4), k => Of(GeneralisedMixedModel.Logistic(
                "passed ~ prior + (1 | school)", Outcomes(root.Fork("logistic").Fork(k)), points)["prior"])));
        yield return new Table($"Mixed logistic model; {Draws / 4} draws a row", CoverageTally.Columns, logistic);
    }

    private static (double Estimate, double Error, Interval Interval) Of(Term term) => (term.Estimate, term.StandardError, term.Interval);

    internal static Dataset Trial(RandomStream stream, int schools, int pupils, double slopeSd)
    {
        var columns = new List<(double Score, double Treated, double Prior, double School)>();
        for (int s = 0; s < schools; s++)
        {
            double school = 3 * stream.Normal(), slope = 4 + slopeSd * stream.Normal(), treated = s % 2;
            // Sizes from half to one and a half times the mean.
            int size = pupils / 2 + stream.Below(pupils + 1);
            for (int i = 0; i < size; i++)
            {
                double prior = stream.Normal();
                columns.Add((50 + 2 * treated + slope * prior + school + 8 * stream.Normal(), treated, prior, s + 1));
            }
        }
        return new(new NumberColumn("score", [.. columns.Select(c => c.Score)]), new NumberColumn("treated", [.. columns.Select(c => c.Treated)]),
            new NumberColumn("prior", [.. columns.Select(c => c.Prior)]), new NumberColumn("school", [.. columns.Select(c => c.School)]));
    }

    private static Dataset Outcomes(RandomStream stream)
    {
        var rows = new List<(double Passed, double Prior, double School)>();
        for (int s = 0; s < 40; s++)
        {
            double school = 0.7 * stream.Normal();
            int size = 12 + stream.Below(26);
            for (int i = 0; i < size; i++)
            {
                double prior = stream.Normal(), p = 1 / (1 + Math.Exp(-(0.2 + 0.5 * prior + school)));
                rows.Add((stream.Chance(p) ? 1 : 0, prior, s + 1));
            }
        }
        return new(new NumberColumn("passed", [.. rows.Select(r => r.Passed)]), new NumberColumn("prior", [.. rows.Select(r => r.Prior)]), new NumberColumn("school", [.. rows.Select(r => r.School)]));
    }
}
