namespace Research;

/// <summary>Which schools are below each of the appendix's four thresholds in 2013 (F22 to F26): those that rank lowest by nature, a few exchanged so that as many as
/// printed are below all four.</summary>
internal sealed class FloorSchools
{
    private const int Smallest = 11; // results of smaller year groups do not count towards the floor; here such schools pass all four
    private static readonly string[] Outcomes = ["ks2_rwm", "ks2_reading_progress", "ks2_writing_progress", "ks2_maths_progress"];

    private readonly List<(int Urn, int Pupils)> schools;
    private readonly HashSet<int>[] below;

    private FloorSchools(List<(int Urn, int Pupils)> schools, HashSet<int>[] below) => (this.schools, this.below) = (schools, below);

    /// <summary>Chooses; null in a year without floor targets.</summary>
    public static FloorSchools? Choose(List<PupilYear> rows)
    {
        if (rows[0].Year != AppendixTargets.FloorYear) return null;
        var schools = rows.Where(r => r.School.Kind != "special").GroupBy(r => r.School.Urn).OrderBy(g => g.Key).ToList();
        var counted = schools.Where(g => g.Count() >= Smallest).ToList();
        double scale = counted.Count >= 150 ? 1 : counted.Count / 185.0;
        double[][] rates =
        [
            [.. counted.Select(g => Share(g, r => r.Levels.All(l => Progress.Level(l) >= 4)))],
            .. Enumerable.Range(0, 3).Select(s => counted.Select(g => Share(g, r => Progress.Made(r.Pupil.KeyStage1[s], r.Levels[s]))).ToArray()),
        ];
        int[] wanted = [.. AppendixTargets.Floors.Select(f => (int)Math.Round(f.Schools * scale))];
        int wantedAll = (int)Math.Round(AppendixTargets.BelowAllFloors * scale);
        int[][] order = [.. rates.Select(rate => Enumerable.Range(0, counted.Count).OrderBy(i => rate[i]).ThenBy(i => counted[i].Key).ToArray())];
        HashSet<int>[] below = [.. order.Select((o, f) => o.Take(wanted[f]).ToHashSet())];
        Exchange(below, order, wantedAll);
        return new([.. schools.Select(g => (g.Key, g.Count()))], [.. below.Select(set => set.Select(i => counted[i].Key).ToHashSet())]);
    }

    /// <summary>Bounds for level 4 in reading, writing and mathematics, on counts of pupils.</summary>
    public void BoundAttainment(CalibrationLedger ledger)
    {
        foreach (var (urn, pupils) in schools) ledger.Schools[(Outcomes[0], urn)] = Bound(0, urn, pupils, 0);
    }

    /// <summary>Bounds for two levels of progress. They hold whether a pupil without a prior level is left out or, at level 4, counted as having made it.</summary>
    public void BoundProgress(List<PupilYear> rows, CalibrationLedger ledger)
    {
        var pupilsOf = rows.ToLookup(r => r.School.Urn);
        for (int s = 0; s < 3; s++)
            foreach (var (urn, _) in schools)
            {
                int known = pupilsOf[urn].Count(r => Progress.Made(r.Pupil.KeyStage1[s], r.Levels[s]) is not null);
                int lenient = pupilsOf[urn].Count(r => Progress.Level(r.Pupil.KeyStage1[s]) < 0 && Progress.Level(r.Levels[s]) >= 4);
                ledger.Schools[(Outcomes[s + 1], urn)] = Bound(s + 1, urn, known, lenient);
            }
    }

    // Half a point of space below the threshold: a percentage rounded to a whole number falls on the same side, and no school stands exactly on it.
    private (int Low, int High) Bound(int floor, int urn, int pupils, int lenient)
    {
        int percent = AppendixTargets.Floors[floor].Percent, all = pupils + lenient;
        return below[floor].Contains(urn)
            ? (0, Math.Min(pupils, (int)Math.Ceiling((all * ((2 * percent) - 1)) / 200m) - 1 - lenient))
            : ((pupils * percent / 100) + 1 is var least && least > pupils ? pupils : least, pupils);
    }

    // Schools below all four lie within those below the first. Too many: the one nearest to leaving one of the others changes places with the nearest outside.
    private static void Exchange(HashSet<int>[] below, int[][] order, int wanted)
    {
        int Count() => below[0].Count(i => below.All(set => set.Contains(i)));
        while (Count() != wanted)
        {
            bool fewer = Count() > wanted;
            var best = (Floor: 0, School: -1, Distance: int.MaxValue);
            for (int f = 1; f < 4; f++)
                foreach (int i in below[0].Order())
                {
                    bool all = below.All(set => set.Contains(i)), allButThis = !below[f].Contains(i) && below.Where((_, other) => other != f).All(set => set.Contains(i));
                    int distance = Math.Abs(Array.IndexOf(order[f], i) - below[f].Count);
                    if ((fewer ? all : allButThis) && distance < best.Distance) best = (f, i, distance);
                }
            if (best.School < 0) return;
            var set = below[best.Floor];
            // The partner must not be in the first floor's list, or it would change the count too.
            int partner = fewer
                ? order[best.Floor].FirstOrDefault(i => !set.Contains(i) && !below[0].Contains(i), -1)
                : order[best.Floor].LastOrDefault(i => set.Contains(i) && !below[0].Contains(i), -1);
            if (partner < 0) return;
            (int leaves, int enters) = fewer ? (best.School, partner) : (partner, best.School);
            set.Remove(leaves);
            set.Add(enters);
        }
    }

    private static double Share(IEnumerable<PupilYear> rows, Func<PupilYear, bool?> made)
    {
        var known = rows.Select(made).Where(m => m is not null).ToList();
        return known.Count == 0 ? 1 : known.Count(m => m == true) / (double)known.Count;
    }
}
