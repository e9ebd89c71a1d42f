namespace Research;

/// <summary>The smallest effect a design could detect when pupils or schools were drawn, in standard deviations, and where that number comes from.</summary>
/// <remarks>In this order: what the plan says (designed_for); the plan's numbers (planned); of a trial, the numbers drawn, with intraclass correlation and R² estimated from its outcomes; of other designs (t₁₋α/₂ + t₀.₈) times the
/// standard error of the effect found, which attrition has already widened. Power 80%, as EEF takes it. Source: Bloom (1995), Evaluation Review 19(5); Dong and Maynard (2013), Journal of Research on Educational Effectiveness 6(1).
/// R: <c>PowerUpR::mdes.ira1, mdes.cra2, mdes.bira2f1</c>.</remarks>
/// <param name="Effect">The effect.</param>
/// <param name="Source">Where it comes from, in words.</param>
/// <param name="Asked">Whether it was asked for rather than computed.</param>
internal sealed record DetectableAtDesign(double Effect, string Source, bool Asked)
{
    private const double Power = 0.8;

    public static DetectableAtDesign Of(AnalysisPlan plan, Dataset data, (Term Effect, StandardisedEffect Standardised) found)
    {
        if (plan.DesignedFor is { } given) return new(given, "as the plan says", true);
        double[] treated = data.Numbers(plan.Treatment).ToArray();
        if (plan.Planned is { } planned) return Computed(planned.Of(plan.Design, 0.5, plan.Alpha), $"computed from the plan's numbers: {planned.InWords}");
        if (plan.Design is PlannedDesign.SimpleTrial or PlannedDesign.ClusterTrial or PlannedDesign.MultisiteTrial)
        {
            var drawn = Drawn(plan, data);
            return Computed(drawn.Of(plan.Design, ShareTreated(plan, data, treated), plan.Alpha), $"computed from the numbers drawn and the outcomes: {drawn.InWords}");
        }
        double df = found.Effect.DegreesOfFreedom, factor = double.IsFinite(df) ? new StudentTDistribution(df).UpperQuantile(plan.Alpha / 2) + new StudentTDistribution(df).Quantile(Power)
            : StandardNormal.Quantile(1 - (plan.Alpha / 2)) + StandardNormal.Quantile(Power);
        return new(factor * found.Standardised.StandardError, "computed from the effect's standard error, after attrition", false);
    }

    private static DetectableAtDesign Computed(TrialDesign design, string source) => new(design.DetectableEffect(Power), source, false);

    // Those lost later were drawn too: attrition is another criterion.
    private static PlannedNumbers Drawn(AnalysisPlan plan, Dataset data)
    {
        var school = data[plan.School];
        double[] sizes = [.. Enumerable.Range(0, data.Count).GroupBy(school.TextAt).Select(g => (double)g.Count())];
        double pupils = plan.Design == PlannedDesign.ClusterTrial ? sizes.Length / sizes.Sum(n => 1 / n) : sizes.Average();
        string adjusted = string.Concat((plan.Baseline is { } baseline ? plan.Covariates.Prepend(baseline) : plan.Covariates).Select(c => " + " + c));
        var (between, within) = Variances("");
        var (leftBetween, leftWithin) = adjusted.Length == 0 ? (between, within) : Variances(adjusted);
        return new(sizes.Length, pupils, between / (between + within), Explained(leftWithin, within), Explained(leftBetween, between));

        (double Between, double Within) Variances(string covariates)
        {
            var model = MixedModel.Fit($"{plan.Outcome} ~ {plan.Treatment}{covariates} + (1 | {plan.School})", data);
            return (model.VarianceComponents.Variance(plan.School), model.Sigma * model.Sigma);
        }

        static double Explained(double left, double all) => all > 0 ? Math.Clamp(1 - (left / all), 0, 0.99) : 0;
    }

    private static double ShareTreated(AnalysisPlan plan, Dataset data, double[] treated)
    {
        var school = data[plan.School];
        return plan.Design == PlannedDesign.ClusterTrial ? Enumerable.Range(0, data.Count).GroupBy(school.TextAt).Average(g => treated[g.First()]) : treated.Where(double.IsFinite).Average();
    }
}
