namespace Research;

/// <summary>Ranks with ties shared, and the sizes of the ties.</summary>
internal static class Ranks
{
    /// <summary>Midranks from 1, in the order of the values. R: <c>rank</c>.</summary>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        var order = new int[sorted.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        for (int start = 0; start < sorted.Length;)
        {
            int end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start]) end++;
            for (int k = start; k < end; k++) ranks[order[k]] = (start + end + 1) / 2.0;
            start = end;
        }
        return ranks;
    }

    /// <summary>How many values are equal, for each distinct value.</summary>
    public static IEnumerable<double> TieSizes(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        var sizes = new List<double>();
        for (int start = 0; start < sorted.Length;)
        {
            int end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start]) end++;
            sizes.Add(end - start);
            start = end;
        }
        return sizes;
    }

    /// <summary>Probabilities of the sum of <paramref name="chosen"/> of these doubled midranks, each choice equally likely: entry s is P(doubled sum = s).</summary>
    /// <remarks>The shift algorithm of Streitberg and Röhmel (1986).</remarks>
    public static double[] SumDistribution(IReadOnlyList<int> doubled, int chosen)
    {
        int most = doubled.OrderDescending().Take(chosen).Sum();
        var ways = new double[chosen + 1][];
        for (int k = 0; k <= chosen; k++) ways[k] = new double[most + 1];
        ways[0][0] = 1;
        int seen = 0;
        foreach (int rank in doubled)
        {
            seen++;
            // Kept as the chance of each (number chosen, sum) after `seen` draws, which cannot overflow.
            for (int k = Math.Min(chosen, seen); k >= 0; k--)
            {
                double stay = (double)(seen - k) / seen, take = (double)k / seen;
                for (int s = most; s >= 0; s--)
                    ways[k][s] = (k < seen ? stay * ways[k][s] : 0) + (k > 0 && s >= rank ? take * ways[k - 1][s - rank] : 0);
            }
        }
        return ways[chosen];
    }
}
