namespace Research;

/// <summary>Matching that makes the total distance as small as it can be: pairs, and full matching, in which everybody stands in one set with one treated
/// or one comparison pupil.</summary>
internal static class OptimalMatching
{
    private const int AllOffered = 1_000_000, FirstOffered = 64;

    /// <summary>The matches of each seeker on the line of a score; small problems on the grid of distances, whose ties go as they do there.</summary>
    public static IEnumerable<(int Seeker, int Match)> Pairs((int[] Seekers, int[] Candidates) rows, double[] score, int ratio)
    {
        var (seekers, candidates) = rows;
        if ((long)seekers.Length * candidates.Length <= AllOffered) return Pairs(rows, (i, j) => Math.Abs(score[i] - score[j]), ratio);
        if (candidates.Length < seekers.Length) return Pairs((candidates, seekers), score, 1).Select(p => (p.Match, p.Seeker));
        int[] each = [.. Repeated(seekers, Math.Min(ratio, candidates.Length / seekers.Length))];
        int[] found = LinePairs.Of([.. each.Select(i => score[i])], [.. candidates.Select(j => score[j])]);
        return found.Select((j, k) => (each[k], candidates[j]));
    }

    /// <summary>The matches of each seeker, <paramref name="ratio"/> each; where there are too few candidates each of those gets one seeker.</summary>
    /// <remarks>In a large problem each seeker is offered its nearest candidates first, and more where the solution's prices show that a dearer one might improve it: exact, without a table of all pairs.</remarks>
    public static IEnumerable<(int Seeker, int Match)> Pairs((int[] Seekers, int[] Candidates) rows, Func<int, int, double> distance, int ratio)
    {
        var (seekers, candidates) = rows;
        if (candidates.Length < seekers.Length)
        {
            foreach (var (candidate, seeker) in Pairs((candidates, seekers), (c, s) => distance(s, c), 1)) yield return (seeker, candidate);
            yield break;
        }
        var grid = new DistanceGrid(rows, distance, double.PositiveInfinity);
        int times = Math.Min(ratio, candidates.Length / seekers.Length);
        bool all = (long)seekers.Length * candidates.Length <= AllOffered;
        int[] offered = [.. seekers.Select(_ => all ? candidates.Length : Math.Min(candidates.Length, Math.Max(FirstOffered, 2 * times)))];
        while (true)
        {
            var (columns, costs, next) = Offers(grid, candidates.Length, offered);
            var solved = SparseAssignment.Solve([.. Repeated(columns, times)], [.. Repeated(costs, times)], candidates.Length, mayStay: false);
            int[] wanting = [.. Enumerable.Range(0, seekers.Length).Where(i => offered[i] < candidates.Length && Enumerable.Range(i * times, times).Any(r => solved.Worth(r) > next[i]))];
            if (wanting.Length == 0)
            {
                for (int k = 0; k < solved.ColumnOf.Length; k++)
                    if (solved.ColumnOf[k] >= 0) yield return (seekers[k / times], candidates[solved.ColumnOf[k]]);
                yield break;
            }
            foreach (int i in wanting) offered[i] = Math.Min(candidates.Length, 4 * offered[i]);
        }
    }

    /// <summary>The links of a full matching: every row that has a partner within reach is linked, at the least total distance.</summary>
    /// <remarks>A least-cost cover of the rows by links is made of stars, which are the sets of a full matching; it is found as the assignment that saves most
    /// against linking each row to its nearest (Schrijver 2003, Combinatorial Optimization, 19.3).</remarks>
    public static IEnumerable<(int Seeker, int Match)> Full((int[] Seekers, int[] Candidates) rows, DistanceGrid grid)
    {
        var (seekers, candidates) = rows;
        var (worth, savings) = (new int[seekers.Length][], new long[seekers.Length][]);
        var nearest = new int[seekers.Length];
        Parallel.For(0, seekers.Length, i =>
        {
            nearest[i] = grid.NearestCandidate(i);
            List<int> columns = [];
            List<long> saved = [];
            // A link saves only where it is shorter than those of its two ends together.
            if (nearest[i] >= 0)
                foreach (int j in grid.CandidatesWorthALink(i))
                {
                    double d = grid.Between(i, j);
                    if (d > grid.Widest || grid.Cost(d) - grid.Cost(grid.NearestOfSeeker[i]) - grid.Cost(grid.NearestOfCandidate[j]) is not (< 0 and var cost)) continue;
                    columns.Add(j);
                    saved.Add(cost);
                }
            (worth[i], savings[i]) = ([.. columns], [.. saved]);
        });
        int[] found = SparseAssignment.Solve(worth, savings, candidates.Length, mayStay: true).ColumnOf;
        var linked = new bool[candidates.Length];
        for (int i = 0; i < seekers.Length; i++)
        {
            int j = found[i] >= 0 ? found[i] : nearest[i];
            if (j < 0) continue;
            if (found[i] >= 0) linked[j] = true;
            yield return (seekers[i], candidates[j]);
        }
        for (int j = 0; j < candidates.Length; j++)
            if (!linked[j] && grid.NearestSeeker(j) is >= 0 and var i && !(found[i] < 0 && nearest[i] == j))
                yield return (seekers[i], candidates[j]);
    }

    // The nearest candidates of each seeker, in their order, with costs, and the cost of the nearest that is not offered.
    private static (int[][] Columns, long[][] Costs, long[] Next) Offers(DistanceGrid grid, int width, int[] offered)
    {
        int n = offered.Length;
        var (columns, costs, next) = (new int[n][], new long[n][], new long[n]);
        Parallel.For(0, n, i =>
        {
            var keys = new (double Distance, int Column)[width];
            for (int j = 0; j < width; j++) keys[j] = (grid.Between(i, j), j);
            if (offered[i] < width) Array.Sort(keys);
            next[i] = offered[i] < width ? grid.Cost(keys[offered[i]].Distance) : long.MaxValue;
            columns[i] = [.. keys.Take(offered[i]).Select(k => k.Column)];
            costs[i] = [.. keys.Take(offered[i]).Select(k => grid.Cost(k.Distance))];
        });
        return (columns, costs, next);
    }

    private static IEnumerable<T> Repeated<T>(T[] each, int times) => each.SelectMany(e => Enumerable.Repeat(e, times));
}
