namespace Research;

/// <summary>Evaluations, one call a design, on pupil records.</summary>
public static partial class Evaluation
{
    /// <summary>Pupils with a programme beside pupils matched to them: one each by propensity score, within 0.2 standard deviations, in the same school where it has any.</summary>
    /// <param name="pupils">The records.</param>
    /// <param name="formula">Who had it (1 and 0) and what made that likely, the baseline among it: <c>tutored ~ prior + fsm + sen</c>.</param>
    /// <param name="outcome">The outcome's column.</param>
    /// <param name="school">The school's column; null to match anywhere.</param>
    public static MatchedComparison Matched(Dataset pupils, string formula, string outcome, string? school = null)
    {
        var data = school is null ? pupils : pupils.AsFactor(school);
        var sample = Matching.Nearest(formula, WithOutcome(data, outcome), new() { Caliper = Caliper.Deviations(0.2), Preferred = school });
        var effect = sample.Effect(outcome);
        return new(effect, sample.Balance, sample.Overlap, effect.Terms[1]);
    }

    /// <summary>Pupils with a programme beside all others, weighted to be like them, with a model of the outcome: right when either the weights or the model is.</summary>
    /// <param name="pupils">The records.</param>
    /// <param name="formula">Who had it (1 and 0) and what made that likely, the baseline among it.</param>
    /// <param name="outcome">The outcome's column.</param>
    /// <param name="school">The school's column, for errors by school; null for independent pupils.</param>
    public static MatchedComparison Weighted(Dataset pupils, string formula, string outcome, string? school = null)
    {
        var data = WithOutcome(school is null ? pupils : pupils.AsFactor(school), outcome);
        var sample = Weighting.Propensity(formula, data);
        var effect = DoublyRobust.Fit(formula, outcome, data, new() { Cluster = school });
        return new(effect, sample.Balance, sample.Overlap, effect.Effect);
    }

    private static Dataset WithOutcome(Dataset data, string outcome)
    {
        double[] y = data.Numbers(outcome).ToArray();
        return Array.Exists(y, double.IsNaN) ? data.Take([.. Enumerable.Range(0, y.Length).Where(i => !double.IsNaN(y[i]))]) : data;
    }
}
