using System.Diagnostics;
using System.Globalization;

namespace Research.Benchmarks;

/// <summary>Mixed models beside lme4: same data, same run, as ratios. Needs Rscript with lme4 and mlmRev.</summary>
internal static class MixedBenchmark
{
    private const int Refits = 1000, RefitsInR = 20;
    private const long Seed = 20261124;

    public static Table Run()
    {
        string folder = Directory.CreateTempSubdirectory("mixed").FullName;
        using (var r = Process.Start("Rscript", [Path.Combine(AppContext.BaseDirectory, "R", "mixed.R"), folder]))
        {
            r.WaitForExit();
            if (r.ExitCode != 0) throw new InvalidOperationException("Rscript failed: are lme4 and mlmRev installed?");
        }
        var inR = File.ReadLines(Path.Combine(folder, "timings.csv")).Skip(1).Select(line => line.Split(',')).ToDictionary(f => f[0], f => (Seconds: Number(f[1]), Mb: Number(f[2]), Deviance: Number(f[3])));
        var rows = new List<IReadOnlyList<Cell>>();
        Dataset chem = Dataset.FromCsv(Path.Combine(folder, "chem.csv"));
        Add("Random intercept, 31,022 pupils in 2,410 schools", "chem", 10, 51, "score ~ gcsecnt + gender + age + (1 | school)", chem);
        Add("Crossed, 3,435 pupils, 148 primary and 19 secondary schools", "scots", 5, 51, "attain ~ verbal + social + sex + (1 | primary) + (1 | second)", Dataset.FromCsv(Path.Combine(folder, "scots.csv")));
        Add("InstEval: 73,421 ratings, 2,972 students, 1,128 lecturers, 14 departments", "inst", 1, 2, "y ~ 1 + (1 | s) + (1 | d) + (1 | dept)", Dataset.FromCsv(Path.Combine(folder, "inst.csv")));

        var refits = MixedModel.Fit("score ~ gcsecnt + gender + age + (1 | school)", chem).GroupRefits();
        var watch = Stopwatch.StartNew();
        long before = GC.GetTotalAllocatedBytes();
        for (int draw = 0; draw < Refits; draw++)
        {
            var stream = RandomStream.FromSeed(Seed).Fork(draw);
            var counts = new int[refits.Groups.Length];
            for (int g = 0; g < counts.Length; g++) counts[stream.Below(counts.Length)]++;
            if (!refits.Refit(counts).Converged) throw new InvalidOperationException($"refit {draw} did not converge");
        }
        double seconds = watch.Elapsed.TotalSeconds, given = inR["refits"].Seconds * Refits / RefitsInR;
        rows.Add([$"{Refits} cluster-bootstrap refits of the first model, one thread (R: {RefitsInR} timed)", seconds, given, given / seconds, 50.0, (GC.GetTotalAllocatedBytes() - before) / 1e6, inR["refits"].Mb, Cell.Without(Symbol.NotApplicable)]);
        Directory.Delete(folder, recursive: true);
        return new("Mixed models beside lme4: median seconds from data frame to fit, same data, same run",
            [
                new("fit", "Fit"), new("seconds", "Research", "s", 4), new("seconds_lme4", "lme4", "s", 3), new("ratio", "Times faster", "", 1), new("target", "Asked", "", 0),
                new("memory", "Allocated in all", "MB", 0), new("memory_lme4", "R peak", "MB", 0), new("deviance_difference", "REML criterion less lme4's"),
            ], rows, $"{Environment.ProcessorCount} processors. The optimum here is searched further than lme4's: a difference below zero is a better one.");

        void Add(string title, string name, int target, int times, string formula, Dataset data)
        {
            var model = MixedModel.Fit(formula, data);
            // Long enough for the runtime to compile what is hot, as R was compiled beforehand.
            for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < 4;) model = MixedModel.Fit(formula, data);
            var taken = new double[times];
            long start = GC.GetTotalAllocatedBytes();
            for (int i = 0; i < times; i++)
            {
                var clock = Stopwatch.StartNew();
                model = MixedModel.Fit(formula, data);
                taken[i] = clock.Elapsed.TotalSeconds;
            }
            double allocated = (GC.GetTotalAllocatedBytes() - start) / 1e6 / times;
            Array.Sort(taken);
            double median = taken[times / 2];
            rows.Add([title, median, inR[name].Seconds, inR[name].Seconds / median, target, allocated, inR[name].Mb, model.Deviance - inR[name].Deviance]);
        }
    }

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
