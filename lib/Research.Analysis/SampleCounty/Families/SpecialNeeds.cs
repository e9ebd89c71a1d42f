namespace Research;

/// <summary>SEN provision and primary need, in the words of the year: School Action and its companions to 2014, SEN support and plans from 2015.</summary>
internal static class SpecialNeeds
{
    public static void Assign(List<PupilYear> rows, CountySize size)
    {
        var need = rows.ToDictionary(r => r, r => r.Pupil.Need + (0.2 * r.Noise("need")) + (r.Pupil.Special is null ? 0 : 10));
        List<PupilYear> known = [.. rows.Where(r => r.HasResult)];
        foreach (var row in known.Where(r => r.Unmatched).Top(size.SenUnknown, r => -need[r]).ToList()) known.Remove(row);
        HashSet<PupilYear> sen = [.. InCare(known, size, need)];
        int left = size.Sen - sen.Count;
        var rest = known.Where(r => !r.IsLookedAfter).ToList();
        if (size.Both > 0)
        {
            int poor = size.Both - sen.Count(r => r.Fsm == true);
            sen.UnionWith(rest.Where(r => r.Fsm == true).Top(poor, r => need[r]));
            sen.UnionWith(rest.Where(r => r.Fsm != true).Top(left - poor, r => need[r]));
        }
        else
        {
            sen.UnionWith(rest.Top(left, r => need[r]));
        }
        double line = sen.Count == 0 ? double.PositiveInfinity : sen.Min(r => need[r]) + 0.5;
        foreach (var row in rows) row.Sen = known.Contains(row) || !row.HasResult ? "N" : null;
        sen.UnionWith(rows.Where(r => !r.HasResult && need[r] >= line));
        Provide([.. sen.OrderByDescending(r => need[r]).ThenBy(r => r.Pupil.Number)]);
    }

    private static IEnumerable<PupilYear> InCare(List<PupilYear> known, CountySize size, Dictionary<PupilYear, double> need)
    {
        var care = known.Where(r => r.IsLookedAfter).ToLookup(r => r.CareAuthority == 873);
        int Wanted(int fixedCount, int all) => fixedCount >= 0 ? fixedCount : (int)Math.Round(all * 0.62);
        return care[true].Top(Wanted(size.CountyCareSen, care[true].Count()), r => need[r])
            .Concat(care[false].Top(Wanted(size.OtherCareSen, care[false].Count()), r => need[r]));
    }

    // The most in need have a statement (or a plan), the next School Action Plus, the rest School Action.
    private static void Provide(List<PupilYear> sen)
    {
        int statements = (int)Math.Round(sen.Count * 0.13), plus = (int)Math.Round(sen.Count * 0.48);
        for (int i = 0; i < sen.Count; i++)
        {
            var row = sen[i];
            bool statement = row.Pupil.Special is not null || (i < statements && !row.IsLookedAfter);
            // Statements were to become plans between September 2014 and April 2018.
            double converted = row.Year switch { <= 2014 => 0, 2015 => 0.2, _ => 0.5 };
            row.Sen = statement ? (row.ChanceFor("plan").Chance(converted) ? "E" : "S")
                : row.Year >= 2015 ? "K"
                // F13: of the ten looked after at Key Stage 1 in 2013 one has School Action Plus and one other SEN.
                : row.IsLookedAfter ? (row.CareAuthority == 873 ? "P" : "A")
                : i < plus ? "P" : "A";
            if (row.Sen == "A") continue;
            row.SenNeed = row.Pupil.NeedKind == "BESD" && row.Year >= 2015 ? "SEMH"
                : row.Sen == "K" && row.ChanceFor("assessment").Chance(0.05) ? "NSA" : row.Pupil.NeedKind;
        }
    }
}
