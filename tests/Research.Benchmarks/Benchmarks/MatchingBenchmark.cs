using System.Diagnostics;
using System.Globalization;

namespace Research.Benchmarks;

/// <summary>Matching 5,000 pupils to 95,000, and the balance of 40 covariates over all of them, beside MatchIt: same data, same run.</summary>
internal static class MatchingBenchmark
{
    private const int Treated = 5_000, All = 100_000, Width = 40, Repeats = 5;
    private const long Seed = 20260501;

    public static Table Run()
    {
        var data = Make();
        string formula = $"treated ~ {string.Join(" + ", Enumerable.Range(1, 5).Select(j => $"x{j}"))}", every = $"treated ~ {string.Join(" + ", Enumerable.Range(1, Width).Select(j => $"x{j}"))}";
        MatchedSample? sample = null;
        double nearest = Best(() => sample = Matching.Nearest(formula, data)), mahalanobis = Best(() => Matching.Nearest(formula, data, new() { Distance = MatchDistance.Mahalanobis }), 1);
        double caliper = Best(() => Matching.Nearest(formula, data, new() { Caliper = Caliper.Deviations(0.2) }));
        double full = Best(() => Matching.Full(formula, data), 1), optimal = Best(() => Matching.Optimal(formula, data), 1);
        // A weight of 0 would drop the row before it is compared.
        var weighted = data.With(new NumberColumn("w", [.. sample!.Weights.Select(w => w + 1e-9)]));
        double balance = Best(() => BalanceTable.Of(every, data)), after = Best(() => BalanceTable.Of(every, weighted, "w"));
        var r = FromR(data);
        double Of(string name) => r.GetValueOrDefault(name, double.NaN);
        return new Table($"{Treated} treated, {All - Treated} not; {Environment.ProcessorCount} cores, best of {Repeats}; R's side {(r.Count == 0 ? "not timed: no MatchIt" : "in the same run, best of 3")}",
            [new("task", "Task"), new("research", "Research", "s", 3), new("matchit", "MatchIt", "s", 3), new("ratio", "Ratio", "", 0)],
            [
                ["nearest, propensity of 5 covariates and matching", nearest, Of("nearest"), Of("nearest") / nearest],
                ["the same with a caliper of 0.2", caliper, double.NaN, double.NaN],
                ["nearest, Mahalanobis distance of 5 covariates", mahalanobis, double.NaN, double.NaN],
                ["optimal pairs, exact optimum", optimal, double.NaN, double.NaN],
                ["full matching, exact optimum", full, double.NaN, double.NaN],
                [$"balance of {Width} covariates, unweighted", balance, double.NaN, double.NaN],
                [$"balance of {Width} covariates, before and after", after, Of("balance"), Of("balance") / after],
            ],
            $"Of MatchIt's time for nearest matching, {Rounding.Text(Of("nearest-given"), 2)} s is matching on a score it was given.",
            "The best time of each side is given: ratios, not seconds, are to be quoted.");
    }

    private static double Best(Action action, int repeats = Repeats)
    {
        if (repeats > 1) action();
        var times = new List<double>();
        for (int k = 0; k < repeats; k++)
        {
            var clock = Stopwatch.StartNew();
            action();
            times.Add(clock.Elapsed.TotalSeconds);
        }
        return times.Min();
    }

    private static Dictionary<string, double> FromR(Dataset data)
    {
        string file = Path.Combine(Path.GetTempPath(), $"matching-{Environment.ProcessId}.csv");
        try
        {
            using (var writer = new StreamWriter(file))
            {
                writer.WriteLine(string.Join(',', data.Columns.Select(c => c.Name)));
                for (int i = 0; i < data.Count; i++) writer.WriteLine(string.Join(',', data.Columns.Select(c => c.TextAt(i))));
            }
            using var process = Process.Start(new ProcessStartInfo("Rscript", [Path.Combine(AppContext.BaseDirectory, "R", "matching.R"), file]) { RedirectStandardOutput = true })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Console.Write(output);
            return output.Split('\n').Select(l => l.Split(' ')).Where(p => p is [_, "wall", _]).ToDictionary(p => p[0], p => double.Parse(p[2], CultureInfo.InvariantCulture));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Dataset Make()
    {
        var random = RandomStream.FromSeed(Seed);
        var x = new double[Width][];
        for (int j = 0; j < Width; j++) x[j] = new double[All];
        double[] index = new double[All], treated = new double[All];
        for (int i = 0; i < All; i++)
        {
            for (int j = 0; j < Width; j++) x[j][i] = j % 4 == 3 ? (random.Chance(0.3) ? 1 : 0) : random.Normal();
            index[i] = (0.5 * x[0][i]) + (0.4 * x[1][i]) - (0.3 * x[2][i]) + (0.6 * x[3][i]) + random.Normal(0, 1.8);
        }
        foreach (int i in Enumerable.Range(0, All).OrderByDescending(i => index[i]).Take(Treated)) treated[i] = 1;
        return new([new NumberColumn("treated", treated), .. x.Select((v, j) => new NumberColumn($"x{j + 1}", v))]);
    }
}
