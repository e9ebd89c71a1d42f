namespace Research;

/// <summary>Greedy nearest-neighbour matching: each treated row in turn takes the closest comparison row that is free.</summary>
internal static class NearestMatching
{
    private static readonly List<int> None = new(0);

    /// <summary>The matches of each row; empty for rows that look for none or found none.</summary>
    /// <param name="frame">The rows.</param>
    /// <param name="focal">Rows that look for matches.</param>
    /// <param name="measure">The score, or the space of covariates where there is no score.</param>
    /// <param name="options">The choices.</param>
    public static int[][] Of(TreatmentFrame frame, bool[] focal, (double[]? Score, CovariateSpace? Space, double Width) measure, MatchingOptions options)
    {
        List<int>[] matches = [.. focal.Select(f => f ? new List<int>(options.Ratio) : None)];
        int[] exact = frame.Strata(options.Exact);
        var taken = new bool[frame.Count];
        if (options.Preferred is { } preferred)
            Pass(frame.Strata([.. options.Exact, preferred]));
        Pass(exact);
        return [.. matches.Select(m => m.ToArray())];

        void Pass(int[] strata)
        {
            foreach (var stratum in Enumerable.Range(0, frame.Count).GroupBy(i => strata[i]).OrderBy(g => g.Key))
            {
                int[] members = [.. stratum.Where(i => focal[i] ? matches[i].Count < options.Ratio : !taken[i])];
                int[] seekers = [.. members.Where(i => focal[i])], free = [.. members.Where(i => !focal[i])];
                if (seekers.Length == 0 || free.Length == 0) continue;
                Match(Pool(members, seekers, free), Ordered(seekers, measure.Score, options), matches, taken, options);
            }
        }

        IMatchPool Pool(int[] members, int[] seekers, int[] free) => measure.Space is { } space
            ? new SpacePool(space, (seekers, free), frame.Count, (options.Replace, Within))
            : new ScorePool(new ScoreLine(measure.Score!, members, focal, (options.Replace, options.AsMatchIt451)), measure.Width);

        // A caliper on the score may stand beside Mahalanobis distances.
        bool Within(int row, int other) => measure.Score is not { } score || double.IsInfinity(measure.Width) || Math.Abs(score[row] - score[other]) <= measure.Width;
    }

    private static void Match(IMatchPool pool, int[] seekers, List<int>[] matches, bool[] taken, MatchingOptions options)
    {
        for (int round = 0; round < options.Ratio; round++)
        {
            if (options.Order == MatchOrder.Closest && !options.Replace) ClosestFirst(pool, seekers, (matches, taken), round);
            else
                foreach (int row in seekers)
                {
                    if (matches[row].Count > round) continue;
                    var (other, _) = pool.Nearest(row, [.. matches[row]]);
                    if (other >= 0) Accept(row, other);
                }
        }

        void Accept(int row, int other)
        {
            matches[row].Add(other);
            pool.Take(other);
            taken[other] = !options.Replace;
        }
    }

    private static void ClosestFirst(IMatchPool pool, int[] seekers, (List<int>[] Matches, bool[] Taken) state, int round)
    {
        var queue = new PriorityQueue<(int Seeker, int Other), (double Distance, int Seeker)>();
        for (int k = 0; k < seekers.Length; k++)
            if (state.Matches[seekers[k]].Count <= round) Offer(k);
        while (queue.TryDequeue(out var pair, out _))
        {
            if (state.Taken[pair.Other])
            {
                Offer(pair.Seeker);
                continue;
            }
            state.Matches[seekers[pair.Seeker]].Add(pair.Other);
            pool.Take(pair.Other);
            state.Taken[pair.Other] = true;
        }

        void Offer(int k)
        {
            var (other, distance) = pool.Nearest(seekers[k], [.. state.Matches[seekers[k]]]);
            if (other >= 0) queue.Enqueue((k, other), (distance, k));
        }
    }

    private static int[] Ordered(int[] seekers, double[]? score, MatchingOptions options) => options.Order switch
    {
        MatchOrder.Largest when score is not null && !options.Replace => [.. seekers.OrderByDescending(i => score[i])],
        MatchOrder.Smallest when score is not null && !options.Replace => [.. seekers.OrderBy(i => score[i])],
        MatchOrder.Random => Shuffled(seekers, options.Seed
            ?? throw new DataError("matching options", "a random order without a seed", "a seed", "Name a seed, such as Seed = 20240901, and publish it.")),
        _ => seekers,
    };

    private static int[] Shuffled(int[] seekers, long seed)
    {
        int[] shuffled = [.. seekers];
        RandomStream.FromSeed(seed).Shuffle<int>(shuffled);
        return shuffled;
    }
}
