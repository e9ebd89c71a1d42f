namespace Research.Benchmarks;

/// <summary>All targets of a county assessed, and 10,000 futures of it with and without programmes, timed by step.</summary>
internal static class TargetBenchmark
{
    private const int Futures = 10_000;

    /// <summary>Assesses an extract with the targets beside it.</summary>
    public static int Run(string folder, string programmes)
    {
        StepClock whole = new(), step = new();
        using var county = County.Open(folder);
        step.Done("opened");
        var first = Targets.Assess(county, 2015);
        step.Done($"{first.All.Length} targets assessed as of 2015, records counted; the first run in this process");
        Targets.Assess(county, 2015);
        step.Done("the same again");
        Targets.AssessEach(county, [2013, 2014, 2015, 2016, 2017]);
        step.Done("as of 2013, 2014, 2015, 2016 and 2017");
        var wide = Targets.Assess(county, 2014, policy: AssessmentPolicy.Default with { Futures = Futures });
        step.Done($"{Futures} futures of every target as of 2014");
        var outcome = Scenario.Run(wide, Scenario.Read(programmes));
        step.Done($"the same with programmes: {outcome.ToTable().Rows.Length} targets");
        whole.Done($"the whole, {Environment.ProcessorCount} processors");
        return 0;
    }
}
