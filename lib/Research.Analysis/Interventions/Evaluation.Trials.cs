namespace Research;

/// <summary>Evaluations, one call a design, on pupil records. Each refuses data that cannot bear it and names the nearest design they could; each brings flow, attrition, balance, overlap and hidden bias, and its design's own checks.</summary>
public static partial class Evaluation
{
    private const int FewestInAnArm = 10;

    /// <summary>A trial that randomised pupils one by one.</summary>
    /// <param name="pupils">The records, those who lost their outcome among them.</param>
    /// <param name="question">Outcome, arm, covariates and what else is asked.</param>
    public static DesignEvaluation<SimpleTrialAnalysis> SimpleTrial(Dataset pupils, TrialQuestion question)
    {
        var groups = Trial(PlannedDesign.SimpleTrial, pupils, question);
        if (groups.School is not null && ArmsBySchool(groups) is { Count: > 3 } schools && schools.All(s => s.Length == 1) && groups.Data.Count > 2 * schools.Count)
            throw DesignRefusal.Of(PlannedDesign.SimpleTrial, ($"{schools.Count} schools, each with one arm", "pupils of both arms in some schools, where pupils were drawn one by one"), PlannedDesign.ClusterTrial);
        var trial = SimpleTrialAnalysis.Fit(question.Model, groups.Data);
        return Of(trial, groups, question, (trial.Linear.With(Errors.Robust()), null, "Linear model of outcome on arm and covariates, HC3 errors (EEF 2022; MacKinnon and White 1985)"));
    }

    /// <summary>A trial that randomised whole schools.</summary>
    /// <inheritdoc cref="SimpleTrial"/>
    public static DesignEvaluation<ClusterTrialAnalysis> ClusterTrial(Dataset pupils, TrialQuestion question)
    {
        var groups = Trial(PlannedDesign.ClusterTrial, pupils, question);
        if (groups.School is not null)
        {
            var schools = ArmsBySchool(groups);
            int mixed = schools.Count(s => s.Length > 1), with = schools.Count(s => s.Contains(1)), without = schools.Count - with;
            if (mixed > 0) throw DesignRefusal.Of(PlannedDesign.ClusterTrial, ($"{mixed} of {schools.Count} schools with pupils offered and not offered", "one arm a school"), PlannedDesign.MultisiteTrial);
            if (with < 2 || without < 2) throw DesignRefusal.Of(PlannedDesign.ClusterTrial, ($"{with} schools offered and {without} not", "two or more of each, better ten"), PlannedDesign.FewUnits, "With years before and after:");
        }
        var trial = ClusterTrialAnalysis.Fit(question.Model, groups.Data);
        return Of(trial, groups, question, (trial.Adjusted, Math.Sqrt(trial.VariancesOf(EffectBasis.Guidance).Total), "Mixed model with a random intercept for the school, Kenward-Roger errors and degrees of freedom (EEF 2022; Kenward and Roger 1997)"));
    }

    /// <summary>A trial that randomised whole schools, by its four columns.</summary>
    /// <param name="pupils">The records, those who lost their outcome among them.</param>
    /// <param name="outcome">The outcome's column.</param>
    /// <param name="baseline">The baseline's column.</param>
    /// <param name="arm">The arm's column.</param>
    /// <param name="school">The school's column.</param>
    public static DesignEvaluation<ClusterTrialAnalysis> ClusterTrial(Dataset pupils, string outcome, string baseline, string arm, string school) =>
        ClusterTrial(pupils, new TrialQuestion(outcome, arm, school) { Covariates = [baseline] });

    /// <summary>A trial that randomised pupils within schools.</summary>
    /// <inheritdoc cref="SimpleTrial"/>
    public static DesignEvaluation<MultisiteTrialAnalysis> MultisiteTrial(Dataset pupils, TrialQuestion question)
    {
        var groups = Trial(PlannedDesign.MultisiteTrial, pupils, question);
        if (groups.School is not null && ArmsBySchool(groups).Count(s => s.Length > 1) is var both && both < 2)
            throw DesignRefusal.Of(PlannedDesign.MultisiteTrial, (both == 0 ? "no school with both arms" : "one school with both arms", "pupils of both arms in two schools or more"), both == 0 ? PlannedDesign.ClusterTrial : PlannedDesign.SimpleTrial);
        var trial = MultisiteTrialAnalysis.Fit(question.Model, groups.Data);
        return Of(trial, groups, question, (trial.Mixed, Math.Sqrt(trial.VariancesOf(EffectBasis.Guidance).Total), "Mixed model in which schools differ in level and in effect, Satterthwaite's degrees of freedom (EEF 2022; Kuznetsova, Brockhoff and Christensen 2017)"));
    }

    private static DesignEvaluation<TTrial> Of<TTrial>(TTrial trial, ComparedGroups groups, TrialQuestion question, (Fit Fit, double? Deviation, string Method) model) where TTrial : TrialAnalysis
    {
        var term = model.Fit[trial.Arms[0]];
        // Satterthwaite's are not defined where the effect does not differ between schools at all.
        if (trial is MultisiteTrialAnalysis && !(term.DegreesOfFreedom >= 1)) term = TermLevel.WithDegrees(term, ArmsBySchool(groups).Count - 1);
        double deviation = model.Deviation ?? StandardisedEffect.Of(term, groups).Deviation;
        return new(trial, groups with { Standardised = StandardisedEffect.Of(trial.Effect, deviation) }, Checks())
        { Design = groups.Design, Effect = term, Method = model.Method, Estimand = "those offered it (intention to treat)" };

        IEnumerable<(string, bool, Func<Result>)> Checks()
        {
            yield return ("effect sizes", false, () => trial);
            foreach (string group in question.Subgroups) yield return ($"subgroup {group}", false, () => trial.Subgroup(group));
            if (question.TookPart is { } took) yield return ("compliers", false, () => trial.Compliers(took));
            if (question.Seed is not { } seed) yield break;
            yield return ("missing outcomes", false, () => trial.MissingData(groups.Data, seed));
            yield return ("permutation", false, () => trial.Permute(trial.Arms[0], seed, trial is MultisiteTrialAnalysis ? 200 : 1000));
            yield return ("bootstrap", false, () => trial.Bootstrap(new(trial is SimpleTrialAnalysis ? TrialResampling.Pupils : TrialResampling.Schools, seed)));
        }
    }

    private static ComparedGroups Trial(PlannedDesign design, Dataset pupils, TrialQuestion question)
    {
        const string Offered = "in_programme";
        string[] levels = [.. ((FactorColumn)(pupils[question.Arm] is FactorColumn ? pupils : pupils.AsFactor(question.Arm))[question.Arm]).WithoutUnusedLevels().Levels];
        var arm = pupils[question.Arm];
        // The first arm is the comparison; a single arm is the programme's where it is written as 1.
        string? comparison = levels is ["1"] ? null : levels.FirstOrDefault();
        var data = pupils.With(new NumberColumn(Offered, [.. Enumerable.Range(0, pupils.Count).Select(i => arm.IsMissing(i) ? double.NaN : arm.TextAt(i) == comparison ? 0.0 : 1)]));
        var groups = new ComparedGroups(data, question.Outcome, Offered) { Design = design, School = question.School, TookPart = question.TookPart, Covariates = question.Covariates }.Checked(null);
        double[] y = data.Numbers(question.Outcome).ToArray(), offered = data.Numbers(Offered).ToArray();
        foreach (double side in (double[])[0, 1])
            if (Enumerable.Range(0, y.Length).Count(i => offered[i] == side && !double.IsNaN(y[i])) is var left && left < FewestInAnArm)
                throw DesignRefusal.Of(design, ($"{left} pupils {(side == 1 ? "offered it" : "not offered it")} with an outcome", $"{FewestInAnArm} or more in each arm"), null, "Pool cohorts.");
        return groups;
    }

    private static List<double[]> ArmsBySchool(ComparedGroups groups)
    {
        double[] treated = groups.Data.Numbers(groups.Treated).ToArray();
        var school = groups.Data[groups.School!];
        return [.. Enumerable.Range(0, treated.Length).Where(i => !school.IsMissing(i) && !double.IsNaN(treated[i])).GroupBy(i => school.TextAt(i)!).Select(g => g.Select(i => treated[i]).Distinct().ToArray())];
    }
}
