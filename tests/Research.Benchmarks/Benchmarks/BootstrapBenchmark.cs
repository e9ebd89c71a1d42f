using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Research.Benchmarks;

/// <summary>Cluster bootstrap beside R's boot and lme4: same data, same run. Writes the data, times our refits, then runs bootstrap.R on the file.</summary>
internal static class BootstrapBenchmark
{
    private const int Pupils = 31_000, Schools = 2_400, Draws = 1000, MixedDraws = 200;
    private const long Seed = 20240901;

    public static int Run()
    {
        var data = Make();
        string file = Path.Combine(Path.GetTempPath(), $"bootstrap-{Environment.ProcessId}.csv");
        Write(data, file);
        try
        {
            Bootstrap.Clusters("score ~ prior + fsm", data, "school", Seed, 20);
            var clock = Stopwatch.StartNew();
            var ols = Bootstrap.Clusters("score ~ prior + fsm", data, "school", Seed, Draws);
            double olsSeconds = clock.Elapsed.TotalSeconds;
            clock.Restart();
            Bootstrap.Clusters(data, "school", d => LinearModel.Fit("score ~ prior + fsm", d), Seed, 100);
            double rowsSeconds = clock.Elapsed.TotalSeconds * Draws / 100;
            Bootstrap.Clusters("score ~ prior + fsm + (1 | school)", data, "school", Seed, 20);
            clock.Restart();
            var intercepts = Bootstrap.Clusters("score ~ prior + fsm + (1 | school)", data, "school", Seed, Draws);
            double interceptSeconds = clock.Elapsed.TotalSeconds;
            Bootstrap.Clusters(data, "school", d => MixedModel.Fit("score ~ prior + fsm + (1 | school)", d), Seed, 4);
            clock.Restart();
            var mixed = Bootstrap.Clusters(data, "school", d => MixedModel.Fit("score ~ prior + fsm + (1 | school)", d), Seed, MixedDraws);
            double mixedSeconds = clock.Elapsed.TotalSeconds * Draws / MixedDraws;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                {Pupils} pupils, {Schools} schools, {Draws} draws of schools; {Environment.ProcessorCount} cores
                least squares from cross-products  {olsSeconds:F3} s   se(prior) {ols["prior"].StandardError:G6}
                least squares from rows            {rowsSeconds:F1} s (from 100 draws)
                random intercept, cross-products   {interceptSeconds:F3} s   se(prior) {intercepts["prior"].StandardError:G6}
                random intercept from rows         {mixedSeconds:F1} s (from {MixedDraws} draws)   se(prior) {mixed["prior"].StandardError:G6}
                peak memory                        {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB
                """));
            return RunR(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static int RunR(string file)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "R", "bootstrap.R");
        try
        {
            using var r = Process.Start(new ProcessStartInfo("Rscript", [script, file, Draws.ToString(CultureInfo.InvariantCulture)]))!;
            r.WaitForExit();
            return r.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("Rscript was not found: R's side was not timed.");
            return 0;
        }
    }

    private static Dataset Make()
    {
        var stream = RandomStream.FromSeed(Seed);
        double[] effects = [.. Enumerable.Range(0, Schools).Select(_ => 3 * stream.Normal())];
        var (prior, score, fsm, school) = (new double[Pupils], new double[Pupils], new double[Pupils], new double[Pupils]);
        for (int i = 0; i < Pupils; i++)
        {
            int s = stream.Below(Schools);
            school[i] = s;
            prior[i] = stream.Normal(15, 4);
            fsm[i] = stream.Chance(0.16) ? 1 : 0;
            score[i] = 20 + (1.4 * prior[i]) - (2 * fsm[i]) + effects[s] + (6 * stream.Normal());
        }
        return new(new NumberColumn("school", school), new NumberColumn("prior", prior), new NumberColumn("fsm", fsm), new NumberColumn("score", score));
    }

    private static void Write(Dataset data, string file)
    {
        var text = new StringBuilder("school,prior,fsm,score\n");
        for (int i = 0; i < data.Count; i++) text.AppendJoin(',', data.Columns.Select(c => c.TextAt(i))).Append('\n');
        File.WriteAllText(file, text.ToString());
    }
}
