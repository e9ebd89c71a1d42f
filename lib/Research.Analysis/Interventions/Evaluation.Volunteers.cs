namespace Research;

public static partial class Evaluation
{
    private const int FewestVolunteers = 20;

    /// <summary>Pupils with a programme beside pupils matched to them: one each by propensity score, within 0.2 standard deviations, in the same school where it has any.</summary>
    /// <param name="pupils">The records.</param>
    /// <param name="formula">Who had it (1 and 0) and what made that likely, the baseline among it: <c>tutored ~ prior + fsm + sen</c>.</param>
    /// <param name="outcome">The outcome's column.</param>
    /// <param name="school">The school's column; null to match anywhere.</param>
    public static DesignEvaluation<LinearModel> Matched(Dataset pupils, string formula, string outcome, string? school = null) => Matched(pupils, new(formula, outcome, school));

    /// <summary>Pupils with a programme beside pupils matched to them: one each by propensity score, in the same school where it has any, then regression.</summary>
    /// <param name="pupils">The records.</param>
    /// <param name="question">Formula, outcome, school and caliper.</param>
    public static DesignEvaluation<LinearModel> Matched(Dataset pupils, MatchedQuestion question)
    {
        var groups = Volunteers(PlannedDesign.Matched, pupils, question);
        var data = question.School is null ? WithOutcome(pupils, question.Outcome) : WithOutcome(pupils, question.Outcome).AsFactor(question.School);
        var sample = Matching.Nearest(question.Formula, data, new() { Caliper = Caliper.Deviations(question.Caliper), Preferred = question.School });
        int Side(bool treated) => Enumerable.Range(0, sample.Weights.Length).Count(i => sample.Weights[i] > 0 && sample.Treated[i] == treated);
        if (Side(true) is var matched && matched < FewestVolunteers)
            throw DesignRefusal.Of(PlannedDesign.Matched, ($"{matched} pupils with the programme who have a match", $"{FewestVolunteers} or more"), PlannedDesign.Weighted, "Widen the caliper, or");
        var effect = sample.Effect(question.Outcome);
        return new(effect, groups with { Sample = (sample.Balance, sample.Overlap), Picked = ("Matched", matched, Side(false)), Pairs = sample.Differences(question.Outcome) }, Checks())
        {
            Design = PlannedDesign.Matched,
            Effect = effect.Terms[1],
            Estimand = "those who took part and have a match",
            Method = $"One comparison pupil for each by propensity score, within {Cell.Of(question.Caliper).Show(null)} standard deviations{(question.School is null ? "" : " and the school where possible (Rickles and Seltzer 2014)")}, then regression, errors by pair (Abadie and Spiess 2022)",
        };

        IEnumerable<(string, bool, Func<Result>)> Checks()
        {
            if (question.School is { } school) yield return ("errors by school", true, () => sample.Effect(question.Outcome, adjusted: true, Errors.Clustered(Formula.Quoted(school))));
            yield return ("weighted", true, () => DoublyRobust.Fit(question.Formula, question.Outcome, data, new() { Cluster = question.School }));
        }
    }

    /// <summary>Pupils with a programme beside all others, weighted to be like them, with a model of the outcome: right when either the weights or the model is.</summary>
    /// <param name="pupils">The records.</param>
    /// <param name="formula">Who had it (1 and 0) and what made that likely, the baseline among it.</param>
    /// <param name="outcome">The outcome's column.</param>
    /// <param name="school">The school's column, for errors by school; null for independent pupils.</param>
    public static DesignEvaluation<DoublyRobust> Weighted(Dataset pupils, string formula, string outcome, string? school = null) => Weighted(pupils, new(formula, outcome, school));

    /// <summary>Pupils with a programme beside all others, weighted to be like them, with a model of the outcome: right when either the weights or the model is.</summary>
    /// <param name="pupils">The records.</param>
    /// <param name="question">Formula, outcome and school; the caliper is not used.</param>
    public static DesignEvaluation<DoublyRobust> Weighted(Dataset pupils, MatchedQuestion question)
    {
        var groups = Volunteers(PlannedDesign.Weighted, pupils, question);
        var data = question.School is null ? pupils : pupils.AsFactor(question.School);
        var sample = Weighting.Propensity(question.Formula, WithOutcome(data, question.Outcome));
        if (sample.Overlap.TreatedOutside > 0.5)
            throw DesignRefusal.Of(PlannedDesign.Weighted, ($"{Rounding.Text(100 * sample.Overlap.TreatedOutside, 0)}% of those with the programme unlike anybody without it", "at most half"), PlannedDesign.Matched, "For those who have a like:");
        var effect = DoublyRobust.Fit(question.Formula, question.Outcome, data, new() { Cluster = question.School });
        return new(effect, groups with { Sample = (sample.Balance, sample.Overlap) },
        [
            ("weights alone", true, () => sample.Effect(question.Outcome, question.School is { } s ? Errors.Clustered(Formula.Quoted(s)) : null)),
            ("matched", true, () => Matching.Nearest(question.Formula, WithOutcome(data, question.Outcome), new() { Caliper = Caliper.Deviations(question.Caliper), Preferred = question.School }).Effect(question.Outcome)),
        ])
        { Design = PlannedDesign.Weighted, Effect = effect.Effect, Estimand = "those who took part", Method = $"Doubly robust effect on those who took part (Robins, Rotnitzky and Zhao 1994), errors {(question.School is null ? "of independent pupils" : "by school")}" };
    }

    private static ComparedGroups Volunteers(PlannedDesign design, Dataset pupils, MatchedQuestion question)
    {
        var formula = Formula.Parse(question.Formula);
        string treated = formula.Response?.Text.Trim('`') ?? throw new DataError($"formula {question.Formula}", "nothing before ~", "who had the programme", "Write tutored ~ prior + fsm.");
        var groups = new ComparedGroups(pupils, question.Outcome, treated) { Design = design, School = question.School, Covariates = [.. formula.Fixed.Variables.SelectMany(v => v.Columns).Distinct()] }.Checked(null);
        if (groups.Covariates.IsEmpty) throw DesignRefusal.Of(design, ("no covariate", "the outcome before the programme, and what made taking part likely"), null, "Add them.");
        double[] y = pupils.Numbers(question.Outcome).ToArray(), had = pupils.Numbers(treated).ToArray();
        foreach (double side in (double[])[1, 0])
            if (Enumerable.Range(0, y.Length).Count(i => had[i] == side && !double.IsNaN(y[i])) is var left && left < FewestVolunteers)
                throw DesignRefusal.Of(design, ($"{left} pupils {(side == 1 ? "with" : "without")} the programme with an outcome", $"{FewestVolunteers} or more"), null, "Pool years or schools.");
        return groups;
    }

    private static Dataset WithOutcome(Dataset data, string outcome)
    {
        double[] y = data.Numbers(outcome).ToArray();
        return Array.Exists(y, double.IsNaN) ? ComparedGroups.Where(data, i => !double.IsNaN(y[i])) : data;
    }
}
