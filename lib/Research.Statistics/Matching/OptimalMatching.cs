namespace Research;

/// <summary>Matching that makes the total distance as small as it can be: pairs, and full matching, in which everybody stands in one set with one treated
/// or one comparison pupil.</summary>
internal static class OptimalMatching
{
    /// <summary>The matches of each seeker, <paramref name="ratio"/> each; where there are too few candidates each of those gets one seeker.</summary>
    public static IEnumerable<(int Seeker, int Match)> Pairs((int[] Seekers, int[] Candidates) rows, Func<int, int, double> distance, int ratio)
    {
        var (seekers, candidates) = rows;
        bool turned = candidates.Length < seekers.Length;
        if (turned)
        {
            foreach (var (candidate, seeker) in Pairs((candidates, seekers), (c, s) => distance(s, c), 1)) yield return (seeker, candidate);
            yield break;
        }
        var grid = new DistanceGrid(seekers, candidates, distance, double.PositiveInfinity);
        int times = Math.Min(ratio, candidates.Length / seekers.Length);
        int[] found = SparseAssignment.Solve([.. Repeated(grid.Candidates)], [.. Repeated(grid.Costs)], grid.Width, mayStay: false);
        for (int k = 0; k < found.Length; k++)
            if (found[k] >= 0) yield return (seekers[k / times], candidates[found[k]]);

        IEnumerable<T> Repeated<T>(T[] each) => each.SelectMany(e => Enumerable.Repeat(e, times));
    }

    /// <summary>The links of a full matching: every row that has a partner within reach is linked, at the least total distance.</summary>
    /// <remarks>A least-cost cover of the rows by links is made of stars, which are the sets of a full matching; it is found as the assignment that saves most
    /// against linking each row to its nearest (Schrijver 2003, Combinatorial Optimization, 19.3).</remarks>
    public static IEnumerable<(int Seeker, int Match)> Full((int[] Seekers, int[] Candidates) rows, Func<int, int, double> distance, double widest)
    {
        var (seekers, candidates) = rows;
        var grid = new DistanceGrid(seekers, candidates, distance, widest);
        var nearestOfCandidate = new (long Cost, int Seeker)[candidates.Length];
        Array.Fill(nearestOfCandidate, (long.MaxValue, -1));
        var nearestOfSeeker = new (long Cost, int Candidate)[seekers.Length];
        Array.Fill(nearestOfSeeker, (long.MaxValue, -1));
        for (int i = 0; i < seekers.Length; i++)
            for (int k = 0; k < grid.Costs[i].Length; k++)
            {
                int j = grid.Candidates[i][k];
                long cost = grid.Costs[i][k];
                if (cost < nearestOfSeeker[i].Cost) nearestOfSeeker[i] = (cost, j);
                if (cost < nearestOfCandidate[j].Cost) nearestOfCandidate[j] = (cost, i);
            }
        var worth = new List<int>[seekers.Length];
        var savings = new List<long>[seekers.Length];
        for (int i = 0; i < seekers.Length; i++)
        {
            (worth[i], savings[i]) = ([], []);
            for (int k = 0; k < grid.Costs[i].Length; k++)
            {
                int j = grid.Candidates[i][k];
                long saving = nearestOfSeeker[i].Cost + nearestOfCandidate[j].Cost - grid.Costs[i][k];
                if (saving <= 0) continue;
                worth[i].Add(j);
                savings[i].Add(-saving);
            }
        }
        int[] found = SparseAssignment.Solve([.. worth.Select(w => w.ToArray())], [.. savings.Select(s => s.ToArray())], grid.Width, mayStay: true);
        var linked = new bool[candidates.Length];
        for (int i = 0; i < seekers.Length; i++)
        {
            int j = found[i] >= 0 ? found[i] : nearestOfSeeker[i].Candidate;
            if (j < 0) continue;
            if (found[i] >= 0) linked[j] = true;
            yield return (seekers[i], candidates[j]);
        }
        for (int j = 0; j < candidates.Length; j++)
            if (!linked[j] && nearestOfCandidate[j].Seeker is >= 0 and var i && !(found[i] < 0 && nearestOfSeeker[i].Candidate == j))
                yield return (seekers[i], candidates[j]);
    }
}
