namespace Research;

/// <summary>Classes by quantiles of the score, each holding treated and comparison rows. R: <c>matchit(method = "subclass")</c>.</summary>
internal static class Subclasses
{
    /// <summary>The class of each row, from 0. Cut points are quantiles (R's type 7) of the score of those the effect is for, with R's rounding: a pupil may stand on one.</summary>
    public static int[] Of(double[] score, bool[] treated, int count, Estimand estimand)
    {
        double[] whose = [.. score.Where((_, i) => estimand == Estimand.All || treated[i] == (estimand == Estimand.Treated)).Order()];
        double[] cuts = [.. Enumerable.Range(0, count + 1).Select(k => Quantile(whose, k == count ? 1 : k * (1.0 / count)))];
        var place = new int[score.Length];
        for (int i = 0; i < score.Length; i++)
        {
            int at = 0;
            while (at < count - 1 && score[i] >= cuts[at + 1]) at++;
            place[i] = at;
        }
        return Filled(Renumbered(place), score, treated);
    }

    /// <summary>R's quantile of type 7 of sorted values.</summary>
    internal static double Quantile(double[] sorted, double share)
    {
        double at = 1 + ((sorted.Length - 1) * share);
        int below = (int)Math.Floor(at);
        double part = at - below;
        return part > 0 && below < sorted.Length && sorted[below] != sorted[below - 1] ? ((1 - part) * sorted[below - 1]) + (part * sorted[below]) : sorted[below - 1];
    }

    private static int[] Renumbered(int[] place)
    {
        var used = place.Distinct().Order().Select((p, k) => (p, k)).ToDictionary(x => x.p, x => x.k);
        return [.. place.Select(p => used[p])];
    }

    // A class without treated, or without comparison, rows borrows the row nearest to it from the side that has more to give, as MatchIt does.
    private static int[] Filled(int[] place, double[] score, bool[] treated)
    {
        int classes = place.Max() + 1;
        if (treated.Count(t => t) < classes || treated.Count(t => !t) < classes)
            throw new DataError("subclasses", $"fewer rows of one group than {classes} classes", "treated and comparison rows in each class", "Ask for fewer classes.");
        bool first = treated[0];
        foreach (bool side in (bool[])[first, !first])
        {
            var counts = new int[classes];
            for (int i = 0; i < place.Length; i++)
                if (treated[i] == side)
                    counts[place[i]]++;
            int empty;
            while ((empty = Array.IndexOf(counts, 0)) >= 0)
            {
                bool fromLeft = empty == classes - 1 || (empty > 0 && Supply(counts, empty, 0, empty) >= Supply(counts, empty, empty + 1, classes));
                int giver = empty;
                do giver += fromLeft ? -1 : 1; while (counts[giver] == 0);
                int row = -1;
                for (int i = 0; i < place.Length; i++)
                    if (treated[i] == side && place[i] == giver && (row < 0 || (fromLeft ? score[i] > score[row] : score[i] < score[row])))
                        row = i;
                place[row] = empty;
                counts[empty]++;
                counts[giver]--;
            }
        }
        return place;
    }

    private static double Supply(int[] counts, int empty, int from, int to)
    {
        double sum = 0;
        for (int k = from; k < to; k++) sum += Math.Max(0, counts[k] - 1) / (double)Math.Abs(empty - k);
        return sum;
    }
}
