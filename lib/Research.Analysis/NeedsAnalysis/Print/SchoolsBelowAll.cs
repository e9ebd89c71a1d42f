namespace Research;

/// <summary>Schools below every one of several thresholds are at most as many as those below any one of them; schools below at least one are
/// at least as many.</summary>
internal sealed class SchoolsBelowAll : PrintRule
{
    public override string? Objection(Claim reading, Document document)
    {
        if (reading is not { Schools: { } count, Floor: { Conditions.Length: > 1 } floor }) return null;
        foreach (var single in document.Claims.Where(c => c.Schools is not null && c.Floor is { Conditions.Length: 1 } && c.Year == reading.Year))
        {
            if (!floor.Conditions.Contains(single.Floor!.Conditions[0])) continue;
            double one = single.Schools!.Value.Value;
            if (floor.Every && count.Value > one) return $"{count} schools below every threshold, but {one} below one of them ({single.Id}).";
            if (!floor.Every && count.Value < one) return $"{count} schools below at least one threshold, but {one} below one of them alone ({single.Id}).";
        }
        return null;
    }
}
