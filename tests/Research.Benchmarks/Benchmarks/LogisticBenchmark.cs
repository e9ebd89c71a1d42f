using System.Diagnostics;
using System.Globalization;

namespace Research.Benchmarks;

/// <summary>Logistic regression on a million rows beside R's glm: same data, same run. Wall and processor time, since other work on the machine
/// slows the first and not the second.</summary>
internal static class LogisticBenchmark
{
    private const int RowsOfData = 1_000_000, Fits = 7;
    private const long Seed = 20260501;
    private const string Formula = "y ~ a + b + c + d + g";

    public static int Run()
    {
        var data = Make();
        string file = Path.Combine(Path.GetTempPath(), $"logistic-{Environment.ProcessId}.csv");
        using (var writer = new StreamWriter(file))
        {
            writer.WriteLine(string.Join(',', data.Columns.Select(c => c.Name)));
            for (int i = 0; i < data.Count; i++) writer.WriteLine(string.Join(',', data.Columns.Select(c => c.TextAt(i))));
        }
        try
        {
            var process = Process.GetCurrentProcess();
            List<double> wall = [], processor = [];
            GeneralisedModel? fit = null;
            long allocated = 0;
            for (int k = 0; k <= Fits; k++)
            {
                process.Refresh();
                var before = process.TotalProcessorTime;
                long bytes = GC.GetTotalAllocatedBytes();
                var clock = Stopwatch.StartNew();
                fit = LogisticModel.Fit(Formula, data);
                double seconds = clock.Elapsed.TotalSeconds;
                process.Refresh();
                if (k == 0) continue;
                allocated = GC.GetTotalAllocatedBytes() - bytes;
                wall.Add(seconds);
                processor.Add((process.TotalProcessorTime - before).TotalSeconds);
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                {RowsOfData} rows, {Formula}; {Environment.ProcessorCount} cores, median of {Fits} fits
                Research  wall {Median(wall):F3} s  processor {Median(processor):F3} s  allocated {allocated >> 20} MB  a {fit!["a"].Estimate:R} ({fit["a"].StandardError:R})
                """));
            using var r = Process.Start(new ProcessStartInfo("Rscript", [Path.Combine(AppContext.BaseDirectory, "R", "logistic.R"), file]))!;
            r.WaitForExit();
            return r.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("Rscript was not found: R's side was not timed.");
            return 0;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Dataset Make()
    {
        var random = RandomStream.FromSeed(Seed);
        double[] a = new double[RowsOfData], b = new double[RowsOfData], c = new double[RowsOfData], d = new double[RowsOfData], y = new double[RowsOfData];
        var g = new string[RowsOfData];
        for (int i = 0; i < RowsOfData; i++)
        {
            int group = random.Below(4);
            (a[i], b[i], c[i], d[i], g[i]) = (random.Normal(), random.Normal(), random.Chance(0.3) ? 1 : 0, random.Below(2), $"k{group}");
            y[i] = random.Chance(1 / (1 + Math.Exp(1 - (0.5 * a[i]) + (0.3 * b[i]) - (0.4 * c[i]) - (0.2 * group)))) ? 1 : 0;
        }
        return new(new NumberColumn("y", y), new NumberColumn("a", a), new NumberColumn("b", b), new NumberColumn("c", c), new NumberColumn("d", d), FactorColumn.From("g", g));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
