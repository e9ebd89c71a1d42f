namespace Research;

/// <summary>A group's share of all pupils with an outcome must be its count over the total printed for all pupils.</summary>
internal sealed class ShareOfItsWhole : PrintRule
{
    public override string? Objection(Claim reading, Document document)
    {
        if (reading.Kind != ClaimKind.Share || reading is not { Count: { } count, Percent: { } percent }) return null;
        if (document.CountOf(reading.Measure, "all", reading.Outcome, reading.Year) is not { } whole) return null;
        double share = 100 * count.Value / whole.Value;
        return percent.Matches(share) ? null : $"{count} of the {whole} is {Rounding.Text(share, 1)}%, printed {percent}%.";
    }
}
