using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Research;

/// <summary>The mainstream schools of a phase pupil by pupil: how many are below a floor in a future, without programmes and with them, by the same chances.</summary>
/// <remarks>A pupil reaches a standard when his luck, normal, is below his place. Luck in the leading measure is e; in any other ρe + √(ρ(1 − ρ)) w + √(1 − ρ) v with w his own in all
/// others and v that in one, so that any two measures have correlation ρ: the tetrachoric one, by Pearson's cosine. A school's pupils share what a year adds to their school, by the same
/// clustering as in the forecasts. Other measures are looked at only in schools that are low in the leading one, each school by its own stream of chance.</remarks>
internal sealed class SimulatedSchools
{
    private readonly CohortRecords records;
    private readonly bool[] mainstream;
    private readonly int[] first;
    private readonly float fromLead, fromOthers, fromOne;
    private readonly double yearOfSchool;

    public SimulatedSchools(CohortRecords records, IEnumerable<string> names, ImmutableArray<string> measures)
    {
        var known = names.ToHashSet(StringComparer.Ordinal);
        (this.records, mainstream, Measures) = (records, [.. records.Schools.Select(known.Contains)], measures);
        double rho = Math.Clamp(Correlation(), 0, 0.95);
        (fromLead, fromOthers, fromOne) = ((float)rho, (float)Math.Sqrt(rho * (1 - rho)), (float)Math.Sqrt(1 - rho));
        first = new int[records.Schools.Length + 1];
        foreach (int s in records.School) first[s + 1]++;
        for (int s = 0; s < records.Schools.Length; s++) first[s + 1] += first[s];
        double size = records.Count / (double)Math.Max(1, records.Schools.Length), icc = (TargetPanels.Clustering - 1) / Math.Max(1, size - 1);
        yearOfSchool = Math.Sqrt(icc / (1 - icc));
    }

    /// <summary>Measures of all floors; the first is the leading one.</summary>
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

    /// <summary>Luck in a measure that follows the leading one, school by school as it is asked for: the same for every set of programmes.</summary>
    public sealed class OwnLuck(SimulatedSchools of)
    {
        private readonly bool[] drawn = new bool[of.records.Schools.Length];
        private RandomStream chance = RandomStream.FromSeed(0);

        /// <summary>Luck of each pupil, of the schools asked for.</summary>
        public float[] Luck { get; } = new float[of.records.Count];

        /// <summary>Begins a future.</summary>
        public void Begin(RandomStream stream)
        {
            chance = stream;
            Array.Clear(drawn);
        }

        /// <summary>True when a school's luck is still to be drawn, and by which stream.</summary>
        public bool Needs(int school, out RandomStream stream)
        {
            bool needs = !drawn[school];
            drawn[school] = true;
            stream = needs ? chance.Fork(school) : chance;
            return needs;
        }
    }

    /// <summary>Luck of every pupil in one future, whatever is done.</summary>
    public sealed class Luck(SimulatedSchools of)
    {
        private readonly float[] lead = new float[of.records.Count + 3], others = new float[of.records.Count], gains = new float[of.records.Count];
        private readonly double[] school = new double[of.records.Schools.Length];
        private readonly float[] moves = new float[of.records.Patterns.Length];
        private readonly bool[] looked = new bool[of.records.Schools.Length];
        private readonly uint[] reachedBy = new uint[of.records.Count];
        private RandomStream rest = RandomStream.FromSeed(0), future = RandomStream.FromSeed(0);
        private uint[] eligibleBefore = [], reachBefore = [];

        /// <summary>Draws one future: luck in the leading measure, the year of each school.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Draw(RandomStream stream)
        {
            var (pupils, schools) = (stream.Fork("pupils"), stream.Fork("schools"));
            (rest, future) = (stream.Fork("others"), stream);
            Array.Clear(looked);
            (eligibleBefore, reachBefore) = ([], []);
            for (int s = 0; s < school.Length; s++) school[s] = of.yearOfSchool * schools.Normal();
            for (int i = 0; i < of.records.Count; i += 4)
            {
                ulong bits = pupils.Bits();
                for (int j = 0; j < 4; j++) lead[i + j] = LatentScale.Normal(bits, j);
            }
        }

        /// <summary>Draws which pupils a set of programmes reaches in this future, by the same chances for every set; sets that differ in effects alone reach the same pupils.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Reach(ReachedPupils reached)
        {
            uint[] eligibleOf = reached.Eligible, reach = reached.Reach;
            int[] sets = of.records.Pattern;
            if (!reach.AsSpan().SequenceEqual(reachBefore) || !eligibleOf.AsSpan().SequenceEqual(eligibleBefore))
            {
                var by = future.Fork("reached");
                ulong chance = 0;
                int left = 0;
                for (int i = 0; i < reachedBy.Length; i++)
                {
                    uint programmes = 0;
                    for (uint eligible = eligibleOf[sets[i]]; eligible != 0; eligible &= eligible - 1, left--, chance >>= 16)
                    {
                        if (left == 0) (chance, left) = (by.Bits(), 4);
                        int j = BitOperations.TrailingZeroCount(eligible);
                        if ((uint)(chance & 0xFFFF) < reach[j]) programmes |= 1u << j;
                    }
                    reachedBy[i] = programmes;
                }
                (eligibleBefore, reachBefore) = (eligibleOf, reach);
            }
            for (int i = 0; i < gains.Length; i++) gains[i] = (float)reached.Gain(reachedBy[i]);
        }

        /// <summary>Pupils of each school who reach the leading measure's standard, without and with.</summary>
        /// <param name="sitting">Who sits it.</param>
        /// <param name="shifts">The future's shifts of the sets.</param>
        /// <param name="into">Receives the counts.</param>
        public void Lead(Sitting sitting, double[] shifts, (int[] Without, int[] With) into)
        {
            Move(shifts);
            for (int s = 0; s < school.Length; s++) Count(s, sitting, lead, into);
        }

        /// <summary>The same of another measure, in some schools.</summary>
        /// <param name="own">Luck in this measure in this future.</param>
        /// <param name="sitting">Who sits it.</param>
        /// <param name="shifts">The future's shifts of the sets.</param>
        /// <param name="at">Schools to look at, and what receives their counts.</param>
        public void Follow(OwnLuck own, Sitting sitting, double[] shifts, (bool[] Schools, int[] Without, int[] With) at)
        {
            Move(shifts);
            for (int s = 0; s < school.Length; s++)
            {
                if (!at.Schools[s]) continue;
                if (!looked[s]) Fill(rest.Fork(s), s, others);
                looked[s] = true;
                if (own.Needs(s, out var stream))
                {
                    Fill(stream, s, own.Luck);
                    for (int i = of.first[s]; i < of.first[s + 1]; i++) own.Luck[i] = (of.fromLead * lead[i]) + (of.fromOthers * others[i]) + (of.fromOne * own.Luck[i]);
                }
                Count(s, sitting, own.Luck, (at.Without, at.With));
            }
        }

        private void Move(double[] shifts)
        {
            for (int c = 0; c < moves.Length; c++) moves[c] = (float)shifts[c];
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Fill(RandomStream stream, int s, float[] luck)
        {
            ulong bits = 0;
            for (int i = of.first[s]; i < of.first[s + 1]; i++)
            {
                bits = ((i - of.first[s]) & 3) == 0 ? stream.Bits() : bits >> 16;
                luck[i] = LatentScale.Normal(bits, 0);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Count(int s, Sitting sitting, float[] luck, (int[] Without, int[] With) into)
        {
            float spread = (float)sitting.Spread, year = (float)school[s];
            int[] sets = of.records.Pattern;
            int without = 0, with = 0;
            for (int at = sitting.First[s]; at < sitting.First[s + 1]; at++)
            {
                int i = sitting.Pupils[at];
                float above = sitting.Latent[at] + moves[sets[i]] + year - luck[i];
                without += above > 0 ? 1 : 0;
                with += above + (spread * gains[i]) > 0 ? 1 : 0;
            }
            (into.Without[s], into.With[s]) = (without, with);
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

    /// <summary>Schools where measures besides the leading one decide: those low in it, without or with; all where a floor does not rest on it.</summary>
    /// <param name="floors">The floors.</param>
    /// <param name="lead">Pupils who reach the leading measure's standard, and who sat it.</param>
    /// <param name="schools">Receives the answer.</param>
    public void Decide(IEnumerable<Floor> floors, (int[] Without, int[] With, Sitting Sitting) lead, bool[] schools)
    {
        Array.Clear(schools);
        foreach (var floor in floors)
        {
            if (floor.Conditions.Length == 1 && floor.Conditions[0].Measure == Measures[0]) continue;
            var condition = floor.Every ? floor.Conditions.FirstOrDefault(c => c.Measure == Measures[0]) : null;
            for (int s = 0; s < schools.Length; s++)
            {
                int pupils = lead.Sitting.First[s + 1] - lead.Sitting.First[s];
                schools[s] |= condition is null || 100.0 * Math.Min(lead.Without[s], lead.With[s]) < condition.Threshold * pupils;
            }
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
