namespace Research;

/// <summary>A level before, a change and a level after must add up, each to the decimals printed.</summary>
internal sealed class ChangeAgainstLevels : PrintRule
{
    public override string? Objection(Claim reading, Document document)
    {
        if (reading is not { Kind: ClaimKind.Gap, Gap: { } after, Change: { } change }) return null;
        // A change with its first year needs that year's gap; one without sets out from the county's gap of the year (a target).
        int from = reading.FromYear > 0 ? reading.FromYear : reading.Year;
        string place = reading.FromYear > 0 ? reading.Place : "";
        foreach (var start in document.Claims.Where(c => c.Kind == ClaimKind.Gap && c.Gap is not null && c.Id != reading.Id
            && c.Measure == reading.Measure && c.Group == reading.Group && c.Year == from && c.Place == place))
        {
            var before = start.Gap!.Value;
            // Each printed number may be half a unit off, so the sum may be by the three halves together.
            double slack = (before.High - before.Low + change.High - change.Low + after.High - after.Low) / 2;
            double expected = before.Value + change.Value;
            if (Math.Abs(expected - after.Value) >= slack)
                return $"{before} ({start.Id}) and a change of {change} give {Rounding.Text(expected, after.Decimals)}, printed {after}.";
        }
        return null;
    }
}
