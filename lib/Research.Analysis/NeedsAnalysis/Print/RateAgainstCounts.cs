namespace Research;

/// <summary>A printed percentage must be the printed count of the printed whole, to the decimals printed.</summary>
internal sealed class RateAgainstCounts : PrintRule
{
    public override string? Objection(Claim reading, Document document)
    {
        if (reading.Kind is not (ClaimKind.Rate or ClaimKind.Overlap) || reading is not { Count: { } count, Of: { } whole }) return null;
        if (whole.Value <= 0) return "A whole of nought has no percentage.";
        if (count.Value > whole.Value) return $"A count of {count} is above its whole of {whole}.";
        if (reading.Percent is not { } percent || percent.Matches(100 * count.Value / whole.Value)) return null;
        // The upper end of what rounds to the print is itself outside, so the smallest whole lies strictly above.
        double from = Math.Floor(100 * count.Value / percent.High) + 1, to = Math.Floor(100 * count.Value / percent.Low);
        string fits = from > to ? $" No whole gives {percent}%."
            : from == to ? $" A whole of {Rounding.Text(from, 0)} would give {percent}%."
            : $" Wholes of {Rounding.Text(from, 0)} to {Rounding.Text(to, 0)} would give {percent}%.";
        return $"{count} of {whole} is {Rounding.Text(100 * count.Value / whole.Value, 1)}%, printed {percent}%.{fits}";
    }
}
