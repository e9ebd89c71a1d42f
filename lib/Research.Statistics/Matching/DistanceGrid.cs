namespace Research;

/// <summary>Distances between seekers and candidates in whole steps, small enough that what rounding can lose stays below a tolerance.</summary>
/// <remarks>Step ε = max(tolerance/(r + c − 2), longest/(2²⁵)); a distance d counts as ⌈½ + d/ε⌉, so that the total is within the tolerance of the
/// least possible and of two matchings as good the one with fewer pairs is taken. Source: Hansen and Klopfer (2006), JCGS 15(3). R: <c>optmatch</c>, tol = 0.001.</remarks>
internal sealed class DistanceGrid
{
    private const double Tolerance = 0.001, Finest = (int.MaxValue / 64.0) - 2;
    private const long MostPairs = 40_000_000;

    /// <summary>For each seeker the places of the candidates it may have, and the whole costs.</summary>
    public int[][] Candidates { get; }

    public long[][] Costs { get; }

    public int Width { get; }

    public DistanceGrid(int[] seekers, int[] candidates, Func<int, int, double> distance, double widest)
    {
        if ((long)seekers.Length * candidates.Length > MostPairs)
            throw new DataError("matching", $"{seekers.Length} by {candidates.Length} pupils in one pool", $"at most {MostPairs / 1_000_000} million pairs for an optimal matching",
                "Match within groups (Exact = [\"school\"]), or use nearest matching.");
        Width = candidates.Length;
        var exact = new double[seekers.Length][];
        (Candidates, Costs) = (new int[seekers.Length][], new long[seekers.Length][]);
        double longest = 0;
        for (int i = 0; i < seekers.Length; i++)
        {
            var places = new List<int>();
            var all = new double[candidates.Length];
            for (int j = 0; j < candidates.Length; j++)
                if ((all[j] = distance(seekers[i], candidates[j])) <= widest)
                    places.Add(j);
            Candidates[i] = [.. places];
            exact[i] = [.. places.Select(j => all[j])];
            longest = Math.Max(longest, exact[i].DefaultIfEmpty(0).Max());
        }
        double floor = longest / Finest, step = seekers.Length > 1 && candidates.Length > 1 ? Math.Max(floor, Tolerance / (seekers.Length + candidates.Length - 2)) : floor;
        for (int i = 0; i < seekers.Length; i++) Costs[i] = [.. exact[i].Select(d => longest < 1.5e-8 ? 1L : (long)Math.Ceiling(0.5 + (d / step)))];
    }
}
