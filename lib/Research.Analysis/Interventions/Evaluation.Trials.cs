namespace Research;

/// <summary>Evaluations, one call a design, on pupil records.</summary>
public static partial class Evaluation
{
    /// <summary>A trial that randomised pupils one by one.</summary>
    /// <param name="pupils">The records, those who lost their outcome among them.</param>
    /// <param name="question">Outcome, arm, covariates and what else is asked.</param>
    public static DesignEvaluation<SimpleTrialAnalysis> SimpleTrial(Dataset pupils, TrialQuestion question) => Trial(SimpleTrialAnalysis.Fit(question.Model, pupils), pupils, question);

    /// <summary>A trial that randomised whole schools.</summary>
    /// <inheritdoc cref="SimpleTrial"/>
    public static DesignEvaluation<ClusterTrialAnalysis> ClusterTrial(Dataset pupils, TrialQuestion question) => Trial(ClusterTrialAnalysis.Fit(question.Model, pupils), pupils, question);

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
    public static DesignEvaluation<MultisiteTrialAnalysis> MultisiteTrial(Dataset pupils, TrialQuestion question) => Trial(MultisiteTrialAnalysis.Fit(question.Model, pupils), pupils, question);

    private static DesignEvaluation<TTrial> Trial<TTrial>(TTrial trial, Dataset pupils, TrialQuestion question) where TTrial : TrialAnalysis
    {
        var effect = trial.Effect;
        double z = effect.G / effect.StandardError;
        return new(trial, new(effect.Arm, effect.G, effect.StandardError, z, double.PositiveInfinity, trial.Model[effect.Arm].PValue, effect.Interval), Checks());

        IEnumerable<(string, Func<Result>)> Checks()
        {
            yield return ("flow", () => new CheckTable(Flow(pupils, question)));
            if (!question.Covariates.IsEmpty && trial.Arms.Length == 1) yield return ("balance", () => BalanceTable.Of($"treated ~ {string.Join(" + ", question.Covariates)}", WithTreated(pupils, question.Arm)));
            foreach (string group in question.Subgroups) yield return ($"subgroup {group}", () => trial.Subgroup(group));
            if (question.TookPart is { } took) yield return ("compliers", () => trial.Compliers(took));
            yield return ("hidden bias", () => EValue.OfStandardisedDifference(effect.G, effect.StandardError));
            if (question.Seed is not { } seed) yield break;
            yield return ("missing outcomes", () => trial.MissingData(pupils, seed));
            yield return ("permutation", () => trial.Permute(effect.Arm, seed));
            yield return ("bootstrap", () => trial.Bootstrap(new(trial is SimpleTrialAnalysis ? TrialResampling.Pupils : TrialResampling.Schools, seed)));
        }
    }

    private static Dataset WithTreated(Dataset pupils, string arm)
    {
        string[] levels = Levels(pupils, arm);
        int[] assigned = [.. Enumerable.Range(0, pupils.Count).Where(i => !pupils[arm].IsMissing(i))];
        var data = pupils.Take(assigned);
        return data.With(new NumberColumn("treated", [.. Enumerable.Range(0, data.Count).Select(i => data[arm].TextAt(i) == levels[0] ? 0.0 : 1)]));
    }

    private static string[] Levels(Dataset pupils, string arm) =>
        [.. ((FactorColumn)(pupils[arm] is FactorColumn ? pupils : pupils.AsFactor(arm))[arm]).WithoutUnusedLevels().Levels];

    // CONSORT's counts, and with them the table of attrition: arm by arm.
    private static Table Flow(Dataset pupils, TrialQuestion question)
    {
        string[] levels = Levels(pupils, question.Arm);
        int[][] arms = [.. levels.Select(l => Enumerable.Range(0, pupils.Count).Where(i => pupils[question.Arm].TextAt(i) == l).ToArray())];
        var outcome = pupils[question.Outcome];
        bool Has(int row) => !outcome.IsMissing(row);
        bool Complete(int row) => Has(row) && question.Covariates.All(c => !pupils[c].IsMissing(row));
        IReadOnlyList<Cell> Row(string step, Func<int[], Cell> count) => [step, .. arms.Select(count)];
        var rows = new List<IReadOnlyList<Cell>> { Row("Randomised", a => a.Length) };
        if (question.School is { } school) rows.Add(Row("in schools", a => a.Select(i => pupils[school].TextAt(i)).Distinct().Count()));
        rows.Add(Row("Without an outcome", a => a.Count(i => !Has(i))));
        rows.Add(Row("Without an outcome, %", a => Cell.Of(a.Length == 0 ? double.NaN : 100.0 * a.Count(i => !Has(i)) / a.Length, 1)));
        rows.Add(Row("With an outcome, without a covariate", a => a.Count(i => Has(i) && !Complete(i))));
        foreach (string covariate in question.Covariates.Where(c => pupils[c] is NumberColumn))
        {
            rows.Add(Row($"Mean {covariate}, lost", a => Mean(covariate, a.Where(i => !Has(i)))));
            rows.Add(Row($"Mean {covariate}, kept", a => Mean(covariate, a.Where(Has))));
        }
        rows.Add(Row("Analysed", a => a.Count(Complete)));
        return new("Flow of pupils (CONSORT) and attrition", [new("step", "Step"), .. levels.Select((l, k) => new TableColumn($"arm_{k}", $"Arm {l}"))], rows,
            $"{pupils.Count - arms.Sum(a => a.Length)} rows have no arm.", "Source: Schulz, Altman and Moher (2010), CONSORT 2010.");

        Cell Mean(string column, IEnumerable<int> of) => of.Select(i => pupils.Numbers(column)[i]).Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average();
    }
}
