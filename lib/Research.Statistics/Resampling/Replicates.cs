namespace Research;

/// <summary>Runs the numbered replicates of a resampling scheme on all cores. Replicate i draws from fork i of the seed and puts its values in row i,
/// so the result does not depend on how many threads there were or which was first.</summary>
internal static class Replicates
{
    /// <summary>Values of each replicate; not a number throughout where the statistic could not be computed for its data.</summary>
    /// <param name="draws">How many.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="one">Computes a replicate from its own stream.</param>
    /// <param name="threads">At most so many threads; −1 for all cores.</param>
    public static double[][] Run(int draws, long seed, Func<RandomStream, double[]?> one, int threads = -1)
    {
        if (draws is < 1 or > 10_000_000) throw new DataError("resampling", $"{draws} draws", "between 1 and 10,000,000", "2,000 serve most intervals.");
        var root = RandomStream.FromSeed(seed);
        return Numbered(draws, i => one(root.Fork(i)), threads);
    }

    /// <summary>Values of numbered pieces of work.</summary>
    public static double[][] Numbered(int count, Func<int, double[]?> one, int threads = -1)
    {
        var values = new double[count][];
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
            {
                // A draw may leave a column constant or a group empty: its statistic is then undefined, and counted as such.
                try { values[i] = one(i) ?? []; }
                catch (DataError) { values[i] = []; }
            });
        }
        catch (AggregateException several) when (several.InnerExceptions.Count > 0)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
        return values;
    }
}

/// <summary>What is computed of each data set: named values.</summary>
internal sealed class Statistic
{
    private readonly Func<Dataset, double[]> compute;

    private Statistic(string[] names, double[] original, Func<Dataset, double[]> compute) => (Names, Original, this.compute) = (names, original, compute);

    public string[] Names { get; }

    /// <summary>The values for the data themselves.</summary>
    public double[] Original { get; }

    public double[] Of(Dataset data) => compute(data);

    public static Statistic Of(Func<Dataset, double> value, Dataset data) => new(["statistic"], [value(data)], d => [value(d)]);

    /// <summary>Values known already.</summary>
    public static Statistic Of(string[] names, double[] original) => new(names, original, _ => original);

    /// <summary>The estimates of a model's terms, matched by name: a draw may lack a rare level.</summary>
    public static Statistic Of(Func<Dataset, Fit> model, Dataset data)
    {
        var terms = model(data).Terms;
        string[] names = [.. terms.Select(t => t.Name)];
        return new(names, [.. terms.Select(t => t.Estimate)], d =>
        {
            var refitted = model(d).Terms;
            return [.. names.Select((name, j) => j < refitted.Length && refitted[j].Name == name ? refitted[j].Estimate : refitted.FirstOrDefault(t => t.Name == name)?.Estimate ?? double.NaN)];
        });
    }
}
