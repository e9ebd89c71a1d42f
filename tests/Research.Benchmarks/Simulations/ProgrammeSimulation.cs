namespace Research.Benchmarks;

/// <summary>Each sample programme drawn anew many times: does the planned analysis cover what was put in, and where does a plain comparison end up?</summary>
internal sealed class ProgrammeSimulation : ISimulation
{
    private const int Draws = 500;

    public string Name => "programmes";

    public string Question => $"Each sample programme of data-samples/interventions is drawn {Draws} times with new schools, pupils and chance, and analysed as its plan says. Do 95% intervals cover the effect that was put in "
        + "93 to 97 times in a hundred, and what does a plain comparison of pupils with and without the programme find?";

    public IEnumerable<Table> Run(long seed)
    {
        var root = RandomStream.FromSeed(seed);
        var rows = new List<IReadOnlyList<Cell>>();
        foreach (var programme in SampleProgrammes.All)
        {
            var plan = AnalysisPlan.Read(Plan(programme.Id));
            var stream = root.Fork(programme.Id);
            var planned = new (Term Planned, Term Naive)[Draws];
            Parallel.For(0, Draws, k =>
            {
                var data = programme.Draw(stream.Fork(k));
                planned[k] = (PlannedEvaluation.Estimate(plan, data), NaiveComparison.Of(plan, data));
            });
            double truth = programme.Truth, mean = planned.Average(p => p.Planned.Estimate), naive = planned.Average(p => p.Naive.Estimate);
            double sd = Math.Sqrt(planned.Sum(p => Math.Pow(p.Planned.Estimate - mean, 2)) / (Draws - 1));
            rows.Add([programme.Title, PlanName(plan.Design), truth, mean, Covered(p => p.Planned), sd, planned.Average(p => p.Planned.StandardError), naive, Covered(p => p.Naive),
                truth == 0 ? Cell.Without(Symbol.NotApplicable) : 100.0 * planned.Count(p => p.Naive.Estimate * truth < 0) / Draws]);

            double Covered(Func<(Term Planned, Term Naive), Term> which) => 100.0 * planned.Count(p => which(p).Interval.Contains(truth)) / Draws;
        }
        yield return new Table("Planned analysis and plain comparison",
            [
                new("programme", "Programme"), new("design", "Design"), new("truth", "True effect", "points", 2), new("mean", "Mean estimate", "points", 2), new("cover", "95% intervals that cover", "%", 1),
                new("sd", "SD of estimates", "points", 2), new("error", "Mean standard error", "points", 2), new("naive", "Plain comparison, mean", "points", 2), new("naive_cover", "Its intervals that cover", "%", 1),
                new("wrong_sign", "Plain comparison with the wrong sign", "%", 0),
            ],
            rows, $"Of {Draws} draws a share of 95% has a standard error of 1.0 point.", "The plain comparison sets pupils who had the programme (of a trial: who took part) beside all others, and allows for nothing.");
    }

    private static string PlanName(PlannedDesign design) => System.Text.RegularExpressions.Regex.Replace(design.ToString(), "(?<=[a-z])([A-Z])", m => " " + m.Value.ToLowerInvariant());

    private static string Plan(string id)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Research.sln"))) return Path.Combine(folder.FullName, "data-samples", "interventions", "plans", id + ".yaml");
        throw new DirectoryNotFoundException("No checkout above the program.");
    }
}
