namespace Research;

/// <summary>Whoever reaches a standard reaches all it contains, so a failure rate printed for a stricter measure bounds the failure rate of
/// each easier one, and with it the gap: a gap cannot exceed the failure rate of the group, because peers reach 100% at most.</summary>
internal sealed class StricterMeasure : PrintRule
{
    public override string? Objection(Claim reading, Document document)
    {
        if (reading.Outcome == Outcome.Any || reading.Place.Length > 0) return null;
        foreach (var stricter in document.Claims)
        {
            if (stricter.Kind != ClaimKind.Rate || stricter.Percent is not { } percent || stricter.Outcome == Outcome.Any || stricter.Measure == reading.Measure
                || stricter.Group != reading.Group || stricter.Year != reading.Year || stricter.Place != reading.Place) continue;
            if (!document.Implies.Measure(stricter.Measure, reading.Measure)) continue;
            // Failure in the stricter measure lies below this.
            double mostFailing = stricter.Outcome == Outcome.NotAchieved ? percent.High : 100 - percent.Low;
            if (reading is { Kind: ClaimKind.Gap, Gap: { } gap } && gap.Low >= mostFailing)
                return $"If {Rounding.Text(mostFailing, 1)}% at most of the group miss {stricter.Measure} ({stricter.Id}), no more can miss {reading.Measure}, so the gap is under {Rounding.Text(mostFailing, 1)} ppt even with every peer reaching it; printed {gap}.";
            if (reading is { Kind: ClaimKind.Rate, Percent: { } rate })
            {
                double leastFailing = reading.Outcome == Outcome.NotAchieved ? rate.Low : 100 - rate.High;
                if (leastFailing >= mostFailing)
                    return $"At least {Rounding.Text(leastFailing, 1)}% would miss {reading.Measure}, but at most {Rounding.Text(mostFailing, 1)}% miss the stricter {stricter.Measure} ({stricter.Id}).";
            }
        }
        return null;
    }
}
