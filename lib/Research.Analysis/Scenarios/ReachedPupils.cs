using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Research;

/// <summary>A programme at work on the results of a year.</summary>
/// <param name="Programme">The programme.</param>
/// <param name="Condition">SQL of whom it is for.</param>
/// <param name="Gains">Of each future, what a pupil reached gains, in standard deviations.</param>
internal sealed record ActingProgramme(Programme Programme, string Condition, double[] Gains);

/// <summary>Whom the programmes reach in one future: of each set of pupils how many are reached by each combination of programmes, and what each then gains or loses.</summary>
/// <remarks>Every pupil of a programme's group is reached by chance with the programme's reach, one programme independent of another. What is displaced is borne in equal parts
/// by all whom the programme does not reach: losses together are the displaced share of the gains together, in every future.</remarks>
internal sealed class ReachedPupils(CohortRecords records, ImmutableArray<ActingProgramme> acting)
{
    private readonly uint[] eligible = [.. records.Patterns.Select(p => acting.Select((a, j) => records.Holds(p, a.Condition) ? 1u << j : 0).Aggregate(0u, (all, bit) => all | bit))];
    private readonly double[] losses = new double[acting.Length];
    private readonly List<(int Set, int Pupils, uint By, double Gain)> classes = [];
    private readonly double[] table = new double[1 << Math.Min(8, acting.Length)];
    private double[] gains = [];

    /// <summary>Programmes for which the pupils of each set can be chosen, as bits.</summary>
    public uint[] Eligible => eligible;

    /// <summary>Classes of pupils alike in set and programmes.</summary>
    public int Count => classes.Count;

    /// <summary>A class: its set, how many, by which programmes they are reached (as bits), and what each gains, in standard deviations.</summary>
    public (int Set, int Pupils, uint By, double Gain) this[int i] => (classes[i].Set, classes[i].Pupils, classes[i].By, classes[i].Gain);

    /// <summary>What a pupil reached by some of the programmes gains; what the others displace is lost.</summary>
    public double Gain(uint by) => by < table.Length ? table[by] : Sum(by);

    private double Sum(uint by)
    {
        double sum = 0;
        for (int j = 0; j < gains.Length; j++) sum += (by >> j & 1) == 1 ? gains[j] : -losses[j];
        return sum;
    }

    /// <summary>Chance that each programme reaches a pupil it is for, in parts of 2¹⁶.</summary>
    public uint[] Reach { get; } = [.. acting.Select(a => (uint)Math.Round(a.Programme.Reach * (1 << 16)))];

    /// <summary>Draws one future.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(RandomStream stream, int future)
    {
        classes.Clear();
        gains = [.. acting.Select(a => a.Gains[future])];
        for (int set = 0; set < eligible.Length; set++)
        {
            int from = classes.Count;
            classes.Add((set, records.Sizes[set], 0, 0));
            for (uint left = eligible[set]; left != 0; left &= left - 1)
            {
                int j = BitOperations.TrailingZeroCount(left);
                for (int i = classes.Count - 1; i >= from; i--)
                {
                    var (_, pupils, by, _) = classes[i];
                    int reached = ExchangeableDraw.Of(stream, pupils, acting[j].Programme.Reach);
                    if (reached == 0) continue;
                    // A class that is reached as a whole stays one class.
                    if (reached < pupils) classes.Add((set, pupils - reached, by, 0));
                    classes[i] = (set, reached, by | 1u << j, 0);
                }
            }
        }
        for (int j = 0; j < acting.Length; j++)
        {
            double reached = 0;
            foreach (var c in classes) if ((c.By >> j & 1) == 1) reached += c.Pupils;
            losses[j] = reached == records.Count ? 0 : acting[j].Programme.Displacement * gains[j] * reached / (records.Count - reached);
        }
        for (uint by = 0; by < table.Length; by++) table[by] = Sum(by);
        for (int i = 0; i < classes.Count; i++) classes[i] = classes[i] with { Gain = Gain(classes[i].By) };
    }
}
