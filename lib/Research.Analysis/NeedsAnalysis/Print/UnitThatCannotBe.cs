namespace Research;

/// <summary>A share lies between 0 and 100 per cent, a gap is in percentage points and no larger than 100.</summary>
internal sealed class UnitThatCannotBe : PrintRule
{
    public override string? Objection(Claim reading, Document document)
    {
        if (reading.Percent is { } percent && (percent.Value < 0 || percent.Value > 100)) return $"{percent}% is no share of a whole.";
        if (reading.Gap is { } gap && Math.Abs(gap.Value) > 100) return $"A gap of {gap} is larger than 100 ppt.";
        if (reading.Change is { } change && Math.Abs(change.Value) > 200) return $"A change of {change} is larger than 200 ppt.";
        return reading.Kind == ClaimKind.Gap && reading.Unit == "%"
            ? "A gap between two percentages is in percentage points; printed with a per cent sign it could be a relative change or a rate."
            : null;
    }
}
