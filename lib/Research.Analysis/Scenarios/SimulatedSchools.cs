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

    /// <summary>Luck of every pupil in one future, whatever is done.</summary>
    public sealed class Luck(SimulatedSchools of)
    {
        private readonly float[] shared = new float[of.records.Count + 4];

        /// <summary>What the year adds to each school.</summary>
        public double[] School { get; } = new double[of.records.Schools.Length];

        /// <summary>What each pupil gains, in standard deviations.</summary>
        public double[] Gains { get; } = new double[of.records.Count];

        public void Draw(RandomStream stream, ReachedPupils reached)
        {
            var (pupils, schools, by) = (stream.Fork("pupils"), stream.Fork("schools"), stream.Fork("reached"));
            for (int i = 0; i < of.records.Count; i += 4)
            {
                ulong bits = pupils.Bits();
                for (int j = 0; j < 4; j++) shared[i + j] = of.luck * LatentScale.Normal(bits, j);
            }
            for (int s = 0; s < School.Length; s++) School[s] = of.yearOfSchool * schools.Normal();
            for (int i = 0; i < Gains.Length; i++)
            {
                uint reachedBy = 0;
                for (uint left = reached.Eligible[of.records.Pattern[i]]; left != 0; left &= left - 1)
                {
                    int j = BitOperations.TrailingZeroCount(left);
                    if (by.Chance(reached.Reach(j))) reachedBy |= 1u << j;
                }
                Gains[i] = reached.Gain(reachedBy);
            }
        }

        /// <summary>Pupils of each school who reach a measure's standard, without and with.</summary>
        public void Count(RandomStream stream, (PupilChances Chances, double[] Shifts) measure, (int[] Without, int[] With, int[] Pupils) into)
        {
            Array.Clear(into.Without);
            Array.Clear(into.With);
            Array.Clear(into.Pupils);
            double[] latent = measure.Chances.Latent;
            ulong bits = 0;
            for (int i = 0; i < latent.Length; i++)
            {
                if (i % 4 == 0) bits = stream.Bits();
                int school = of.records.School[i];
                if (double.IsNaN(latent[i]) || !of.mainstream[school]) continue;
                double place = latent[i] + measure.Shifts[of.records.Pattern[i]] + School[school], at = shared[i] + (of.ownLuck * LatentScale.Normal(bits, i % 4));
                into.Pupils[school]++;
                if (at < place) into.Without[school]++;
                if (at < place + (measure.Chances.Spread * Gains[i])) into.With[school]++;
            }
        }
    }

    /// <summary>Schools below a floor, among those with a result in every one of its measures.</summary>
    /// <param name="floor">The floor.</param>
    /// <param name="reached">Pupils who reach the standard, and pupils, by measure and school.</param>
    public static int Below(Floor floor, Func<string, (int[] Reached, int[] Pupils)> reached)
    {
        var sides = floor.Conditions.Select(c => (c.Threshold, Counts: reached(c.Measure))).ToArray();
        int below = 0;
        for (int s = 0; s < sides[0].Counts.Pupils.Length; s++)
        {
            if (sides.Any(c => c.Counts.Pupils[s] == 0)) continue;
            bool Low((double Threshold, (int[] Reached, int[] Pupils) Counts) c) => 100.0 * c.Counts.Reached[s] < c.Threshold * c.Counts.Pupils[s];
            if (floor.Every ? sides.All(Low) : sides.Any(Low)) below++;
        }
        return below;
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
