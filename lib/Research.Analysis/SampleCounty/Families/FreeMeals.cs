namespace Research;

/// <summary>Free school meals: entitlement by the family's poverty, of which one family in five does not claim.</summary>
internal static class FreeMeals
{
    private const double Claiming = 0.8;

    public static void Assign(List<PupilYear> rows, CountySize size)
    {
        var poverty = rows.ToDictionary(r => r, r => r.Pupil.Risk + (0.3 * r.Noise("poverty")));
        List<PupilYear> entitled = [.. rows.Where(r => r.HasResult && !r.Unmatched).Top((int)Math.Round(size.FreeSchoolMeals / Claiming), r => poverty[r])];
        double line = entitled.Count == 0 ? double.PositiveInfinity : entitled.Min(r => poverty[r]);
        var claiming = entitled.Top(size.FreeSchoolMeals, r => r.Pupil.Claims + (0.3 * r.Noise("claims"))).ToHashSet();
        double ready = claiming.Count == 0 ? double.PositiveInfinity : claiming.Min(r => r.Pupil.Claims + (0.3 * r.Noise("claims")));
        foreach (var row in rows.Where(r => !r.Unmatched))
        {
            row.Entitled = row.HasResult ? false : poverty[row] >= line;
            row.Fsm = !row.HasResult && row.Entitled.Value && row.Pupil.Claims + (0.3 * row.Noise("claims")) >= ready;
        }
        foreach (var row in entitled) (row.Entitled, row.Fsm) = (true, claiming.Contains(row));

        // Who claims now or was seen to claim before has claimed in the last six years; the rest by past poverty.
        foreach (var row in rows.Where(r => !r.Unmatched)) row.Ever6 = row.Fsm == true || row.Pupil.HasClaimed;
        int more = size.Ever6 - rows.Count(r => r.HasResult && r.Ever6 == true);
        foreach (var row in rows.Where(r => r.HasResult && r.Ever6 == false).Top(more, r => r.Pupil.Risk + (0.25 * r.Pupil.Claims) + (0.4 * r.Noise("past"))).ToList()) row.Ever6 = true;
        foreach (var row in rows.Where(r => r.Fsm == true)) row.Pupil.HasClaimed = true;
    }
}
