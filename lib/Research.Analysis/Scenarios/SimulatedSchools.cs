using System.Collections.Immutable;
using System.Numerics;

namespace Research;

/// <summary>The mainstream schools of a phase pupil by pupil: how many are below a floor in a future, without programmes and with them, by the same chances.</summary>
/// <remarks>A pupil reaches a standard when √ρ f + √(1 − ρ) v, normal, is below his place: f is his own luck in all measures, v that in one; ρ is the tetrachoric correlation of the
/// measures by Pearson's cosine. A school's pupils share what a year adds to their school, by the same clustering as in the forecasts.</remarks>
internal sealed class SimulatedSchools
{
    private readonly CohortRecords records;
    private readonly bool[] mainstream;
    private readonly float luck, ownLuck;
    private readonly double yearOfSchool;

    public SimulatedSchools(CohortRecords records, IEnumerable<string> names, ImmutableArray<string> measures)
    {
        var known = names.ToHashSet(StringComparer.Ordinal);
        (this.records, mainstream, Measures) = (records, [.. records.Schools.Select(known.Contains)], measures);
        double shared = Math.Clamp(Correlation(), 0, 0.95);
        (luck, ownLuck) = ((float)Math.Sqrt(shared), (float)Math.Sqrt(1 - shared));
        double size = records.Count / (double)Math.Max(1, records.Schools.Length), icc = (TargetPanels.Clustering - 1) / Math.Max(1, size - 1);
        yearOfSchool = Math.Sqrt(icc / (1 - icc));
    }

    /// <summary>Measures of all floors, in order.</summary>
    public ImmutableArray<string> Measures { get; }

    /// <summary>Pupils with a result in a measure, school by school, and their chances.</summary>
    /// <param name="Pupils">Places in the records, in the order of the schools.</param>
    /// <param name="First">Of each school the first place in <paramref name="Pupils"/>, and at the end the number of all.</param>
    /// <param name="Latent">Place on the latent scale.</param>
    /// <param name="Spread">Unit of an effect on it.</param>
    public sealed record Sitting(int[] Pupils, int[] First, float[] Latent, double Spread);

    /// <summary>Who sits a measure in mainstream schools.</summary>
    public Sitting Sit(PupilChances chances)
    {
        // The records are in the order of the schools.
        int[] pupils = [.. Enumerable.Range(0, records.Count).Where(i => mainstream[records.School[i]] && !double.IsNaN(chances.Latent[i]))];
        int[] first = new int[records.Schools.Length + 1];
        foreach (int i in pupils) first[records.School[i] + 1]++;
        for (int s = 0; s < records.Schools.Length; s++) first[s + 1] += first[s];
        return new(pupils, first, [.. pupils.Select(i => (float)chances.Latent[i])], chances.Spread);
    }

    /// <summary>Luck of every pupil in one future, whatever is done.</summary>
    public sealed class Luck(SimulatedSchools of)
    {
        private readonly float[] shared = new float[of.records.Count + 3], gains = new float[of.records.Count];
        private readonly double[] school = new double[of.records.Schools.Length];
        private readonly float[] moves = new float[of.records.Patterns.Length];

        public void Draw(RandomStream stream, ReachedPupils reached)
        {
            var (pupils, schools, by) = (stream.Fork("pupils"), stream.Fork("schools"), stream.Fork("reached"));
            for (int s = 0; s < school.Length; s++) school[s] = of.yearOfSchool * schools.Normal();
            for (int i = 0; i < of.records.Count; i += 4)
            {
                ulong bits = pupils.Bits();
                for (int j = 0; j < 4; j++) shared[i + j] = of.luck * LatentScale.Normal(bits, j);
            }
            for (int i = 0; i < gains.Length; i++)
            {
                shared[i] -= (float)school[of.records.School[i]];
                uint reachedBy = 0;
                ulong bits = 0;
                int left = 0;
                for (uint eligible = reached.Eligible[of.records.Pattern[i]]; eligible != 0; eligible &= eligible - 1, left--, bits >>= 16)
                {
                    if (left == 0) (bits, left) = (by.Bits(), 4);
                    int j = BitOperations.TrailingZeroCount(eligible);
                    if ((bits & 0xFFFF) < reached.Reach(j) * (1 << 16)) reachedBy |= 1u << j;
                }
                gains[i] = (float)reached.Gain(reachedBy);
            }
        }

        /// <summary>Pupils of each school who reach a measure's standard, without and with.</summary>
        /// <param name="stream">Chance of this measure in this future.</param>
        /// <param name="sitting">Who sits it.</param>
        /// <param name="shifts">The future's shifts of the sets.</param>
        /// <param name="into">Receives the counts.</param>
        public void Count(RandomStream stream, Sitting sitting, double[] shifts, (int[] Without, int[] With) into)
        {
            for (int c = 0; c < moves.Length; c++) moves[c] = (float)shifts[c];
            float spread = (float)sitting.Spread, own = of.ownLuck;
            int[] sets = of.records.Pattern;
            ulong bits = 0;
            for (int s = 0; s < school.Length; s++)
            {
                int without = 0, with = 0;
                for (int at = sitting.First[s]; at < sitting.First[s + 1]; at++)
                {
                    bits = (at & 3) == 0 ? stream.Bits() : bits >> 16;
                    int i = sitting.Pupils[at];
                    float above = sitting.Latent[at] + moves[sets[i]] - shared[i] - (own * LatentScale.Normal(bits, 0));
                    without += above > 0 ? 1 : 0;
                    with += above + (spread * gains[i]) > 0 ? 1 : 0;
                }
                (into.Without[s], into.With[s]) = (without, with);
            }
        }
    }

    /// <summary>A floor in one future: schools with a result in every one of its measures, and which of them are below it without and with the programmes.</summary>
    /// <param name="Schools">Schools with results.</param>
    /// <param name="Below">Below without.</param>
    /// <param name="Lifted">Below without and not with.</param>
    /// <param name="Fallen">Below with and not without.</param>
    public readonly record struct Standing(int Schools, int Below, int Lifted, int Fallen)
    {
        /// <summary>A forecast number of schools below the floor, put to the programmes: each stays below with the share that stayed, each other school falls with the share that fell.</summary>
        /// <remarks>The difference of the two counts would not do: taken from a smaller number than the pupils' it would leave none.</remarks>
        public int Of(RandomStream stream, int drawn)
        {
            double lifted = Below == 0 ? 0 : Lifted / (double)Below, fallen = Below == Schools ? 0 : Fallen / (double)(Schools - Below);
            return drawn - ExchangeableDraw.Of(stream, drawn, lifted) + ExchangeableDraw.Of(stream, Math.Max(0, Schools - drawn), fallen);
        }
    }

    /// <summary>How the schools stand to a floor.</summary>
    /// <param name="floor">The floor.</param>
    /// <param name="reached">Condition by condition: pupils who reach the standard without and with, by school, and who sat it.</param>
    public static Standing Stand(Floor floor, ReadOnlySpan<(int[] Without, int[] With, Sitting Sitting)> reached)
    {
        int schools = 0, below = 0, lifted = 0, fallen = 0;
        for (int s = 0; s < reached[0].Without.Length; s++)
        {
            int low = 0, still = 0, missing = 0;
            for (int c = 0; c < reached.Length; c++)
            {
                int pupils = reached[c].Sitting.First[s + 1] - reached[c].Sitting.First[s];
                if (pupils == 0) missing++;
                if (100.0 * reached[c].Without[s] < floor.Conditions[c].Threshold * pupils) low++;
                if (100.0 * reached[c].With[s] < floor.Conditions[c].Threshold * pupils) still++;
            }
            if (missing > 0) continue;
            schools++;
            bool before = floor.Every ? low == reached.Length : low > 0, after = floor.Every ? still == reached.Length : still > 0;
            if (before) below++;
            if (before && !after) lifted++;
            if (after && !before) fallen++;
        }
        return new(schools, below, lifted, fallen);
    }

    private double Correlation()
    {
        var pairs = (from a in Measures from b in Measures where string.CompareOrdinal(a, b) < 0 select Cosine(records.Results(a), records.Results(b))).ToArray();
        return pairs.Length == 0 ? 0 : pairs.Average();
    }

    private static double Cosine(byte[] a, byte[] b)
    {
        double At(byte x, byte y) => a.Where((v, i) => v == x && b[i] == y).Count() + 0.5;
        double odds = At(CohortRecords.Reached, CohortRecords.Reached) * At(CohortRecords.Failed, CohortRecords.Failed) / (At(CohortRecords.Reached, CohortRecords.Failed) * At(CohortRecords.Failed, CohortRecords.Reached));
        return Math.Cos(Math.PI / (1 + Math.Sqrt(odds)));
    }
}
