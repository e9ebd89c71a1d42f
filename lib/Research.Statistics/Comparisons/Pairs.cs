namespace Research;

/// <summary>Pairs of values, both present.</summary>
internal sealed class Pairs
{
    private Pairs(double[] first, double[] second, Sample sample) => (First, Second, Sample) = (first, second, sample);

    public double[] First { get; }

    public double[] Second { get; }

    public Sample Sample { get; }

    public int Count => First.Length;

    public double[] Differences => [.. First.Zip(Second, (a, b) => a - b)];

    /// <summary>The pairs with both values.</summary>
    public static Pairs Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count)
            throw new DataError("pairs", $"{first.Count} and {second.Count} values", "as many of each", "Give the two measurements of the same pupils in the same order.");
        int[] kept = [.. Enumerable.Range(0, first.Count).Where(i => !double.IsNaN(first[i]) && !double.IsNaN(second[i]))];
        if (Array.Exists(kept, i => double.IsInfinity(first[i]) || double.IsInfinity(second[i])))
            throw new DataError("pairs", "an infinite value", "finite numbers", "Mend or remove the row.");
        int dropped = first.Count - kept.Length;
        return new([.. kept.Select(i => first[i])], [.. kept.Select(i => second[i])], new(kept.Length, dropped > 0 ? [new("without both values", dropped)] : []));
    }
}
