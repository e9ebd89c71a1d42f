namespace Research;

/// <summary>How much of what nobody measured it would take to explain the effect away: E-value, Rosenbaum's Γ, Oster's δ; where a measure does not fit the design, why.</summary>
internal static class HiddenBias
{
    private static readonly PlannedDesign[] ByLot = [PlannedDesign.SimpleTrial, PlannedDesign.ClusterTrial, PlannedDesign.MultisiteTrial], OfVolunteers = [PlannedDesign.Matched, PlannedDesign.Weighted];

    public static Table Of(ComparedGroups groups, StandardisedEffect effect)
    {
        // The approximation of VanderWeele and Ding takes a standard error; an interval by placebos has none.
        var e = double.IsFinite(effect.StandardError) ? EValue.OfStandardisedDifference(effect.G, effect.StandardError)
            : EValue.OfRiskRatio(Math.Exp(0.91 * effect.G), new(Math.Exp(0.91 * effect.Interval.Low), Math.Exp(0.91 * effect.Interval.High)));
        bool lot = ByLot.Contains(groups.Design);
        return new("What hidden bias it would take", [new("measure", "Measure"), new("value", "Value", "", 2), new("note", "What it tells")],
        [
            ["E-value of the estimate", e.Point, "A confounder must go with both programme and outcome by this risk ratio to explain the effect away (VanderWeele and Ding 2017)." + (lot ? " The lot leaves room for none but attrition and chance." : "")],
            ["E-value of the interval's bound", e.Bound, e.Bound == 1 ? "1: the interval holds no effect already." : "The same, to make the interval hold no effect."],
            Rosenbaum(groups, effect, lot),
            Oster(groups, lot),
        ]);
    }

    private static IReadOnlyList<Cell> Rosenbaum(ComparedGroups groups, StandardisedEffect effect, bool lot) => groups.Pairs is { } pairs
        ? [effect.G < 0 ? "Rosenbaum's Γ, of a loss" : "Rosenbaum's Γ", OrTooFew(() => RosenbaumBounds.Of(effect.G < 0 ? [.. pairs.Select(p => -p)] : pairs).CriticalGamma),
            "How many times likelier one of a pair may have been to take part before p exceeds 0.05 (Rosenbaum 2002)."]
        : ["Rosenbaum's Γ", Cell.Without(Symbol.NotApplicable), lot ? "Not needed: a lot decided who had it." : "Needs matched pairs, which this design does not make."];

    private static IReadOnlyList<Cell> Oster(ComparedGroups groups, bool lot) => OfVolunteers.Contains(groups.Design) && !groups.Covariates.IsEmpty
        ? ["Oster's δ", OrTooFew(() => OsterBounds.Of(groups.Outcome, groups.Treated, Formula.Sum(groups.Covariates), groups.Data).Delta),
            "Selection on what was not measured, over that on what was, for no effect. Above 1 is reassuring; below 0 it would have to work against what was measured (Oster 2019)."]
        : ["Oster's δ", Cell.Without(Symbol.NotApplicable), lot ? "Not needed: a lot decided who had it." : "Needs covariates that carry the comparison; this design rests on trends or a mark: see its placebos."];

    private static Cell OrTooFew(Func<double> measure)
    {
        try
        {
            return measure();
        }
        catch (DataError)
        {
            return Cell.Without(Symbol.Unreliable);
        }
    }
}
