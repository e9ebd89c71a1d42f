namespace Research;

/// <summary>Rows in the order of their score, to find those near a score.</summary>
internal sealed class SortedScores
{
    private readonly double[] score;
    private readonly double[] sorted;
    private readonly int[] places;

    public SortedScores(int[] rows, double[] score)
    {
        this.score = score;
        sorted = [.. rows.Select(r => score[r])];
        places = [.. Enumerable.Range(0, rows.Length)];
        Array.Sort(sorted, places);
    }

    /// <summary>The least and the greatest distance of a row's score from these, of those within reach; infinite and 0 for none.</summary>
    public (double Least, double Most) Ends(int row, double widest)
    {
        double x = score[row];
        int at = First(x);
        double least = Math.Min(at < sorted.Length ? sorted[at] - x : double.PositiveInfinity, at > 0 ? x - sorted[at - 1] : double.PositiveInfinity);
        if (!(least <= widest)) return (double.PositiveInfinity, 0);
        double most = Math.Max(Math.Abs(sorted[0] - x), Math.Abs(sorted[^1] - x));
        if (most <= widest) return (least, most);
        int low = First(x - widest), high = First(x + widest);
        if (high < sorted.Length && sorted[high] - x <= widest) high++;
        return (least, Math.Max(least, Math.Max(low < sorted.Length ? Math.Abs(sorted[low] - x) : 0, high > 0 ? Math.Abs(sorted[high - 1] - x) : 0)));
    }

    /// <summary>Places of the rows within a distance of a row's score, rising; a few just beyond may be among them.</summary>
    /// <param name="row">The row.</param>
    /// <param name="within">The distance.</param>
    /// <param name="further">How much further each of these rows may be away, by place; null for no further.</param>
    /// <param name="most">The largest of those.</param>
    public int[] Near(int row, double within, double[]? further = null, double most = 0)
    {
        double x = score[row], slack = 1e-12 * (1 + Math.Abs(x));
        var near = new List<int>();
        for (int k = First(x - within - most - slack); k < sorted.Length && sorted[k] <= x + within + most + slack; k++)
            if (further is null || Math.Abs(sorted[k] - x) <= within + further[places[k]] + slack)
                near.Add(places[k]);
        near.Sort();
        return [.. near];
    }

    // The first place whose score is not below.
    private int First(double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
