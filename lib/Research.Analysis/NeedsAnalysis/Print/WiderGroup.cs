namespace Research;

/// <summary>A group within another cannot have more pupils with an outcome than the wider group.</summary>
internal sealed class WiderGroup : PrintRule
{
    public override string? Objection(Claim reading, Document document)
    {
        if (reading.Kind is not (ClaimKind.Rate or ClaimKind.Share) || reading.Count is not { } count || reading.Setting.Length > 0) return null;
        foreach (var wider in document.Claims.Where(c => c.Kind == ClaimKind.Rate && c.Count is not null && c.Group != reading.Group
            && c.Measure == reading.Measure && c.Outcome == reading.Outcome && c.Year == reading.Year && c.Setting.Length == 0))
        {
            if (count.Value > wider.Count!.Value.Value && document.Implies.Group(reading.Group, wider.Group))
                return $"{count} in the group is above {wider.Count} printed for {wider.Group}, which holds it ({wider.Id}).";
        }
        return null;
    }
}
