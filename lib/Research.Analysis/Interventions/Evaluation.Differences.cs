using System.Globalization;

namespace Research;

public static partial class Evaluation
{
    private const int FewestSchools = 4, ManySchools = 40;
    private const string EverTreated = "ever_in_programme", TreatedNow = "treated_now";

    /// <summary>A programme taken up in one year, or at different times, beside schools or pupils that did not.</summary>
    /// <param name="records">A row a unit and period; pupils with <see cref="StaggeredDesign.Cluster"/> their school; or other pupils each year (repeated cross-sections).</param>
    /// <param name="design">Columns and choices.</param>
    /// <param name="seed">Named seed of bands and wild bootstrap.</param>
    /// <param name="rule">Which estimator is quoted; the others stand among the checks.</param>
    public static DesignEvaluation<Result> DifferenceInDifferences(Dataset records, StaggeredDesign design, long seed, DifferenceRule rule = DifferenceRule.BySchools)
    {
        double[] time = records.Numbers(design.Time).ToArray(), first = records.Numbers(design.FirstTreated).ToArray();
        double start = time.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min(), last = time.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
        bool Starts(double f) => f > 0 && f <= last;
        double[] starts = [.. first.Where(f => Starts(f) && f > start).Distinct().Order()];
        var kind = starts.Length > 1 ? PlannedDesign.StaggeredAdoption : PlannedDesign.DifferenceInDifferences;
        var data = records.With(new NumberColumn(EverTreated, [.. first.Select(f => double.IsNaN(f) ? double.NaN : Starts(f) ? 1.0 : 0)]))
            .With(new NumberColumn(TreatedNow, [.. time.Select((t, i) => double.IsNaN(first[i]) ? double.NaN : first[i] > 0 && t >= first[i] ? 1.0 : 0)]));
        string[] covariates = [.. design.Covariates.Trim().TrimStart('~').Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(c => c.Trim('`')).Where(records.Has)];
        string cluster = design.Cluster ?? design.Unit;
        var groups = new ComparedGroups(data, design.Outcome, EverTreated)
        {
            Design = kind,
            School = cluster,
            Covariates = [.. covariates],
            Before = all => all.Numbers(design.Time).ToArray() is var years ? ComparedGroups.Where(all, i => years[i] < starts[0]) : all,
            RowIs = design.Records == PanelRecords.RepeatedCrossSections ? "A row of the file is a pupil in one year." : "A row of the file is a unit in one period.",
        }.Checked(PlannedDesign.InterruptedSeries);
        var schools = data[cluster];
        string[] SchoolsWhere(Func<int, bool> condition) => [.. Enumerable.Range(0, data.Count).Where(i => !schools.IsMissing(i) && condition(i)).Select(i => schools.TextAt(i)!).Distinct()];
        if (starts.Length == 0)
            throw DesignRefusal.Of(kind, ($"no start after the first year, {start.ToString(CultureInfo.InvariantCulture)}", "years before the programme and years with it"), PlannedDesign.Matched, "With a baseline:");
        int with = SchoolsWhere(i => Starts(first[i])).Length, without = SchoolsWhere(i => first[i] == 0 || first[i] > last).Length;
        if (without == 0 && starts.Length == 1) throw DesignRefusal.Of(kind, ("no school without the programme", $"{FewestSchools} or more"), PlannedDesign.InterruptedSeries);
        if (with < FewestSchools || (without < FewestSchools && starts.Length == 1))
            throw DesignRefusal.Of(kind, ($"{with} schools with the programme and {without} without", $"{FewestSchools} or more of each, for errors by school"), with == 1 && without >= 3 ? PlannedDesign.SyntheticControl : without >= 3 ? PlannedDesign.FewUnits : PlannedDesign.InterruptedSeries);
        string Model(string more) => $"{Formula.Quoted(design.Outcome)} ~ {TreatedNow}{more}{(covariates.Length == 0 ? "" : " + " + Formula.Sum(covariates))}";
        string unit = design.Records == PanelRecords.RepeatedCrossSections ? cluster : design.Unit;
        var chosen = rule != DifferenceRule.BySchools ? rule : starts.Length == 1 ? DifferenceRule.TwoWay : with < ManySchools || without < ManySchools ? DifferenceRule.Wooldridge : DifferenceRule.CallawaySantAnna;
        var factors = unit == design.Unit && data[unit] is FactorColumn ? data : data.AsFactor(unit);
        var (found, effect) = Estimate(chosen);
        return new(found, groups, Checks())
        {
            Design = kind,
            Effect = effect with { Name = "effect" },
            Estimand = "the schools that had it",
            Method = $"{InWords(chosen)}. {(rule == DifferenceRule.BySchools ? Why() : "Chosen by the plan.")}",
        };

        (Result Found, Term Effect) Estimate(DifferenceRule by) => by switch
        {
            DifferenceRule.TwoWay => TwoWay() is var model ? (model, model[TreatedNow]) : default,
            DifferenceRule.Wooldridge => ExtendedTwoWay.Fit(design, data) is var model ? (model, model.Overall) : default,
            _ => GroupTimeEffects.Fit(design, data) is var effects ? (effects, effects.Aggregate(EffectAggregation.Simple).Overall) : default,
        };

        LinearModel TwoWay() => TwoWayFixedEffects.Fit(Model(""), factors, new(unit, design.Time, cluster));

        string Why() => starts.Length == 1 ? $"Rule: one starting year, so no school already treated is a comparison; CR2 covers with few schools ({with} with, {without} without) where Callaway and Sant'Anna's errors are too small"
            : chosen == DifferenceRule.Wooldridge ? $"Rule: several starting years and fewer than {ManySchools} schools on a side ({with} with, {without} without), where Callaway and Sant'Anna's errors are too small"
            : $"Rule: several starting years and {ManySchools} schools or more on each side ({with} with, {without} without)";

        IEnumerable<(string, bool, Func<Result>)> Checks()
        {
            var effects = new Lazy<GroupTimeEffects>(() => GroupTimeEffects.Fit(design, data));
            yield return ("event study", false, () => effects.Value.Aggregate(EffectAggregation.EventTime));
            yield return ("pre-trend", false, () => PreTrend(effects.Value.PreTrend));
            yield return ("simultaneous bands", false, () => effects.Value.Aggregate(EffectAggregation.EventTime).Bands(seed));
            if (starts.Length > 1) yield return ("by cohort", false, () => effects.Value.Aggregate(EffectAggregation.Cohort));
            yield return ("wild bootstrap", false, () => LinearModel.Fit(Model($" + factor({Formula.Quoted(design.Time)})"), factors, Errors.Clustered(Formula.Quoted(cluster), ErrorKind.Cr1S), new() { Absorb = [Formula.Quoted(unit)] })
                .WildBootstrap(TreatedNow, new(cluster, 999, seed)));
            yield return ("Goodman-Bacon", false, () => BaconDecomposition.Of(design with { Unit = unit }, design.Records == PanelRecords.RepeatedCrossSections ? Means() : data) is { Pairs.Length: > 1 } several ? several
                : new CheckTable(new Table("Goodman-Bacon's weights: one comparison", [new("comparison", "Comparison"), new("weight_percent", "Weight", "%", 0)], [["treated with never treated", 100]], "All start in one year: nothing is compared with schools treated already.")));
            if (chosen != DifferenceRule.TwoWay) yield return ("two-way fixed effects", true, TwoWay);
            if (chosen != DifferenceRule.Wooldridge && starts.Length > 1) yield return ("Wooldridge", true, () => ExtendedTwoWay.Fit(design, data));
            if (chosen != DifferenceRule.CallawaySantAnna) yield return ("Callaway-Sant'Anna", true, () => effects.Value);
            yield return ("Sun-Abraham", true, () => SunAbraham.Fit(design with { Unit = unit, Cluster = cluster }, factors));
        }

        // Goodman-Bacon takes a panel apart: the schools' yearly means are one.
        Dataset Means()
        {
            double[] y = data.Numbers(design.Outcome).ToArray();
            var cells = Enumerable.Range(0, data.Count).Where(i => !double.IsNaN(y[i]) && !schools.IsMissing(i)).GroupBy(i => (School: schools.TextAt(i)!, Time: time[i])).OrderBy(g => g.Key.School, StringComparer.Ordinal).ThenBy(g => g.Key.Time).ToArray();
            return new Dataset(FactorColumn.From(unit, [.. cells.Select(c => (string?)c.Key.School)]), new NumberColumn(design.Time, [.. cells.Select(c => c.Key.Time)]),
                new NumberColumn(design.FirstTreated, [.. cells.Select(c => first[c.First()])]), new NumberColumn(design.Outcome, [.. cells.Select(c => c.Average(i => y[i]))]));
        }
    }

    /// <summary>A handful of schools or areas with a programme, among others, before and after.</summary>
    /// <param name="records">A row a unit and period, or pupils, who are averaged.</param>
    /// <param name="design">Columns and start.</param>
    /// <param name="seed">Named seed of the permutation test, where not every deal is gone through.</param>
    /// <param name="covariates">Columns whose balance before the programme is shown; the estimate does not use them.</param>
    public static DesignEvaluation<UnitChanges> FewUnits(Dataset records, UnitChangesDesign design, long seed, params IEnumerable<string> covariates)
    {
        var groups = new ComparedGroups(records, design.Outcome, design.Treated)
        { Design = PlannedDesign.FewUnits, School = design.Unit, Covariates = [.. covariates], Before = all => EarlierThan(all, design.Time, design.Start), RowIs = "A row of the file is a pupil, or a unit, in one period." }.Checked(PlannedDesign.InterruptedSeries);
        double[] time = records.Numbers(design.Time).ToArray();
        if (!time.Any(t => t < design.Start) || !time.Any(t => t >= design.Start))
            throw DesignRefusal.Of(PlannedDesign.FewUnits, ($"no years on both sides of {Cell.Of(design.Start).Show(null)}", "years before the programme and years with it"), PlannedDesign.Matched, "With a baseline:");
        var found = UnitChanges.Fit(design, records);
        return new(found, groups,
        [
            ("permutation", false, () => found.Permute(seed)),
            ("each left out", false, () => new CheckTable(new("Effect with each unit left out", [new("unit", "Left out"), new("effect", "Effect", "", 3)], found.WithoutEach().Select(w => (IReadOnlyList<Cell>)[w.Left, w.Effect])))),
            ("synthetic control", true, () => Research.SyntheticControl.Fit(new(design.Outcome, design.Unit, design.Time, design.Start) { Treated = [.. found.Units.Where(u => u.Treated).Select(u => u.Unit)] }, records, seed)),
        ])
        {
            Design = PlannedDesign.FewUnits,
            Effect = found.Effect with { Name = "effect" },
            Estimand = "the units that had it",
            Method = "Change of each unit's mean from before to after, compared between units by a t test (Donald and Lang 2007; Bertrand, Duflo and Mullainathan 2004)",
        };
    }

    private static Dataset EarlierThan(Dataset data, string column, double start) => data.Numbers(column).ToArray() is var time ? ComparedGroups.Where(data, i => time[i] < start) : data;

    private static CheckTable PreTrend(ChiSquaredTest test) => new(new Table("Joint test that every effect before the start is zero", [new("statistic", "χ²", "", 2), new("df", "Degrees of freedom", "", 0), new("p_value", "p", "", 3)],
        [[test.Statistic, test.DegreesOfFreedom, test.PValue]], "A large p says little where data are few: read the event study's intervals too.", "χ² by clusters is too large with few schools: it warns too often rather than too seldom."));

    private static string InWords(DifferenceRule rule) => rule switch
    {
        DifferenceRule.TwoWay => "Difference in differences with effects of schools and years, CR2 errors by school with Satterthwaite degrees of freedom (Bell and McCaffrey 2002; Pustejovsky and Tipton 2018)",
        DifferenceRule.Wooldridge => "Effects of schools and years with an effect for each starting group and year, averaged over the treated (Wooldridge 2021), CR2 errors by school",
        _ => "Effects by starting group and year, averaged over the treated (Callaway and Sant'Anna 2021)",
    };
}
