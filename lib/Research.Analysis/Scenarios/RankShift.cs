namespace Research;

/// <summary>The rank-based gap index of a cohort whose pupils' scores are moved: everyone is ranked anew.</summary>
/// <remarks>Scores are normal scores of the last cohort's ranks, in bins of an eighth of a standard deviation. In every future the group is first shifted until the index is the
/// future's; then each class of pupils moves by what it gains. Index 10 (2P − 1), ties half, as <see cref="GapIndex"/>.</remarks>
internal sealed class RankShift
{
    private const int Bins = 128, PerUnit = 8, Origin = Bins / 2, Steps = 97;
    private const double Widest = 3;
    private readonly double[][] scores;
    private readonly int[] side;
    private readonly double[] curve = new double[Steps];
    private readonly double[] sizes;

    /// <param name="records">The last cohort.</param>
    /// <param name="group">SQL of the group.</param>
    /// <param name="peers">SQL of its peers.</param>
    public RankShift(CohortRecords records, string group, string peers)
    {
        side = [.. records.Patterns.Select(p => records.Holds(p, group) ? 1 : records.Holds(p, peers) ? 2 : 0)];
        sizes = [.. records.Sizes.Select(s => (double)s)];
        scores = [.. records.Patterns.Select(_ => new double[Bins])];
        int[] ranked = [.. Enumerable.Range(0, records.Count).Where(i => double.IsFinite(records.Score[i]) && side[records.Pattern[i]] > 0)];
        double below = 0;
        foreach (var tied in ranked.GroupBy(i => records.Score[i]).OrderBy(g => g.Key))
        {
            double z = StandardNormal.Quantile((below + (0.5 * tied.Count())) / ranked.Length);
            foreach (int i in tied) Add(scores[records.Pattern[i]], z, 1);
            below += tied.Count();
        }
        IsEmpty = ranked.All(i => side[records.Pattern[i]] == 1) || ranked.All(i => side[records.Pattern[i]] == 2);
        for (int s = 0; s < Steps && !IsEmpty; s++) curve[s] = Index(Enumerable.Range(0, side.Length).Select(c => (c, sizes[c], 0.0)), ShiftAt(s));
    }

    /// <summary>True without pupils on both sides.</summary>
    public bool IsEmpty { get; }

    /// <summary>How far a future's index moves.</summary>
    /// <param name="index">The future's index.</param>
    /// <param name="reached">Whom the programmes reach in it.</param>
    public double Change(double index, ReachedPupils reached)
    {
        // The lower the group is shifted the larger the index: curve falls with the step.
        int low = 0, high = Steps - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (curve[middle] > index) low = middle;
            else high = middle;
        }
        double share = curve[low] == curve[high] ? 0 : Math.Clamp((curve[low] - index) / (curve[low] - curve[high]), 0, 1), shift = ShiftAt(low) + (share * (ShiftAt(high) - ShiftAt(low)));
        return Index(reached.Classes.Select(c => (c.Set, (double)c.Pupils, c.Gain)), shift) - Index(Enumerable.Range(0, side.Length).Select(c => (c, sizes[c], 0.0)), shift);
    }

    private double Index(IEnumerable<(int Set, double Pupils, double Gain)> classes, double shift)
    {
        Span<double> own = stackalloc double[Bins], peers = stackalloc double[Bins];
        own.Clear();
        peers.Clear();
        foreach (var (set, pupils, gain) in classes)
            if (side[set] == 1) Move(scores[set], pupils / sizes[set], shift + gain, own);
            else if (side[set] == 2) Move(scores[set], pupils / sizes[set], gain, peers);
        double all = 0, others = 0, ahead = 0;
        for (int b = 0; b < Bins; b++)
        {
            ahead += peers[b] * (all + (0.5 * own[b]));
            all += own[b];
            others += peers[b];
        }
        return 10 * ((2 * ahead / (all * others)) - 1);
    }

    private static void Move(double[] scores, double weight, double by, Span<double> into)
    {
        double at = by * PerUnit;
        int whole = (int)Math.Floor(at);
        double further = at - whole;
        for (int b = 0; b < Bins; b++)
        {
            double mass = scores[b] * weight;
            if (mass == 0) continue;
            into[Math.Clamp(b + whole, 0, Bins - 1)] += mass * (1 - further);
            into[Math.Clamp(b + whole + 1, 0, Bins - 1)] += mass * further;
        }
    }

    private static void Add(double[] bins, double z, double pupils)
    {
        double at = (z * PerUnit) + Origin;
        int i = (int)Math.Floor(at);
        bins[i] += pupils * (1 - at + i);
        bins[i + 1] += pupils * (at - i);
    }

    private static double ShiftAt(int step) => Widest * ((2.0 * step / (Steps - 1)) - 1);
}
