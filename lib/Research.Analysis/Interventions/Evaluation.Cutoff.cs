namespace Research;

public static partial class Evaluation
{
    /// <summary>A programme given by which side of a cut-off a score lies, or made likelier by it.</summary>
    /// <param name="pupils">The records.</param>
    /// <param name="design">Columns, cut-off and choices.</param>
    /// <param name="placebos">Columns the programme cannot have changed: baseline, sex, month of birth. Numbers among them are compared near the cut-off.</param>
    public static DesignEvaluation<RegressionDiscontinuity> RegressionDiscontinuity(Dataset pupils, DiscontinuityDesign design, params IEnumerable<string> placebos)
    {
        double[] running = pupils.Numbers(design.Running).ToArray();
        string[] fixedBefore = [.. placebos];
        var data = pupils.With(new NumberColumn(InGroup, [.. running.Select(r => double.IsNaN(r) ? double.NaN : r < design.Cutoff == design.TreatedBelow ? 1.0 : 0)]));
        var groups = new ComparedGroups(data, design.Outcome, InGroup) { Design = PlannedDesign.RegressionDiscontinuity, School = design.Cluster, TookPart = design.Takeup, Covariates = [.. fixedBefore.Where(c => data.Has(c) && data[c] is NumberColumn)] }.Checked(PlannedDesign.Matched);
        foreach (bool below in (bool[])[true, false])
            if (running.Where(r => r < design.Cutoff == below && !double.IsNaN(r) && (design.Bandwidth is not { } h || Math.Abs(r - design.Cutoff) <= h)).ToArray() is var near && (near.Length < 20 || near.Distinct().Count() < 10))
                throw DesignRefusal.Of(PlannedDesign.RegressionDiscontinuity, ($"{near.Length} pupils with {near.Distinct().Count()} different scores {(below ? "below" : "above")} the mark{(design.Bandwidth is null ? "" : " within the bandwidth")}", "20 or more with 10 different scores on each side"),
                    PlannedDesign.Matched, design.Bandwidth is null ? "" : "Widen the bandwidth, or leave it out to have it chosen;");
        var fit = Research.RegressionDiscontinuity.Fit(design, data);
        if (design.Takeup is { } takeup && TakeupNearMark(data, design, takeup) is var jump && (jump < 0.1 || fit.TakeupJump!.Interval.Contains(0)))
            throw DesignRefusal.Of(PlannedDesign.RegressionDiscontinuity, ($"a jump of {Rounding.Text(100 * jump, 0)} points in taking part among those nearest the mark", "places that go by the mark, 10 points or more"), PlannedDesign.Matched);
        double h0 = fit.Bandwidth;
        return new(fit, groups with
        {
            Before = all => all.Numbers(design.Running).ToArray() is var r ? ComparedGroups.Where(all, i => Math.Abs(r[i] - design.Cutoff) <= h0) : all,
            Picked = ("Within the bandwidth, with an outcome", design.TreatedBelow ? fit.Counts.Below : fit.Counts.Above, design.TreatedBelow ? fit.Counts.Above : fit.Counts.Below),
        }, Checks())
        {
            Design = PlannedDesign.RegressionDiscontinuity,
            Effect = fit.Effect with { Name = "effect" },
            Estimand = design.Takeup is null ? "pupils at the mark" : "pupils at the mark whom it moved to take part",
            Method = $"Local lines on both sides of the mark, robust bias-corrected interval (Calonico, Cattaneo and Titiunik 2014){(design.Takeup is null ? "" : "; fuzzy, as places did not go by the mark alone")}. Bandwidth {Rounding.Text(h0, 2)}, {(design.Bandwidth is null ? "of least mean squared error, from the data" : "chosen by the plan")}",
        };

        IEnumerable<(string, bool, Func<Result>)> Checks()
        {
            yield return ("density", false, () => fit.Density());
            yield return ("bandwidths", false, () => fit.Bandwidths());
            yield return ("donut", false, () => fit.Donuts(0.05 * fit.Bandwidth, 0.1 * fit.Bandwidth, 0.2 * fit.Bandwidth));
            yield return ("placebo cut-offs", false, () => fit.PlaceboCutoffs());
            if (fixedBefore.Length > 0) yield return ("placebo outcomes", false, () => fit.PlaceboOutcomes(fixedBefore));
        }
    }

    // Of the 50 nearest on each side: a line through more of them sees a jump where the mark is somewhere else.
    private static double TakeupNearMark(Dataset data, DiscontinuityDesign design, string takeup)
    {
        double[] running = data.Numbers(design.Running).ToArray(), part = data.Numbers(takeup).ToArray();
        double Share(bool below) => Enumerable.Range(0, running.Length).Where(i => !double.IsNaN(part[i]) && !double.IsNaN(running[i]) && running[i] < design.Cutoff == below)
            .OrderBy(i => Math.Abs(running[i] - design.Cutoff)).Take(50).Select(i => part[i]).DefaultIfEmpty(double.NaN).Average();
        return (Share(true) - Share(false)) * (design.TreatedBelow ? 1 : -1);
    }
}
