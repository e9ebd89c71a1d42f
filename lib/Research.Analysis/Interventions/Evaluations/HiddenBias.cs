namespace Research;

/// <summary>How much of what nobody measured it would take to explain the effect away: E-value for every design, Rosenbaum's Γ for pairs, Oster's δ where covariates carry the comparison.</summary>
internal static class HiddenBias
{
    public static ReportSection Of(AnalysisPlan plan, PlannedAnalysis analysis, Dataset data, StandardisedEffect effect)
    {
        var e = EValue.OfStandardisedDifference(effect.G, effect.StandardError);
        var rows = new List<IReadOnlyList<Cell>>
        {
            new Cell[] { "E-value of the estimate", e.Point, "A confounder must go with both programme and outcome by this risk ratio to explain the effect away (VanderWeele and Ding 2017)." },
            new Cell[] { "E-value of the interval's bound", e.Bound, e.Bound == 1 ? "1: the interval holds no effect already." : "The same, to make the interval hold no effect." },
        };
        if (analysis.PairDifferences(data) is { Count: >= 10 } pairs)
            rows.Add([effect.G < 0 ? "Rosenbaum's Γ, of a loss" : "Rosenbaum's Γ", OrTooFew(() => RosenbaumBounds.Of(effect.G < 0 ? [.. pairs.Select(p => -p)] : pairs).CriticalGamma),
                "How many times likelier one of a pair may have been to take part before p exceeds 0.05 (Rosenbaum 2002)."]);
        if (plan.Design is PlannedDesign.Matched or PlannedDesign.Weighted)
            rows.Add(["Oster's δ", OrTooFew(() => OsterBounds.Of(plan.Outcome, plan.Treatment, string.Join(" + ", plan.Covariates.Prepend(plan.Baseline!)), data).Delta),
                "Selection on what was not measured, over that on what was, for no effect. Above 1 is reassuring; below 0 it would have to work against what was measured (Oster 2019)."]);
        return new("hidden_bias", true, new Table("What hidden bias it would take", [new("measure", "Measure"), new("value", "Value", "", 2), new("note", "What it tells")], rows));
    }

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
