using System.Numerics;

namespace Research;

/// <summary>Makes counts within overlapping groups come out as wanted by changing the outcome of as few pupils as it can, each time of one near the threshold.</summary>
/// <remarks>Pupils of the same memberships are alike to every target, so a step looks at one pupil per kind and direction, the nearest to the threshold. First single
/// changes, the greatest gain per distance first; when none gains, pairs. Bounds on schools hold at every step. Comparisons and sums in a fixed order only.</remarks>
internal sealed class MarginCalibration
{
    private readonly IReadOnlyList<PupilYear> rows;
    private readonly bool[] achieved;
    private readonly double[] distance;
    private readonly ulong[] kind;
    private readonly List<(int Low, int High, int Weight)> bounds = [];
    private readonly List<int> counts = [];
    private readonly Dictionary<int, (int Low, int High)> schools = [];
    private readonly Dictionary<int, int> schoolCounts = [];

    /// <param name="rows">Pupils with a result.</param>
    /// <param name="achieved">Outcome of each; changed in place.</param>
    /// <param name="distance">How far each is above the threshold (below: negative).</param>
    public MarginCalibration(IReadOnlyList<PupilYear> rows, bool[] achieved, double[] distance)
    {
        (this.rows, this.achieved, this.distance) = (rows, achieved, distance);
        kind = new ulong[rows.Count];
    }

    /// <summary>Which pupils may change; all by default.</summary>
    public Func<int, bool> MayChange { get; init; } = _ => true;

    public void Want(IEnumerable<CountyTarget> targets)
    {
        foreach (var target in targets)
        {
            ulong bit = 1UL << bounds.Count;
            int size = 0, count = 0;
            for (int i = 0; i < rows.Count; i++)
            {
                if (!CountyGroup.Contains(target.Group, rows[i])) continue;
                kind[i] |= bit;
                size++;
                if (achieved[i]) count++;
            }
            var (low, high) = target.Counts(size);
            bounds.Add((low, high, target.Weight));
            counts.Add(count);
        }
    }

    /// <summary>Keeps a school's count between two bounds; its pupils are changed at once to meet them.</summary>
    public void Keep(int urn, int low, int high)
    {
        int[] members = [.. Enumerable.Range(0, rows.Count).Where(i => rows[i].School.Urn == urn)];
        int count = members.Count(i => achieved[i]);
        while (count < low || count > high)
        {
            bool up = count < low;
            int next = members.Where(i => achieved[i] != up && MayChange(i)).OrderBy(i => Math.Abs(distance[i])).ThenBy(i => i).FirstOrDefault(-1);
            if (next < 0) break;
            Change(next);
            count += up ? 1 : -1;
        }
        schools[urn] = (low, high);
        schoolCounts[urn] = count;
    }

    /// <summary>Changes pupils until all is met or no change helps.</summary>
    public void Run()
    {
        while (Misses().Any())
        {
            var moves = Candidates();
            if (!Single(moves) && !Pair(moves)) break;
        }
    }

    /// <summary>What is not met: the target's place in the order given, and by how many pupils (positive: too many achieve it).</summary>
    public IEnumerable<(int Target, int Pupils)> Misses() =>
        bounds.Select((b, m) => (m, counts[m] > b.High ? counts[m] - b.High : Math.Min(0, counts[m] - b.Low))).Where(t => t.Item2 != 0);

    private void Change(int i)
    {
        achieved[i] = !achieved[i];
        int step = achieved[i] ? 1 : -1;
        for (ulong bits = kind[i]; bits != 0; bits &= bits - 1) counts[BitOperations.TrailingZeroCount(bits)] += step;
        if (schoolCounts.ContainsKey(rows[i].School.Urn)) schoolCounts[rows[i].School.Urn] += step;
    }

    private int Miss(int margin, int count)
    {
        var (low, high, weight) = bounds[margin];
        return weight * Math.Max(0, Math.Max(low - count, count - high));
    }

    private List<int> Candidates()
    {
        var nearest = new Dictionary<(ulong, bool), int>();
        for (int i = 0; i < rows.Count; i++)
        {
            if (kind[i] == 0 || !MayChange(i) || !SchoolAllows(i)) continue;
            var key = (kind[i], achieved[i]);
            if (!nearest.TryGetValue(key, out int best) || Math.Abs(distance[i]) < Math.Abs(distance[best])) nearest[key] = i;
        }
        return [.. nearest.Values.Order()];
    }

    private bool SchoolAllows(int i)
    {
        if (!schools.TryGetValue(rows[i].School.Urn, out var limit)) return true;
        int after = schoolCounts[rows[i].School.Urn] + (achieved[i] ? -1 : 1);
        return after >= limit.Low && after <= limit.High;
    }

    private int Gain(int i)
    {
        int step = achieved[i] ? -1 : 1, gain = 0;
        for (ulong bits = kind[i]; bits != 0; bits &= bits - 1)
        {
            int m = BitOperations.TrailingZeroCount(bits);
            gain += Miss(m, counts[m]) - Miss(m, counts[m] + step);
        }
        return gain;
    }

    private bool Single(List<int> moves)
    {
        int best = -1;
        double worth = 0;
        foreach (int i in moves)
        {
            double value = Gain(i) / (Math.Abs(distance[i]) + 0.05);
            if (value > worth) (best, worth) = (i, value);
        }
        if (best < 0) return false;
        Change(best);
        return true;
    }

    private bool Pair(List<int> moves)
    {
        (int First, int Second) best = (-1, -1);
        double worth = 0;
        foreach (int i in moves)
        {
            int first = Gain(i);
            int step = achieved[i] ? -1 : 1;
            foreach (int j in moves)
            {
                if (j <= i || (rows[j].School == rows[i].School && schools.ContainsKey(rows[i].School.Urn))) continue;
                int gain = first + Gain(j) + Shared(kind[i] & kind[j], step, achieved[j] ? -1 : 1);
                double value = gain / (Math.Abs(distance[i]) + Math.Abs(distance[j]) + 0.05);
                if (value > worth) (best, worth) = ((i, j), value);
            }
        }
        if (best.First < 0) return false;
        Change(best.First);
        Change(best.Second);
        return true;
    }

    // Gains of two changes do not add up where both belong to the same group.
    private int Shared(ulong both, int first, int second)
    {
        int correction = 0;
        for (; both != 0; both &= both - 1)
        {
            int m = BitOperations.TrailingZeroCount(both), at = counts[m];
            correction += Miss(m, at + first) + Miss(m, at + second) - Miss(m, at) - Miss(m, at + first + second);
        }
        return correction;
    }
}
