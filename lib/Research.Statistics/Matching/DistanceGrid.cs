namespace Research;

/// <summary>Distances between seekers and candidates in whole steps, so that an optimum is exact.</summary>
/// <remarks>Step ε = longest/(2³¹/64 − 3), about 3e-8 of the longest distance; a distance d counts as ⌈½ + d/ε⌉, so that of two matchings as good the one with fewer pairs is taken. Source: Hansen and Klopfer
/// (2006), JCGS 15(3). R: <c>optmatch</c>, whose grid this is in version 0.10.6.</remarks>
internal sealed class DistanceGrid
{
    private const double Steps = (int.MaxValue / 64.0) - 2;
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
        double step = longest / Steps;
        for (int i = 0; i < seekers.Length; i++) Costs[i] = [.. exact[i].Select(d => longest < 1.5e-8 ? 1L : (long)Math.Ceiling(0.5 + (d / step)))];
    }
}
