using System.Numerics;
using System.Runtime.CompilerServices;

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
        for (int s = 0; s < Steps && !IsEmpty; s++) curve[s] = Without(ShiftAt(s));
    }

    /// <summary>True without pupils on both sides.</summary>
    public bool IsEmpty { get; }

    /// <summary>How far a future's index moves.</summary>
    /// <param name="index">The future's index.</param>
    /// <param name="reached">Whom the programmes reach in it.</param>
    /// <param name="room">Room to work in, one a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Change(double index, ReachedPupils reached, Room room)
    {
        // The higher the group is shifted the smaller the index.
        int low = 0, high = Steps - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (curve[middle] > index) low = middle;
            else high = middle;
        }
        double share = curve[low] == curve[high] ? 0 : Math.Clamp((curve[low] - index) / (curve[low] - curve[high]), 0, 1), shift = ShiftAt(low) + (share * (ShiftAt(high) - ShiftAt(low)));
        double before = curve[low] + (share * (curve[high] - curve[low]));
        // Pupils of a side who gain alike move together: they are put together first.
        room.Clear();
        for (int i = 0; i < reached.Count; i++)
        {
            var (set, pupils, by, gain) = reached[i];
            if (side[set] != 0) Together(scores[set], pupils / sizes[set], room.Of(side[set], by, gain));
        }
        Span<double> own = stackalloc double[Bins], peers = stackalloc double[Bins];
        own.Clear();
        peers.Clear();
        for (int i = 0; i < room.Count; i++)
        {
            var (ofSide, _, gain, together) = room[i];
            if (ofSide == 1) Move(together, shift + gain, own);
            else Move(together, gain, peers);
        }
        return Index(own, peers) - before;
    }

    /// <summary>Room for the classes of one future, used again for the next.</summary>
    public sealed class Room
    {
        private readonly List<(int Side, uint By, double Gain, double[] Bins)> classes = [];

        /// <summary>Classes in use.</summary>
        public int Count { get; private set; }

        /// <summary>Side, programmes, gain and scores of a class.</summary>
        public (int Side, uint By, double Gain, double[] Bins) this[int i] => classes[i];

        /// <summary>Begins anew.</summary>
        public void Clear() => Count = 0;

        /// <summary>Scores of those of a side whom the same programmes reach.</summary>
        public double[] Of(int side, uint by, double gain)
        {
            for (int i = 0; i < Count; i++) if (classes[i].Side == side && classes[i].By == by) return classes[i].Bins;
            if (Count == classes.Count) classes.Add((0, 0, 0, new double[Bins]));
            classes[Count] = (side, by, gain, classes[Count].Bins);
            Array.Clear(classes[Count].Bins);
            return classes[Count++].Bins;
        }
    }

    private double Without(double shift)
    {
        Span<double> own = stackalloc double[Bins], peers = stackalloc double[Bins];
        own.Clear();
        peers.Clear();
        for (int c = 0; c < side.Length; c++)
            if (side[c] == 1) Move(scores[c], shift, own);
            else if (side[c] == 2) Move(scores[c], 0, peers);
        return Index(own, peers);
    }

    private static double Index(ReadOnlySpan<double> own, ReadOnlySpan<double> peers)
    {
        double all = 0, others = 0, ahead = 0;
        for (int b = 0; b < Bins; b++)
        {
            ahead += peers[b] * (all + (0.5 * own[b]));
            all += own[b];
            others += peers[b];
        }
        return 10 * ((2 * ahead / (all * others)) - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Together(double[] scores, double weight, double[] into)
    {
        var w = new Vector<double>(weight);
        for (int b = 0; b < Bins; b += Vector<double>.Count) (new Vector<double>(into, b) + (w * new Vector<double>(scores, b))).CopyTo(into, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move(double[] scores, double by, Span<double> into)
    {
        double at = by * PerUnit;
        int whole = (int)Math.Floor(at);
        double further = at - whole;
        for (int b = 0; b < Bins; b++)
        {
            if (scores[b] == 0) continue;
            into[Math.Clamp(b + whole, 0, Bins - 1)] += scores[b] * (1 - further);
            into[Math.Clamp(b + whole + 1, 0, Bins - 1)] += scores[b] * further;
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
