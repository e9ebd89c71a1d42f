using System.Diagnostics;
using System.Globalization;

namespace Research.Benchmarks;

/// <summary>The bootstrap of a cluster trial's effect size beside lme4 refits of the same data, the two sides in turn.</summary>
internal static class TrialBenchmark
{
    private const int Draws = 1000, RDraws = 60, Rounds = 3;

    public static Table Run()
    {
        var rows = new List<IReadOnlyList<Cell>>();
        foreach (var (schools, pupils) in ((int, int)[])[(22, 12), (60, 40)])
        {
            var data = Make(schools, pupils);
            var trial = ClusterTrialAnalysis.Fit(new("post ~ arm + pre", "arm", "school"), data);
            string file = Path.Combine(Path.GetTempPath(), $"trial-{Environment.ProcessId}.csv");
            File.WriteAllLines(file, Enumerable.Range(0, data.Count).Select(i => string.Join(',', data.Columns.Select(c => c.TextAt(i)))).Prepend(string.Join(',', data.Columns.Select(c => c.Name))));
            try
            {
                trial.Bootstrap(new(TrialResampling.Pupils, 1, 50));
                double ours = double.PositiveInfinity, theirs = double.PositiveInfinity, spread = 0, spreadR = double.NaN;
                for (int round = 0; round < Rounds; round++)
                {
                    var clock = Stopwatch.StartNew();
                    var result = trial.Bootstrap(new(TrialResampling.Pupils, 20240901, Draws));
                    ours = Math.Min(ours, clock.Elapsed.TotalSeconds);
                    spread = result[TrialBootstrapPlan.NameOf("arm1", EffectScale.Total, EffectBasis.Conditional)].StandardError;
                    if (R(file) is not { } r) continue;
                    (theirs, spreadR) = (Math.Min(theirs, r.Seconds), r.Spread);
                }
                rows.Add([$"{schools} schools, {data.Count} pupils", ours, double.IsInfinity(theirs) ? double.NaN : theirs, double.IsInfinity(theirs) ? double.NaN : theirs / ours, spread, spreadR]);
            }
            finally
            {
                File.Delete(file);
            }
        }
        return new($"{Draws} bootstraps of a cluster trial's effect sizes; best of {Rounds} rounds in turn with R; {Environment.ProcessorCount} cores",
            [new("case", "Case"), new("seconds", "Here", "s", 3), new("seconds_lme4", "lme4 refits", "s", 1), new("times_faster", "Times faster", "", 0), new("sd", "SD of effects", "", 3), new("sd_lme4", "SD, lme4", "", 3)], rows,
            $"R: R/trials.R, {RDraws} draws on one core, scaled to {Draws}; two lmer fits a draw, as eefAnalytics' crtFREQ has them. Here three models a draw (guidance too), on all cores.");
    }

    private static (double Seconds, double Spread)? R(string file)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("Rscript", [Path.Combine(AppContext.BaseDirectory, "R", "trials.R"), file, RDraws.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
            string[] said = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            process.WaitForExit();
            return said.Length == 2 ? (double.Parse(said[0], CultureInfo.InvariantCulture), double.Parse(said[1], CultureInfo.InvariantCulture)) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static Dataset Make(int schools, int pupils)
    {
        var random = RandomStream.FromSeed(schools);
        List<double> arm = [], pre = [], post = [], school = [];
        for (int s = 0; s < schools; s++)
        {
            double u = 2 * random.Normal();
            for (int i = pupils / 2 + random.Below(pupils); i > 0; i--)
            {
                double prior = random.Normal(6, 2);
                arm.Add(s % 2);
                pre.Add(prior);
                school.Add(s);
                post.Add((3.0 * (s % 2)) + (1.8 * prior) + u + (4 * random.Normal()));
            }
        }
        return new(new NumberColumn("arm", [.. arm]), new NumberColumn("pre", [.. pre]), new NumberColumn("post", [.. post]), new NumberColumn("school", [.. school]));
    }
}
