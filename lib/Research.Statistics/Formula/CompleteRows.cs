using System.Collections.Immutable;

namespace Research;

/// <summary>Which rows have a value in every column required, and why the others are dropped.</summary>
internal sealed class CompleteRows(int count)
{
    private readonly bool[] incomplete = new bool[count];
    private readonly List<Dropped> dropped = [];
    private readonly HashSet<string> reasons = new(StringComparer.Ordinal);
    private int kept = count;

    /// <summary>Drops the rows in which the column has no value; a row already dropped is not counted again.</summary>
    public void Require(DataColumn column, string reason)
    {
        if (!reasons.Add(reason)) return;
        int missing = column switch
        {
            NumberColumn numbers => Missing(numbers.Values),
            FactorColumn factor => Missing(factor.Codes),
            _ => throw new ArgumentException($"A column of {column.GetType().Name} cannot stand in a model.", nameof(column)),
        };
        if (missing == 0) return;
        dropped.Add(new(reason, missing));
        kept -= missing;
    }

    public int[] Rows()
    {
        var rows = new int[kept];
        int at = 0;
        for (int i = 0; i < incomplete.Length; i++)
            if (!incomplete[i])
                rows[at++] = i;
        return rows;
    }

    public Sample Sample() => new(kept, [.. dropped]);

    private int Missing(ReadOnlySpan<double> values)
    {
        int missing = 0;
        for (int i = 0; i < values.Length; i++)
            if (double.IsNaN(values[i]) && !incomplete[i])
            {
                incomplete[i] = true;
                missing++;
            }
        return missing;
    }

    private int Missing(ReadOnlySpan<int> codes)
    {
        int missing = 0;
        for (int i = 0; i < codes.Length; i++)
            if (codes[i] < 0 && !incomplete[i])
            {
                incomplete[i] = true;
                missing++;
            }
        return missing;
    }
}
