namespace Research;

/// <summary>Where treated rows of one stratum look for their nearest free comparison row.</summary>
internal interface IMatchPool
{
    /// <summary>The nearest free row that is not in <paramref name="already"/>, and its distance; −1 for none.</summary>
    (int Row, double Distance) Nearest(int row, ReadOnlySpan<int> already);

    /// <summary>Marks a row as used.</summary>
    void Take(int row);
}

/// <summary>A pool on the line of a score.</summary>
internal sealed class ScorePool(ScoreLine line, double width) : IMatchPool
{
    public (int Row, double Distance) Nearest(int row, ReadOnlySpan<int> already) => line.Nearest(row, width, already);

    public void Take(int row) => line.Take(row);
}

/// <summary>A pool in the space of covariates: each treated row's nearest rows are found beforehand, in parallel, and searched anew only when all are taken.</summary>
internal sealed class SpacePool : IMatchPool
{
    private const int Listed = 24;
    private const double Rounding = 1e-12;
    private readonly CovariateSpace space;
    private readonly int[] free;
    private readonly bool[] taken;
    private readonly bool replace;
    private readonly Dictionary<int, int[]> nearest;
    private readonly Func<int, int, bool> allowed;

    public SpacePool(CovariateSpace space, (int[] Seekers, int[] Free) rows, int total, (bool Replace, Func<int, int, bool> Allowed) rule)
    {
        (this.space, free, replace, allowed, taken) = (space, rows.Free, rule.Replace, rule.Allowed, new bool[total]);
        var found = new int[rows.Seekers.Length][];
        Parallel.For(0, found.Length, k => found[k] = Search(rows.Seekers[k], []));
        nearest = new(rows.Seekers.Select((seeker, k) => KeyValuePair.Create(seeker, found[k])));
    }

    public (int Row, double Distance) Nearest(int row, ReadOnlySpan<int> already)
    {
        while (true)
        {
            foreach (int other in nearest[row])
                if (!taken[other] && !already.Contains(other)) return (other, space.Distance(row, other));
            if (nearest[row].Length < Listed) return (-1, double.NaN);
            nearest[row] = Search(row, already);
        }
    }

    public void Take(int row) => taken[row] = !replace;

    // The nearest free rows. Distances that differ by rounding alone count as equal, so that neither the machine nor the order of covariates decides: of
    // different rows the one with more of the first covariate comes first, of like rows the first in the data.
    private int[] Search(int row, ReadOnlySpan<int> already)
    {
        var best = new (double Distance, int Row)[Listed];
        int held = 0;
        foreach (int other in free)
        {
            if (taken[other] || !allowed(row, other) || already.Contains(other)) continue;
            double d = space.Squared(row, other);
            if (held == Listed && !Before((d, other), best[held - 1])) continue;
            int at = held < Listed ? held++ : held - 1;
            for (; at > 0 && Before((d, other), best[at - 1]); at--) best[at] = best[at - 1];
            best[at] = (d, other);
        }
        return [.. best.Take(held).Select(b => b.Row)];
    }

    private bool Before((double Distance, int Row) one, (double Distance, int Row) two) => Math.Abs(one.Distance - two.Distance) > Rounding * (one.Distance + two.Distance)
        ? one.Distance < two.Distance
        : space.Order(one.Row, two.Row) is var order && order != 0 ? order > 0 : one.Row < two.Row;
}
