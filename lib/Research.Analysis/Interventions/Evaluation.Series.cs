namespace Research;

public static partial class Evaluation
{
    private const string InGroup = "in_programme";

    /// <summary>A series that a programme may have broken, alone or beside a comparison series.</summary>
    /// <param name="records">A row a period, or pupils, who are averaged.</param>
    /// <param name="design">Columns, start and choices. With fewer than three periods after the start the slope is held: it could not be told.</param>
    /// <param name="covariates">Columns whose balance before the programme is shown where there is a comparison; the estimate does not use them.</param>
    public static DesignEvaluation<InterruptedSeries> InterruptedSeries(Dataset records, InterruptedDesign design, params IEnumerable<string> covariates)
    {
        var data = design.Group is { } g ? records : records.With(new NumberColumn(InGroup, [.. Enumerable.Repeat(1.0, records.Count)]));
        var groups = new ComparedGroups(data, design.Outcome, design.Group ?? InGroup) { Design = PlannedDesign.InterruptedSeries, Covariates = design.Group is null ? [] : [.. covariates], Before = all => EarlierThan(all, design.Time, design.Start), RowIs = "A row of the file is a period, or a pupil in one." }.Checked(null);
        double[] periods = [.. data.Numbers(design.Time).ToArray().Where(double.IsFinite).Distinct().Order()];
        int before = periods.Count(p => p < design.Start), after = periods.Length - before;
        if (before < 3 || after < 1)
            throw DesignRefusal.Of(PlannedDesign.InterruptedSeries, ($"{before} periods before {Cell.Of(design.Start).Show(null)} and {after} from it on", "three or more before and one after, better eight and three"),
                design.Group is null ? null : PlannedDesign.FewUnits, design.Group is null ? "Add periods, or units without the programme." : "");
        bool held = design.SlopeChanges && after < 3;
        if (held) design = design with { SlopeChanges = false };
        var fit = Research.InterruptedSeries.Fit(design, data);
        return new(fit, groups, [("placebo start", false, () => PlaceboStart(data, design)), ("Newey-West", true, () => Research.InterruptedSeries.Fit(design with { Errors = SerialErrors.NeweyWest }, data))])
        {
            Design = PlannedDesign.InterruptedSeries,
            Effect = fit.Level with { Name = "effect" },
            Estimand = "the series that had it, at the start",
            Method = $"Interrupted series{(design.Group is null ? "" : " beside a comparison series")}: change of level{(design.SlopeChanges ? " and slope" : "")}, AR(1) errors averaged over (Bernal, Cummins and Gasparrini 2017){(held ? ". Rule: slope held, as fewer than three periods follow the start" : "")}",
        };
    }

    /// <summary>One school, or a handful, beside a weighted average of others that was like it before.</summary>
    /// <param name="records">A row a school and period, or pupils, who are averaged.</param>
    /// <param name="design">Columns, treated schools and start.</param>
    /// <param name="seed">Named seed of placebo sets where several schools are treated.</param>
    /// <param name="covariates">Columns whose balance before the programme is shown; the estimate does not use them.</param>
    public static DesignEvaluation<SyntheticControl> SyntheticControl(Dataset records, SyntheticDesign design, long seed, params IEnumerable<string> covariates)
    {
        var unit = records[design.Unit];
        var data = records.With(new NumberColumn(InGroup, [.. Enumerable.Range(0, records.Count).Select(i => unit.IsMissing(i) ? double.NaN : design.Treated.Contains(unit.TextAt(i)!) ? 1.0 : 0)]));
        var groups = new ComparedGroups(data, design.Outcome, InGroup) { Design = PlannedDesign.SyntheticControl, School = design.Unit, Covariates = [.. covariates], Before = all => EarlierThan(all, design.Time, design.Start), RowIs = "A row of the file is a unit, or a pupil, in one period." }.Checked(PlannedDesign.InterruptedSeries);
        double[] periods = [.. data.Numbers(design.Time).ToArray().Where(double.IsFinite).Distinct().Order()], before = [.. periods.Where(t => t < design.Start)];
        if (before.Length < 3 || before.Length == periods.Length)
            throw DesignRefusal.Of(PlannedDesign.SyntheticControl, ($"{before.Length} periods before the start and {periods.Length - before.Length} from it on", "three or more before and one after"), before.Length > 0 && before.Length < periods.Length ? PlannedDesign.FewUnits : PlannedDesign.Matched, "With units or pupils to compare:");
        int donors = Enumerable.Range(0, data.Count).Where(i => !unit.IsMissing(i) && !design.Treated.Contains(unit.TextAt(i)!)).Select(unit.TextAt).Distinct().Count();
        if (donors < design.Treated.Length + 2) throw DesignRefusal.Of(PlannedDesign.SyntheticControl, ($"{donors} units without the programme", $"{design.Treated.Length + 2} or more to weigh"), PlannedDesign.InterruptedSeries);
        var fit = Research.SyntheticControl.Fit(design, data, seed);
        return new(fit, groups,
        [
            ("placebo start", false, () => before.Length < 5 ? throw new DataError("placebo start", $"{before.Length} periods before the start", "five or more", "Find earlier years.") : fit.PlaceboStart(data, before[before.Length * 2 / 3], seed)),
            ("donors left out", false, () => new CheckTable(new("Mean effect with each donor left out", [new("donor", "Left out"), new("effect", "Mean effect", "", 3)], fit.WithoutEachDonor(data).Select(w => (IReadOnlyList<Cell>)[w.Left, w.AverageEffect])))),
            ("path without its mean", true, () => Research.SyntheticControl.Fit(design with { Demeaned = !design.Demeaned }, data, seed)),
        ])
        {
            Design = PlannedDesign.SyntheticControl,
            Effect = new("effect", fit.AverageEffect, double.NaN, fit.Ratio, double.NaN, fit.PValue, fit.Interval),
            Estimand = $"the {(design.Treated.Length == 1 ? "unit" : "units")} that had it",
            Method = $"Synthetic control{(design.Demeaned ? " of paths less their own means" : "")}: mean gap after the start; p by placebos in space, the interval what they do not reject (Abadie, Diamond and Hainmueller 2010)",
        };
    }

    private static InterruptedSeries PlaceboStart(Dataset records, InterruptedDesign design)
    {
        double[] time = records.Numbers(design.Time).ToArray(), before = [.. time.Where(t => t < design.Start).Distinct().Order()];
        return Research.InterruptedSeries.Fit(design with { Start = before[before.Length * 2 / 3], SlopeChanges = false }, ComparedGroups.Where(records, i => time[i] < design.Start));
    }
}
