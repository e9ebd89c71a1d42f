namespace Research;

/// <summary>Optimal pairs on the line of a score, exact and without a table of pairs: a pass from the lowest score to the highest that may go back on what it chose.</summary>
/// <remarks>Going up the line, a seeker takes the candidate below that costs least, and a candidate takes over a seeker below if that saves; each choice leaves behind what undoing it would cost. The candidates so used are the best set,
/// and within it order is best. This is the successive shortest path algorithm on a line, with heaps for its paths: n log n.</remarks>
internal static class LinePairs
{
    private const int Nobody = -1;

    /// <summary>The candidate of each seeker, by place in the lists given; there must be as many candidates as seekers.</summary>
    public static int[] Of(double[] seekers, double[] candidates)
    {
        var used = new bool[candidates.Length];
        // More than any chain can cost: a seeker with nobody below waits for a candidate above.
        double waiting = 1e5 * (1 + Math.Max(seekers.Max(Math.Abs), candidates.Max(Math.Abs)));
        int[] seekersUp = Up(seekers), candidatesUp = Up(candidates);
        // What a seeker further up pays beyond its own score for a candidate, or for a chain that ends in one; what a candidate further up pays to take a seeker over.
        var below = new PriorityQueue<int, double>();
        var takeOver = new PriorityQueue<int, double>();
        for (int s = 0, c = 0; s < seekers.Length || c < candidates.Length;)
        {
            bool seeker = c == candidates.Length || (s < seekers.Length && seekers[seekersUp[s]] < candidates[candidatesUp[c]]);
            if (seeker)
            {
                double x = seekers[seekersUp[s++]];
                if (!below.TryDequeue(out int taken, out double price)) (taken, price) = (Nobody, waiting);
                if (taken != Nobody) used[taken] = true;
                takeOver.Enqueue(taken, -(2 * x) - price);
            }
            else
            {
                int candidate = candidatesUp[c++];
                double y = candidates[candidate];
                if (takeOver.TryPeek(out int left, out double saving) && saving + y < 0)
                {
                    takeOver.Dequeue();
                    if (left != Nobody) used[left] = false;
                    used[candidate] = true;
                    below.Enqueue(left, -(2 * y) - saving);
                }
                else below.Enqueue(candidate, -y);
            }
        }
        var matches = new int[seekers.Length];
        int[] inUse = [.. candidatesUp.Where(c => used[c])];
        for (int k = 0; k < matches.Length; k++) matches[seekersUp[k]] = inUse[k];
        return matches;
    }

    private static int[] Up(double[] scores) => [.. Enumerable.Range(0, scores.Length).OrderBy(k => scores[k])];
}
