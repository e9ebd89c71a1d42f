using System.Collections.Immutable;

namespace Research;

/// <summary>A column whose values are dealt anew among units (rows or clusters) within blocks.</summary>
internal sealed class DealtColumn
{
    private readonly int[][] units;
    private readonly int[] values;
    private readonly int[][] blocks;
    private readonly int[] representative;

    public DealtColumn(Dataset data, string column, int[][] units, int[] blockOfUnit)
    {
        (Data, Name, this.units) = (data, column, units);
        if (units.Length < 2) throw new DataError("permutation test", $"{units.Length} units", "at least two to deal among", "Check that the data were read and not all filtered out.", column: column);
        int[] codes = Groups(data, column);
        values = [.. units.Select(u => u.All(i => codes[i] == codes[u[0]])
            ? codes[u[0]]
            : throw new DataError("permutation test", "values that differ within a cluster", "one value a cluster", "Deal among rows, or within blocks, instead.", column: column))];
        blocks = [.. Enumerable.Range(0, units.Length).GroupBy(u => blockOfUnit[u]).OrderBy(g => g.Key).Select(g => g.ToArray())];
        representative = new int[codes.Max() + 1];
        for (int i = codes.Length - 1; i >= 0; i--) representative[codes[i]] = i;
        Deals = blocks.Aggregate(1.0, (all, block) => all * Arrangements(block));
        if (Deals < 2) throw new DataError("permutation test", "only one way to deal the values", "a column that varies within blocks", "Choose another column.", column: column);
    }

    public Dataset Data { get; }

    public string Name { get; }

    /// <summary>Different deals there are; infinite when too many to count.</summary>
    public double Deals { get; }

    /// <summary>The group of each row, numbered in order of appearance.</summary>
    public static int[] Groups(Dataset data, string column)
    {
        var words = data[column];
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var groups = new int[data.Count];
        for (int i = 0; i < groups.Length; i++)
        {
            string word = words.TextAt(i) ?? throw new DataError("permutation test", "a missing value", "a value in every row", "Drop rows without one first.", i + 1, column);
            if (!index.TryGetValue(word, out groups[i])) index[word] = groups[i] = index.Count;
        }
        return groups;
    }

    /// <summary>A random deal.</summary>
    public Dataset Deal(RandomStream stream)
    {
        var dealt = (int[])values.Clone();
        foreach (int[] block in blocks)
        {
            int[] hand = [.. block.Select(u => values[u])];
            stream.Shuffle(hand.AsSpan());
            for (int k = 0; k < hand.Length; k++) dealt[block[k]] = hand[k];
        }
        return Apply(dealt);
    }

    /// <summary>The deal of a number, 0 to <see cref="Deals"/> − 1, each a different one.</summary>
    public Dataset Deal(int number)
    {
        var dealt = new int[values.Length];
        long rest = number;
        foreach (int[] block in blocks)
        {
            long ways = (long)Math.Round(Arrangements(block));
            Unrank(rest % ways, block, dealt);
            rest /= ways;
        }
        return Apply(dealt);
    }

    private void Unrank(long rank, int[] block, int[] dealt)
    {
        var left = block.GroupBy(u => values[u]).OrderBy(g => g.Key).Select(g => (Value: g.Key, Count: g.Count())).ToArray();
        foreach (int unit in block)
            for (int v = 0; v < left.Length; v++)
            {
                if (left[v].Count == 0) continue;
                left[v].Count--;
                long ways = (long)Math.Round(Arrangements(left.Select(l => l.Count)));
                if (rank < ways)
                {
                    dealt[unit] = left[v].Value;
                    break;
                }
                rank -= ways;
                left[v].Count++;
            }
    }

    private Dataset Apply(int[] dealt)
    {
        var source = new int[Data.Count];
        for (int u = 0; u < units.Length; u++)
            foreach (int row in units[u]) source[row] = representative[dealt[u]];
        return Data.With(Data[Name].Take(source));
    }

    private double Arrangements(int[] block) => Arrangements(block.GroupBy(u => values[u]).Select(g => g.Count()));

    // Multinomial coefficient, by a product that stays whole.
    private static double Arrangements(IEnumerable<int> counts)
    {
        double ways = 1;
        int total = 0;
        foreach (int count in counts)
            for (int i = 1; i <= count; i++) ways = ways * ++total / i;
        return ways;
    }
}
