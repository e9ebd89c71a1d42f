namespace Research;

public static partial class Evaluation
{
    /// <summary>Programmes taken up at different times, beside units that were not: effects by cohort and year, averaged over the treated.</summary>
    /// <param name="records">A row a unit and period; pupils with <see cref="StaggeredDesign.Cluster"/> their school.</param>
    /// <param name="design">Columns and choices.</param>
    /// <param name="seed">Named seed of bands and wild bootstrap.</param>
    public static DesignEvaluation<GroupTimeEffects> DifferenceInDifferences(Dataset records, StaggeredDesign design, long seed)
    {
        var effects = GroupTimeEffects.Fit(design, records);
        return new(effects, effects.Aggregate(EffectAggregation.Simple).Overall, Checks());

        IEnumerable<(string, Func<Result>)> Checks()
        {
            yield return ("event study", () => effects.Aggregate(EffectAggregation.EventTime));
            yield return ("simultaneous bands", () => effects.Aggregate(EffectAggregation.EventTime).Bands(seed));
            yield return ("by cohort", () => effects.Aggregate(EffectAggregation.Cohort));
            if (design.Records == PanelRecords.RepeatedCrossSections) yield break;
            var data = WithTreatment(records, design);
            var panel = new PanelColumns(design.Unit, design.Time, design.Cluster);
            yield return ("two-way fixed effects", () => TwoWayFixedEffects.Fit($"{design.Outcome} ~ treated_now", data, panel));
            yield return ("Goodman-Bacon", () => BaconDecomposition.Of(design, records));
            yield return ("Sun-Abraham", () => Research.SunAbraham.Fit(design, records));
            string cluster = design.Cluster ?? design.Unit;
            yield return ("wild bootstrap", () => LinearModel.Fit($"{design.Outcome} ~ treated_now + factor({design.Time})", data, Errors.Clustered(cluster, ErrorKind.Cr1S), new() { Absorb = [design.Unit] })
                .WildBootstrap("treated_now", new(cluster, 999, seed)));
        }
    }

    /// <summary>A programme given by which side of a cut-off a score lies.</summary>
    /// <param name="pupils">The records.</param>
    /// <param name="design">Columns, cut-off and choices.</param>
    /// <param name="placebos">Columns the programme cannot have changed: baseline, sex, month of birth.</param>
    public static DesignEvaluation<RegressionDiscontinuity> RegressionDiscontinuity(Dataset pupils, DiscontinuityDesign design, params IEnumerable<string> placebos)
    {
        var fit = Research.RegressionDiscontinuity.Fit(design, pupils);
        return new(fit, fit.Effect, Checks());

        IEnumerable<(string, Func<Result>)> Checks()
        {
            yield return ("density", () => fit.Density());
            yield return ("bandwidths", () => fit.Bandwidths());
            yield return ("donut", () => fit.Donuts(0.05 * fit.Bandwidth, 0.1 * fit.Bandwidth, 0.2 * fit.Bandwidth));
            yield return ("placebo cut-offs", () => fit.PlaceboCutoffs());
            string[] fixedBefore = [.. placebos];
            if (fixedBefore.Length > 0) yield return ("placebo outcomes", () => fit.PlaceboOutcomes(fixedBefore));
        }
    }

    /// <summary>A series that a programme may have broken.</summary>
    /// <param name="records">A row a period, or pupils, who are averaged.</param>
    /// <param name="design">Columns, start and choices.</param>
    public static DesignEvaluation<InterruptedSeries> InterruptedSeries(Dataset records, InterruptedDesign design)
    {
        var fit = Research.InterruptedSeries.Fit(design, records);
        return new(fit, fit.Level, [("placebo start", () => PlaceboStart(records, design)), ("Newey-West", () => Research.InterruptedSeries.Fit(design with { Errors = SerialErrors.NeweyWest }, records))]);
    }

    /// <summary>One school, or a handful, beside a weighted average of others that was like it before.</summary>
    /// <param name="records">A row a school and period, or pupils, who are averaged.</param>
    /// <param name="design">Columns, treated schools and start.</param>
    /// <param name="seed">Named seed of placebo sets where several schools are treated.</param>
    public static DesignEvaluation<SyntheticControl> SyntheticControl(Dataset records, SyntheticDesign design, long seed)
    {
        var fit = Research.SyntheticControl.Fit(design, records, seed);
        double[] before = [.. fit.Times.Where(t => t < design.Start)];
        return new(fit, new("effect", fit.AverageEffect, double.NaN, fit.Ratio, double.NaN, fit.PValue, fit.Interval),
        [
            ("placebo start", () => fit.PlaceboStart(records, before[before.Length * 2 / 3], seed)),
            ("donors left out", () => new CheckTable(new("Mean effect with each donor left out", [new("donor", "Left out"), new("effect", "Mean effect")], fit.WithoutEachDonor(records).Select(w => (IReadOnlyList<Cell>)[w.Left, w.AverageEffect])))),
            ("path without its mean", () => Research.SyntheticControl.Fit(design with { Demeaned = true }, records, seed)),
        ]);
    }

    private static InterruptedSeries PlaceboStart(Dataset records, InterruptedDesign design)
    {
        double[] time = records.Numbers(design.Time).ToArray(), before = [.. time.Where(t => t < design.Start).Distinct().Order()];
        return Research.InterruptedSeries.Fit(design with { Start = before[before.Length * 2 / 3], SlopeChanges = false }, records.Take([.. Enumerable.Range(0, time.Length).Where(i => time[i] < design.Start)]));
    }

    private static Dataset WithTreatment(Dataset records, StaggeredDesign design)
    {
        double[] time = records.Numbers(design.Time).ToArray(), first = records.Numbers(design.FirstTreated).ToArray();
        return records.With(new NumberColumn("treated_now", [.. time.Select((t, i) => double.IsNaN(first[i]) ? double.NaN : first[i] > 0 && t >= first[i] ? 1.0 : 0)]));
    }
}
